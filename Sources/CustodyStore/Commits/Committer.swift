import Custody
public import Logging
public import Operations
public import Postgres
import Synchronization

/// Many commands, one commit (design.md §5): a few lanes, each with a connection of its own, drain one bounded queue.
///
/// A lane takes what has gathered, decides in memory, writes once, and answers after the commit. It never waits for more
/// to come; groups grow by themselves under load. Row locks keep lanes, and committers of other servers, out of each
/// other's way.
///
/// A lock, not an actor, guards the queue: an act is handed in and answered without waking another thread for it.
public final class Committer: Sendable {
    private struct Waiter {
        let deadline: Duration
        let continuation: CheckedContinuation<Answer, Never>
    }

    private struct State {
        var queue: CommitQueue
        var waiters: [Int: Waiter] = [:]
        var isClosed = false
        var lastId = 0
        var openLanes = 0
        var watch: Task<Void, Never>?
        var waitingForTheLanes: [CheckedContinuation<Void, Never>] = []
    }

    private let pool: PostgresPool
    private let lane: CommitLane
    /// The lane of chains. Its one connection is none of those that single acts wait for; chains wait for each other.
    private let chainPool: PostgresPool
    private let chainLane: CommitLane
    private let limits: CommitLimits
    private let stopwatch: Stopwatch
    private let state: Mutex<State>

    /// A committer with connections of its own, which no reader can take from it.
    public init(
        configuration: PostgresConfiguration, clock: BookClock = .database, limits: CommitLimits = CommitLimits(),
        stopwatch: Stopwatch = .started(), log: Logger = Logger(label: "grainledger.committer")
    ) {
        precondition(limits.lanes > 0 && limits.groupLength > 0, "a committer has a lane, a group has an act")
        var own = configuration
        own.applicationName += " committer"
        // Its statements name the rows they want. A plan made while a table is small must not read all of it later.
        // So one plan does for all calls, and making a new one for each, which took a tenth of a movement, is spared.
        let plans = [
            "enable_seqscan": "off", "enable_hashjoin": "off", "enable_mergejoin": "off",
            "plan_cache_mode": "force_generic_plan",
        ]
        own.settings.merge(plans) { said, _ in said }
        let cache = BookCache(mostBytes: limits.memoryBytes)
        pool = PostgresPool(configuration: own, size: limits.lanes)
        chainPool = PostgresPool(configuration: own, size: 1, longestWait: .seconds(60))
        lane = CommitLane(
            pool: pool, clock: clock, stopwatch: stopwatch, cache: cache, isForChains: false, log: log)
        chainLane = CommitLane(
            pool: chainPool, clock: clock, stopwatch: stopwatch, cache: cache, isForChains: true, log: log)
        state = Mutex(State(queue: CommitQueue(limits: limits)))
        self.limits = limits
        self.stopwatch = stopwatch
    }

    /// Acts that wait for a lane.
    public var backlog: Int { get async { state.withLock { $0.queue.count } } }
    /// True once a shutdown has begun: nothing more is taken on.
    public var isClosed: Bool { get async { state.withLock { $0.isClosed } } }

    /// Hands in one act; returns after the commit, or when its time is over. Cancelling the task changes neither.
    public func submit(_ submission: Submission) async -> Answer {
        let fingerprint = Fingerprint(of: submission)
        let deadline = stopwatch.elapsed() + limits.patience
        let keys = Command.ownKeys(of: submission)
        return await withCheckedContinuation { continuation in
            let mayGoOn: (takenOn: Bool, opensLane: Bool) = state.withLock { state in
                guard !state.isClosed, state.queue.hasRoom(for: fingerprint.size) else { return (false, false) }
                state.lastId += 1
                state.waiters[state.lastId] = Waiter(deadline: deadline, continuation: continuation)
                let command = Command(
                    id: state.lastId, submission: submission, fingerprint: fingerprint, deadline: deadline)
                state.queue.append(command, locking: keys)
                if state.watch == nil { watchDeadlines(&state) }
                guard state.openLanes < limits.lanes else { return (true, false) }
                state.openLanes += 1
                return (true, true)
            }
            if !mayGoOn.takenOn { continuation.resume(returning: .busy) }
            if mayGoOn.opensLane { Task { await drain() } }
        }
    }

    /// Hands in acts that rest on one another, as an import does: they are taken in their order, in groups that are committed
    /// one after another.
    ///
    /// - Returns: one answer an act, after the commit of its group. A group that is not confirmed stops nothing: what rests on
    ///   it is refused, and the same chain handed in again goes on where this one was interrupted.
    public func submit(chain: [Submission]) async -> [Answer] {
        var answers: [Answer] = []
        var rest = chain[...]
        while !rest.isEmpty {
            guard !(await isClosed) else { return answers + rest.map { _ in .busy } }
            let deadline = stopwatch.elapsed() + limits.patience
            var (group, size): ([Command], Int) = ([], 0)
            while let submission = rest.first, group.count < limits.chainLength, size < limits.groupBytes {
                let fingerprint = Fingerprint(of: submission)
                size += fingerprint.size
                group.append(
                    Command(id: group.count, submission: submission, fingerprint: fingerprint, deadline: deadline))
                rest.removeFirst()
            }
            answers += await chainLane.answers(to: group)
        }
        return answers
    }

    /// Takes nothing more, answers what is waiting, and closes the connections.
    public func shutdown() async {
        await withCheckedContinuation { continuation in
            let isIdle = state.withLock { state in
                state.isClosed = true
                if state.openLanes > 0 { state.waitingForTheLanes.append(continuation) }
                return state.openLanes == 0
            }
            if isIdle { continuation.resume() }
        }
        state.withLock { $0.watch }?.cancel()
        await chainPool.shutdown()
        await pool.shutdown()
    }

    private func drain() async {
        while let (group, keys) = nextGroup() {
            let answers = await lane.answers(to: group)
            let (waiters, opensLane) = state.withLock { state in
                state.queue.end(keys)
                // What waited for this group's aggregates may fill another lane.
                let opensLane = state.queue.count > 0 && state.openLanes < limits.lanes
                if opensLane { state.openLanes += 1 }
                return (group.map { state.waiters.removeValue(forKey: $0.id) }, opensLane)
            }
            if opensLane { Task { await drain() } }
            for (waiter, answer) in zip(waiters, answers) { waiter?.continuation.resume(returning: answer) }
        }
    }

    /// The next group; `nil` when there is none, and this lane is closed then.
    private func nextGroup() -> (group: [Command], keys: [AggregateKey])? {
        let (next, waiting) = state.withLock {
            state -> (([Command], [AggregateKey])?, [CheckedContinuation<Void, Never>]) in
            while true {
                let (taken, keys) = state.queue.next()
                if taken.isEmpty { break }
                // Whose caller has gone is not begun any more.
                let group = taken.filter { state.waiters[$0.id] != nil }
                if !group.isEmpty { return ((group, keys), []) }
                state.queue.end(keys)
            }
            state.openLanes -= 1
            guard state.openLanes == 0 else { return (nil, []) }
            defer { state.waitingForTheLanes = [] }
            return (nil, state.waitingForTheLanes)
        }
        waiting.forEach { $0.resume() }
        return next
    }

    /// One task sleeps until the first deadline, whoever comes and goes meanwhile.
    private func watchDeadlines(_ state: inout State) {
        guard let first = state.waiters.values.map(\.deadline).min() else { return state.watch = nil }
        let pause = first - stopwatch.elapsed()
        state.watch = Task { [weak self, stopwatch] in
            await stopwatch.wait(pause)
            if !Task.isCancelled { self?.dismissLate() }
        }
    }

    private func dismissLate() {
        let now = stopwatch.elapsed()
        let late = state.withLock { state in
            let late = state.waiters.filter { $0.value.deadline <= now }
            for id in late.keys { state.waiters[id] = nil }
            watchDeadlines(&state)
            return late.values.map(\.continuation)
        }
        for continuation in late { continuation.resume(returning: .notConfirmed) }
    }
}
