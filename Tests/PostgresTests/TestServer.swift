import Foundation
import Postgres
import Synchronization
import Testing

/// The server the tests run against.
enum TestServer {
    struct Missing: Error, CustomStringConvertible {
        let description = "GRAINLEDGER_TEST_DATABASE_URL is not set: run the tests by Ops/test"
    }

    static func configuration(
        _ change: (inout PostgresConfiguration) -> Void = { _ in }
    ) throws -> PostgresConfiguration {
        guard let url = ProcessInfo.processInfo.environment["GRAINLEDGER_TEST_DATABASE_URL"] else { throw Missing() }
        var configuration = PostgresConfiguration(url: url)
        // What is not a test's own bound is generous: a loaded machine is not what the tests are about.
        configuration.lockTimeoutMilliseconds = 60_000
        configuration.statementTimeoutMilliseconds = 60_000
        configuration.cancellationGraceMilliseconds = 60_000
        change(&configuration)
        return configuration
    }

    static func connect(
        _ change: (inout PostgresConfiguration) -> Void = { _ in }
    ) async throws -> PostgresConnection {
        try await PostgresConnection.connect(configuration(change))
    }

    static func pool(
        size: Int, longestWait: Duration = .seconds(60), _ change: (inout PostgresConfiguration) -> Void = { _ in }
    ) throws -> PostgresPool {
        PostgresPool(configuration: try configuration(change), size: size, longestWait: longestWait)
    }

    /// A name nobody else uses; the suites share one database.
    static func name(_ stem: String) -> String { "\(stem)_\(UUID().uuidString.prefix(8).lowercased())" }

    /// A key of an advisory lock nobody else uses.
    static func key() -> Int64 { Int64.random(in: 1 << 40...Int64.max) }

    /// Asks again and again until the answer is yes; gives up after a minute.
    static func wait(until statement: PostgresStatement, on watcher: PostgresConnection) async throws {
        let limit = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < limit {
            if try await watcher.query(statement).rows.first?.bool(0) == true { return }
        }
        Issue.record("never became true: \(statement)")
    }
}

/// The error of a body; `nil` when it succeeds.
func failure(_ body: () async throws(PostgresError) -> Void) async -> PostgresError? {
    do throws(PostgresError) {
        try await body()
        return nil
    } catch {
        return error
    }
}

/// The error of a statement; `nil` when it succeeds.
func failure(of statement: PostgresStatement, on connection: PostgresConnection) async -> PostgresError? {
    await failure { () throws(PostgresError) in _ = try await connection.query(statement) }
}

/// Counts across tasks.
final class Counter: Sendable {
    private let count = Mutex(0)
    /// Adds one.
    @discardableResult
    func next() -> Int {
        count.withLock {
            $0 += 1
            return $0
        }
    }
    var value: Int { count.withLock { $0 } }
}

/// Lets nobody pass before all have come.
actor Barrier {
    private let size: Int
    private var count = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(size: Int) { self.size = size }

    func pass() async {
        count += 1
        if count >= size {
            for continuation in waiting { continuation.resume() }
            waiting = []
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }
}
