import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import TestCluster
import Testing

@Suite("A real synchronous standby: done means that it has it", .serialized)
struct StandbyTests {
    private static func organization(_ code: String) -> Submission {
        TestLedger.submission(SmallWorld.organization(OrganizationCode(code), .station), key: code)
    }

    private static let isSynchronous: PostgresStatement =
        "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state = 'sync'"
    private static let isWaiting: PostgresStatement =
        """
        SELECT count(*) = 1 FROM pg_stat_activity
        WHERE application_name LIKE '% committer' AND query = 'COMMIT' AND wait_event = 'SyncRep'
        """
    private static let records: PostgresStatement = "SELECT count(*) FROM record"

    /// A primary with the schema and one organisation that was done while its standby was there.
    private func withPair(
        _ body: (ReplicatedPair, TestLedger, TestTime) async throws -> Void
    ) async throws {
        try await ReplicatedPair.lend { pair in
            let time = TestTime()
            let ledger = TestLedger(on: pair.primary.url, stopwatch: time.stopwatch)
            try await ledger.wait(until: Self.isSynchronous)
            _ = try await Migrator(pool: ledger.pool).run()
            #expect(await ledger.committer.submit(Self.organization("before")).receipt != nil)
            try await body(pair, ledger, time)
            await ledger.committer.shutdown()
            await ledger.pool.shutdown()
        }
    }

    @Test(
        "A cancelled wait for the standby, or one without end, is not confirmed; the same key is done once it is back")
    func standbyAway() async throws {
        try await withPair { pair, ledger, time in
            pair.standby.stop(.immediate)
            let first = Task { await ledger.committer.submit(Self.organization("doubtful")) }
            try await ledger.wait(until: Self.isWaiting)
            #expect(try await ledger.count(Self.records) == 1)
            _ = try await ledger.count(
                "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
            #expect(await first.value == .notConfirmed)
            // The trap: the server has committed it and shows it, and it would be gone with this server.
            #expect(try await ledger.count(Self.records) == 2)

            let second = Task { await ledger.committer.submit(Self.organization("doubtful")) }
            try await ledger.wait(until: Self.isWaiting)
            time.pass(.seconds(10))
            #expect(await second.value == .notConfirmed)

            try pair.standby.start()
            #expect(await ledger.committer.submit(Self.organization("doubtful")).isReplayed)
            #expect(try await ledger.count(Self.records) == 2)
            #expect(try await Replay(pool: ledger.pool).differences() == [])
        }
    }

    @Test(
        "kill -9 of the primary in the wait: not confirmed, and done once, by itself or by the standby that takes over")
    func primaryKilled() async throws {
        try await withPair { pair, ledger, _ in
            try await killInTheWait(for: "doubtful", pair, ledger)
            try pair.primary.start()
            try pair.standby.start()
            try await ledger.wait(until: Self.isSynchronous)
            #expect(await ledger.committer.submit(Self.organization("doubtful")).isReplayed)
            #expect(try await ledger.count(Self.records) == 2)

            try await killInTheWait(for: "lost", pair, ledger)
            try pair.standby.start()
            try pair.standby.promote()
            let successor = TestLedger(on: pair.standby.url)
            // All that was ever called done, and nothing else.
            #expect(try await successor.count(Self.records) == 2)
            #expect(await successor.committer.submit(Self.organization("doubtful")).isReplayed)
            let answer = await successor.committer.submit(Self.organization("lost"))
            #expect(answer.receipt != nil && !answer.isReplayed)
            #expect(try await Replay(pool: successor.pool).differences() == [])
            await successor.committer.shutdown()
            await successor.pool.shutdown()
        }
    }

    @Test("A connection lost in COMMIT: the key is looked up, and the answer comes when the standby has it")
    func connectionLost() async throws {
        try await withPair { pair, ledger, _ in
            pair.standby.stop(.immediate)
            let answer = Task { await ledger.committer.submit(Self.organization("orphaned")) }
            try await ledger.wait(until: Self.isWaiting)
            let lost = try await ledger.count("SELECT pid::bigint FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
            _ = try await ledger.count("SELECT pg_terminate_backend(\(lost)::integer)::integer::bigint")
            try await ledger.wait(
                until: "SELECT count(*) = 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND pid <> \(lost)")
            try pair.standby.start()
            #expect(await answer.value.receipt != nil)
            #expect(try await ledger.count(Self.records) == 2)
        }
    }

    private func killInTheWait(for code: String, _ pair: ReplicatedPair, _ ledger: TestLedger) async throws {
        pair.standby.stop(.immediate)
        let answer = Task { await ledger.committer.submit(Self.organization(code)) }
        try await ledger.wait(until: Self.isWaiting)
        try pair.primary.signal(SIGKILL)
        #expect(await answer.value == .notConfirmed)
    }

    @Test("A server that accepts and says nothing: not confirmed when the time is over")
    func frozen() async throws {
        try await ReplicatedPair.lend(hasStandby: false) { pair in
            let time = TestTime()
            let committer = TestLedger(on: pair.primary.url, stopwatch: time.stopwatch).committer
            try pair.primary.signal(SIGSTOP)
            let answer = Task { await committer.submit(Self.organization("late")) }
            while !time.isAwaited { await Task.yield() }
            time.pass(.seconds(10))
            #expect(await answer.value == .notConfirmed)
            try pair.primary.signal(SIGCONT)
            await committer.shutdown()
        }
    }
}
