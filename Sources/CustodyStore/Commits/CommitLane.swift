import Custody
import Logging
import Operations
import Postgres

/// Answers one group after another over one connection: runs it again where that can help, splits it where one command
/// harms the others, and guesses nothing.
struct CommitLane: Sendable {
    /// The lanes' own connections.
    let pool: PostgresPool
    /// Where "now" comes from.
    let clock: BookClock
    /// Measures the pauses between attempts.
    let stopwatch: Stopwatch
    /// What earlier groups have read and written, of all lanes.
    let cache: BookCache
    /// True when its groups are long: they are decided while the database writes, each on a thread of its own.
    let isForChains: Bool
    /// For the operator; no content of acts goes there.
    let log: Logger

    /// A group is run so often at most.
    static let attempts = 4

    private enum Work { case commit, settle }

    private struct Attempt: Sendable {
        let answers: Result<[Answer], PostgresError>
        let footprint: Set<AggregateKey>
    }

    /// The answers to a group, in its order.
    func answers(to group: [Command]) async -> [Answer] {
        switch await tried(.commit, group) {
        case .success(let answers): return answers
        case .failure(let error) where error.code == .commitOutcomeUnknown:
            note(error, group)
            // The standby is away, as the server has just said: what was committed here may be lost with this server.
            if let state = error.sqlState, .warning ~= state { return Self.notConfirmed(group) }
            if case .success(let settled) = await tried(.settle, group) { return settled }
            return Self.notConfirmed(group)
        case .failure(let error) where error.speaksOfData:
            guard group.count == 1 else { return await halves(of: group) }
            return [refused(group[0], error)]
        case .failure(let error):
            note(error, group)
            return Self.notConfirmed(group)
        }
    }

    /// The guilty command is found by halves, each a transaction; its neighbours are done on the way.
    private func halves(of group: [Command]) async -> [Answer] {
        let middle = group.count / 2
        return await answers(to: Array(group[..<middle])) + answers(to: Array(group[middle...]))
    }

    private func refused(_ command: Command, _ error: PostgresError) -> Answer {
        log.error(
            "the database refused what the book allowed",
            metadata: [
                "constraint": "\(error.constraint ?? "-")", "state": "\(error.sqlState?.rawValue ?? "-")",
                "act": "\(command.submission.act.name)",
            ])
        // What cannot be read or written at all is our fault, and may be mended: no refusal for good.
        guard error.code == .server else { return .notConfirmed }
        return .refused(Refusal(.constraintFired, error.constraint ?? ""))
    }

    /// Runs a group until it succeeds, fails for a reason that stays, or nobody waits for it any more.
    private func tried(_ work: Work, _ group: [Command]) async -> Result<[Answer], PostgresError> {
        var footprint: Set<AggregateKey> = []
        var attempt = 1
        while true {
            let outcome = await run(work, group, footprint)
            guard case .failure(let error) = outcome.answers, attempt < Self.attempts,
                error.mayHelpToRetry || (work == .settle && error.code != .commitOutcomeUnknown)
            else { return outcome.answers }
            await stopwatch.wait(.milliseconds(10 << (attempt - 1)))
            let now = stopwatch.elapsed()
            guard group.contains(where: { $0.deadline > now }) else { return outcome.answers }
            footprint = outcome.footprint
            attempt += 1
        }
    }

    private func run(_ work: Work, _ group: [Command], _ footprint: Set<AggregateKey>) async -> Attempt {
        let (clock, cache) = (clock, cache)
        let attempt: @Sendable (PostgresConnection) async throws(PostgresError) -> Attempt = { connection in
            var unit = CommitUnit(connection: connection, clock: clock, footprint: footprint, cache: cache)
            do throws(PostgresError) {
                let answers = try await work == .commit ? unit.commit(group) : unit.settle(group)
                return Attempt(answers: .success(answers), footprint: unit.footprint)
            } catch {
                return Attempt(answers: .failure(error), footprint: unit.footprint)
            }
        }
        do throws(PostgresError) {
            return try await isForChains ? pool.withConnection(attempt) : pool.alongConnection(attempt)
        } catch {
            return Attempt(answers: .failure(error), footprint: footprint)
        }
    }

    private func note(_ error: PostgresError, _ group: [Command]) {
        log.warning("a group is not confirmed", metadata: ["error": "\(error)", "acts": "\(group.count)"])
    }

    private static func notConfirmed(_ group: [Command]) -> [Answer] { group.map { _ in .notConfirmed } }
}

extension PostgresError {
    /// True when the whole group, run again, may come through: nothing was committed, and the others have gone on. A
    /// code that somebody else has just taken is then seen, and refused properly.
    fileprivate var mayHelpToRetry: Bool {
        guard code == .server, let sqlState else { return false }
        return sqlState.asksForRetry || sqlState == .uniqueViolation
    }

    /// True when one command's content is the reason, not the state of the world: a constraint, a value the database
    /// cannot hold, a stored row that cannot be read.
    fileprivate var speaksOfData: Bool {
        guard code == .server, let sqlState else { return code == .decoding }
        return .integrityConstraintClass ~= sqlState || .dataExceptionClass ~= sqlState
    }
}
