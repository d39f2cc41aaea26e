/// A few connections lent one at a time; broken ones are thrown away, waits are bounded (reliability.md R6).
public actor PostgresPool {
    private let configuration: PostgresConfiguration
    private let size: Int
    private let longestWait: Duration
    private var idle: [PostgresConnection] = []
    private var open = 0
    private var waiting: [(id: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    private var nextWaiter = 0

    /// A pool of at most `size` connections.
    public init(configuration: PostgresConfiguration, size: Int, longestWait: Duration = .seconds(2)) {
        self.configuration = configuration
        self.size = size
        self.longestWait = longestWait
    }

    /// Lends a connection; a transaction that the body left open is rolled back.
    ///
    /// - Throws: what the body throws, `.connectionFailed`, or `.poolTimeout`.
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

    private func borrow() async throws(PostgresError) -> PostgresConnection {
        while true {
            if let connection = idle.popLast() { return connection }
            if open < size {
                open += 1
                do {
                    return try await PostgresConnection.connect(configuration)
                } catch {
                    open -= 1
                    wakeOne()
                    throw error
                }
            }
            guard await wait() else { throw PostgresError(.poolTimeout, "no connection became free in time") }
        }
    }

    private func wait() async -> Bool {
        nextWaiter += 1
        let id = nextWaiter
        let bound = longestWait
        let timer = Task {
            try? await Task.sleep(for: bound)
            if !Task.isCancelled { self.giveUp(id) }
        }
        defer { timer.cancel() }
        return await withCheckedContinuation { waiting.append((id, $0)) }
    }

    private func giveUp(_ id: Int) {
        guard let index = waiting.firstIndex(where: { $0.id == id }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }

    private func giveBack(_ connection: PostgresConnection) async {
        if await connection.isInTransaction { try? await connection.rollback() }
        if await connection.isUsable { idle.append(connection) } else { open -= 1 }
        wakeOne()
    }

    private func wakeOne() {
        if !waiting.isEmpty { waiting.removeFirst().continuation.resume(returning: true) }
    }
}
