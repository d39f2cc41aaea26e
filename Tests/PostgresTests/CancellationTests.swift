import Postgres
import Testing

extension LiveTests {
    @Suite("Cancellation and bounds: what is stopped is stopped on the server")
    struct CancellationTests {
        /// Waits for a lock of its own making, so that a watcher can see it wait.
        private func waiting(for key: Int64) -> PostgresStatement {
            """
            SELECT count(*) > 0 FROM pg_locks
            WHERE locktype = 'advisory' AND NOT granted AND (classid::bigint << 32 | objid::bigint) = \(key)
            """
        }

        @Test("Cancelling the task stops the statement, and the connection lives on")
        func cancel() async throws {
            let (connection, holder, key) = (
                try await TestServer.connect(), try await TestServer.connect(), TestServer.key()
            )
            _ = try await holder.query("SELECT pg_advisory_lock(\(key))")
            let waiter = Task {
                await failure(of: "SELECT pg_advisory_lock(\(key))", on: connection)
            }
            try await TestServer.wait(until: waiting(for: key), on: holder)
            waiter.cancel()
            let error = await waiter.value
            #expect(error?.code == .cancelled && error?.sqlState == .queryCanceled)
            #expect(try await holder.query(waiting(for: key)).rows.first?.bool(0) == false)
            #expect(try await connection.query("SELECT \(1)").rows.first?.int8(0) == 1)
        }

        @Test("A task cancelled before it starts sends nothing")
        func cancelledBefore() async throws {
            let connection = try await TestServer.connect()
            _ = try await connection.query("CREATE TEMPORARY TABLE t (n int)")
            let gate = Barrier(size: 2)
            let task = Task {
                await gate.pass()
                return await failure(of: "INSERT INTO t VALUES (1)", on: connection)
            }
            task.cancel()
            await gate.pass()
            #expect(await task.value?.code == .cancelled)
            #expect(try await connection.query("SELECT count(*) FROM t").rows.first?.int8(0) == 0)
        }

        @Test("A cancellation that comes late does not stop the next statement")
        func late() async throws {
            let connection = try await TestServer.connect()
            for _ in 0..<50 {
                let task = Task { await failure(of: "SELECT 1", on: connection) }
                async let other = failure(of: "SELECT 2", on: connection)
                task.cancel()
                let error = await task.value
                #expect(error == nil || error?.code == .cancelled)
                let next = await other
                #expect(next == nil, "\(String(describing: next))")
            }
            #expect(await connection.isUsable)
        }

        @Test("The server ends a statement that takes too long")
        func statementTimeout() async throws {
            let connection = try await TestServer.connect { $0.statementTimeoutMilliseconds = 50 }
            let error = await failure(of: "SELECT pg_sleep(30)", on: connection)
            #expect(error?.code == .timeout && error?.sqlState == .queryCanceled)
            #expect(await failure(of: "SELECT 1", on: connection) == nil)
        }

        @Test("A lock that cannot be had in time is refused as such")
        func lockTimeout() async throws {
            let (holder, key) = (try await TestServer.connect(), TestServer.key())
            _ = try await holder.query("SELECT pg_advisory_lock(\(key))")
            let connection = try await TestServer.connect { $0.lockTimeoutMilliseconds = 50 }
            let error = await failure(of: "SELECT pg_advisory_lock(\(key))", on: connection)
            #expect(error?.code == .server && error?.sqlState == .lockNotAvailable)
        }

        @Test("When the server lets a statement run on, we stop it ourselves")
        func exchangeTimeout() async throws {
            let connection = try await TestServer.connect {
                $0.statementTimeoutMilliseconds = 0
                $0.exchangeTimeoutMilliseconds = 100
            }
            let error = await failure(of: "SELECT pg_sleep(30)", on: connection)
            #expect(error?.code == .timeout && error?.sqlState == .queryCanceled)
            #expect(await failure(of: "SELECT 1", on: connection) == nil)
        }

        @Test("A server that does not stop when asked is left, and the connection counts as broken")
        func deaf() async throws {
            let connection = try await TestServer.connect { $0.cancellationGraceMilliseconds = 300 }
            let watcher = try await TestServer.connect()
            let process = try #require(try await connection.query("SELECT pg_backend_pid()").rows.first?.int8(0))
            let deaf = Task {
                await failure { () throws(PostgresError) in
                    try await connection.script(
                        """
                        DO $$ BEGIN
                            LOOP
                                BEGIN PERFORM pg_sleep(30); EXCEPTION WHEN query_canceled THEN NULL; END;
                            END LOOP;
                        END $$
                        """)
                }
            }
            try await TestServer.wait(
                until: "SELECT count(*) > 0 FROM pg_stat_activity WHERE pid = \(process) AND wait_event = 'PgSleep'",
                on: watcher)
            deaf.cancel()
            #expect(await deaf.value?.code == .cancelled)
            #expect(await connection.isUsable == false)
            #expect(await failure(of: "SELECT 1", on: connection)?.code == .connectionLost)
            _ = try await watcher.query("SELECT pg_terminate_backend(\(process)::int)")
        }

        @Test("A killed backend is a lost connection")
        func killed() async throws {
            let connection = try await TestServer.connect()
            let error = await failure(of: "SELECT pg_terminate_backend(pg_backend_pid())", on: connection)
            #expect(error?.code == .connectionLost && error?.sqlState?.rawValue == "57P01")
            #expect(await connection.isUsable == false)
        }

        @Test("A transaction left idle is ended by the server, and noticed at the next statement")
        func idleInTransaction() async throws {
            let connection = try await TestServer.connect { $0.idleInTransactionTimeoutMilliseconds = 50 }
            let watcher = try await TestServer.connect()
            let process = try #require(try await connection.query("SELECT pg_backend_pid()").rows.first?.int8(0))
            try await connection.begin()
            try await TestServer.wait(
                until: "SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = \(process)", on: watcher)
            #expect(await failure(of: "SELECT 1", on: connection)?.code == .connectionLost)
        }
    }
}
