import Evidence
import Postgres

/// The one row that says how far the tree has grown, read under its lock or as a snapshot.
struct LogState {
    /// The right edge of the tree.
    let frontier: Frontier
    /// The log's name, once a key has given it one.
    let origin: String?
    /// Why nothing is sequenced or signed.
    let frozenReason: String?

    /// Size and root.
    var head: TreeHead { frontier.head }

    /// Reads the row and locks it; no row when another sequencer has it.
    static let lock: PostgresStatement = """
        SELECT size, root, frontier, origin, frozen_reason FROM log_state FOR UPDATE SKIP LOCKED
        """
    /// Reads the row.
    static let read: PostgresStatement = "SELECT size, root, frontier, origin, frozen_reason FROM log_state"

    /// The state of a read without a lock, of which there is always one row.
    init(_ row: PostgresRow?) throws(PostgresError) {
        guard let row else { throw PostgresError(.decoding, "no log_state") }
        try self.init(row)
    }

    /// - Throws: `decoding` when size, root and frontier do not belong together: then nobody may go on.
    init(_ row: PostgresRow) throws(PostgresError) {
        let bytes = try row.bytes(2)
        let hashes = stride(from: 0, to: bytes.count, by: 32).compactMap {
            Hash256(bytes: bytes[$0..<min($0 + 32, bytes.count)])
        }
        guard let frontier = Frontier(size: Int(try row.int8(0)), hashes: hashes),
            try frontier.root.bytes == row.bytes(1), hashes.count * 32 == bytes.count
        else { throw PostgresError(.decoding, "log_state: size, root and frontier differ") }
        self.frontier = frontier
        origin = try row.textIfPresent(3)
        frozenReason = try row.textIfPresent(4)
    }
}

/// Tiles of the database, fetched together, so that pure code can read nodes from them.
struct StoredTiles {
    private var tiles: [String: [UInt8]] = [:]

    /// Fetches the tiles that hold nodes of a tree.
    static func holding(_ nodes: [NodeCoordinate], in size: Int, on connection: PostgresConnection)
        async throws(PostgresError) -> StoredTiles
    {
        let addresses = Set(nodes.compactMap { TileAddress.holding($0, in: size) })
        var stored = StoredTiles()
        guard !addresses.isEmpty else { return stored }
        let places = addresses.compactMap { address -> (Int64, Int64)? in
            if case .hashes(let level) = address.content { (Int64(level), Int64(address.index)) } else { nil }
        }
        let rows = try await connection.query(
            """
            SELECT level::bigint, tile, hashes FROM log_tile
            JOIN unnest(\(.int8Array(places.map(\.0))), \(.int8Array(places.map(\.1)))) AS wanted (level, tile)
                USING (level, tile)
            """
        ).rows
        for row in rows {
            stored.tiles["\(try row.int8(0))/\(try row.int8(1))"] = try row.bytes(2)
        }
        return stored
    }

    /// The tiles as a published log would serve them.
    var source: LogSource<PostgresError> {
        LogSource { path throws(PostgresError) in
            guard let address = TileAddress(path: path), case .hashes(let level) = address.content,
                let bytes = tiles["\(level)/\(address.index)"], bytes.count >= address.width * 32
            else { return nil }
            return Array(bytes.prefix(address.width * 32))
        }
    }

    /// The hash of a node.
    ///
    /// - Throws: `decoding` when no tile has it.
    func hash(of node: NodeCoordinate, in size: Int) throws(PostgresError) -> Hash256 {
        guard let hash = try source.hash(of: node, in: size) else {
            throw PostgresError(.decoding, "log_tile: no node \(node.level)/\(node.index)")
        }
        return hash
    }

    /// The root that the stored tree had when it was so large; `nil` when tiles are missing or the tree is smaller.
    static func root(at size: Int, on connection: PostgresConnection) async throws(PostgresError) -> Hash256? {
        guard let plan = ProofPlan.root(of: size) else { return .emptyTree }
        let tiles = try await holding(plan.nodes, in: size, on: connection)
        do throws(PostgresError) {
            return try plan.hashes { node throws(PostgresError) in try tiles.hash(of: node, in: size) }.first
        } catch {
            guard error.code == .decoding else { throw error }
            return nil
        }
    }
}
