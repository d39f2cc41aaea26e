import Custody
import Postgres

/// The one door to the database for whatever reads: each exchange takes on one of the roles of m0005, says for whom it asks,
/// and is a transaction of its own, so that neither outlives it. Role, settings and questions go in one round trip.
struct ReaderSession: Sendable {
    private let pool: PostgresPool
    private let relay: PostgresRelay

    /// Sessions over a pool.
    init(pool: PostgresPool) {
        self.pool = pool
        relay = PostgresRelay(pool: pool)
    }

    /// In whose right something is read.
    enum Right: Sendable {
        /// What an actor may see, row by row.
        case reader(Actor)
        /// The lineage of a batch that the actor may see; what he may not see is masked by the statement.
        case tracer(Actor)
        /// All records, to replay and compare; the surfaces show nothing of it unmasked.
        case replayer
    }

    /// The rows of one question.
    func rows(_ statement: PostgresStatement, as right: Right) async throws(PostgresError) -> [PostgresRow] {
        try await results([statement], as: right)[0].rows
    }

    /// The rows of a question that a key answers: it goes out together with those of others, in a transaction of its own all the
    /// same.
    func keyedRows(_ statement: PostgresStatement, as right: Right) async throws(PostgresError) -> [PostgresRow] {
        try await relay.ask([right.opening, statement])[1].rows
    }

    /// The answers to several questions, one for each.
    func results(_ statements: [PostgresStatement], as right: Right) async throws(PostgresError) -> [PostgresResult] {
        // One Sync and no BEGIN: an implicit transaction, at whose end role and settings fall back.
        Array(try await pool.pipeline([right.opening] + statements).dropFirst())
    }

    /// Several exchanges that all see what was committed before the first.
    func snapshot<Value: Sendable>(
        as right: Right, _ body: @Sendable (PostgresConnection) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        try await pool.withTransaction(isolation: .repeatableRead) { connection throws(PostgresError) in
            _ = try await connection.query(right.opening)
            return try await body(connection)
        }
    }

    /// A transaction of the owner of the tables, to write projections anew; it reads them as whom it says.
    func rebuilding<Value: Sendable>(
        _ body: @Sendable (PostgresConnection) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value { try await pool.withTransaction(body) }

    /// Waits for writers under way, then asks.
    func settledRows(_ statement: PostgresStatement) async throws(PostgresError) -> [PostgresRow] {
        try await results(
            ["SELECT set_config('lock_timeout', '10s', true)", "SELECT await_writers()", statement], as: .replayer)[2]
            .rows
    }
}

extension ReaderSession.Right {
    /// Sees every row until the role is reset, in a transaction that writes.
    static let allRows: PostgresStatement = "SET LOCAL ROLE grainledger_replayer"

    /// What precedes the questions; local to their transaction, and the last thing in it that anything is set by.
    var opening: PostgresStatement {
        let (role, actor): (String, Actor?) =
            switch self {
            case .reader(let actor): ("grainledger_reader", actor)
            case .tracer(let actor): ("grainledger_tracer", actor)
            case .replayer: ("grainledger_replayer", nil)
            }
        // The whole country is written *: a region that is missing must not be the prefix of all.
        let region = actor.map { $0.region.isEmpty ? "*" : $0.region }
        return """
            SELECT set_config('transaction_read_only', 'on', true), set_config('role', \(role), true),
                set_config('grainledger.role', \(actor?.role.rawValue ?? ""), true),
                set_config('grainledger.organization', \(actor?.organization.text ?? ""), true),
                set_config('grainledger.region', \(region ?? ""), true)
            """
    }
}
