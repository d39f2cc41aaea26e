import CustodyStore
import Foundation
public import Postgres

/// Databases of their own for tests, on the private cluster that `Ops/test` starts; they go with it.
public enum TestCluster {
    /// The tests were not run by `Ops/test`.
    public struct Missing: Error, CustomStringConvertible {
        public let description = "GRAINLEDGER_TEST_DATABASE_URL is not set: run the tests by Ops/test"
    }

    private static let desk = CopyDesk()

    /// Address of a new database that has every migration: a copy of one that was migrated once.
    public static func migrated() async throws -> String { try await desk.copy() }

    /// Address of a new database with nothing in it; another owner than the cluster's signs in by his own name.
    public static func empty(owner: String? = nil) async throws -> String { try await desk.empty(owner: owner) }

    /// A configuration with times that a loaded machine keeps: it is not what the tests are about.
    public static func configuration(_ url: String) -> PostgresConfiguration {
        var configuration = PostgresConfiguration(url: url)
        configuration.lockTimeoutMilliseconds = 60_000
        configuration.statementTimeoutMilliseconds = 240_000
        return configuration
    }
}

/// Makes databases one after another: PostgreSQL lets nobody be near a database that is copied, and whoever waits for that
/// at the server waits against his time.
private actor CopyDesk {
    private var last: Task<Void, Never>?
    private var original: Task<String, any Error>?

    func copy() async throws -> String {
        let original = self.original ?? Task { try await migratedOnce() }
        self.original = original
        let template = try await original.value
        return try await inTurn { try await Self.create(copying: template, owner: nil) }
    }

    func empty(owner: String?) async throws -> String {
        try await inTurn { try await Self.create(copying: nil, owner: owner) }
    }

    private func migratedOnce() async throws -> String {
        let url = try await empty(owner: nil)
        let pool = PostgresPool(configuration: TestCluster.configuration(url), size: 1)
        _ = try await Migrator(pool: pool).run()
        await pool.shutdown()
        guard let name = url.split(separator: "?").first?.split(separator: "/").last else {
            throw TestCluster.Missing()
        }
        return String(name)
    }

    private func inTurn<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let before = last
        let turn = Task {
            await before?.value
            return try await work()
        }
        last = Task { _ = try? await turn.value }
        return try await turn.value
    }

    private static func create(copying template: String?, owner: String?) async throws -> String {
        guard let server = ProcessInfo.processInfo.environment["GRAINLEDGER_TEST_DATABASE_URL"] else {
            throw TestCluster.Missing()
        }
        let name = "t\(UUID().uuidString.replacing("-", with: "").lowercased())"
        let admin = PostgresPool(configuration: TestCluster.configuration(server), size: 1)
        try await admin.withConnection { connection throws(PostgresError) in
            _ = try await connection.query(
                "CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: template ?? "template1")")
            if let owner {
                _ = try await connection.query("ALTER DATABASE \(identifier: name) OWNER TO \(identifier: owner)")
            }
        }
        await admin.shutdown()
        let url = server.replacing("/postgres?", with: "/\(name)?")
        return owner.map { url.replacing("//grainledger@", with: "//\($0)@") } ?? url
    }
}
