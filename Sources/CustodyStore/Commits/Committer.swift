import Custody
public import Logging
public import Operations
public import Postgres

/// Many commands, one commit (design.md §5): a few lanes, each with a connection of its own, drain one bounded queue.
///
/// A lane takes what has gathered, decides in memory, writes once, and answers after the commit. It never waits for more
/// to come; groups grow by themselves under load. Row locks keep lanes, and committers of other servers, out of each
/// other's way.
public actor Committer {
    private struct Waiter {
        let deadline: Duration
        let continuation: CheckedContinuation<Answer, Never>
    }

    private let pool: PostgresPool
    private let lane: CommitLane
    private let limits: CommitLimits
    private let stopwatch: Stopwatch
    /// True once a shutdown has begun: nothing more is taken on.
    public private(set) var isClosed = false
    private var queue: CommitQueue
    private var waiters: [Int: Waiter] = [:]
    private var lastId = 0
    private var openLanes = 0
    private var watch: Task<Void, Never>?
    private var waitingForTheLanes: [CheckedContinuation<Void, Never>] = []

    /// A committer with connections of its own, which no reader can take from it.
    public init(
        configuration: PostgresConfiguration, clock: BookClock = .database, limits: CommitLimits = CommitLimits(),
        stopwatch: Stopwatch = .started(), log: Logger = Logger(label: "grainledger.committer")
    ) {
        precondition(limits.lanes > 0 && limits.groupLength > 0, "a committer has a lane, a group has an act")
        var own = configuration
        own.applicationName += " committer"
        pool = PostgresPool(configuration: own, size: limits.lanes)
        lane = CommitLane(pool: pool, clock: clock, stopwatch: stopwatch, log: log)
        queue = CommitQueue(limits: limits)
        self.limits = limits
        self.stopwatch = stopwatch
    }

    /// Acts that wait for a lane.
    public var backlog: Int { queue.count }

    /// Hands in one act; returns after the commit, or when its time is over. Cancelling the task changes neither.
    public nonisolated func submit(_ submission: Submission) async -> Answer {
        await enter(submission, Fingerprint(of: submission))
    }

    /// Takes nothing more, answers what is waiting, and closes the connections.
    public func shutdown() async {
        isClosed = true
        if openLanes > 0 { await withCheckedContinuation { waitingForTheLanes.append($0) } }
        watch?.cancel()
        await pool.shutdown()
    }

    private func enter(_ submission: Submission, _ fingerprint: Fingerprint) async -> Answer {
        guard !isClosed, queue.hasRoom(for: fingerprint.size) else { return .busy }
        lastId += 1
        let command = Command(
            id: lastId, submission: submission, fingerprint: fingerprint,
            deadline: stopwatch.elapsed() + limits.patience)
        return await withCheckedContinuation { continuation in
            waiters[command.id] = Waiter(deadline: command.deadline, continuation: continuation)
            queue.append(command)
            if watch == nil { watchDeadlines() }
            if openLanes < limits.lanes {
                openLanes += 1
                Task { await drain() }
            }
        }
    }

    private func drain() async {
        while queue.count > 0 {
            // Whose caller has gone is not begun any more.
            let group = queue.next().filter { waiters[$0.id] != nil }
            if group.isEmpty { continue }
            let answers = await lane.answers(to: group)
            for (command, answer) in zip(group, answers) {
                waiters.removeValue(forKey: command.id)?.continuation.resume(returning: answer)
            }
        }
        openLanes -= 1
        if openLanes == 0 {
            waitingForTheLanes.forEach { $0.resume() }
            waitingForTheLanes = []
        }
    }

    /// One task sleeps until the first deadline, whoever comes and goes meanwhile.
    private func watchDeadlines() {
        guard let first = waiters.values.map(\.deadline).min() else { return watch = nil }
        let pause = first - stopwatch.elapsed()
        watch = Task { [weak self, stopwatch] in
            await stopwatch.wait(pause)
            if !Task.isCancelled { await self?.dismissLate() }
        }
    }

    private func dismissLate() {
        let now = stopwatch.elapsed()
        for (id, waiter) in waiters where waiter.deadline <= now {
            waiters[id] = nil
            waiter.continuation.resume(returning: .notConfirmed)
        }
        watchDeadlines()
    }
}
