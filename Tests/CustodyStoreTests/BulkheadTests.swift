import Custody
import Operations
import Postgres
import Rules
import Testing

@testable import CustodyStore

@Suite("Reads of the past never keep ordinary reads waiting")
struct BulkheadTests {
    /// Holds every connection of a pool until it is told to give them back.
    private struct Siege {
        let held: AsyncStream<Void>
        let release: AsyncStream<Void>.Continuation
        let task: Task<Void, any Error>

        init(of pool: PostgresPool) {
            let (held, taken) = AsyncStream<Void>.makeStream()
            let (gate, release) = AsyncStream<Void>.makeStream()
            self.held = held
            self.release = release
            task = Task {
                try await pool.withConnection { _ throws(PostgresError) in
                    taken.finish()
                    for await _ in gate {}
                }
            }
        }
        func begun() async { for await _ in held {} }
        func end() async throws {
            release.finish()
            try await task.value
        }
    }

    @Test("While all replay connections are taken, ordinary reads answer; the replays wait their turn and answer too")
    func bulkhead() async throws {
        let world = try await SmallWorld()
        let configuration = PostgresConfiguration(url: world.ledger.url)
        let ordinary = PostgresPool(configuration: configuration, size: 1)
        let replays = PostgresPool(configuration: configuration, size: 1, longestWait: .seconds(600))
        let reads = LedgerReads(pool: ordinary, replays: replays)
        let siege = Siege(of: replays)
        await siege.begun()
        let past = (1...6).map { number in
            Task {
                var query = ListQuery(.parcels)
                query.asOf = TestLedger.start.adding(days: Int64(number))
                return try await reads.page(query, for: TestLedger.clerk).documents.count
            }
        }
        for _ in 0..<50 {
            let page = try await reads.page(ListQuery(.parcels), for: TestLedger.clerk)
            #expect(page.documents.count == SmallWorld.parcels.count)
        }
        // None of them went by another door: the siege still stands.
        try await siege.end()
        for task in past { #expect(try await task.value == SmallWorld.parcels.count) }
        await replays.shutdown()
        await ordinary.shutdown()
    }

    @Test("A book kept from before answers while all replay connections are taken, and a dossier waits for them")
    func kept() async throws {
        let world = try await SmallWorld()
        let configuration = PostgresConfiguration(url: world.ledger.url)
        let replays = PostgresPool(configuration: configuration, size: 1, longestWait: .milliseconds(50))
        let reads = LedgerReads(pool: world.ledger.pool, replays: replays)
        let times = (1...3).map { TestLedger.start.adding(days: $0) }
        for time in times { _ = try await reads.tables(asOf: time) }
        let siege = Siege(of: replays)
        await siege.begun()
        for time in times { #expect(try await reads.tables(asOf: time).time == time) }
        await #expect(throws: PostgresError.self) { try await reads.tables(asOf: TestLedger.start) }
        await #expect(throws: PostgresError.self) { try await reads.dossier("none", for: TestLedger.clerk) }
        try await siege.end()
        #expect(try await reads.tables(asOf: TestLedger.start).time == TestLedger.start)
        await replays.shutdown()
    }
}
