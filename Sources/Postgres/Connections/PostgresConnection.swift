import Dispatch
import Synchronization

/// One connection on its own serial queue, so that waiting on the socket never holds a thread of the cooperative pool.
///
/// Cancelling the task that waits stops the statement on the server, except while a COMMIT is in flight.
public actor PostgresConnection {
    /// Counts the connections of this process.
    private static let lastNumber = Atomic<Int>(0)

    /// Number of the connection within this process, never given twice.
    public nonisolated let number: Int
    private let executor: QueueExecutor
    let link: Link
    private let configuration: PostgresConfiguration
    private let onNotice: @Sendable (PostgresNotice) -> Void
    /// False once the connection broke, or its state is not known: the pool then replaces it.
    public private(set) var isUsable = true
    /// Transactions whose COMMIT was handed over; whoever ran a body can see that it committed by itself.
    private(set) var commitsSent = 0
    var isCopying = false

    /// The connection's own queue.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.unowned }

    /// True from BEGIN to the end of the transaction, also when the transaction has failed.
    public var isInTransaction: Bool { link.isInTransaction }

    private init(
        executor: QueueExecutor, link: Link, configuration: PostgresConfiguration,
        onNotice: @escaping @Sendable (PostgresNotice) -> Void
    ) {
        number = Self.lastNumber.add(1, ordering: .relaxed).newValue
        self.executor = executor
        self.link = link
        self.configuration = configuration
        self.onNotice = onNotice
    }

    /// Opens a connection.
    ///
    /// - Parameter onNotice: told every warning of the server, on the connection's queue.
    /// - Throws: `.configuration`, `.connectionFailed`.
    public static func connect(
        _ configuration: PostgresConfiguration, onNotice: @escaping @Sendable (PostgresNotice) -> Void = { _ in }
    ) async throws(PostgresError) -> PostgresConnection {
        let executor = QueueExecutor()
        let outcome: Result<Link, PostgresError> = await withCheckedContinuation { continuation in
            executor.queue.async {
                continuation.resume(
                    returning: Result { () throws(PostgresError) in try Link(configuration) })
            }
        }
        return PostgresConnection(
            executor: executor, link: try outcome.get(), configuration: configuration, onNotice: onNotice)
    }

    /// Runs one statement; outside a transaction it commits by itself.
    public func query(_ statement: PostgresStatement) async throws(PostgresError) -> PostgresResult {
        guard let result = try await pipeline([statement]).first else {
            throw PostgresError(.decoding, "a statement has an answer")
        }
        return result
    }

    /// Runs statements in one round trip, with one Sync: outside BEGIN … COMMIT they are one implicit transaction.
    ///
    /// - Returns: one result a statement.
    /// - Throws: the first statement's error. Those after it were not run; those before it are undone, unless they
    ///   committed explicitly.
    public func pipeline(_ statements: [PostgresStatement]) async throws(PostgresError) -> [PostgresResult] {
        if statements.isEmpty { return [] }
        let commits = statements.contains(where: \.isCommit)
        if commits { commitsSent += 1 }
        return try await perform(mayCancel: !commits) { (link, patience) throws(PostgresError) in
            try link.run(statements, patience)
        }
    }

    /// Runs a script of several statements, as migrations are; without BEGIN in it, one implicit transaction. Of a
    /// script with COMMIT in it a lost connection says nothing.
    ///
    /// - Parameter milliseconds: bound for the whole.
    public func script(_ sql: String, milliseconds: Int = 120_000) async throws(PostgresError) {
        try await perform(milliseconds: milliseconds) { (link, patience) throws(PostgresError) in
            try link.script(sql, patience)
        }
    }

    /// Shuts the connection at once.
    public func close() {
        isUsable = false
        link.sever()
    }

    /// False when the server has gone since the last use.
    func checkIdle() -> Bool {
        if isUsable, !link.checkIdle() { isUsable = false }
        return isUsable
    }

    /// Looks whether the server is still there, runs statements, and says whether the connection may be lent again as it is.
    ///
    /// - Returns: `nil` when the server had gone since the last use; nothing was sent then.
    func exchangeWhenIdle(_ statements: [PostgresStatement]) async
        -> (outcome: Result<[PostgresResult], PostgresError>, isFit: Bool)?
    {
        guard checkIdle() else { return nil }
        let outcome: Result<[PostgresResult], PostgresError>
        do throws(PostgresError) {
            outcome = .success(try await pipeline(statements))
        } catch {
            outcome = .failure(error)
        }
        return (outcome, isFit)
    }

    /// Runs exchanges in one round trip, each with a Sync of its own: each is a transaction of its own. Not to be cancelled: others'
    /// questions are among them.
    ///
    /// - Returns: what each came to, in order.
    /// - Throws: when the connection broke or the time ran out.
    func exchanges(_ exchanges: [[PostgresStatement]]) async throws(PostgresError)
        -> [Result<[PostgresResult], PostgresError>]
    {
        do throws(PostgresError) {
            return try await perform(mayCancel: false) { (link, patience) throws(PostgresError) in
                try link.runEach(exchanges, patience)
            }
        } catch {
            // Answers may still be on their way: no other question may be asked here.
            close()
            throw error
        }
    }

    /// Looks whether the server is still there, runs a body on this connection's own thread, and says whether the connection may
    /// be lent again as it is.
    ///
    /// - Returns: `nil` when the server had gone since the last use; the body was not run then.
    nonisolated func along<Value: Sendable>(
        _ body: @escaping @Sendable (PostgresConnection) async throws(PostgresError) -> Value
    ) async -> (outcome: Result<Value, PostgresError>, isFit: Bool)? {
        await withTaskExecutorPreference(executor) {
            guard await checkIdle() else { return nil }
            let outcome: Result<Value, PostgresError>
            do throws(PostgresError) {
                outcome = .success(try await body(self))
            } catch {
                outcome = .failure(error)
            }
            return (outcome, await isFit)
        }
    }

    /// Whether it may be lent to the next as it is.
    private var isFit: Bool { isUsable && !isInTransaction }

    /// Runs an exchange with the server on this queue, within its time, and draws the consequences of how it ended.
    ///
    /// - Parameters:
    ///   - mayCancel: false while a COMMIT or ROLLBACK is among what is sent: it is then not asked to stop.
    ///   - milliseconds: bound of the exchange; `nil` for the statement's and a little.
    ///   - inCopy: true for the steps of the COPY that is going on.
    func perform<Value: Sendable>(
        mayCancel: Bool = true, milliseconds: Int? = nil, inCopy: Bool = false,
        _ work: (Link, Patience) throws(PostgresError) -> Value
    ) async throws(PostgresError) -> Value {
        guard isUsable else { throw PostgresError(.connectionLost, "the connection broke before") }
        guard isCopying == inCopy else { throw PostgresError(.configuration, "a COPY is going on here") }
        let link = link
        let ticket = link.bell.issue()
        let patience = Patience(
            milliseconds: milliseconds ?? longestWait, mayCancel: mayCancel,
            grace: configuration.cancellationGraceMilliseconds)
        let outcome: Result<Value, PostgresError> = await withTaskCancellationHandler {
            // A method of the actor, called without `await`: only so is the closure sure to run on the actor's queue.
            attempt(work, patience)
        } onCancel: {
            link.bell.ring(ticket)
        }
        let notices = link.takeNotices()
        notices.forEach(onNotice)
        if case .failure(let error) = outcome {
            noteFailure(error)
            throw error
        }
        if let doubt = notices.first(where: \.doubtsDurability) {
            isUsable = false
            throw PostgresError(
                .commitOutcomeUnknown, "the server gave up waiting for its standby", sqlState: doubt.sqlState)
        }
        return try outcome.get()
    }

    private func attempt<Value>(
        _ work: (Link, Patience) throws(PostgresError) -> Value, _ patience: Patience
    ) -> Result<Value, PostgresError> {
        dispatchPrecondition(condition: .onQueue(executor.queue))
        if patience.mayCancel, Task.isCancelled {
            return .failure(PostgresError(.cancelled, "cancelled before it was sent"))
        }
        return Result { () throws(PostgresError) in try work(link, patience) }
    }

    private func noteFailure(_ error: PostgresError) {
        guard error.code == .connectionLost || error.code == .commitOutcomeUnknown || !link.isAlive else { return }
        isUsable = false
        link.sever()
    }

    /// The server ends a statement by itself; here we only notice that nothing is heard of it.
    private var longestWait: Int? {
        if let bound = configuration.exchangeTimeoutMilliseconds { return bound }
        let bound = configuration.statementTimeoutMilliseconds
        return bound == 0 ? nil : bound + 5_000
    }
}
