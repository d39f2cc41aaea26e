import Postgres
import Testing

extension LiveTests {
    @Suite("COMMIT: done, refused, or not known; never a guess")
    struct CommitTests {
        /// A table whose deferred trigger runs `body` inside COMMIT; shared, because a second session must see it.
        private func table(_ body: String, on connection: PostgresConnection) async throws -> String {
            let name = TestServer.name("commit")
            try await connection.script(
                """
                CREATE TABLE \(name) (n bigint CONSTRAINT \(name)_positive CHECK (n > 0));
                CREATE FUNCTION \(name)_act() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \(body) RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER acts AFTER INSERT ON \(name) DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION \(name)_act();
                """)
            return name
        }

        private func drop(_ name: String, on connection: PostgresConnection) async throws {
            try await connection.script("DROP TABLE \(name); DROP FUNCTION \(name)_act()")
        }

        private func count(_ name: String, on connection: PostgresConnection) async throws -> Int64? {
            try await connection.query("SELECT count(*) FROM \(identifier: name)").rows.first?.int8(0)
        }

        @Test("Statements and COMMIT in one round trip")
        func clean() async throws {
            let connection = try await TestServer.connect()
            _ = try await connection.query("CREATE TEMPORARY TABLE t (n bigint)")
            try await connection.begin(.serializable)
            try await connection.commit(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)"])
            #expect(await connection.isInTransaction == false)
            #expect(try await connection.query("SELECT count(*) FROM t").rows.first?.int8(0) == 2)
        }

        @Test("An error before COMMIT is that error, and all is rolled back")
        func errorBefore() async throws {
            let connection = try await TestServer.connect()
            _ = try await connection.query("CREATE TEMPORARY TABLE t (n bigint CONSTRAINT n_positive CHECK (n > 0))")
            try await connection.begin()
            let error = await failure { () throws(PostgresError) in
                try await connection.commit(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (-1)"])
            }
            #expect(error?.code == .server && error?.constraint == "n_positive")
            #expect(await connection.isInTransaction == false)
            #expect(try await connection.query("SELECT count(*) FROM t").rows.first?.int8(0) == 0)
        }

        @Test("COMMIT of a transaction that had failed is no success, although the server reports no error")
        func alreadyFailed() async throws {
            let connection = try await TestServer.connect()
            try await connection.begin()
            #expect(await failure(of: "SELECT 1 / 0", on: connection) != nil)
            let error = await failure { () throws(PostgresError) in try await connection.commit() }
            #expect(error?.code == .server && error?.sqlState == .inFailedTransaction)
            #expect(await connection.isInTransaction == false)
        }

        @Test("A constraint that is checked at COMMIT refuses it for certain")
        func deferredConstraint() async throws {
            let connection = try await TestServer.connect()
            _ = try await connection.query(
                "CREATE TEMPORARY TABLE t (n bigint CONSTRAINT n_once UNIQUE DEFERRABLE INITIALLY DEFERRED)")
            try await connection.begin()
            let error = await failure { () throws(PostgresError) in
                try await connection.commit(["INSERT INTO t VALUES (1), (1)"])
            }
            #expect(error?.code == .server && error?.constraint == "n_once")
            #expect(await connection.isUsable)
        }

        @Test("A statement that runs out of time before COMMIT is no unknown outcome")
        func timeoutBefore() async throws {
            let connection = try await TestServer.connect { $0.statementTimeoutMilliseconds = 50 }
            try await connection.begin()
            let error = await failure { () throws(PostgresError) in try await connection.commit(["SELECT pg_sleep(30)"])
            }
            #expect(error?.code == .timeout && error?.sqlState == .queryCanceled)
            #expect(await connection.isInTransaction == false)
        }

        @Test("A backend killed inside COMMIT leaves the outcome unknown")
        func killed() async throws {
            let (connection, watcher) = (try await TestServer.connect(), try await TestServer.connect())
            let name = try await table("PERFORM pg_sleep(30);", on: watcher)
            let process = try #require(try await connection.query("SELECT pg_backend_pid()").rows.first?.int8(0))
            try await connection.begin()
            let commit = Task {
                await failure { () throws(PostgresError) in
                    try await connection.commit(["INSERT INTO \(identifier: name) VALUES (1)"])
                }
            }
            try await TestServer.wait(
                until: """
                    SELECT count(*) > 0 FROM pg_stat_activity
                    WHERE pid = \(process) AND query = 'COMMIT' AND wait_event = 'PgSleep'
                    """, on: watcher)
            _ = try await watcher.query("SELECT pg_terminate_backend(\(process)::int)")
            #expect(await commit.value?.code == .commitOutcomeUnknown)
            #expect(await connection.isUsable == false)
            #expect(try await count(name, on: watcher) == 0)
            try await drop(name, on: watcher)
        }

        @Test("No answer to COMMIT in time: unknown, and rightly so, since the server commits later")
        func silent() async throws {
            let (holder, key) = (try await TestServer.connect(), TestServer.key())
            let name = try await table("PERFORM pg_advisory_xact_lock(\(key));", on: holder)
            _ = try await holder.query("SELECT pg_advisory_lock(\(key))")
            let connection = try await TestServer.connect {
                $0.exchangeTimeoutMilliseconds = 300
                $0.lockTimeoutMilliseconds = 0
                $0.settings["client_connection_check_interval"] = "0"
            }
            try await connection.begin()
            let error = await failure { () throws(PostgresError) in
                try await connection.commit(["INSERT INTO \(identifier: name) VALUES (1)"])
            }
            #expect(error?.code == .commitOutcomeUnknown)
            #expect(await connection.isUsable == false)
            #expect(try await count(name, on: holder) == 0)
            _ = try await holder.query("SELECT pg_advisory_unlock(\(key))")
            try await TestServer.wait(until: "SELECT count(*) = 1 FROM \(identifier: name)", on: holder)
            try await drop(name, on: holder)
        }

        @Test("Cancelling the task does not touch a COMMIT in flight")
        func notCancelled() async throws {
            let (connection, holder) = (try await TestServer.connect(), try await TestServer.connect())
            let key = TestServer.key()
            let name = try await table("PERFORM pg_advisory_xact_lock(\(key));", on: holder)
            _ = try await holder.query("SELECT pg_advisory_lock(\(key))")
            try await connection.begin()
            let commit = Task {
                await failure { () throws(PostgresError) in
                    try await connection.commit(["INSERT INTO \(identifier: name) VALUES (1)"])
                }
            }
            let waiting: PostgresStatement = """
                SELECT count(*) > 0 FROM pg_locks
                WHERE locktype = 'advisory' AND NOT granted AND (classid::bigint << 32 | objid::bigint) = \(key)
                """
            try await TestServer.wait(until: waiting, on: holder)
            commit.cancel()
            for _ in 0..<50 { #expect(try await holder.query(waiting).rows.first?.bool(0) == true) }
            _ = try await holder.query("SELECT pg_advisory_unlock(\(key))")
            #expect(await commit.value == nil)
            #expect(try await count(name, on: holder) == 1)
            try await drop(name, on: holder)
        }

        @Test("A warning that the standby was not waited for makes the outcome unknown")
        func standbyWarning() async throws {
            let connection = try await TestServer.connect()
            let name = try await table(
                "RAISE WARNING 'canceling wait for synchronous replication due to user request';", on: connection)
            try await connection.begin()
            let error = await failure { () throws(PostgresError) in
                try await connection.commit(["INSERT INTO \(identifier: name) VALUES (1)"])
            }
            #expect(error?.code == .commitOutcomeUnknown)
            #expect(await connection.isUsable == false)
            try await drop(name, on: try await TestServer.connect())
        }
    }
}
