import Custody
import CustodyStore
import Operations
import Postgres
import Rules
import Testing

@Suite("What a committer keeps in memory is never believed by itself")
struct MemoryTests {
    private static func move(_ grams: Int64, back: Bool = false) -> MoveBatch {
        let bins = back ? SmallWorld.ordinary.reversed() : SmallWorld.ordinary
        return MoveBatch(operation: "", batch: "B1", from: bins[0], to: bins[1], grams: Grams(grams), reason: "")
    }

    private static func world(grams: Int64 = 1000) async throws -> SmallWorld {
        let world = try await SmallWorld()
        let intake = SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: grams)
        #expect(await world.ledger.submit(intake).receipt != nil)
        return world
    }

    @Test("Two servers take turns on one batch: each sees what the other has done")
    func turns() async throws {
        let world = try await Self.world()
        let servers = [world.ledger.committer, world.ledger.committer()]
        for turn in 0..<20 {
            let answer = await servers[turn % 2].submit(TestLedger.submission(Self.move(50)))
            #expect(answer.receipt != nil)
        }
        for server in servers {
            #expect(
                await server.submit(TestLedger.submission(Self.move(1))) == .refused(Refusal(.holdingTooSmall, "B1")))
        }
        #expect(await servers[0].submit(TestLedger.submission(Self.move(1000, back: true))).receipt != nil)
        #expect(await servers[1].submit(TestLedger.submission(Self.move(1000))).receipt != nil)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
        #expect(try await world.ledger.count("SELECT last_number FROM stream WHERE batch = 'B1'") == 23)
    }

    @Test("A row that somebody changed by hand is read again, though he left the version as it was")
    func changedByHand() async throws {
        let world = try await Self.world()
        #expect(await world.ledger.submit(Self.move(10)).receipt != nil)
        let full: PostgresStatement =
            "UPDATE bin SET body = jsonb_set(body, '{capacityGrams}', '10') WHERE code = \(SmallWorld.ordinary[1].text)"
        _ = try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query(full)
        }
        let refusal = Refusal(.binCapacityExceeded, SmallWorld.ordinary[1].text)
        #expect(await world.ledger.submit(Self.move(10)) == .refused(refusal))
    }

    @Test("What was decided and not committed is not remembered")
    func undone() async throws {
        let world = try await Self.world()
        #expect(await world.ledger.submit(Self.move(10)).receipt != nil)
        func run(_ statement: PostgresStatement) async throws {
            _ = try await world.ledger.pool.withConnection { connection throws(PostgresError) in
                try await connection.query(statement)
            }
        }
        try await run("ALTER TABLE batch ADD CONSTRAINT no_more CHECK (version < 3)")
        #expect(await world.ledger.submit(Self.move(600)) == .refused(Refusal(.constraintFired, "no_more")))
        try await run("ALTER TABLE batch DROP CONSTRAINT no_more")
        #expect(await world.ledger.submit(Self.move(600)).receipt != nil)
        #expect(await world.ledger.submit(Self.move(600)) == .refused(Refusal(.holdingTooSmall, "B1")))
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }

    @Test("With no room to keep anything the answers are the same")
    func noRoom() async throws {
        let world = try await Self.world()
        for bytes in [0, 1_000] {
            let committer = world.ledger.committer { $0.memoryBytes = bytes }
            for _ in 0..<3 {
                #expect(await committer.submit(TestLedger.submission(Self.move(100))).receipt != nil)
            }
        }
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }

    @Test("A register that is only looked up is not waited for by two lanes that both look it up")
    func registersAreShared() async throws {
        let world = try await Self.world()
        let holder = try await world.ledger.hold(
            "SELECT 1 FROM organization WHERE code = \(TestLedger.granary.text) FOR SHARE")
        #expect(await world.ledger.submit(Self.move(10)).receipt != nil)
        try await holder.rollback()
    }
}
