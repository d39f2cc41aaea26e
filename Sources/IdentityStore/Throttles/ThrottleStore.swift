import Identity
import Postgres
import Rules

/// The throttles of one try: of the account, as it is asked for, and of the source address where anybody may be asking.
struct ThrottleStore: Sendable {
    let pool: PostgresPool

    /// Asks the throttles of a try; charges all of them when the try may be made.
    func admit(_ account: ThrottleKey, address: String, at now: Timestamp) async throws(PostgresError) -> Admission {
        try await change(account, address) { throttles in Throttle.admit(&throttles, at: now) }
    }

    /// Notes that the try charged last was right.
    func noteSuccess(_ account: ThrottleKey, address: String) async throws(PostgresError) {
        try await change(account, address) { throttles in
            for index in throttles.indices { throttles[index].noteSuccess() }
        }
    }

    /// Gives the last charge back: the try was not made, for a reason that is not the person's.
    func giveBack(_ account: ThrottleKey, address: String) async throws(PostgresError) {
        try await change(account, address) { throttles in
            throttles = throttles.map { Throttle($0.policy, tries: Array($0.tries.dropLast())) }
        }
    }

    /// Locks both rows in one order, lets them be changed, and writes them.
    private func change<Value: Sendable>(
        _ account: ThrottleKey, _ address: String, _ body: @Sendable (inout [Throttle]) -> Value
    ) async throws(PostgresError) -> Value {
        let source: [(key: ThrottleKey, policy: ThrottlePolicy)] =
            account.isOfStrangers ? [(.source(address), .source)] : []
        let keys = ([(account, .account)] + source).sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
        return try await pool.withTransaction { connection throws(PostgresError) in
            let results = try await connection.pipeline([
                """
                INSERT INTO throttle (key) SELECT key FROM unnest(\(.byteaArray(keys.map(\.key.bytes)))) AS asked (key)
                ON CONFLICT DO NOTHING
                """,
                """
                SELECT tries FROM throttle WHERE key = ANY(\(.byteaArray(keys.map(\.key.bytes)))) ORDER BY key FOR UPDATE
                """,
            ])
            var throttles: [Throttle] = []
            for (row, kept) in zip(results[1].rows, keys) {
                let tries = try row.int8Array(0).compactMap { $0.map { Timestamp($0) } }
                throttles.append(Throttle(kept.policy, tries: tries))
            }
            let value = body(&throttles)
            _ = try await connection.pipeline(
                zip(keys, throttles).map { kept, throttle in
                    """
                    UPDATE throttle SET tries = \(.int8Array(throttle.tries.map(\.microseconds))),
                        changed_at = clock_timestamp()
                    WHERE key = \(.bytea(kept.key.bytes))
                    """
                })
            return value
        }
    }

    /// Opens the locks of an account whose password is set anew: what was tried before was another password.
    static func opening(_ account: String) -> PostgresStatement {
        let keys: [ThrottleKey] = [.account(typed: account), .account(inside: account), .account(known: account)]
        return "UPDATE throttle SET tries = '{}' WHERE key = ANY(\(.byteaArray(keys.map(\.bytes))))"
    }
}
