public import Evidence
public import Postgres

/// Reads the published log: what the last checkpoint covers, and nothing beyond it.
public struct LogReads: Sendable {
    let pool: PostgresPool

    /// Reads over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// The last published checkpoint; `nil` before the first.
    public func checkpoint() async throws(PostgresError) -> SignedCheckpoint? {
        try await pool.withConnection { connection throws(PostgresError) in try await Self.checkpoint(on: connection) }
    }

    /// The bytes of a resource of the log: `checkpoint`, `tile/0/000.p/7`; `nil` for what is no such path, and for what lies
    /// beyond the checkpoint.
    public func resource(_ path: String) async throws(PostgresError) -> [UInt8]? {
        try await pool.withConnection { connection throws(PostgresError) in
            guard let checkpoint = try await Self.checkpoint(on: connection) else { return nil }
            if path == "checkpoint" { return checkpoint.bytes }
            guard let address = TileAddress(path: path) else { return nil }
            return try await Self.resource(address, in: checkpoint.checkpoint.head.size, on: connection)
        }
    }

    /// The records of published leaves from a place in the log on, a few hundred at most, and the place after the last of them;
    /// without a place, where the log ends.
    public func records(from place: Int64?) async throws(PostgresError) -> (ids: [String], next: Int64) {
        try await pool.withConnection { connection throws(PostgresError) in
            let end =
                try await connection.query("SELECT COALESCE(max(size), 0) FROM log_checkpoint").rows.first?.int8(0) ?? 0
            guard let place, place < end else { return ([], end) }
            let last = min(end, place + 500)
            let rows = try await connection.query(
                """
                SELECT record_id::text FROM leaf
                WHERE leaf_index >= \(place) AND leaf_index < \(last) AND record_id IS NOT NULL ORDER BY leaf_index
                """
            ).rows
            return (try rows.map { row throws(PostgresError) in try row.text(0) }, last)
        }
    }

    static func checkpoint(on connection: PostgresConnection) async throws(PostgresError) -> SignedCheckpoint? {
        try await CosignedCheckpoints.last(on: connection)
    }

    static func resource(_ address: TileAddress, in size: Int, on connection: PostgresConnection)
        async throws(PostgresError) -> [UInt8]?
    {
        let first = address.index.multipliedReportingOverflow(by: TileAddress.fullWidth)
        guard !first.overflow else { return nil }
        switch address.content {
        case .entries:
            guard first.partialValue <= size - address.width else { return nil }
            let entries = try await entries(first.partialValue, address.width, on: connection)
            return entries.count == address.width ? EntryBundle(entries: entries)?.bytes : nil
        case .hashes(let level):
            guard level < 8, first.partialValue <= size >> (8 * level) - address.width else { return nil }
            let rows = try await connection.query(
                "SELECT hashes FROM log_tile WHERE level = \(level) AND tile = \(address.index)"
            ).rows
            guard let bytes = try rows.first?.bytes(0), bytes.count >= address.width * 32 else { return nil }
            return Array(bytes.prefix(address.width * 32))
        }
    }

    private static func entries(_ first: Int, _ count: Int, on connection: PostgresConnection)
        async throws(PostgresError) -> [[UInt8]]
    {
        let rows = try await connection.query(
            """
            SELECT entry FROM leaf WHERE leaf_index >= \(first) AND leaf_index < \(first + count) ORDER BY leaf_index
            """
        ).rows
        var entries: [[UInt8]] = []
        for row in rows { entries.append(try row.bytes(0)) }
        return entries
    }

    /// The proof that a record's leaf is in the log.
    public func proof(of record: String) async throws(PostgresError) -> RecordProof {
        try await pool.withTransaction(isolation: .repeatableRead) { connection throws(PostgresError) in
            _ = try await connection.query(LogRight.reading)
            let rows = try await connection.query(
                """
                SELECT leaf.leaf_index FROM record LEFT JOIN leaf ON leaf.record_id = record.id
                WHERE record.id = \(.uuid(text: record))
                """
            ).rows
            guard let row = rows.first else { return .missing }
            guard let index = try row.int8IfPresent(0),
                let checkpoint = try await CosignedCheckpoints.settled(covering: Int(index) + 1, on: connection)
            else { return .pending }
            return .proven(try await Self.proof(of: Int(index), under: checkpoint, on: connection))
        }
    }

    static func proof(of index: Int, under checkpoint: SignedCheckpoint, on connection: PostgresConnection)
        async throws(PostgresError) -> LogProof
    {
        let size = checkpoint.checkpoint.head.size
        guard let plan = ProofPlan.inclusion(of: index, in: size) else {
            throw PostgresError(.decoding, "leaf \(index) of \(size)")
        }
        let tiles = try await StoredTiles.holding(plan.nodes, in: size, on: connection)
        let hashes = try plan.hashes { node throws(PostgresError) in try tiles.hash(of: node, in: size) }
        return LogProof(index: index, hashes: hashes, checkpoint: checkpoint)
    }
}

/// What there is to prove a record with.
public enum RecordProof: Sendable {
    /// No such record.
    case missing
    /// Its leaf waits for the next checkpoint.
    case pending
    /// The proof.
    case proven(LogProof)
}
