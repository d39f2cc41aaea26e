import Evidence
import Foundation
public import Logging
public import Postgres

/// Signs the tree as it is committed, and publishes the checkpoint (evidence.md §4.5).
///
/// Order is everything: the tree is committed, then signed, then noted outside the database, then stored. After a crash
/// between any two, the next step finds nothing that was shown to anybody and is not in the tree.
public struct Publisher: Sendable {
    /// What a step did.
    public enum Step: Hashable, Sendable {
        /// A checkpoint of this size was published.
        case published(Int)
        /// The tree has not grown.
        case unchanged
        /// There is no key here.
        case unsigned
        /// Another instance is at it.
        case busy
        /// Nothing may be signed.
        case frozen(String)
    }

    private let pool: PostgresPool
    private let files: LogFiles
    private let log: Logger

    /// A publisher over a pool, with the files of this instance.
    public init(pool: PostgresPool, files: LogFiles, log: Logger = Logger(label: "grainledger.log")) {
        self.pool = pool
        self.files = files
        self.log = log
    }

    /// Publishes a checkpoint if the tree has grown since the last one.
    ///
    /// - Parameter checking: as of the sequencer's step.
    /// - Throws: `PostgresError`, or `LogFileFault` when the key or the note of what was signed cannot be used.
    public func step(checking: Bool = true) async throws -> Step {
        let keys = try files.keys()
        guard let origin = keys.first?.verifier.name else { return .unsigned }
        if !checking, try await !hasGrown() { return .unchanged }
        let held = LogGuard.held(files)
        let log = log
        let head: TreeHead
        let verdict = try await pool.withTransaction { connection throws(PostgresError) in
            try await Self.due(origin, held, on: connection, log)
        }
        switch verdict {
        case .success(let due): head = due
        case .failure(let other): return other.step
        }
        let signed = try Checkpoint(origin: origin, head: head).signed(by: keys)
        try files.note(signed)
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline([
                """
                INSERT INTO log_key (vkey) SELECT vkey FROM unnest(\(.textArray(keys.map(\.verifier.text)))) AS used (vkey)
                ON CONFLICT DO NOTHING
                """,
                "UPDATE log_state SET origin = \(origin.description) WHERE origin IS NULL",
                """
                INSERT INTO log_checkpoint (size, root, note)
                VALUES (\(head.size), \(.bytea(head.root.bytes)), \(.bytea(signed.bytes))) ON CONFLICT DO NOTHING
                """,
            ])
        }
        return .published(head.size)
    }

    private func hasGrown() async throws(PostgresError) -> Bool {
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                "SELECT size IS DISTINCT FROM (SELECT max(size) FROM log_checkpoint) FROM log_state"
            ).rows.first?.bool(0) ?? true
        }
    }

    private struct Other: Error { let step: Step }

    /// The head to be signed, which is committed: it is read in a transaction that begins after the sequencer's.
    private static func due(
        _ origin: ExactText, _ held: LogGuard.Held, on connection: PostgresConnection, _ log: Logger
    ) async throws(PostgresError) -> Result<TreeHead, Other> {
        let found = try await connection.pipeline([LogState.lock, "SELECT COALESCE(max(size), -1) FROM log_checkpoint"])
        guard let row = found[0].rows.first else { return .failure(Other(step: .busy)) }
        let state = try LogState(row)
        if let known = state.origin, known != origin.description {
            log.critical("the key is of another log", metadata: ["log": "\(known)", "key": "\(origin)"])
            return .failure(Other(step: .frozen("key-of-another-log \(origin)")))
        }
        if let reason = try await LogGuard.check(state, against: held, on: connection, log) {
            return .failure(Other(step: .frozen(reason)))
        }
        guard try found[1].rows.first?.int8(0) != Int64(state.head.size) else {
            return .failure(Other(step: .unchanged))
        }
        return .success(state.head)
    }
}
