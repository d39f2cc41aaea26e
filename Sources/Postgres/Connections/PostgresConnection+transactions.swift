/// How a transaction keeps apart from others (PostgreSQL 15, §13.2).
public enum PostgresIsolation: Sendable, Hashable {
    /// Each statement sees what was committed before it.
    case readCommitted
    /// All statements see what was committed before the first.
    case repeatableRead
    /// As if transactions had run one after another; may end with SQLSTATE 40001.
    case serializable

    var begin: PostgresStatement {
        switch self {
        case .readCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED"
        case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
        case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        }
    }
}

extension PostgresConnection {
    /// Begins a transaction.
    public func begin(_ isolation: PostgresIsolation = .readCommitted) async throws(PostgresError) {
        _ = try await query(isolation.begin)
    }

    /// Runs the last statements and COMMIT in one round trip.
    ///
    /// - Throws: a statement's error, or the server's refusal of COMMIT; the transaction is rolled back then. Or
    ///   `.commitOutcomeUnknown`: the connection broke, the time ran out, or the server gave up waiting for its
    ///   synchronous standby (reliability.md R4).
    public func commit(_ before: [PostgresStatement] = []) async throws(PostgresError) {
        do throws(PostgresError) {
            let results = try await pipeline(before + ["COMMIT"])
            // A transaction that has failed answers COMMIT with "ROLLBACK", and with no error.
            guard results.last?.command == "COMMIT" else {
                throw PostgresError(
                    .server, "the transaction had failed before; COMMIT rolled it back",
                    sqlState: .inFailedTransaction)
            }
        } catch {
            if isUsable, isInTransaction { try? await rollback() }
            throw error
        }
    }

    /// Rolls back; does nothing outside a transaction. Not to be cancelled; a broken connection has rolled back.
    public func rollback() async throws(PostgresError) {
        guard isUsable, isInTransaction else { return }
        _ = try await perform(mayCancel: false, milliseconds: 5_000) { (link, patience) throws(PostgresError) in
            try link.run(["ROLLBACK"], patience)
        }
    }
}
