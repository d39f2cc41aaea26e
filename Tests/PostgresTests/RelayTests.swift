import Postgres
import Testing

extension LiveTests {
    @Suite("Relay: short questions of many go out together, and none knows of another")
    struct RelayTests {
        /// Asks by its own setting, as whoever reads says for whom he asks.
        private func echo(_ number: Int64, _ relay: PostgresRelay) async throws(PostgresError) -> (Int64, Int64) {
            let results = try await relay.ask([
                "SELECT set_config('grainledger.test', \(number)::bigint::text, true)",
                "SELECT current_setting('grainledger.test')::bigint, pg_backend_pid()::bigint",
            ])
            return (try results[1].rows[0].int8(0), try results[1].rows[0].int8(1))
        }

        @Test("Each of many hears its own answer, over no more connections than there are carriers")
        func own() async throws {
            let relay = PostgresRelay(pool: try TestServer.pool(size: 4), carriers: 2)
            let answers = try await withThrowingTaskGroup(of: (asked: Int64, heard: Int64, process: Int64).self) {
                group in
                for number in 0..<400 {
                    group.addTask {
                        let (heard, process) = try await self.echo(Int64(number), relay)
                        return (Int64(number), heard, process)
                    }
                }
                return try await group.reduce(into: [(asked: Int64, heard: Int64, process: Int64)]()) { $0.append($1) }
            }
            #expect(answers.count == 400 && answers.allSatisfy { $0.asked == $0.heard })
            #expect(Set(answers.map(\.process)).count <= 2)
        }

        @Test("What one of them sets, or breaks, is gone before the next")
        func apart() async throws {
            let relay = PostgresRelay(pool: try TestServer.pool(size: 1), carriers: 1)
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<90 {
                    group.addTask {
                        switch number % 3 {
                        case 0:
                            let heard = try await relay.ask([
                                "SELECT coalesce(nullif(current_setting('grainledger.test', true), ''), 'nothing')"
                            ])
                            return try heard[0].rows[0].text(0) == "nothing"
                        case 1: return try await self.echo(Int64(number), relay).0 == Int64(number)
                        default:
                            let error = await failure { () throws(PostgresError) in
                                _ = try await relay.ask([
                                    "SELECT set_config('grainledger.test', 'left', true)", "SELECT 1 / 0",
                                ])
                            }
                            return error?.code == .server && error?.sqlState?.rawValue == "22012"
                        }
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
        }

        @Test("A question that the server ends in the middle is told so, and every other hears its own answer")
        func ended() async throws {
            let relay = PostgresRelay(
                pool: try TestServer.pool(size: 1) { $0.statementTimeoutMilliseconds = 300 }, carriers: 1)
            let key = TestServer.key()
            let holder = try await TestServer.connect()
            _ = try await holder.query("SELECT pg_advisory_lock(\(key))")
            for _ in 0..<3 {
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 0..<120 {
                        group.addTask {
                            guard number % 40 == 20 else {
                                return try await self.echo(Int64(number), relay).0 == Int64(number)
                            }
                            let error = await failure { () throws(PostgresError) in
                                _ = try await relay.ask(["SELECT 1", "SELECT pg_advisory_xact_lock(\(key))"])
                            }
                            return error?.code == .timeout && error?.sqlState == .queryCanceled
                        }
                    }
                    for try await isRight in group { #expect(isRight) }
                }
                #expect(try await echo(7, relay).0 == 7)
            }
            await holder.close()
        }

        @Test("A connection that goes away takes no answer with it")
        func broken() async throws {
            let relay = PostgresRelay(pool: try TestServer.pool(size: 2), carriers: 1)
            let killer = try await TestServer.connect()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let (heard, process) = try await self.echo(Int64(number), relay)
                        if number == 107 {
                            _ = try await killer.query("SELECT pg_terminate_backend(\(process)::int)")
                        }
                        return heard == Int64(number)
                    }
                }
                for try await isRight in group { #expect(isRight) }
            }
            await killer.close()
        }

        @Test("Without a connection all who wait are told; afterwards it goes on")
        func none() async throws {
            let pool = try TestServer.pool(size: 1, longestWait: .milliseconds(50))
            let relay = PostgresRelay(pool: pool, carriers: 1)
            let error = try await pool.withConnection { _ throws(PostgresError) in
                await failure { () throws(PostgresError) in _ = try await self.echo(1, relay) }
            }
            #expect(error?.code == .poolTimeout)
            #expect(try await echo(2, relay).0 == 2)
        }

        @Test("Whoever is cancelled in the line leaves it at once")
        func cancelled() async throws {
            let pool = try TestServer.pool(size: 1)
            let relay = PostgresRelay(pool: pool, carriers: 1)
            let error = try await pool.withConnection { _ throws(PostgresError) in
                let waiter = Task { await failure { () throws(PostgresError) in _ = try await self.echo(1, relay) } }
                waiter.cancel()
                return await waiter.value
            }
            #expect(error?.code == .cancelled)
            #expect(try await echo(2, relay).0 == 2)
        }
    }
}
