import Evidence
import Foundation
public import Operations
public import Postgres

/// Recomputes the whole log of a database from its entries, and compares it with the records: nothing is believed that can
/// be computed (evidence.md §5.15).
public struct Examination: Sendable {
    private let pool: PostgresPool
    private let kinds: Set<String>

    /// An examination of a database.
    ///
    /// - Parameter kinds: the kinds of record this program knows.
    public init(pool: PostgresPool, kinds: Set<String> = RecordKinds.all) {
        self.pool = pool
        self.kinds = kinds
    }

    /// Everything that does not hold, as of one moment, with the record it concerns.
    ///
    /// - Parameter keys: the log's public keys, when the caller knows better than the database.
    public func run(trusting keys: [String] = []) async throws(PostgresError) -> (size: Int, faults: [LogFinding]) {
        let kinds = kinds
        return try await pool.withTransaction(isolation: .repeatableRead) { connection throws(PostgresError) in
            _ = try await connection.query(LogRight.reading)
            var walk = LeafWalk(kinds: kinds)
            guard let row = try await connection.query(LogState.read).rows.first else {
                throw PostgresError(.decoding, "no log_state")
            }
            let state = try LogState(row)
            var faults = try await PublishedForm(connection: connection, state: state).faults(trusting: keys)
            try await walk.run(to: state.head.size, on: connection)
            faults += walk.faults.map(\.finding)
            return (state.head.size, faults)
        }
    }

    /// Keeps what an examination found, for the doctor and the status.
    public func keep(_ result: (size: Int, faults: [LogFinding])) async throws(PostgresError) {
        let json = (try? JSONEncoder().encode(result.faults)) ?? Data("[]".utf8)
        try await pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query(
                "INSERT INTO log_examination (size, faults) VALUES (\(result.size), \(.jsonb([UInt8](json))))")
        }
    }

    /// Whether the last examination is a day old, or there was none.
    public func isDue() async throws(PostgresError) -> Bool {
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                """
                SELECT NOT EXISTS (SELECT 1 FROM log_examination WHERE ended_at > clock_timestamp() - interval '1 day')
                """
            ).rows.first?.bool(0) ?? true
        }
    }
}

/// Entries, tiles, root and checkpoints of the database, as they would be published.
struct PublishedForm {
    let connection: PostgresConnection
    let state: LogState

    /// Published checkpoints that are compared with the tree: the last ones.
    static let checkpoints = 5_000

    func faults(trusting keys: [String]) async throws(PostgresError) -> [LogFinding] {
        var audit = LogAudit(of: state.head)
        while let address = audit.next {
            audit.take(try await bytes(at: address))
        }
        var faults: [LogFinding] = []
        for fault in audit.faults {
            var record: String?
            if case .entryDiffers(let index) = fault { record = try await self.record(at: index) }
            faults.append(LogFinding(fault, record: record))
        }
        return faults + (try await checkpointFaults(keys))
    }

    /// A tile, or a bundle in which an empty entry stands for a missing one, so that the others are still compared.
    private func bytes(at address: TileAddress) async throws(PostgresError) -> [UInt8]? {
        guard address.content == .entries else {
            return try await LogReads.resource(address, in: state.head.size, on: connection)
        }
        let first = address.index * TileAddress.fullWidth
        let rows = try await connection.query(
            "SELECT leaf_index, entry FROM leaf WHERE leaf_index >= \(first) AND leaf_index < \(first + address.width)"
        ).rows
        var entries = [[UInt8]](repeating: [], count: address.width)
        for row in rows { entries[Int(try row.int8(0)) - first] = try row.bytes(1) }
        return EntryBundle(entries: entries)?.bytes
    }

    private func record(at index: Int) async throws(PostgresError) -> String? {
        let rows = try await connection.query("SELECT record_id::text FROM leaf WHERE leaf_index = \(index)").rows
        return try rows.first?.textIfPresent(0)
    }

    private func checkpointFaults(_ trusted: [String]) async throws(PostgresError) -> [LogFinding] {
        let found = try await connection.pipeline([
            "SELECT size, root, note FROM log_checkpoint ORDER BY size DESC LIMIT \(Self.checkpoints)",
            "SELECT vkey FROM log_key",
        ])
        let own = try found[1].rows.map { row throws(PostgresError) in try row.text(0) }
        let keys = (trusted.isEmpty ? own : trusted).compactMap { try? VerifierKey($0) }
        var faults: [LogFinding] = []
        for row in found[0].rows {
            let size = Int(try row.int8(0))
            let signed = try? SignedCheckpoint(unverified: try row.bytes(2))
            guard let signed, signed.checkpoint.head.size == size,
                try signed.checkpoint.head.root.bytes == row.bytes(1),
                (try? WitnessPolicy(logs: keys).cosigners(of: signed)) != nil
            else {
                faults.append(LogFinding(AuditFault.checkpoint(nil)))
                continue
            }
            if size > state.head.size {
                faults.append(LogFault.stateBehind(size).finding)
            } else if try await StoredTiles.root(at: size, on: connection) != signed.checkpoint.head.root {
                faults.append(LogFault.checkpointDiffers(size).finding)
            }
        }
        return faults
    }
}
