public import Custody
import Evidence
import Foundation
public import Postgres

/// Bearer tokens: shown once, kept as SHA-256 only, granted and revoked by rows that nobody changes.
public struct Tokens: Sendable {
    private let pool: PostgresPool

    /// Tokens over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Grants a token for an actor.
    ///
    /// - Returns: the token, `glp_` and 40 random characters; it cannot be shown again.
    /// - Throws: a unique violation of `token_name_unique` when the name is taken.
    public func grant(_ actor: Actor) async throws(PostgresError) -> String {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXYabcdefghijkmnpqrstuvwxyz")
        var generator = SystemRandomNumberGenerator()
        let token =
            "glp_" + String((0..<40).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &generator)] })
        let digest = CanonicalJSON.digest(of: Array(token.utf8))
        _ = try await query(
            """
            INSERT INTO token_grant (digest, name, organization, role, region)
            VALUES (\(.bytea(digest)), \(actor.name), \(actor.organization.text), \(actor.role.rawValue), \(actor.region))
            """)
        return token
    }

    /// Revokes a token by its name, at once on every instance.
    public func revoke(_ name: String) async throws(PostgresError) {
        _ = try await query("INSERT INTO token_revocation (name) VALUES (\(name)) ON CONFLICT DO NOTHING")
    }

    /// The actor a token stands for; `nil` when unknown or revoked.
    public func actor(for token: String) async throws(PostgresError) -> Actor? {
        let rows = try await query(
            """
            SELECT name, organization, role, region FROM token_grant
            WHERE digest = \(.bytea(CanonicalJSON.digest(of: Array(token.utf8))))
                AND NOT EXISTS (SELECT 1 FROM token_revocation WHERE token_revocation.name = token_grant.name)
            """)
        guard let row = rows.first, let role = Actor.Role(rawValue: try row.text(2)) else { return nil }
        return Actor(
            name: try row.text(0), organization: OrganizationCode(try row.text(1)), role: role, region: try row.text(3))
    }

    /// Names, roles and organisations of the tokens in force.
    public func list() async throws(PostgresError) -> [Actor] {
        let rows = try await query(
            """
            SELECT name, organization, role, region FROM token_grant
            WHERE NOT EXISTS (SELECT 1 FROM token_revocation WHERE token_revocation.name = token_grant.name)
            ORDER BY name
            """)
        var actors: [Actor] = []
        for row in rows {
            guard let role = Actor.Role(rawValue: try row.text(2)) else { continue }
            actors.append(
                Actor(
                    name: try row.text(0), organization: OrganizationCode(try row.text(1)), role: role,
                    region: try row.text(3)))
        }
        return actors
    }

    private func query(_ statement: PostgresStatement) async throws(PostgresError) -> [PostgresRow] {
        try await pool.withConnection { connection throws(PostgresError) in try await connection.query(statement).rows }
    }
}
