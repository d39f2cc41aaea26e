import Dispatch

/// One connection on its own serial queue, so that waiting on the socket never holds a thread of the cooperative pool.
public actor PostgresConnection {
    private let executor: QueueExecutor
    private let link: Link
    private let configuration: PostgresConfiguration
    /// True from BEGIN to the end of the transaction.
    public private(set) var isInTransaction = false
    /// False once a wait ran out or the socket broke: the pool then throws the connection away.
    public private(set) var isUsable = true

    /// The connection's own queue.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.unowned }

    private init(executor: QueueExecutor, link: Link, configuration: PostgresConfiguration) {
        self.executor = executor
        self.link = link
        self.configuration = configuration
    }

    /// Opens a connection.
    ///
    /// - Throws: `.connectionFailed`.
    public static func connect(_ configuration: PostgresConfiguration) async throws(PostgresError) -> PostgresConnection
    {
        let executor = QueueExecutor()
        let outcome: Result<Link, PostgresError> = await withCheckedContinuation { continuation in
            executor.queue.async {
                do throws(PostgresError) {
                    continuation.resume(returning: .success(try Link(configuration)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return PostgresConnection(executor: executor, link: try outcome.get(), configuration: configuration)
    }

    /// Runs one statement.
    public func query(_ statement: PostgresStatement) async throws(PostgresError) -> PostgresResult {
        guard let result = try await pipeline([statement]).first else {
            throw PostgresError(.decoding, "a statement has an answer")
        }
        return result
    }

    /// Runs statements in one round trip; outside BEGIN they are one implicit transaction.
    public func pipeline(_ statements: [PostgresStatement]) async throws(PostgresError) -> [PostgresResult] {
        if statements.contains(where: { $0.sql == "BEGIN" }) { isInTransaction = true }
        return try await run(statements, isCommit: false)
    }

    /// Begins a transaction.
    public func begin() async throws(PostgresError) {
        isInTransaction = true
        _ = try await run(["BEGIN"], isCommit: false)
    }

    /// Runs the last statements and COMMIT in one round trip.
    ///
    /// - Throws: the statement's error, nothing applied; or `.commitOutcomeUnknown` when the connection broke, a wait
    ///   ran out, or the server warned about synchronous replication (reliability.md R4).
    public func commit(_ statements: [PostgresStatement]) async throws(PostgresError) {
        do {
            _ = try await run(statements + ["COMMIT"], isCommit: true)
        } catch  where error.code == .connectionLost || error.code == .timeout {
            throw PostgresError(.commitOutcomeUnknown, error.debugDescription)
        }
        isInTransaction = false
        if link.takeNotices().contains(where: { $0.contains("synchronous replication") }) {
            isUsable = false
            throw PostgresError(.commitOutcomeUnknown, "the server warned about synchronous replication")
        }
    }

    /// Rolls back.
    public func rollback() async throws(PostgresError) {
        isInTransaction = false
        guard isUsable else { return }
        _ = try await run(["ROLLBACK"], isCommit: false)
    }

    /// Runs a script of several statements, as migrations are.
    public func script(_ sql: String) async throws(PostgresError) {
        do {
            try link.script(sql, milliseconds: 120_000)
        } catch {
            if error.code != .server { isUsable = false }
            throw error
        }
    }

    private func run(_ statements: [PostgresStatement], isCommit: Bool) async throws(PostgresError) -> [PostgresResult]
    {
        guard isUsable else { throw PostgresError(.connectionLost, "the connection broke before") }
        let link = link
        let milliseconds = configuration.statementTimeoutMilliseconds + 5_000
        let outcome: Result<[PostgresResult], PostgresError> = await withTaskCancellationHandler {
            do throws(PostgresError) {
                return .success(try link.run(statements, mayCancel: !isCommit, milliseconds: milliseconds))
            } catch {
                return .failure(error)
            }
        } onCancel: {
            DispatchQueue.global().async { link.stop() }
        }
        do {
            return try outcome.get()
        } catch {
            if error.code != .server || !link.isAlive { isUsable = false }
            if Task.isCancelled, error.sqlState == .queryCanceled {
                throw PostgresError(.cancelled, error.debugDescription, sqlState: error.sqlState)
            }
            throw error
        }
    }
}
