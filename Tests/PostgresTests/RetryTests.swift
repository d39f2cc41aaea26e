import Postgres
import Testing

extension LiveTests {
    @Suite("Transactions: run again only when nothing can have been committed")
    struct RetryTests {
        private func withTable(_ rows: Int, _ body: (String, PostgresPool) async throws -> Void) async throws {
            let pool = try TestServer.pool(size: 4)
            let name = TestServer.name("retry")
            try await pool.withConnection { connection throws(PostgresError) in
                try await connection.script(
                    """
                    CREATE TABLE \(name) (id bigint PRIMARY KEY, n bigint NOT NULL);
                    INSERT INTO \(name) SELECT id, 0 FROM generate_series(1, \(rows)) AS id
                    """)
            }
            try await body(name, pool)
            try await pool.withConnection { connection throws(PostgresError) in
                try await connection.script("DROP TABLE \(name)")
            }
        }

        @Test("Two that lock in opposite order deadlock, and both come through")
        func deadlock() async throws {
            try await withTable(2) { name, pool in
                let (attempts, meeting) = (Counter(), Barrier(size: 2))
                func transfer(_ first: Int, _ second: Int) async throws {
                    try await pool.withTransaction { connection throws(PostgresError) in
                        attempts.next()
                        _ = try await connection.query("SET LOCAL deadlock_timeout = '20ms'")
                        _ = try await connection.query("UPDATE \(identifier: name) SET n = n + 1 WHERE id = \(first)")
                        await meeting.pass()
                        _ = try await connection.query("UPDATE \(identifier: name) SET n = n + 1 WHERE id = \(second)")
                    }
                }
                async let there: Void = transfer(1, 2)
                async let back: Void = transfer(2, 1)
                _ = try await (there, back)
                #expect(attempts.value >= 3)
                let rows = try await pool.withConnection { connection throws(PostgresError) in
                    try await connection.query("SELECT n FROM \(identifier: name)").rows
                }
                #expect(try rows.map { row throws(PostgresError) in try row.int8(0) } == [2, 2])
            }
        }

        @Test("Write skew under SERIALIZABLE: one is run again, and sees the other's row")
        func serialization() async throws {
            try await withTable(0) { name, pool in
                let (attempts, meeting) = (Counter(), Barrier(size: 2))
                func add(_ id: Int) async throws {
                    try await pool.withTransaction(isolation: .serializable) { connection throws(PostgresError) in
                        attempts.next()
                        let seen =
                            try await connection.query("SELECT count(*) FROM \(identifier: name)").rows.first?.int8(0)
                            ?? 0
                        await meeting.pass()
                        _ = try await connection.query("INSERT INTO \(identifier: name) VALUES (\(id), \(seen))")
                    }
                }
                async let one: Void = add(1)
                async let two: Void = add(2)
                _ = try await (one, two)
                #expect(attempts.value >= 3)
                let rows = try await pool.withConnection { connection throws(PostgresError) in
                    try await connection.query("SELECT n FROM \(identifier: name) ORDER BY n").rows
                }
                #expect(try rows.map { row throws(PostgresError) in try row.int8(0) } == [0, 1])
            }
        }

        @Test("A lock that could not be had is tried again")
        func lock() async throws {
            try await withTable(1) { name, pool in
                let holder = try await TestServer.connect()
                try await holder.begin()
                _ = try await holder.query("SELECT 1 FROM \(identifier: name) FOR UPDATE")
                let attempts = Counter()
                try await pool.withTransaction { connection throws(PostgresError) in
                    if attempts.next() == 2 { try await holder.rollback() }
                    _ = try await connection.query("SELECT 1 FROM \(identifier: name) FOR UPDATE NOWAIT")
                }
                #expect(attempts.value == 2)
            }
        }

        @Test("The retries end", arguments: [0, 3])
        func bounded(_ retries: Int) async throws {
            let (pool, attempts) = (try TestServer.pool(size: 1), Counter())
            let error = await failure { () throws(PostgresError) in
                try await pool.withTransaction(retries: retries) { connection throws(PostgresError) in
                    attempts.next()
                    _ = try await connection.query(
                        "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                }
            }
            #expect(error?.sqlState == .serializationFailure)
            #expect(attempts.value == retries + 1)
        }

        @Test("Other errors are not tried again, and roll back")
        func otherErrors() async throws {
            try await withTable(1) { name, pool in
                let attempts = Counter()
                let error = await failure { () throws(PostgresError) in
                    try await pool.withTransaction { connection throws(PostgresError) in
                        attempts.next()
                        _ = try await connection.query("UPDATE \(identifier: name) SET n = 9")
                        _ = try await connection.query("INSERT INTO \(identifier: name) VALUES (1, 1)")
                    }
                }
                #expect(error?.sqlState == .uniqueViolation && attempts.value == 1)
                let row = try await pool.withConnection { connection throws(PostgresError) in
                    try await connection.query("SELECT n FROM \(identifier: name)").rows.first
                }
                #expect(try row?.int8(0) == 0)
            }
        }

        @Test("A body that has committed by itself is never run again")
        func committedItself() async throws {
            try await withTable(0) { name, pool in
                let attempts = Counter()
                let error = await failure { () throws(PostgresError) in
                    try await pool.withTransaction { connection throws(PostgresError) in
                        attempts.next()
                        try await connection.commit(["INSERT INTO \(identifier: name) VALUES (1, 1)"])
                        _ = try await connection.query(
                            "DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                    }
                }
                #expect(error?.sqlState == .serializationFailure && attempts.value == 1)
            }
        }

        @Test("A body may roll back by itself, and its value is still returned")
        func rolledBackItself() async throws {
            try await withTable(0) { name, pool in
                let value = try await pool.withTransaction { connection throws(PostgresError) in
                    _ = try await connection.query("INSERT INTO \(identifier: name) VALUES (1, 1)")
                    try await connection.rollback()
                    return 5
                }
                let row = try await pool.withConnection { connection throws(PostgresError) in
                    try await connection.query("SELECT count(*) FROM \(identifier: name)").rows.first
                }
                #expect(try value == 5 && row?.int8(0) == 0)
            }
        }
    }
}
