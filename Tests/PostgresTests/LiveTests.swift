import Testing

/// All suites against the live server: one test at a time, because the server has few connections and the suites of
/// other targets use them too.
@Suite("Traps of libpq, each on a live server", .serialized, .timeLimit(.minutes(5)))
enum LiveTests {}
