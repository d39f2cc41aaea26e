/// A few connections lent one at a time; broken ones are replaced, every wait is bounded (reliability.md R6).
///
/// A borrower waits in line, at most `longestWait`. After a connection could not be made, the next attempt waits a
/// little, then longer.
public actor PostgresPool {
    enum Turn { case connection(PostgresConnection), mayOpen, timeout, cancelled, shutDown }

    private let configuration: PostgresConfiguration
    private let size: Int
    private let longestWait: Duration
    private let onNotice: @Sendable (PostgresNotice) -> Void
    private var idle: [PostgresConnection] = []
    /// Connections that are lent, idle, or being made.
    private var open = 0
    private var line: [(id: Int, deadline: ContinuousClock.Instant, continuation: CheckedContinuation<Turn, Never>)] =
        []
    private var isWatched = false
    private var lastId = 0
    private var backOff = BackOff()
    private var isShutDown = false
    private var waitingForTheLast: [CheckedContinuation<Void, Never>] = []

    /// A pool of at most `size` connections; the first is opened when it is needed.
    public init(
        configuration: PostgresConfiguration, size: Int, longestWait: Duration = .seconds(2),
        onNotice: @escaping @Sendable (PostgresNotice) -> Void = { _ in }
    ) {
        precondition(size > 0, "a pool has connections")
        self.configuration = configuration
        self.size = size
        self.longestWait = longestWait
        self.onNotice = onNotice
    }

    /// Lends a connection; a transaction that the body left open is rolled back.
    ///
    /// - Throws: what the body throws, `.connectionFailed`, `.poolTimeout`, or `.cancelled` while waiting.
    public func withConnection<Value: Sendable>(
        _ body: @Sendable (PostgresConnection) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        let connection = try await borrow()
        do {
            let value = try await body(connection)
            await giveBack(connection)
            return value
        } catch {
            await giveBack(connection)
            throw error
        }
    }

    /// Lends a connection to a body that asks it several times and thinks in between, all of it on the connection's own thread: a
    /// change of thread costs more than a short statement. What thinks long, or waits for others, takes `withConnection`.
    ///
    /// - Throws: as `withConnection` does.
    public func alongConnection<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) async throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        let deadline = ContinuousClock.now + longestWait
        while true {
            let connection = try await lend(until: deadline)
            guard let (outcome, isFit) = await connection.along(body) else {
                leave()
                continue
            }
            if isFit, !isShutDown { putBack(connection) } else { await giveBack(connection) }
            return try outcome.get()
        }
    }

    /// Borrowers that wait in line, and connections that are open or being made.
    public var load: (waiting: Int, open: Int) { (line.count, open) }

    /// Runs statements in one round trip, as `PostgresConnection.pipeline` does, with as few changes of thread as can be: for
    /// the short questions that come by the thousand.
    ///
    /// - Throws: the first statement's error; as `withConnection` does.
    public func pipeline(_ statements: [PostgresStatement]) async throws(PostgresError) -> [PostgresResult] {
        let deadline = ContinuousClock.now + longestWait
        while true {
            let connection = try await lend(until: deadline)
            guard let (outcome, isFit) = await connection.exchangeWhenIdle(statements) else {
                leave()
                continue
            }
            if isFit, !isShutDown { putBack(connection) } else { await giveBack(connection) }
            return try outcome.get()
        }
    }

    /// Refuses new borrowers, closes what is idle, and returns when the last connection has come back.
    public func shutdown() async {
        isShutDown = true
        for waiting in line { waiting.continuation.resume(returning: .shutDown) }
        line = []
        open -= idle.count
        for connection in idle { await connection.close() }
        idle = []
        if open > 0 { await withCheckedContinuation { waitingForTheLast.append($0) } }
    }

    private func borrow() async throws(PostgresError) -> PostgresConnection {
        let deadline = ContinuousClock.now + longestWait
        while true {
            let connection = try await lend(until: deadline)
            if await connection.checkIdle() { return connection }
            leave()
        }
    }

    /// A connection that was idle, and may have gone since, or a new one.
    private func lend(until deadline: ContinuousClock.Instant) async throws(PostgresError) -> PostgresConnection {
        if Task.isCancelled { throw PostgresError(.cancelled, "cancelled before a connection was lent") }
        switch await turn(until: deadline) {
        case .connection(let idle): return idle
        case .mayOpen: return try await opened(until: deadline)
        case let turn: throw turn.error
        }
    }

    /// An idle connection, leave to open one, or a place in the line.
    private func turn(until deadline: ContinuousClock.Instant) async -> Turn {
        if isShutDown { return .shutDown }
        if let connection = idle.popLast() { return .connection(connection) }
        if open < size {
            open += 1
            return .mayOpen
        }
        lastId += 1
        let id = lastId
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { return continuation.resume(returning: .cancelled) }
                line.append((id, deadline, continuation))
                watch()
            }
        } onCancel: {
            Task { await self.dismiss(id, .cancelled) }
        }
    }

    /// Dismisses those whose time is over; one timer for the whole line, because most never wait long.
    private func watch() {
        guard !isWatched else { return }
        isWatched = true
        Task {
            while let first = line.map(\.deadline).min() {
                try? await Task.sleep(until: first)
                let now = ContinuousClock.now
                for late in line.filter({ $0.deadline <= now }) { dismiss(late.id, .timeout) }
            }
            isWatched = false
        }
    }

    private func dismiss(_ id: Int, _ turn: Turn) {
        guard let index = line.firstIndex(where: { $0.id == id }) else { return }
        line.remove(at: index).continuation.resume(returning: turn)
    }

    /// Opens a connection whose place is already counted; waits out the back-off first.
    private func opened(until deadline: ContinuousClock.Instant) async throws(PostgresError) -> PostgresConnection {
        do throws(PostgresError) {
            try await backOff.wait(until: deadline)
            let connection = try await PostgresConnection.connect(configuration, onNotice: onNotice)
            backOff.noteSuccess()
            return connection
        } catch {
            if error.code == .connectionFailed { backOff.noteFailure(error) }
            leave()
            throw error
        }
    }

    private func giveBack(_ connection: PostgresConnection) async {
        if await connection.isUsable, await connection.isInTransaction {
            do { try await connection.rollback() } catch { await connection.close() }
        }
        guard await connection.isUsable, !isShutDown else {
            await connection.close()
            return leave()
        }
        putBack(connection)
    }

    private func putBack(_ connection: PostgresConnection) {
        if line.isEmpty {
            idle.append(connection)
        } else {
            line.removeFirst().continuation.resume(returning: .connection(connection))
        }
    }

    /// A connection is gone: its place goes to the first in the line.
    private func leave() {
        if !line.isEmpty, !isShutDown {
            line.removeFirst().continuation.resume(returning: .mayOpen)
            return
        }
        open -= 1
        if isShutDown, open == 0 {
            for waiting in waitingForTheLast { waiting.resume() }
            waitingForTheLast = []
        }
    }
}

extension PostgresPool.Turn {
    /// Why no connection was lent.
    fileprivate var error: PostgresError {
        switch self {
        case .timeout: PostgresError(.poolTimeout, "no connection became free in time")
        case .cancelled: PostgresError(.cancelled, "cancelled while waiting for a connection")
        case .connection, .mayOpen, .shutDown: PostgresError(.connectionFailed, "the pool is shut down")
        }
    }
}
