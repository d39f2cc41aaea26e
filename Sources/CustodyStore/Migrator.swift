public import Postgres
import SchemaFiles

/// Applies the migrations that are missing, in order, each in its own transaction, one process at a time.
public struct Migrator: Sendable {
    private let pool: PostgresPool

    /// A migrator over the owner's pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Applies what is missing.
    ///
    /// - Returns: the names of the migrations applied, and what they made necessary.
    public func run() async throws(PostgresError) -> [String] {
        let applied = try await applyMissing()
        let leaves = try await LeafBackfill(pool: pool).run()
        return applied + (leaves > 0 ? ["\(leaves) leaves of older records"] : [])
    }

    private func applyMissing() async throws(PostgresError) -> [String] {
        try await pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query(
                "CREATE TABLE IF NOT EXISTS migration (version bigint PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())"
            )
        }
        var applied: [String] = []
        for migration in Migration.all where try await apply(migration) { applied.append(migration.name) }
        return applied
    }

    /// Beside a server that works, a migration may be the victim of a deadlock; then it is run again.
    private func apply(_ migration: Migration) async throws(PostgresError) -> Bool {
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.query("LOCK TABLE migration IN EXCLUSIVE MODE")
            let known = try await connection.query("SELECT 1 FROM migration WHERE version = \(migration.version)")
            guard known.rows.isEmpty else { return false }
            try await connection.script(migration.sql)
            _ = try await connection.query(
                "INSERT INTO migration (version, name) VALUES (\(migration.version), \(migration.name))")
            return true
        }
    }
}
