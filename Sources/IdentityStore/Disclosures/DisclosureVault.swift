public import Operations
public import Postgres

/// The names that records left out (`disclosure`): told one by one and noted, or erased with their salt.
public struct DisclosureVault: Sendable {
    private let pool: PostgresPool

    /// Over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// A name; noted in the transaction that reads it, so that none is told without a note.
    public func reveal(_ asked: Unveiling, to caller: Caller) async throws(PostgresError) -> String? {
        let origin = Origin.current
        return try await pool.withTransaction { connection throws(PostgresError) in
            let row = try await Self.asWriter(
                """
                SELECT value FROM disclosure
                WHERE record_id::text = \(asked.record) AND role = \(asked.part) AND value IS NOT NULL
                """, on: connection
            ).first
            _ = try await connection.query(Self.note("name-revealed", asked, caller, found: row != nil, origin))
            return try row?.text(0)
        }
    }

    /// Removes a name and its salt; the trigger of the table allows that and nothing else.
    public func erase(_ asked: Unveiling, by caller: Caller) async throws(PostgresError) -> Bool {
        let origin = Origin.current
        return try await pool.withTransaction { connection throws(PostgresError) in
            let rows = try await Self.asWriter(
                """
                UPDATE disclosure SET value = NULL, salt = NULL, erased_at = clock_timestamp()
                WHERE record_id::text = \(asked.record) AND role = \(asked.part) AND value IS NOT NULL RETURNING true
                """, on: connection)
            _ = try await connection.query(Self.note("name-erased", asked, caller, found: !rows.isEmpty, origin))
            return !rows.isEmpty
        }
    }

    /// No reader's role sees a name, and the owner of the table sees no row: the writer's role does, for one statement.
    private static func asWriter(_ statement: PostgresStatement, on connection: PostgresConnection)
        async throws(PostgresError) -> [PostgresRow]
    {
        try await connection.pipeline(["SET LOCAL ROLE grainledger_writer", statement, "RESET ROLE"])[1].rows
    }

    private static func note(
        _ act: String, _ asked: Unveiling, _ caller: Caller, found: Bool, _ origin: Origin
    ) -> PostgresStatement {
        AuditTrail.insert(
            AuditNote(
                caller, act, asked.record, purpose: asked.purpose, outcome: found ? .done : .refused,
                detail: asked.part), origin)
    }
}
