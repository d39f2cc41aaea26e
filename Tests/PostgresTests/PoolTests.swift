import Postgres
import Testing

extension LiveTests {
    @Suite("Pool: few connections, bounded waits, broken ones replaced")
    struct PoolTests {
        @Test("Lends no more than it has, and says so in bounded time")
        func exhausted() async throws {
            let pool = try TestServer.pool(size: 1, longestWait: .milliseconds(50))
            let began = ContinuousClock.now
            let inner = try await pool.withConnection { _ throws(PostgresError) in
                await failure { () throws(PostgresError) in
                    try await pool.withConnection { other throws(PostgresError) in _ = try await other.query("SELECT 1")
                    }
                }
            }
            #expect(inner?.code == .poolTimeout)
            #expect(began.duration(to: .now) < .seconds(5))
        }

        @Test("Many borrowers share two connections, in order, and none is forgotten")
        func shared() async throws {
            let pool = try TestServer.pool(size: 2, longestWait: .seconds(30))
            let processes = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await pool.withConnection { connection throws(PostgresError) in
                            guard let row = try await connection.query("SELECT pg_backend_pid()").rows.first else {
                                return 0
                            }
                            return try row.int8(0)
                        }
                    }
                }
                return try await group.reduce(into: [Int64]()) { $0.append($1) }
            }
            #expect(processes.count == 100 && Set(processes).count <= 2 && !processes.contains(0))
        }

        @Test("A borrower whose task is cancelled leaves the line at once")
        func cancelledInLine() async throws {
            let pool = try TestServer.pool(size: 1, longestWait: .seconds(60))
            let error = try await pool.withConnection { _ throws(PostgresError) in
                let waiter = Task {
                    await failure { () throws(PostgresError) in
                        try await pool.withConnection { _ throws(PostgresError) in }
                    }
                }
                waiter.cancel()
                return await waiter.value
            }
            #expect(error?.code == .cancelled)
        }

        @Test("A transaction that a throwing body left open is rolled back before the next borrower")
        func leftOpen() async throws {
            let pool = try TestServer.pool(size: 1)
            let table = TestServer.name("left_open")
            let error = await failure { () throws(PostgresError) in
                try await pool.withConnection { connection throws(PostgresError) in
                    try await connection.begin()
                    _ = try await connection.query("CREATE TABLE \(identifier: table) (n bigint)")
                    throw PostgresError(.decoding, "of the body")
                }
            }
            #expect(error?.code == .decoding)
            let found = try await pool.withConnection { connection throws(PostgresError) in
                let count = try await connection.query("SELECT count(*) FROM pg_class WHERE relname = \(table)").rows
                    .first
                return (try count?.int8(0), await connection.isInTransaction)
            }
            #expect(found == (0, false))
        }

        @Test("Also when the body's task was cancelled")
        func leftOpenAndCancelled() async throws {
            let pool = try TestServer.pool(size: 1)
            let (begun, cancelled) = (Barrier(size: 2), Barrier(size: 2))
            let task = Task {
                await failure { () throws(PostgresError) in
                    try await pool.withConnection { connection throws(PostgresError) in
                        try await connection.begin()
                        await begun.pass()
                        await cancelled.pass()
                        _ = try await connection.query("SELECT 1")
                    }
                }
            }
            await begun.pass()
            task.cancel()
            await cancelled.pass()
            #expect(await task.value?.code == .cancelled)
            let isOpen = try await pool.withConnection { connection throws(PostgresError) in
                await connection.isInTransaction
            }
            #expect(!isOpen)
        }

        @Test("A backend killed in use is a lost connection, and the next borrower gets another")
        func killedInUse() async throws {
            let pool = try TestServer.pool(size: 1)
            let error = await failure { () throws(PostgresError) in
                try await pool.withConnection { connection throws(PostgresError) in
                    _ = try await connection.query("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            #expect(error?.code == .connectionLost)
            let row = try await pool.withConnection { connection throws(PostgresError) in
                try await connection.query("SELECT \(1)").rows.first
            }
            #expect(try row?.int8(0) == 1)
        }

        @Test("Backends killed while idle are noticed before they are lent")
        func killedIdle() async throws {
            let pool = try TestServer.pool(size: 3)
            let watcher = try await TestServer.connect()
            let gate = Barrier(size: 3)
            let processes = try await withThrowingTaskGroup(of: Int64.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        try await pool.withConnection { connection throws(PostgresError) in
                            await gate.pass()
                            guard let row = try await connection.query("SELECT pg_backend_pid()").rows.first else {
                                return 0
                            }
                            return try row.int8(0)
                        }
                    }
                }
                return try await group.reduce(into: [Int64]()) { $0.append($1) }
            }
            #expect(Set(processes).count == 3)
            _ = try await watcher.query(
                "SELECT pg_terminate_backend(pid::int) FROM unnest(\(.int8Array(processes))) AS pid")
            try await TestServer.wait(
                until: "SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = ANY(\(.int8Array(processes)))",
                on: watcher)
            for _ in 0..<3 {
                try await pool.withConnection { connection throws(PostgresError) in
                    _ = try await connection.query("SELECT 1")
                }
            }
        }

        @Test("Where no server is: a clear failure, after the back-off again, never a hang")
        func nobodyThere() async throws {
            let pool = PostgresPool(
                configuration: PostgresConfiguration(url: "postgresql://x@/x?host=/nonexistent"), size: 1,
                longestWait: .milliseconds(200))
            let began = ContinuousClock.now
            for _ in 0..<6 {
                let error = await failure { () throws(PostgresError) in
                    try await pool.withConnection { _ throws(PostgresError) in }
                }
                #expect(error?.code == .connectionFailed)
            }
            #expect(began.duration(to: .now) > .milliseconds(37), "the second attempt waited")
            #expect(began.duration(to: .now) < .seconds(5))
        }

        @Test("After shutdown nobody borrows; shutdown waits for what is lent")
        func shutdown() async throws {
            let pool = try TestServer.pool(size: 2)
            let lent = Barrier(size: 2)
            let mayReturn = Barrier(size: 2)
            let borrower = Task {
                try await pool.withConnection { connection throws(PostgresError) in
                    await lent.pass()
                    await mayReturn.pass()
                    return try await connection.query("SELECT \(7)").rows.first?.int8(0)
                }
            }
            await lent.pass()
            async let down: Void = pool.shutdown()
            await mayReturn.pass()
            #expect(try await borrower.value == 7)
            await down
            let error = await failure { () throws(PostgresError) in
                try await pool.withConnection { _ throws(PostgresError) in }
            }
            #expect(error?.code == .connectionFailed)
        }
    }
}
