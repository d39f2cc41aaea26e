public import Identity
public import Postgres
public import Rules

/// Whose a credential is.
public enum CredentialBearer: Hashable, Sendable {
    /// A person's, by a membership.
    case membership(MembershipNumber)
    /// The import office of the machine's operator.
    case importOffice
}

/// A credential in a list.
public struct CredentialSummary: Sendable {
    /// Name.
    public let name: String
    /// Alias of the person, or `import`.
    public let bearer: String
    /// Role of the person, or `import`.
    public let role: String
    /// Scopes as text.
    public let scopes: [String]
    /// From when it opens nothing any more.
    public let expiresAt: Timestamp
    /// The certificate it is bound to.
    public let certificate: CertificateFingerprint?
    /// When it was last used, to the minute.
    public let lastUsedAt: Timestamp?
}

/// Credentials of programs and devices: shown once, kept as a digest, granted and revoked by rows that nobody changes.
public struct Credentials: Sendable {
    let pool: PostgresPool

    /// Credentials over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Grants a credential.
    ///
    /// - Parameter certificate: the one certificate over which it opens; `nil` binds it to none.
    /// - Returns: its text; it cannot be shown again. `nil` when it would live too long or be for nothing.
    /// - Throws: a unique violation of `credential_name_unique` when the name is taken.
    public func grant(
        _ name: String, kind: Credential.Kind = .token, to bearer: CredentialBearer, scopes: Set<Scope>,
        certificate: CertificateFingerprint? = nil, from now: Timestamp, days: Int64, by: String
    ) async throws(PostgresError) -> String? {
        var generator = SystemRandomNumberGenerator()
        let credential = Credential.random(kind, using: &generator)
        guard
            let statement = Self.granting(
                credential, name, to: bearer, scopes: scopes, certificate: certificate, from: now, days: days, by: by)
        else { return nil }
        try await pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query(statement)
        }
        return credential.shownOnce
    }

    /// The statement that grants a credential; `nil` when it would live too long or be for nothing.
    static func granting(
        _ credential: Credential, _ name: String, to bearer: CredentialBearer, scopes: Set<Scope>,
        certificate: CertificateFingerprint?, from now: Timestamp, days: Int64, by: String
    ) -> PostgresStatement? {
        let (membership, office): (String?, String?) =
            switch bearer {
            case .membership(let number): (number.text, nil)
            case .importOffice: (nil, "import")
            }
        let expires = now.adding(days: days)
        guard
            Grant(
                digest: credential.digest, kind: credential.kind, membership: MembershipNumber(membership ?? ""),
                scopes: scopes, validFrom: now, expiresAt: expires) != nil
        else { return nil }
        return """
            INSERT INTO credential_grant
                (digest, name, kind, membership, office, scopes, valid_from, expires_at, granted_by,
                certificate_fingerprint)
            VALUES (\(.bytea(credential.digest.bytes)), \(name), \(credential.kind.rawValue), \(.text(membership))::uuid,
                \(.text(office)), \(.textArray(scopes.map(\.text).sorted())),
                \(.timestamptz(microsecondsSince1970: now.microseconds)),
                \(.timestamptz(microsecondsSince1970: expires.microseconds)), \(by), \(.bytea(certificate?.bytes)))
            """
    }

    /// Revokes a credential by its name, for good and within a second on every instance.
    ///
    /// - Returns: `false` when there is none of this name.
    public func revoke(_ name: String, by: String) async throws(PostgresError) -> Bool {
        try await pool.withConnection { connection throws(PostgresError) in
            let rows = try await connection.query(Self.revoking(name, by: by)).rows
            return try rows.first?.int8(0) == 1
        }
    }

    /// The statement that revokes a credential; its row tells how many there are of the name.
    static func revoking(_ name: String, by: String) -> PostgresStatement {
        """
        WITH meant AS (SELECT digest FROM credential_grant WHERE name = \(name)), done AS (
            INSERT INTO credential_revocation (digest, by) SELECT digest, \(by) FROM meant ON CONFLICT DO NOTHING
        )
        SELECT count(*) FROM meant
        """
    }

    /// Credentials that were not revoked and have not expired, by name.
    public func list(at now: Timestamp) async throws(PostgresError) -> [CredentialSummary] {
        let rows = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                """
                SELECT granted.name, coalesce(person.alias, granted.office), coalesce(membership.role, granted.office),
                    granted.scopes, granted.expires_at, credential_use.last_used_at, granted.certificate_fingerprint
                FROM credential_grant AS granted
                LEFT JOIN membership ON membership.number = granted.membership
                LEFT JOIN person ON person.number = membership.person
                LEFT JOIN credential_use ON credential_use.digest = granted.digest
                WHERE granted.expires_at > \(.timestamptz(microsecondsSince1970: now.microseconds))
                    AND NOT EXISTS (SELECT 1 FROM credential_revocation WHERE credential_revocation.digest = granted.digest)
                ORDER BY granted.name
                """
            ).rows
        }
        var summaries: [CredentialSummary] = []
        for row in rows {
            summaries.append(
                CredentialSummary(
                    name: try row.text(0), bearer: try row.text(1), role: try row.text(2),
                    scopes: try row.textArray(3).compactMap(\.self), expiresAt: Timestamp(try row.timestamp(4)),
                    certificate: try row.bytesIfPresent(6).flatMap { CertificateFingerprint(stored: $0) },
                    lastUsedAt: try row.timestampIfPresent(5).map { Timestamp($0) }))
        }
        return summaries
    }
}
