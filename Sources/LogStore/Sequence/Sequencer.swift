import Evidence
public import Logging
public import Postgres

/// Takes leaves that are committed, in the order in which they were written, and grows the tree by them: entries, tiles,
/// frontier and state in one transaction (evidence.md §4.4).
///
/// It looks for no number above the last one it saw: a transaction that commits late has its leaf in the next batch. The
/// lock of the state row lets any number of instances run; who does not get it has nothing to do.
public struct Sequencer: Sendable {
    /// Leaves taken in one transaction at most.
    public static let most = 4_096

    /// What a step did.
    public enum Step: Hashable, Sendable {
        /// So many leaves were taken.
        case grown(Int)
        /// Another instance is at it.
        case busy
        /// The database is not the one whose tree was signed: nothing was taken.
        case frozen(String)
    }

    private let pool: PostgresPool
    private let files: LogFiles?
    private let log: Logger

    /// A sequencer over a pool.
    ///
    /// - Parameter files: where this instance notes what it signed; `nil` where it signs nothing.
    public init(pool: PostgresPool, files: LogFiles?, log: Logger = Logger(label: "grainledger.log")) {
        self.pool = pool
        self.files = files
        self.log = log
    }

    /// Takes what is committed, up to `most`.
    ///
    /// - Parameter checking: compares the tree with what was signed also when nothing waits. Locking the state writes to the
    ///   disk, which an idle service should not do all the time.
    public func step(checking: Bool = true) async throws(PostgresError) -> Step {
        let held = LogGuard.held(files)
        let log = log
        return try await pool.withConnection { connection throws(PostgresError) in
            let waiting = try await connection.query("SELECT EXISTS (SELECT 1 FROM leaf_pending)").rows.first?.bool(0)
            guard checking || waiting != false else { return .grown(0) }
            try await connection.begin()
            do throws(PostgresError) {
                let step = try await Self.step(on: connection, held, log)
                try await connection.commit()
                return step
            } catch {
                try? await connection.rollback()
                throw error
            }
        }
    }

    private static func step(on connection: PostgresConnection, _ held: LogGuard.Held, _ log: Logger)
        async throws(PostgresError) -> Step
    {
        let found = try await connection.pipeline(["SET LOCAL synchronous_commit = on", LogState.lock])
        guard let row = found[1].rows.first else { return .busy }
        let state = try LogState(row)
        if let reason = try await LogGuard.check(state, against: held, on: connection, log) { return .frozen(reason) }
        let taken = try await connection.query(
            """
            DELETE FROM leaf_pending WHERE id IN (SELECT id FROM leaf_pending ORDER BY id LIMIT \(Self.most))
            RETURNING id, record_id::text, entry
            """
        ).rows
        guard !taken.isEmpty else { return .grown(0) }
        var leaves: [(id: Int64, leaf: SequencedLeaf)] = []
        for row in taken {
            leaves.append((try row.int8(0), SequencedLeaf(record: try row.text(1), entry: try row.bytes(2))))
        }
        // A DELETE returns rows in no order.
        try await grow(state.frontier, by: leaves.sorted { $0.id < $1.id }.map(\.leaf), on: connection)
        return .grown(leaves.count)
    }

    /// Writes leaves at the end of the tree, under the lock of the state row.
    static func grow(_ frontier: Frontier, by leaves: [SequencedLeaf], on connection: PostgresConnection)
        async throws(PostgresError)
    {
        let growth = TreeGrowth(of: frontier, by: leaves.map { Hash256.leaf($0.entry) })
        let results = try await connection.pipeline([
            insert(leaves, from: frontier.size), extend(growth), advance(growth),
        ])
        guard results[1].affectedRows == growth.extensions.count, results[2].affectedRows == 1 else {
            throw PostgresError(.decoding, "the log's tiles are not those of its state")
        }
    }

    private static func insert(_ leaves: [SequencedLeaf], from index: Int) -> PostgresStatement {
        """
        INSERT INTO leaf (leaf_index, record_id, entry)
        SELECT \(index) + place - 1, record::uuid, entry
        FROM unnest(\(.textArray(leaves.map(\.record))), \(.byteaArray(leaves.map(\.entry))))
            WITH ORDINALITY AS taken (record, entry, place)
        """
    }

    /// Adds hashes at the end of tiles; a tile that is not as wide as the tree says is left alone, and the step fails.
    private static func extend(_ growth: TreeGrowth) -> PostgresStatement {
        let parts = growth.extensions
        return """
            INSERT INTO log_tile (level, tile, hashes)
            SELECT level, tile, hashes
            FROM unnest(
                \(.int8Array(parts.map { Int64($0.level) })), \(.int8Array(parts.map { Int64($0.index) })),
                \(.byteaArray(parts.map { Tile(hashes: $0.hashes)?.bytes ?? [] })),
                \(.int8Array(parts.map { Int64($0.start) }))
            ) AS grown (level, tile, hashes, start)
            WHERE start = 0
                OR EXISTS (SELECT 1 FROM log_tile AS old
                    WHERE old.level = grown.level AND old.tile = grown.tile AND octet_length(old.hashes) = start * 32)
            ON CONFLICT (level, tile) DO UPDATE SET hashes = log_tile.hashes || excluded.hashes
            """
    }

    private static func advance(_ growth: TreeGrowth) -> PostgresStatement {
        """
        UPDATE log_state SET size = \(growth.after.size), root = \(.bytea(growth.after.root.bytes)),
            frontier = \(.bytea(growth.after.hashes.flatMap(\.bytes)))
        WHERE size = \(growth.before.size) AND root = \(.bytea(growth.before.root.bytes))
        """
    }
}

/// A leaf on its way into the tree.
struct SequencedLeaf: Sendable {
    /// The record's id; `nil` for one that was lost, of which the log has the entry alone.
    let record: String?
    /// The entry.
    let entry: [UInt8]
}
