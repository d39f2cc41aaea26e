import Evidence
import Foundation
public import Postgres

/// Brings a restored database's log back to where it was, from an export or a mirror: entries at their own indices, so that
/// the next checkpoint continues the last one (evidence.md §4.9).
public struct LogRecovery: Sendable {
    /// Why a copy cannot be replayed.
    public enum Fault: Error, Hashable, Sendable {
        /// The copy has no checkpoint signed by this log's key.
        case untrusted
        /// The copy is damaged: so many faults, the first with this code and place.
        case damaged(Int, first: String)
        /// The copy ends before what was signed.
        case tooShort(size: Int, signed: Int)
        /// The database's tree is not the beginning of the copy's: two histories, and this log has come to its end.
        case anotherHistory(size: Int)
        /// Another instance holds the log.
        case busy
    }

    /// What was replayed.
    public struct Outcome: Hashable, Sendable {
        /// Entries put at their indices.
        public let replayed: Int
        /// How many of them are of records that are lost.
        public let lost: Int
    }

    private let pool: PostgresPool
    private let files: LogFiles

    /// A recovery of a database, with the files of an instance that can sign.
    public init(pool: PostgresPool, files: LogFiles) {
        self.pool = pool
        self.files = files
    }

    /// Replays what the database lacks.
    ///
    /// Records that the backup still has keep their leaves. Of the others the log knows the digests, and their content comes
    /// back only from who kept it.
    ///
    public func run(from place: LogPlace) async throws -> Outcome {
        let keys = try files.keys().map(\.verifier)
        guard let copy = try await place.checkpoint(), copy.checkpoint.origin == keys.first?.name,
            (try? WitnessPolicy(logs: keys).cosigners(of: copy)) != nil
        else { throw Fault.untrusted }
        let head = copy.checkpoint.head
        if let signed = try files.signed()?.checkpoint.head, signed.size > head.size {
            throw Fault.tooShort(size: head.size, signed: signed.size)
        }
        var entries: [[UInt8]] = []
        let faults = try await place.faults(at: head) { entries.append($1) }
        if let first = faults.first { throw Fault.damaged(faults.count, first: "\(first.code) \(first.place)") }
        let whole = entries
        let outcome = try await pool.withTransaction { connection throws(PostgresError) in
            try await Self.replay(whole, copy, on: connection)
        }
        let done = try outcome.get()
        try files.note(copy)
        return done
    }

    private static func replay(_ entries: [[UInt8]], _ copy: SignedCheckpoint, on connection: PostgresConnection)
        async throws(PostgresError) -> Result<Outcome, Fault>
    {
        guard let row = try await connection.query(LogState.lock).rows.first else { return .failure(.busy) }
        let state = try LogState(row)
        let head = copy.checkpoint.head
        var prefix = Frontier()
        for entry in entries.prefix(state.head.size) { prefix.append(.leaf(entry)) }
        guard prefix.head == state.head else { return .failure(.anotherHistory(size: state.head.size)) }
        let missing = Array(entries.dropFirst(state.head.size))
        var leaves: [SequencedLeaf] = []
        var frontier = state.frontier
        for chunk in stride(from: 0, to: missing.count, by: Sequencer.most) {
            let part = Array(missing[chunk..<min(chunk + Sequencer.most, missing.count)])
            let known = try await taken(part, on: connection)
            let sequenced = part.map { SequencedLeaf(record: known[$0], entry: $0) }
            try await Sequencer.grow(frontier, by: sequenced, on: connection)
            for entry in part { frontier.append(.leaf(entry)) }
            leaves += sequenced
        }
        try await recount(missing, on: connection)
        _ = try await connection.pipeline([
            """
            INSERT INTO log_checkpoint (size, root, note)
            VALUES (\(head.size), \(.bytea(head.root.bytes)), \(.bytea(copy.bytes))) ON CONFLICT DO NOTHING
            """,
            "UPDATE log_state SET frozen_since = NULL, frozen_reason = NULL",
        ])
        return .success(Outcome(replayed: leaves.count, lost: leaves.count { $0.record == nil }))
    }

    /// Takes the waiting leaves that stand in the copy already: entries hold a nonce's digest, so equal bytes are one record.
    private static func taken(_ entries: [[UInt8]], on connection: PostgresConnection)
        async throws(PostgresError) -> [[UInt8]: String]
    {
        let rows = try await connection.query(
            "DELETE FROM leaf_pending WHERE entry = ANY(\(.byteaArray(entries))) RETURNING entry, record_id::text"
        ).rows
        var known: [[UInt8]: String] = [:]
        for row in rows { known[try row.bytes(0)] = try row.text(1) }
        return known
    }

    /// Counts streams on from the numbers that lost records had, so that none is given twice.
    private static func recount(_ entries: [[UInt8]], on connection: PostgresConnection) async throws(PostgresError) {
        var last: [StreamTag: Int] = [:]
        for place in entries.compactMap({ try? LeafEntry($0) }).flatMap(\.places) {
            last[place.tag] = max(last[place.tag] ?? 0, place.number)
        }
        // Who counts a stream holds its batch: only with all of them does a count stay what it is set to.
        let rows = try await connection.pipeline([
            LogRight.writing, "SELECT code FROM batch ORDER BY code FOR UPDATE", "SELECT batch, secret FROM stream",
        ])[2].rows
        var counts: [(batch: String, last: Int64)] = []
        for row in rows {
            let batch = try row.text(0)
            guard let secret = StreamSecret(bytes: try row.bytes(1)),
                let number = last[StreamTag(secret: secret, subject: batch)]
            else { continue }
            counts.append((batch, Int64(number)))
        }
        _ = try await connection.query(
            """
            UPDATE stream SET last_number = greatest(last_number, counted.last)
            FROM unnest(\(.textArray(counts.map(\.batch))), \(.int8Array(counts.map(\.last)))) AS counted (batch, last)
            WHERE stream.batch = counted.batch
            """)
        _ = try await connection.pipeline([
            // Whoever keeps a batch in memory sees by its row that its stream was counted.
            "UPDATE batch SET version = version WHERE code = ANY(\(.textArray(counts.map(\.batch))))", LogRight.owning,
        ])
    }
}
