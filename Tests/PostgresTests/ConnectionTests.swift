import Foundation
import Postgres
import Testing

struct NoCluster: Error, CustomStringConvertible {
    let description = "GRAINLEDGER_TEST_DATABASE_URL is not set: run the tests by Ops/test"
}

func configuration() throws -> PostgresConfiguration {
    guard let url = ProcessInfo.processInfo.environment["GRAINLEDGER_TEST_DATABASE_URL"] else { throw NoCluster() }
    return PostgresConfiguration(url: url)
}

@Suite("Traps of libpq, each on a live server")
struct ConnectionTests {
    private func failure(_ body: () async throws(PostgresError) -> Void) async -> PostgresError? {
        do {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test("What is bound comes back: text of an attacker, 汉字, NULL, empty arrays, 64-bit edges")
    func binding() async throws {
        let connection = try await PostgresConnection.connect(try configuration())
        let evil = "'; DROP TABLE x; -- 汉字 \u{1F33E}"
        let row = try #require(
            try await connection.query(
                """
                SELECT \(evil), \(.text(nil)), \(Int64.min), cardinality(\(.textArray([]))),
                    (\(.textArray(["a", nil])))[2] IS NULL, \(.jsonb(Array("{\"a\":1}".utf8)))
                """
            ).rows.first)
        #expect(try row.text(0) == evil && row.textIfPresent(1) == nil && row.int8(2) == Int64.min)
        #expect(try row.int8(3) == 0 && row.bytes(4) == [1] && row.json(5) == Array("{\"a\": 1}".utf8))
    }

    @Test("NUL in a text is refused by the server, and the connection lives on")
    func nul() async throws {
        let connection = try await PostgresConnection.connect(try configuration())
        let error = await failure { () throws(PostgresError) in _ = try await connection.query("SELECT \("a\u{0}b")") }
        #expect(error?.sqlState?.rawValue == "22021")
        #expect(try await connection.query("SELECT 1::bigint").rows.first?.int8(0) == 1)
    }

    @Test("An error aborts the pipeline up to its Sync only, and undoes what stood before it")
    func pipeline() async throws {
        let connection = try await PostgresConnection.connect(try configuration())
        _ = try await connection.query("CREATE TEMPORARY TABLE t (n bigint CONSTRAINT n_positive CHECK (n > 0))")
        let error = await failure { () throws(PostgresError) in
            _ = try await connection.pipeline(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (-1)", "SELECT 1"])
        }
        #expect(error?.sqlState == .checkViolation && error?.constraint == "n_positive")
        #expect(error?.description.contains("n_positive") == false, "the bare description gives nothing away")
        #expect(try await connection.query("SELECT count(*) FROM t").rows.first?.int8(0) == 0)
    }

    @Test("A parameter larger than any socket buffer, and a result of the same size, pass")
    func large() async throws {
        let connection = try await PostgresConnection.connect(try configuration())
        let bytes = [UInt8](repeating: 7, count: 20_000_000)
        let results = try await connection.pipeline(["SELECT \(.bytea(bytes))", "SELECT \(.bytea(bytes))"])
        #expect(try results.allSatisfy { try $0.rows.first?.bytes(0) == bytes })
    }

    @Test("Cancelling the task stops the statement on the server")
    func cancel() async throws {
        let connection = try await PostgresConnection.connect(try configuration())
        let running = Task {
            await failure { () throws(PostgresError) in _ = try await connection.query("SELECT pg_sleep(9)") }
        }
        let watcher = try await PostgresConnection.connect(try configuration())
        var asked: Int64 = 0
        while asked == 0 {
            asked =
                try await watcher.query(
                    "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(9)' AND state = 'active'"
                ).rows.first?.int8(0) ?? 0
        }
        running.cancel()
        #expect(await running.value?.code == .cancelled)
        #expect(try await connection.query("SELECT 1::bigint").rows.first?.int8(0) == 1)
    }

    @Test("A statement that takes too long is ended by the server")
    func timeout() async throws {
        var configuration = try configuration()
        configuration.statementTimeoutMilliseconds = 50
        let connection = try await PostgresConnection.connect(configuration)
        let error = await failure { () throws(PostgresError) in _ = try await connection.query("SELECT pg_sleep(9)") }
        #expect(error?.sqlState == .queryCanceled)
    }

    @Test("A killed backend is a lost connection, and the pool replaces it")
    func lost() async throws {
        let pool = PostgresPool(configuration: try configuration(), size: 1)
        let error = await failure { () throws(PostgresError) in
            try await pool.withConnection { connection throws(PostgresError) in
                _ = try await connection.query("SELECT pg_terminate_backend(pg_backend_pid())")
            }
        }
        #expect(error?.code == .connectionLost)
        let one = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT 1::bigint").rows
        }
        #expect(try one.first?.int8(0) == 1)
    }

    @Test("A backend killed inside COMMIT leaves the outcome unknown, not refused")
    func commitUnknown() async throws {
        let connection = try await PostgresConnection.connect(try configuration())
        _ = try await connection.pipeline([
            "CREATE TEMPORARY TABLE t (n bigint)",
            """
            CREATE FUNCTION pg_temp.die() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$
            """,
            """
            CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION pg_temp.die()
            """,
        ])
        try await connection.begin()
        let error = await failure { () throws(PostgresError) in
            try await connection.commit(["INSERT INTO t VALUES (1)"])
        }
        #expect(error?.code == .commitOutcomeUnknown)
        #expect(await connection.isUsable == false)
    }

    @Test("A pool lends no more than it has, and says so in bounded time")
    func exhausted() async throws {
        let pool = PostgresPool(configuration: try configuration(), size: 1, longestWait: .milliseconds(50))
        let inner = try await pool.withConnection { _ throws(PostgresError) in
            await failure { () throws(PostgresError) in
                try await pool.withConnection { other throws(PostgresError) in _ = try await other.query("SELECT 1") }
            }
        }
        #expect(inner?.code == .poolTimeout)
    }

    @Test("A transaction that a body left open is rolled back before the next borrower")
    func leftOpen() async throws {
        let pool = PostgresPool(configuration: try configuration(), size: 1)
        let table = "left_open_\(UUID().uuidString.prefix(8).lowercased())"
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.begin()
            _ = try await connection.query("CREATE TABLE \(identifier: table) (n bigint)")
        }
        let found = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT count(*) FROM pg_class WHERE relname = \(table)").rows
        }
        #expect(try found.first?.int8(0) == 0)
    }

    @Test("No server there: a clear failure")
    func nobodyThere() async throws {
        let error = await failure { () throws(PostgresError) in
            _ = try await PostgresConnection.connect(PostgresConfiguration(url: "postgresql://x@/x?host=/nonexistent"))
        }
        #expect(error?.code == .connectionFailed)
    }
}
