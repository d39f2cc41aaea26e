public import Custody
import LogStore
public import Operations
public import Postgres

/// The names that records left out (`disclosure`): told one by one and noted, or erased with their salt.
public struct DisclosureVault: Sendable {
    private let pool: PostgresPool

    /// Over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// The parts of a record whose names are kept.
    public func parts(of record: String) async throws(PostgresError) -> [String] {
        try await pool.withTransaction { connection throws(PostgresError) in
            try await Self.asWriter(
                """
                SELECT role FROM disclosure WHERE record_id::text = \(record) AND value IS NOT NULL ORDER BY role
                """, on: connection
            ).map { row throws(PostgresError) in try row.text(0) }
        }
    }

    /// Digests of those of a record's pictures whose erasure is recorded.
    public func erasedPictures(of record: String, among pictures: [FieldRecord.Attachment])
        async throws(PostgresError) -> Set<String>
    {
        let digests = Dictionary(
            pictures.map { (ErasureRecord.key(of: $0.kind.rawValue, in: record, picture: $0.digest), $0.digest) }
        ) { $1 }
        return try await pool.withTransaction { connection throws(PostgresError) in
            let known = try await Self.asWriter(
                "SELECT key FROM answer WHERE scope = 'log' AND key = ANY(\(.textArray(Array(digests.keys))))",
                on: connection)
            return Set(try known.map { row throws(PostgresError) in try row.text(0) }.compactMap { digests[$0] })
        }
    }

    /// Whether any sample's record says that a digest is that of a signature; the index of attachments answers (m0037).
    public func isSignature(_ digest: String) async throws(PostgresError) -> Bool {
        try await pool.withTransaction { connection throws(PostgresError) in
            let kinds = ["growerSignature", "samplerSignature"]
            return try await !Self.asWriter(
                """
                SELECT FROM sample, unnest(\(.textArray(kinds))) AS kind
                WHERE body ? 'fieldRecord' AND body #> '{fieldRecord,attachments}'
                    @> jsonb_build_array(jsonb_build_object('kind', kind, 'digest', \(digest)::text))
                LIMIT 1
                """, on: connection
            ).isEmpty
        }
    }

    /// A name; noted in the transaction that reads it, so that none is told without a note.
    public func reveal(_ asked: Unveiling, to caller: Caller) async throws(PostgresError) -> String? {
        let origin = Origin.current
        return try await pool.withTransaction { connection throws(PostgresError) in
            let row = try await Self.asWriter(
                """
                SELECT value FROM disclosure
                WHERE record_id = \(.uuid(text: asked.record)) AND role = \(asked.part) AND value IS NOT NULL
                """, on: connection
            ).first
            _ = try await connection.query(Self.note("name-revealed", asked, caller, found: row != nil, origin))
            return try row?.text(0)
        }
    }

    /// Removes a name and its salt, and writes a record of it into the log; both or neither.
    public func erase(_ asked: Unveiling, by caller: Caller) async throws(PostgresError) -> Erasure {
        let origin = Origin.current
        return try await pool.withTransaction { connection throws(PostgresError) in
            let erasure = try await Self.carryOut(asked, caller, on: connection)
            let purpose = erasure == .purposeNamesPerson ? "" : asked.purpose
            let noted = Unveiling(record: asked.record, part: asked.part, purpose: purpose)
            _ = try await connection.query(Self.note("name-erased", noted, caller, found: erasure == .done, origin))
            return erasure
        }
    }

    /// Writes the record that a picture is erased, once for each picture of a record; its bytes lie elsewhere.
    public func erasePicture(_ asked: Unveiling, _ digest: String, by caller: Caller) async throws(PostgresError)
        -> Erasure
    {
        let origin = Origin.current
        return try await pool.withTransaction { connection throws(PostgresError) in
            let record = ErasureRecord(
                of: asked, by: caller.actor.name, of: caller.actor.organization.text, as: caller.role, picture: digest)
            // Whoever erases the same picture at the same time waits here, and then finds it erased.
            _ = try await connection.query("SELECT pg_advisory_xact_lock(hashtextextended(\(record.key), 0))")
            let known = try await Self.asWriter(
                "SELECT 1 FROM answer WHERE scope = 'log' AND key = \(record.key)", on: connection)
            if known.isEmpty { try await record.write(on: connection) }
            let detail = Unveiling(record: digest, part: asked.part, purpose: asked.purpose)
            _ = try await connection.query(
                Self.note("picture-erased", detail, caller, found: known.isEmpty, origin))
            return known.isEmpty ? .done : .nothingThere
        }
    }

    private static func carryOut(_ asked: Unveiling, _ caller: Caller, on connection: PostgresConnection)
        async throws(PostgresError) -> Erasure
    {
        // Whoever erases the same name at the same time waits here, and then finds nothing.
        let kept = try await asWriter(
            """
            SELECT value FROM disclosure
            WHERE record_id = \(.uuid(text: asked.record)) AND role = \(asked.part) AND value IS NOT NULL FOR UPDATE
            """, on: connection
        ).first
        guard let name = try kept?.text(0) else { return .nothingThere }
        guard name.isEmpty || !asked.purpose.contains(name) else { return .purposeNamesPerson }
        try await ErasureRecord(
            of: asked, by: caller.actor.name, of: caller.actor.organization.text, as: caller.role
        ).write(on: connection)
        // The trigger of the table allows this and nothing else.
        _ = try await asWriter(
            """
            UPDATE disclosure SET value = NULL, salt = NULL, erased_at = clock_timestamp()
            WHERE record_id = \(.uuid(text: asked.record)) AND role = \(asked.part)
            """, on: connection)
        return .done
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
