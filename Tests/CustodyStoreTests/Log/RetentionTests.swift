import Custody
import CustodyStore
import Foundation
import Identity
import IdentityStore
import LogStore
import Operations
import Postgres
import Rules
import Testing

@Suite("Names go once their time is over; records and proofs stay")
struct RetentionTests {
    private func names(_ log: TestLog) async throws -> Int64 {
        try await log.pool.withTransaction { connection throws(PostgresError) in
            try await connection.pipeline([
                "SET LOCAL ROLE grainledger_writer", "SELECT count(*) FROM disclosure WHERE value IS NOT NULL",
            ])[1].rows.first?.int8(0) ?? -1
        }
    }

    @Test(
        "What was recorded before the day is erased, each with its record; what came after stays, and a second run finds nothing"
    )
    func retirement() async throws {
        let log = try TestLog(over: try await SmallWorld(), files: nil)
        let all = try await names(log)
        let day = Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))
        _ = await log.world.ledger.submit(
            SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1_000))
        let added = try await names(log) - all
        #expect(all > 0 && added > 0)

        let retention = NameRetention(pool: log.pool, end: day)
        let due = try await retention.due()
        #expect(due.names == Int(all) && due.persons == 0)
        let gone = try await retention.apply()
        #expect(gone.names == Int(all) && gone.persons == 0)
        #expect(try await names(log) == added)
        #expect(try await retention.apply() == (0, 0))

        try await log.publish()
        #expect(try await log.faults() == [])
        #expect(try await log.reads.status().recordsWithoutLeaf == 0)
        #expect(try await Replay(pool: log.pool).differences() == [])
    }

    @Test("Who works for nobody any more is forgotten; who left one office and works for another is not")
    func persons() async throws {
        let ledger = try await TestLedger()
        let gate = Gatehouse(pool: ledger.pool)
        func person(_ alias: String, until days: String...) async throws {
            let number = try await gate.people.add(alias: alias, name: "名 \(alias)", phone: "13800000000")
            for day in days {
                let wish = MembershipWish(
                    organization: try #require(CreditCode("91430903MA4L000118")), role: .keeper,
                    region: try #require(RegionPrefix("430903")), firstDay: try #require(CivilDate(iso: "2015-01-01")),
                    lastDay: try #require(CivilDate(iso: day)))
                _ = try await gate.people.grant(wish, to: number, by: "test")
            }
        }
        try await person("gone", until: "2015-06-30")
        try await person("moved", until: "2015-06-30", "2030-06-30")
        try await person("new")
        let end = try #require(Timestamp(rfc3339: "2015-07-01T00:00:00+08:00"))
        let retention = NameRetention(pool: ledger.pool, end: end)
        #expect(try await retention.apply().persons == 1)
        let kept = try await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                """
                SELECT alias FROM person JOIN person_detail ON person = number
                WHERE name IS NOT NULL AND phone IS NOT NULL ORDER BY alias
                """
            ).rows.map { row throws(PostgresError) in try row.text(0) }
        }
        #expect(kept == ["moved", "new"])
    }

    @Test(
        "Names of an act that nobody consented to in its days go, and files that nobody booked; what still waits stays")
    func neverBooked() async throws {
        let ledger = try await GuardWorld(seed: 3, steps: 4).ledger
        try await ledger.pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline([
                """
                INSERT INTO import_job (id, holder, key, fingerprint, phase, changed_at)
                SELECT gen_random_uuid(), 'h', age::text, sha256('k'), 'previewed', now() - make_interval(days => age)
                FROM unnest(ARRAY[1, 8]) AS age
                """, "SET LOCAL ROLE grainledger_writer",
                """
                UPDATE pending_act SET handed_in_at = now() - interval '8 days' WHERE id IN (
                    SELECT id FROM pending_act ORDER BY key LIMIT 3)
                """, "RESET ROLE",
            ])
        }
        func kept() async throws -> [Int64] {
            try await ledger.pool.withTransaction { connection throws(PostgresError) in
                let results = try await connection.pipeline([
                    "SELECT count(*) FROM import_job", "SET LOCAL ROLE grainledger_writer",
                    "SELECT count(*), count(persons) FROM pending_act",
                ])
                return [
                    try results[0].rows[0].int8(0), try results[2].rows[0].int8(0), try results[2].rows[0].int8(1),
                ]
            }
        }
        let before = try await kept()
        try #require(before[0] == 2 && before[1] > 3 && before[1] == before[2])
        _ = try await NameRetention(pool: ledger.pool, end: TestLedger.start).apply()
        #expect(try await kept() == [1, before[1], before[1] - 3])
    }
}
