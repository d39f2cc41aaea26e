import Postgres
import Testing

extension LiveTests {
    @Suite("Prepared statements: kept by text and types, dropped when they no longer fit")
    struct PreparationTests {
        private func prepared(_ connection: PostgresConnection) async throws -> Int64? {
            try await connection.query("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%AS marked'")
                .rows.first?.int8(0)
        }

        @Test("The second time prepares, also within one pipeline")
        func second() async throws {
            let connection = try await TestServer.connect()
            func statement(_ number: Int) -> PostgresStatement { "SELECT \(number) AS marked" }
            _ = try await connection.query(statement(1))
            #expect(try await prepared(connection) == 0)
            let results = try await connection.pipeline([statement(2), statement(3), statement(4)])
            #expect(try results.map { try $0.rows.first?.int8(0) } == [2, 3, 4])
            #expect(try await prepared(connection) == 1)
        }

        @Test("The same text with other types is another statement")
        func types() async throws {
            let connection = try await TestServer.connect()
            for value in [PostgresValue.int8(1), .text("a"), .int8(2), .text("b"), .int8(3), .text("c")] {
                #expect(try await connection.query("SELECT \(value) AS marked").rows.count == 1)
            }
            #expect(try await prepared(connection) == 2)
        }

        @Test("A pipeline that failed before the preparation does not leave it believed in")
        func abortedBefore() async throws {
            let connection = try await TestServer.connect()
            let statement: PostgresStatement = "SELECT 1::bigint AS marked"
            _ = try await connection.query(statement)
            let error = await failure { () throws(PostgresError) in
                _ = try await connection.pipeline(["SELECT 1 / 0", statement])
            }
            #expect(error?.sqlState?.rawValue == "22012")
            #expect(try await prepared(connection) == 0)
            for _ in 0..<3 { #expect(try await connection.query(statement).rows.first?.int8(0) == 1) }
            #expect(try await prepared(connection) == 1)
        }

        @Test("A table changed under a statement: one error, then it works again")
        func changedTable() async throws {
            let connection = try await TestServer.connect()
            _ = try await connection.query("CREATE TEMPORARY TABLE changing (a bigint)")
            let statement: PostgresStatement = "SELECT * FROM changing"
            for _ in 0..<3 { _ = try await connection.query(statement) }
            _ = try await connection.query("ALTER TABLE changing ADD b bigint")
            #expect(await failure(of: statement, on: connection)?.sqlState?.rawValue == "0A000")
            #expect(await failure(of: statement, on: connection) == nil)
        }

        @Test("Statements dropped behind our back are prepared again")
        func dropped() async throws {
            let connection = try await TestServer.connect()
            let statement: PostgresStatement = "SELECT 1 AS marked"
            for _ in 0..<3 { _ = try await connection.query(statement) }
            _ = try await connection.query("DEALLOCATE ALL")
            #expect(await failure(of: statement, on: connection)?.sqlState?.rawValue == "26000")
            for _ in 0..<3 { #expect(await failure(of: statement, on: connection) == nil) }
        }

        @Test("After many uses a statement is planned anew, and the old plan is dropped")
        func renewed() async throws {
            let connection = try await TestServer.connect()
            func name() async throws -> String? {
                try await connection.query("SELECT name FROM pg_prepared_statements WHERE statement LIKE '%AS marked'")
                    .rows.first?.text(0)
            }
            for number in 0..<10 { _ = try await connection.query("SELECT \(number) AS marked") }
            let first = try await name()
            let error = await failure { () throws(PostgresError) in
                let many: [PostgresStatement] = (0..<150).map { "SELECT \($0) AS marked" }
                _ = try await connection.pipeline(many + ["SELECT 1 / 0"] + many)
            }
            #expect(error?.sqlState?.rawValue == "22012")
            for _ in 0..<300 { _ = try await connection.query("SELECT \(1) AS marked") }
            #expect(try await prepared(connection) == 1)
            #expect(first != nil)
            #expect(try await name() != first)
        }

        @Test("Can be switched off, for poolers that change servers")
        func off() async throws {
            let connection = try await TestServer.connect { $0.preparesStatements = false }
            for _ in 0..<3 { _ = try await connection.query("SELECT 1 AS marked") }
            #expect(try await prepared(connection) == 0)
        }
    }
}
