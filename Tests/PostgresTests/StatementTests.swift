import Postgres
import Testing

extension LiveTests {
    @Suite("Statements: a value can only become a parameter")
    struct StatementTests {
        @Test("Interpolated values become $1, $2, …; their text is nowhere")
        func parameters() {
            let evil = "'; DROP TABLE record; --"
            let statement: PostgresStatement = "SELECT \(evil), \(Int64(1)), \(2), \(true), \(.text(nil))"
            #expect(statement.description == "SELECT $1, $2, $3, $4, $5")
        }

        @Test(
            "Identifiers are quoted",
            arguments: [
                ("a", #""a""#), (#"a"b"#, #""a""b""#), (#"""#, #""""""#), ("", #""""#), ("A b; --", #""A b; --""#),
            ])
        func identifiers(_ name: String, _ quoted: String) {
            let statement: PostgresStatement = "SELECT 1 AS \(identifier: name)"
            #expect(statement.description == "SELECT 1 AS \(quoted)")
        }

        @Test("A quoted identifier of an attacker is a column name and nothing else")
        func identifierLive() async throws {
            let connection = try await TestServer.connect()
            let name = #"x" FROM pg_class; SELECT "y"#
            let statement: PostgresStatement =
                "SELECT named.\(identifier: name) FROM (SELECT 1 AS \(identifier: name)) AS named"
            #expect(try await connection.query(statement).rows.first?.int8(0) == 1)
        }

        @Test("Constants of the program are pasted, numbered parameters are bound")
        func constants() async throws {
            let columns: StaticString = "1::bigint, 2::bigint"
            let statement: PostgresStatement = "SELECT \(unescaped: columns) WHERE \(true)"
            #expect(statement.description == "SELECT 1::bigint, 2::bigint WHERE $1")
            let connection = try await TestServer.connect()
            let numbered = PostgresStatement("SELECT $2::bigint - $1", [.int8(2), .int8(5)])
            #expect(try await connection.query(numbered).rows.first?.int8(0) == 3)
        }

        @Test("More parameters than the protocol can count are refused before anything is sent")
        func tooMany() async throws {
            let connection = try await TestServer.connect()
            let statement = PostgresStatement("SELECT 1", [PostgresValue](repeating: .bool(true), count: 65_536))
            let error = await failure { () throws(PostgresError) in
                _ = try await connection.pipeline(["CREATE TEMPORARY TABLE never (n int)", statement])
            }
            #expect(error?.code == .configuration)
            #expect(
                try await connection.query("SELECT to_regclass('pg_temp.never') IS NULL").rows.first?.bool(0) == true)
        }

        @Test("Several statements in one text are refused")
        func several() async throws {
            let connection = try await TestServer.connect()
            #expect(await failure(of: "SELECT 1; SELECT 2", on: connection)?.sqlState?.rawValue == "42601")
        }
    }
}
