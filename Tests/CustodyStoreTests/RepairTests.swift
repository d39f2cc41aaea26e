import Custody
import CustodyStore
import Operations
import Postgres
import Rules
import Testing

@Suite("Repair of the tables from the records")
struct RepairTests {
    private func tampered(_ statements: [PostgresStatement], in world: SmallWorld) async throws {
        try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            for statement in statements { _ = try await connection.query(statement) }
        }
    }

    @Test("Whatever was changed, added or removed behind our back is put right, and work goes on")
    func everyKindOfDamage() async throws {
        let world = try await SmallWorld()
        for (batch, grams) in [("B1", 1000), ("B2", 2000)] {
            let act = SmallWorld.intake(
                BatchCode(batch), from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: Int64(grams))
            _ = await world.ledger.submit(act)
        }
        let replay = Replay(pool: world.ledger.pool)
        #expect(try await replay.repair().differences.isEmpty)
        try await tampered(
            [
                "UPDATE batch SET body = jsonb_set(body, '{ledger,bin:ordinary-1}', '900') WHERE code = 'B1'",
                "UPDATE holding SET mass_g = 900 WHERE batch = 'B1'",
                "DELETE FROM holding WHERE batch = 'B2'",
                "UPDATE bin SET body = jsonb_build_object('capacityGrams', 1, 'not', 'a bin') WHERE code = 'ordinary-1'",
                "INSERT INTO batch (code, version, body) SELECT 'ghost', 1, body FROM batch WHERE code = 'B2'",
                """
                INSERT INTO holding (batch, place, mass_g, granary, county, grain_class)
                SELECT 'ghost', place, 7, granary, county, grain_class FROM holding WHERE batch = 'B1'
                """,
                "DELETE FROM parcel",
                "UPDATE lineage SET mass_g = 3 WHERE batch = (SELECT number FROM batch WHERE code = 'B2')",
            ], in: world)
        let outcome = try await replay.repair()
        #expect(outcome.left.isEmpty)
        let words = outcome.differences.map(\.description)
        #expect(words.contains("batch B1: table and records differ"))
        #expect(words.contains("bin ordinary-1: table and records differ"))
        #expect(words.contains("batch ghost: not in the records"))
        #expect(words.contains("holding B2 bin:ordinary-1: nothing stored, 2000 g of class A by the records"))
        #expect(words.contains("holding ghost bin:ordinary-1: 7 g of class A stored, nothing by the records"))
        #expect(words.contains("lineage of B2: table and documents differ"))
        #expect(words.contains { $0.hasPrefix("parcel ") && $0.hasSuffix("missing from the table") })
        #expect(try await replay.differences() == [])
        let act = SmallWorld.intake("B3", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 5)
        guard case .done = await world.ledger.submit(act) else {
            Issue.record("the repaired book takes nothing in")
            return
        }
    }

    @Test("A damaged record stops the repair: nothing is made of it, and nothing is touched")
    func damagedRecord() async throws {
        let world = try await SmallWorld()
        _ = await world.ledger.submit(
            SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000))
        try await tampered(
            [
                "ALTER TABLE record DISABLE TRIGGER record_append_only",
                "ALTER TABLE record DROP CONSTRAINT record_digest_matches",
                "UPDATE record SET body = replace(body, '1000', '1001') WHERE kind = 'grain-taken-in'",
            ], in: world)
        let outcome = try await Replay(pool: world.ledger.pool).repair()
        #expect(outcome.left == outcome.differences)
        #expect(outcome.differences.contains { if case .damagedRecord = $0 { true } else { false } })
        let held = try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT sum(mass_g)::bigint FROM holding").rows[0].int8(0)
        }
        #expect(held == 1000)
    }

    @Test("A repair waits for the writers under way and holds up the next ones, so that nothing falls between")
    func besideWriters() async throws {
        let world = try await SmallWorld()
        try await tampered(["UPDATE bin SET version = version, body = body || '{\"site\": \"elsewhere\"}'"], in: world)
        async let repaired = Replay(pool: world.ledger.pool).repair()
        await withTaskGroup(of: Void.self) { group in
            for number in 1...20 {
                group.addTask {
                    let act = SmallWorld.intake(
                        BatchCode("B\(number)"), from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 10)
                    if case .done = await world.ledger.submit(act) { return }
                    Issue.record("an intake beside the repair was not taken")
                }
            }
        }
        #expect(try await repaired.left.isEmpty)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }
}
