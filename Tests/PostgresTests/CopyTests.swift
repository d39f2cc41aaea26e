import Postgres
import Testing

extension LiveTests {
    @Suite("COPY in and out")
    struct CopyTests {
        private struct Spoilt: Error {}

        private func connectionWithTable() async throws -> PostgresConnection {
            let connection = try await TestServer.connect()
            _ = try await connection.query(
                "CREATE TEMPORARY TABLE t (n bigint CONSTRAINT n_positive CHECK (n > 0), name text)")
            return connection
        }

        private func count(_ connection: PostgresConnection) async throws -> Int64? {
            try await connection.query("SELECT count(*) FROM t").rows.first?.int8(0)
        }

        @Test("Pieces need not be whole rows; what goes in comes out")
        func roundTrip() async throws {
            let connection = try await connectionWithTable()
            let text = "1\t稻谷\n2\t\\N\n3\ta\\tb\n"
            let bytes = Array(text.utf8)
            let copied = try await connection.copyIn(
                "COPY t FROM STDIN", rows: [Array(bytes[..<5]), [], Array(bytes[5...])])
            #expect(copied == 3)
            #expect(try await connection.copyOut("COPY t TO STDOUT").flatMap { $0 } == bytes)
            #expect(try await connection.query("SELECT name FROM t WHERE n = 1").rows.first?.text(0) == "稻谷")
        }

        @Test("Many rows from a sequence, and out again one by one")
        func large() async throws {
            // A copy may take longer than a command may: on a busy machine the default bound would end it.
            let connection = try await TestServer.connect { $0.statementTimeoutMilliseconds = 120_000 }
            _ = try await connection.query("CREATE TEMPORARY TABLE t (n bigint, name text)")
            let name = String(repeating: "x", count: 1_000)
            let rows = AsyncStream<[UInt8]> { continuation in
                for number in 1...20_000 { continuation.yield(Array("\(number)\t\(name)\n".utf8)) }
                continuation.finish()
            }
            #expect(try await connection.copyIn("COPY t FROM STDIN", rows: rows) == 20_000)
            let received = Counter()
            try await connection.copyOut("COPY t TO STDOUT") { _ throws(PostgresError) in received.next() }
            #expect(received.value == 20_000)
            #expect(try await count(connection) == 20_000)
        }

        @Test("A row the server refuses undoes them all, and the connection lives on")
        func refused() async throws {
            let connection = try await connectionWithTable()
            let error = await failure { () throws(PostgresError) in
                try await connection.copyIn("COPY t FROM STDIN", rows: [Array("1\ta\n-1\tb\n".utf8)])
            }
            #expect(error?.sqlState == .checkViolation && error?.constraint == "n_positive")
            #expect(try await count(connection) == 0)
        }

        @Test("A sequence that throws undoes them all, and its own error is thrown")
        func spoilt() async throws {
            let connection = try await connectionWithTable()
            let rows = AsyncThrowingStream<[UInt8], any Error> { continuation in
                continuation.yield(Array("1\ta\n".utf8))
                continuation.finish(throwing: Spoilt())
            }
            await #expect(throws: Spoilt.self) { try await connection.copyIn("COPY t FROM STDIN", rows: rows) }
            #expect(try await count(connection) == 0)
        }

        @Test("Cancelling the sender undoes them all, and the connection lives on")
        func cancelled() async throws {
            let connection = try await connectionWithTable()
            let (rows, source) = AsyncStream<[UInt8]>.makeStream()
            let started = Barrier(size: 2)
            let copy = Task {
                await started.pass()
                return try await connection.copyIn("COPY t FROM STDIN", rows: rows)
            }
            await started.pass()
            source.yield(Array("1\ta\n".utf8))
            copy.cancel()
            await #expect(throws: PostgresError.self) { try await copy.value }
            #expect(try await count(connection) == 0)
        }

        @Test("Nobody else uses the connection during COPY, and it can be used after")
        func busy() async throws {
            let connection = try await connectionWithTable()
            let inner = Counter()
            _ = try await connection.copyIn("COPY t FROM STDIN", rows: [Array("1\ta\n2\tb\n".utf8)])
            try await connection.copyOut("COPY t TO STDOUT") { _ throws(PostgresError) in
                if await failure(of: "SELECT 1", on: connection)?.code == .configuration { inner.next() }
            }
            #expect(inner.value == 2)
            #expect(try await count(connection) == 2)
        }

        @Test("COPY inside a transaction is part of it")
        func inTransaction() async throws {
            let connection = try await connectionWithTable()
            try await connection.begin()
            try await connection.copyIn("COPY t FROM STDIN", rows: [Array("1\ta\n".utf8)])
            try await connection.rollback()
            #expect(try await count(connection) == 0)
        }

        @Test("What is no such COPY is refused, and the connection lives on")
        func noCopy() async throws {
            let connection = try await connectionWithTable()
            for statement: PostgresStatement in [
                "SELECT 1", "COPY t TO STDOUT", "COPY nowhere FROM STDIN", "COPY t FROM STDIN WHERE n > \(1)",
            ] {
                let error = await failure { () throws(PostgresError) in try await connection.copyIn(statement, rows: [])
                }
                #expect(error?.code == .configuration || error?.code == .server, "\(statement)")
                #expect(try await count(connection) == 0)
            }
            let error = await failure { () throws(PostgresError) in
                _ = try await connection.copyOut("COPY t FROM STDIN")
            }
            #expect(error?.code == .configuration)
            #expect(await failure(of: "COPY t FROM STDIN", on: connection)?.code == .configuration)
            #expect(try await count(connection) == 0)
        }
    }
}
