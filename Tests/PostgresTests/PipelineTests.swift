import Postgres
import Testing

extension LiveTests {
    @Suite("Pipelines: one round trip, one implicit transaction")
    struct PipelineTests {
        private func connectionWithTable() async throws -> PostgresConnection {
            let connection = try await TestServer.connect()
            _ = try await connection.query(
                "CREATE TEMPORARY TABLE t (n bigint CONSTRAINT n_positive CHECK (n > 0) PRIMARY KEY)")
            return connection
        }

        private func count(_ connection: PostgresConnection) async throws -> Int64? {
            try await connection.query("SELECT count(*) FROM t").rows.first?.int8(0)
        }

        @Test("A result for each statement, in order")
        func order() async throws {
            let connection = try await connectionWithTable()
            let results = try await connection.pipeline([
                "INSERT INTO t SELECT generate_series(1, 10)", "SELECT n FROM t ORDER BY n",
                "DELETE FROM t WHERE n > 3", "",
                "UPDATE t SET n = n + 100",
            ])
            #expect(results.map(\.affectedRows) == [10, 10, 7, 0, 3])
            #expect(try results[1].rows.map { row throws(PostgresError) in try row.int8(0) } == Array(1...10))
            #expect(results[2].command == "DELETE 7" && results[3].command.isEmpty)
            #expect(try await connection.pipeline([]).isEmpty)
        }

        @Test("An error aborts up to the Sync only, and undoes what stood before it")
        func abort() async throws {
            let connection = try await connectionWithTable()
            let error = await failure { () throws(PostgresError) in
                _ = try await connection.pipeline(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (-1)", "SELECT 1"])
            }
            #expect(error?.code == .server && error?.sqlState == .checkViolation && error?.constraint == "n_positive")
            #expect(try await count(connection) == 0)
            #expect(await connection.isInTransaction == false)
            #expect(await connection.isUsable)
        }

        @Test("The bare description gives nothing away; the other says everything")
        func descriptions() async throws {
            let connection = try await connectionWithTable()
            _ = try await connection.query("INSERT INTO t VALUES (4711)")
            let error = try #require(await failure(of: "INSERT INTO t VALUES (\(4711))", on: connection))
            #expect("\(error)" == "PostgresError(server 23505)")
            #expect(error.debugDescription.contains("4711") && error.debugDescription.contains("t_pkey"))
            #expect(error.debugDescription.contains("INSERT INTO t VALUES ($1)"))
            #expect(SQLState.integrityConstraintClass ~= SQLState.uniqueViolation)
            #expect(!(SQLState.integrityConstraintClass ~= SQLState.deadlockDetected))
        }

        @Test("BEGIN and COMMIT in a pipeline make a transaction of their own")
        func explicit() async throws {
            let connection = try await connectionWithTable()
            let error = await failure { () throws(PostgresError) in
                _ = try await connection.pipeline(["BEGIN", "INSERT INTO t VALUES (1)", "COMMIT", "SELECT 1 / 0"])
            }
            #expect(error?.sqlState?.rawValue == "22012")
            #expect(try await count(connection) == 1, "what was committed explicitly stays")
        }

        @Test("After an error inside BEGIN the connection says that it is in a transaction")
        func failedTransaction() async throws {
            let connection = try await connectionWithTable()
            try await connection.begin()
            #expect(await connection.isInTransaction)
            #expect(await failure(of: "SELECT 1 / 0", on: connection) != nil)
            #expect(await failure(of: "SELECT 1", on: connection)?.sqlState == .inFailedTransaction)
            #expect(await connection.isInTransaction)
            try await connection.rollback()
            #expect(await connection.isInTransaction == false)
        }

        @Test(
            "Parameters larger than any socket buffer, and results of the same size, pass without either side blocking")
        func large() async throws {
            let connection = try await TestServer.connect()
            let bytes = [UInt8](repeating: 7, count: 20_000_000)
            let results = try await connection.pipeline([
                "SELECT \(.bytea(bytes))", "SELECT \(.bytea(bytes))", "SELECT \(.bytea(bytes))",
            ])
            #expect(try results.allSatisfy { try $0.rows.first?.bytes(0) == bytes })
        }

        @Test("A result of many rows, and a pipeline of many statements")
        func many() async throws {
            let connection = try await TestServer.connect()
            let rows = try await connection.query(
                "SELECT n, repeat('x', 20), NULL::text FROM generate_series(1, 300000) AS n"
            ).rows
            #expect(rows.count == 300_000)
            #expect(try rows[299_999].int8(0) == 300_000 && rows[150_000].text(1).count == 20)
            #expect(try rows[299_999].textIfPresent(2) == nil)
            let results = try await connection.pipeline((0..<5_000).map { "SELECT \($0)" })
            #expect(try results.enumerated().allSatisfy { try $0.element.rows.first?.int8(0) == Int64($0.offset) })
        }

        @Test("Calls from many tasks do not mix")
        func concurrent() async throws {
            let connection = try await TestServer.connect()
            let right = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try await connection.query("SELECT \(number)").rows.first?.int8(0) == Int64(number)
                    }
                }
                return try await group.reduce(true) { $0 && $1 }
            }
            #expect(right)
        }
    }
}
