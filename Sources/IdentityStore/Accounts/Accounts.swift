public import Identity
public import Postgres
import Rules

/// Accounts: name, password, second factor; each acts by one membership.
public struct Accounts: Sendable {
    let pool: PostgresPool
    let key: FactorKey

    /// Accounts over a pool.
    ///
    /// - Parameter key: seals the second factors.
    public init(pool: PostgresPool, key: FactorKey) {
        self.pool = pool
        self.key = key
    }

    /// Opens an account without a password; nobody signs in to it yet.
    ///
    /// - Throws: a unique violation of `account_pkey`, a check violation of `account_name_form`.
    public func add(_ name: String, for membership: MembershipNumber) async throws(PostgresError) {
        _ = try await query("INSERT INTO account (name, membership) VALUES (\(name), \(membership.text)::uuid)")
    }

    /// Sets a password; the account's open sessions end.
    ///
    /// - Returns: `false` when there is no such account.
    public func set(_ hash: PasswordHash, for account: String) async throws(PostgresError) -> Bool {
        try await pool.withTransaction { connection throws(PostgresError) in
            let results = try await connection.pipeline(Self.setting(hash, for: account))
            return results[0].affectedRows == 1
        }
    }

    /// The statements that set a password.
    ///
    /// - Parameters:
    ///   - until: the end of a first password, which serves to choose another; `nil` for one that its owner chose.
    ///   - kept: the session that goes on.
    static func setting(
        _ hash: PasswordHash, for account: String, firstUntil until: Timestamp? = nil, keeping kept: SecretDigest? = nil
    ) -> [PostgresStatement] {
        let end = until.map { PostgresValue.timestamptz(microsecondsSince1970: $0.microseconds) }
        return [
            """
            UPDATE account SET password_hash = \(hash.stored), password_set_at = clock_timestamp(),
                first_until = \(end ?? .null(.timestamptz))
            WHERE name = \(account)
            """,
            """
            UPDATE session SET ended_at = clock_timestamp()
            WHERE account = \(account) AND ended_at IS NULL AND digest <> \(.bytea(kept?.bytes ?? []))
            """,
            ThrottleStore.opening(account),
        ]
    }

    /// Gives an account a second factor and recovery codes in place of any it had; its open sessions end.
    ///
    /// - Returns: `false` when there is no such account.
    public func enrol(_ authenticator: Authenticator, _ codes: RecoveryCodes?, for account: String)
        async throws(PostgresError) -> Bool
    {
        let statements = Self.enrolling(authenticator, codes, for: account, key)
        return try await pool.withTransaction { connection throws(PostgresError) in
            let known = try await connection.query("SELECT 1 FROM account WHERE name = \(account) FOR UPDATE")
            guard !known.rows.isEmpty else { return false }
            _ = try await connection.pipeline(statements)
            return true
        }
    }

    /// The statements that give an account a second factor.
    static func enrolling(
        _ authenticator: Authenticator, _ codes: RecoveryCodes?, for account: String, _ key: FactorKey
    ) -> [PostgresStatement] {
        let sealed = key.seal(authenticator.key, for: account)
        let statements: [PostgresStatement] = [
            "DELETE FROM second_factor WHERE account = \(account) AND kind = 'totp'",
            """
            INSERT INTO second_factor (account, kind, secret, algorithm, digits) VALUES
                (\(account), 'totp', \(.bytea(sealed)), \(authenticator.algorithm.rawValue), \(authenticator.digits))
            """,
            "DELETE FROM recovery_code WHERE account = \(account)",
            "DELETE FROM recovery_set WHERE account = \(account)",
            "UPDATE session SET ended_at = clock_timestamp() WHERE account = \(account) AND ended_at IS NULL",
        ]
        return statements + (codes.map { issue($0, for: account) } ?? [])
    }

    private static func issue(_ codes: RecoveryCodes, for account: String) -> [PostgresStatement] {
        [
            """
            INSERT INTO recovery_set (account, salt, passes, memory_bytes) VALUES
                (\(account), \(.bytea(codes.salt)), \(Int64(codes.cost.passes)), \(codes.cost.memoryBytes))
            """,
            """
            INSERT INTO recovery_code (account, digest)
            SELECT \(account), digest FROM unnest(\(.byteaArray(codes.digests))) AS fresh (digest)
            """,
        ]
    }

    /// Names a guesser would try for an account; `nil` when there is no such account.
    public func ownNames(_ account: String) async throws(PostgresError) -> [String]? {
        let rows = try await query(
            """
            SELECT person.alias, coalesce(person_detail.name, ''), coalesce(organization.body ->> 'name', '')
            FROM account JOIN membership ON membership.number = account.membership
            JOIN person ON person.number = membership.person
            LEFT JOIN person_detail ON person_detail.person = person.number
            LEFT JOIN organization ON organization.code = membership.organization
            WHERE account.name = \(account)
            """)
        guard let row = rows.first else { return nil }
        return [account, try row.text(0), try row.text(1), try row.text(2)].filter { !$0.isEmpty }
    }

    /// Names of all accounts with the membership each acts by, in order.
    public func list() async throws(PostgresError) -> [(name: String, membership: MembershipNumber)] {
        var accounts: [(name: String, membership: MembershipNumber)] = []
        for row in try await query("SELECT name, membership::text FROM account ORDER BY name") {
            accounts.append((try row.text(0), MembershipNumber(try row.text(1))))
        }
        return accounts
    }

    /// Binds a provider's person to an account.
    ///
    /// - Throws: a unique violation of `account_link_pkey` when he is bound to one already, of `account_link_one_each` when
    ///   the account is; a foreign key violation when there is no such account; a check violation of the words' form.
    public func link(_ issuer: String, _ subject: String, to account: String, by who: String)
        async throws(PostgresError)
    {
        _ = try await query(
            """
            INSERT INTO account_link (issuer, subject, account, linked_by)
            VALUES (\(issuer), \(subject), \(account), \(who))
            """)
    }

    /// Ends the bonds of an account with a provider; its open sessions end.
    ///
    /// - Returns: `false` when there was none.
    public func unlink(_ issuer: String, from account: String) async throws(PostgresError) -> Bool {
        try await pool.withTransaction { connection throws(PostgresError) in
            let results = try await connection.pipeline([
                "DELETE FROM account_link WHERE issuer = \(issuer) AND account = \(account)",
                "UPDATE session SET ended_at = clock_timestamp() WHERE account = \(account) AND ended_at IS NULL",
            ])
            return results[0].affectedRows > 0
        }
    }

    /// Every bond, by account.
    public func links() async throws(PostgresError) -> [(account: String, issuer: String, subject: String)] {
        var links: [(account: String, issuer: String, subject: String)] = []
        for row in try await query("SELECT account, issuer, subject FROM account_link ORDER BY account, issuer") {
            links.append((try row.text(0), try row.text(1), try row.text(2)))
        }
        return links
    }

    private func query(_ statement: PostgresStatement) async throws(PostgresError) -> [PostgresRow] {
        try await pool.withConnection { connection throws(PostgresError) in try await connection.query(statement).rows }
    }
}
