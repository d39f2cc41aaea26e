import Custody
import Evidence
import Logging
public import Operations
public import Postgres
import Rules

/// Many commands, one commit (design.md §5): takes what has gathered, decides in memory, writes once.
///
/// It never waits for more to come; groups grow by themselves under load. One committer has one connection.
public actor Committer {
    private struct Waiting {
        let submission: Submission
        let continuation: CheckedContinuation<Answer, Never>
    }

    private let pool: PostgresPool
    private let log: Logger
    private let clock: CommitClock
    private let largestGroup = 128
    private let longestQueue = 4096
    private var queue: [Waiting] = []
    private var isRunning = false

    /// A committer over a pool of writing connections.
    public init(pool: PostgresPool, clock: CommitClock = .database) {
        self.pool = pool
        self.clock = clock
        log = Logger(label: "grainledger.committer")
    }

    /// Hands in one command; returns after the commit.
    public func submit(_ submission: Submission) async -> Answer {
        guard queue.count < longestQueue else { return .notConfirmed }
        return await withCheckedContinuation { continuation in
            queue.append(Waiting(submission: submission, continuation: continuation))
            if !isRunning {
                isRunning = true
                Task { await drain() }
            }
        }
    }

    private func drain() async {
        while !queue.isEmpty {
            let group = Array(queue.prefix(largestGroup))
            queue.removeFirst(group.count)
            let answers = await answers(to: group.map(\.submission))
            for (waiting, answer) in zip(group, answers) { waiting.continuation.resume(returning: answer) }
        }
        isRunning = false
    }

    /// Answers a group; a constraint that fires splits it until the guilty command stands alone.
    private func answers(to group: [Submission]) async -> [Answer] {
        var attempt = 0
        while true {
            attempt += 1
            do throws(PostgresError) {
                return try await commit(group)
            } catch {
                log.warning("group not committed", metadata: ["error": "\(error)", "size": "\(group.count)"])
                if error.mayRetry && attempt < 4 { continue }
                if group.count > 1, error.isConstraint {
                    var answers: [Answer] = []
                    for submission in group { answers += await self.answers(to: [submission]) }
                    return answers
                }
                if error.isConstraint, error.sqlState != .uniqueViolation {
                    return [.refused(Refusal(.constraintFired, error.constraint ?? ""))]
                }
                return await settled(group)
            }
        }
    }

    /// After a commit whose outcome is unknown: looks the keys up, never guesses.
    private func settled(_ group: [Submission]) async -> [Answer] {
        for _ in 0..<3 {
            let known = try? await pool.withConnection { connection throws(PostgresError) in
                try await Keys.lookUp(group, on: connection)
            }
            if let known {
                return group.map { known.answer(to: $0) ?? .notConfirmed }
            }
        }
        return group.map { _ in .notConfirmed }
    }

    private func commit(_ group: [Submission]) async throws(PostgresError) -> [Answer] {
        let clock = clock
        return try await pool.withConnection { connection throws(PostgresError) in
            var unit = CommitUnit(connection: connection, clock: clock)
            do throws(PostgresError) {
                return try await unit.commit(group)
            } catch {
                if error.code != .commitOutcomeUnknown { try? await connection.rollback() }
                throw error
            }
        }
    }
}

/// Where `recorded_at` and "now" come from.
public enum CommitClock: Sendable {
    /// The database's clock.
    case database
    /// The event's own time: plays a past season as of its own dates; the embedded demo database only.
    case events
}

extension PostgresError {
    var mayRetry: Bool {
        guard let state = sqlState, code == .server else { return false }
        return state == .serializationFailure || state == .deadlockDetected || state == .lockNotAvailable
            || state == .uniqueViolation
    }
    var isConstraint: Bool { sqlState.map { $0.rawValue.hasPrefix("23") } ?? false }
}
