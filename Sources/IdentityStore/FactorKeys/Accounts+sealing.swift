public import Postgres

extension Accounts {
    /// What sealing every second factor anew came to.
    public struct Resealing: Hashable, Sendable {
        /// How many are sealed by the key that stands first now, and were not before.
        public var renewed = 0
        /// Accounts whose factor no key of the file opens; they need a new one.
        public var closed: [String] = []
    }

    /// Seals every second factor by the key that stands first, in one transaction: all or none.
    public func reseal() async throws(PostgresError) -> Resealing {
        try await pool.withTransaction { connection throws(PostgresError) in
            var result = Resealing()
            var statements: [PostgresStatement] = []
            let factors = try await Self.factors(on: connection)
            for (account, sealed) in factors where !key.seals(sealed, for: account) {
                guard let secret = key.open(sealed, for: account) else {
                    result.closed.append(account)
                    continue
                }
                result.renewed += 1
                statements.append(
                    """
                    UPDATE second_factor SET secret = \(.bytea(key.seal(secret, for: account)))
                    WHERE account = \(account) AND kind = 'totp'
                    """)
            }
            _ = try await connection.pipeline(statements)
            return result
        }
    }

    /// Accounts whose factor another key than the first has sealed.
    public func sealedByOthers() async throws(PostgresError) -> [String] {
        try await pool.withConnection { connection throws(PostgresError) in
            try await Self.factors(on: connection).filter { !key.seals($0.sealed, for: $0.account) }.map(\.account)
        }
    }

    /// Every sealed key, held until the transaction ends.
    private static func factors(on connection: PostgresConnection) async throws(PostgresError)
        -> [(account: String, sealed: [UInt8])]
    {
        let rows = try await connection.query(
            "SELECT account, secret FROM second_factor WHERE kind = 'totp' ORDER BY account FOR UPDATE"
        ).rows
        return try rows.map { row throws(PostgresError) in (try row.text(0), try row.bytes(1)) }
    }
}
