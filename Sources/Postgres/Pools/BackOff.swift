/// How long to wait before the next attempt after attempts that failed: 50 ms, doubled up to 2 s, a quarter more or less.
struct BackOff {
    private var failures = 0
    private var notBefore: ContinuousClock.Instant?
    private var last: PostgresError?

    /// An attempt failed.
    mutating func noteFailure(_ error: PostgresError) {
        failures += 1
        last = error
        notBefore = .now + .milliseconds(Self.milliseconds(afterFailures: failures) * Int.random(in: 75...125) / 100)
    }

    /// An attempt succeeded.
    mutating func noteSuccess() { self = BackOff() }

    /// Waits until the next attempt may be made.
    ///
    /// - Throws: the last failure when that is later than the deadline; `.cancelled`.
    func wait(until deadline: ContinuousClock.Instant) async throws(PostgresError) {
        guard let notBefore, notBefore > .now else { return }
        if notBefore > deadline, let last { throw last }
        do { try await Task.sleep(until: notBefore) } catch { throw PostgresError(.cancelled, "cancelled in back-off") }
    }

    static func milliseconds(afterFailures failures: Int) -> Int { min(50 << min(failures - 1, 10), 2_000) }
}
