extension PostgresPool {
    /// Runs a body in a transaction and commits it.
    ///
    /// When the server answers with a serialization failure, a deadlock or a lock that could not be had, the whole
    /// body is run again, after a random while. The server's *refusal* of COMMIT with such a state is a rollback too;
    /// a COMMIT without an answer is never repeated (reliability.md R5). A body that rolls back or commits by itself is
    /// left in peace.
    ///
    /// - Parameter retries: how often it is run again at most.
    /// - Throws: what the body throws, the transaction rolled back; `.commitOutcomeUnknown`; as `withConnection` does.
    public func withTransaction<Value: Sendable>(
        retries: Int = 3, isolation: PostgresIsolation = .readCommitted,
        _ body: @Sendable (PostgresConnection) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        var attempt = 0
        while true {
            do throws(PostgresError) {
                return try await withConnection { connection throws(PostgresError) in
                    try await connection.transaction(isolation, body)
                }
            } catch {
                guard attempt < retries, error.code == .server, !error.isFinal, error.sqlState?.asksForRetry == true
                else { throw error }
            }
            attempt += 1
            await Self.pause(beforeAttempt: attempt)
        }
    }

    /// Up to 10 ms, 20 ms, 40 ms, …: two that met once do not meet again.
    private static func pause(beforeAttempt attempt: Int) async {
        try? await Task.sleep(for: .microseconds(Int.random(in: 500...(10_000 << min(attempt - 1, 6)))))
    }
}

extension PostgresConnection {
    /// Begins, runs the body, commits; rolls back when the body throws.
    func transaction<Value: Sendable>(
        _ isolation: PostgresIsolation, _ body: @Sendable (PostgresConnection) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        try await begin(isolation)
        let sentBefore = commitsSent
        let value: Value
        do throws(PostgresError) {
            value = try await body(self)
        } catch {
            try? await rollback()
            // A body that has committed something must not be run again, whatever it says.
            throw commitsSent == sentBefore ? error : error.final
        }
        if commitsSent == sentBefore, isInTransaction { try await commit() }
        return value
    }
}
