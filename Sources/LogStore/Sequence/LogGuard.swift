import Evidence
import Logging
import Postgres

/// Compares the database's tree with what this instance has signed, before anything is added or signed.
///
/// A database that was restored, or taken over by a standby that lagged, may have lost leaves the world has seen. Going on
/// would put others in their places: one log with two histories, which nobody can mend (evidence.md §4.9).
enum LogGuard {
    /// What is known outside the database.
    enum Held: Sendable {
        /// Nothing yet.
        case nothing
        /// This was signed.
        case signed(TreeHead)
        /// Something was, and cannot be read.
        case unreadable
    }

    /// What the files say.
    static func held(_ files: LogFiles?) -> Held {
        do throws(LogFileFault) {
            return try files?.signed().map { .signed($0.checkpoint.head) } ?? .nothing
        } catch {
            return .unreadable
        }
    }

    /// Judges the state, under its lock, and writes down whether the log is frozen.
    ///
    /// - Returns: why it is; `nil` when the tree continues what was signed.
    static func check(_ state: LogState, against held: Held, on connection: PostgresConnection, _ log: Logger)
        async throws(PostgresError) -> String?
    {
        let reason = try await reason(state, held, on: connection)
        if reason != state.frozenReason {
            if let reason {
                log.critical("the evidence log is frozen", metadata: ["reason": "\(reason)"])
            } else {
                log.notice("the evidence log goes on")
            }
            _ = try await connection.query(
                """
                UPDATE log_state SET frozen_reason = \(.text(reason)),
                    frozen_since = CASE WHEN \(.text(reason))::text IS NULL THEN NULL
                        ELSE COALESCE(frozen_since, clock_timestamp()) END
                """)
        }
        return reason
    }

    private static func reason(_ state: LogState, _ held: Held, on connection: PostgresConnection)
        async throws(PostgresError) -> String?
    {
        var heads: [TreeHead] = []
        switch held {
        case .nothing: break
        case .signed(let head): heads.append(head)
        case .unreadable: return "signed-unreadable"
        }
        if let last = try await lastPublished(on: connection), !heads.contains(last) { heads.append(last) }
        for head in heads {
            guard head.size <= state.head.size else { return "smaller \(state.head.size) < \(head.size)" }
            guard try await StoredTiles.root(at: head.size, on: connection) == head.root else {
                return "another-history \(head.size)"
            }
        }
        return nil
    }

    private static func lastPublished(on connection: PostgresConnection) async throws(PostgresError) -> TreeHead? {
        let rows = try await connection.query(
            "SELECT size, root FROM log_checkpoint ORDER BY size DESC LIMIT 1"
        ).rows
        guard let row = rows.first, let root = Hash256(bytes: try row.bytes(1)) else { return nil }
        return TreeHead(size: Int(try row.int8(0)), root: root)
    }
}
