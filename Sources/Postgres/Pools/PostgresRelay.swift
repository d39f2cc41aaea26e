import Synchronization

/// Short questions of many callers over a few connections of a pool: what has gathered while a connection was busy goes out in one
/// round trip. Each question stays a transaction of its own, with its own outcome; what a round trip costs is shared by all in it.
///
/// For questions that change nothing and take little: a long one keeps those behind it waiting, and after a connection broke each is
/// asked once more.
public final class PostgresRelay: Sendable {
    private typealias Outcome = Result<[PostgresResult], PostgresError>

    private struct Question: Sendable {
        let number: Int
        let statements: [PostgresStatement]
        let answer: CheckedContinuation<Outcome, Never>
    }

    private struct State {
        var line: [Question] = []
        var carriers = 0
        var lastNumber = 0
    }

    /// Questions that go out together at most.
    static let most = 32

    private let pool: PostgresPool
    private let mostCarriers: Int
    private let state = Mutex(State())

    /// Over a pool.
    ///
    /// - Parameter carriers: connections that are used at the same time at most; more of them share less.
    public init(pool: PostgresPool, carriers: Int = 2) {
        precondition(carriers > 0, "somebody carries")
        self.pool = pool
        mostCarriers = carriers
    }

    /// Asks a question: statements that are one transaction and change nothing.
    ///
    /// - Returns: one result a statement.
    /// - Throws: as `PostgresPool.pipeline` does.
    public func ask(_ statements: [PostgresStatement]) async throws(PostgresError) -> [PostgresResult] {
        let number = state.withLock { state in
            state.lastNumber += 1
            return state.lastNumber
        }
        let outcome: Outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { answer in
                if Task.isCancelled { return answer.resume(returning: .failure(Self.cancelled)) }
                if joins(Question(number: number, statements: statements, answer: answer)) {
                    // Of its own, and not of who asks first: it carries for all.
                    Task.detached { await self.carry() }
                }
            }
        } onCancel: {
            withdraw(number)
        }
        guard case .failure(let error) = outcome, error.isOfTheWay else { return try outcome.get() }
        return try await pool.pipeline(statements)
    }

    private static let cancelled = PostgresError(.cancelled, "cancelled while waiting for its turn")

    /// - Returns: true when somebody has to be sent to carry it.
    private func joins(_ question: Question) -> Bool {
        state.withLock { state in
            state.line.append(question)
            guard state.carriers < mostCarriers else { return false }
            state.carriers += 1
            return true
        }
    }

    /// Whoever is cancelled before his question went out waits no longer; afterwards he waits for its answer, which is near.
    private func withdraw(_ number: Int) {
        let question = state.withLock { state in
            state.line.firstIndex { $0.number == number }.map { state.line.remove(at: $0) }
        }
        question?.answer.resume(returning: .failure(Self.cancelled))
    }

    /// Carries questions until there is none.
    private func carry() async {
        while true {
            do throws(PostgresError) {
                let isDone = try await pool.alongConnection { connection throws(PostgresError) in
                    while await connection.isUsable {
                        guard let questions = self.next() else { return true }
                        await self.carry(questions, over: connection)
                    }
                    return false
                }
                if isDone { return }
            } catch {
                return giveUp(error)
            }
        }
    }

    private func carry(_ questions: [Question], over connection: PostgresConnection) async {
        do throws(PostgresError) {
            let outcomes = try await connection.exchanges(questions.map(\.statements))
            for (question, outcome) in zip(questions, outcomes) { question.answer.resume(returning: outcome) }
        } catch {
            for question in questions { question.answer.resume(returning: .failure(error)) }
        }
    }

    /// What has gathered; `nil` when nothing has, and then this carrier is no longer counted.
    private func next() -> [Question]? {
        state.withLock { state in
            guard !state.line.isEmpty else {
                state.carriers -= 1
                return nil
            }
            let questions = Array(state.line.prefix(Self.most))
            state.line.removeFirst(questions.count)
            return questions
        }
    }

    /// No connection is to be had: all who wait are told.
    private func giveUp(_ error: PostgresError) {
        let questions = state.withLock { state in
            defer { state.line = [] }
            state.carriers -= 1
            return state.line
        }
        for question in questions { question.answer.resume(returning: .failure(error)) }
    }
}

extension PostgresError {
    /// Whether it says something of the way and not of the question: the connection broke, the time of all that went together ran
    /// out, or the server did not know a preparation that failed beside it.
    fileprivate var isOfTheWay: Bool {
        code == .connectionLost || code == .timeout && sqlState == nil || sqlState?.rawValue == "26000"
    }
}
