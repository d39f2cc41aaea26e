import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import Rules
import Testing

@Suite("Issued bureau reports in the database")
struct BureauReportStoreTests {
    static let period = ReportPeriod("2025-11") ?? .month(year: 2025, month: 11)

    /// Computes the figures from the records and hands the report in, as the service does.
    private func issue(_ version: Int, in world: SmallWorld, reason: String = "", changes: LaterChanges? = nil)
        async throws -> Answer
    {
        let books = try await Replay(pool: world.ledger.pool).books(
            of: Self.period, asOf: Self.period.end, settled: true)
        return await world.ledger.submit(
            IssueBureauReport(
                report: books.report(of: "4309"), version: version, lastRecord: books.lastRecord, approvedBy: "chief",
                reason: reason, changes: changes), at: Self.period.end)
    }

    private func intake(_ batch: BatchCode, in world: SmallWorld, at time: String) async throws {
        let act = SmallWorld.intake(batch, from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000)
        let answer = await world.ledger.submit(act, at: try #require(Timestamp(rfc3339: time)))
        guard case .done = answer else { throw SmallWorld.Unexpected(answer: answer) }
    }

    @Test("A report stays as issued; a second of the number is refused; a late record is told, an outside one is not")
    func freeze() async throws {
        let world = try await SmallWorld()
        try await intake("B1", in: world, at: "2025-11-02T08:00:00+08:00")
        guard case .done(let receipt, _) = try await issue(1, in: world) else {
            Issue.record("the report was not issued")
            return
        }
        #expect(try await issue(1, in: world) == .refused(Refusal(.codeTaken, "BR-4309-2025-11-1")))
        try await intake("late", in: world, at: "2025-11-30T23:59:59+08:00")
        try await intake("december", in: world, at: "2025-12-01T00:00:00+08:00")

        let reads = BureauReportReads(pool: world.ledger.pool)
        let frozen = try #require(try await reads.find("BR-4309-2025-11-1", for: TestLedger.clerk))
        #expect(frozen.record == receipt.recordId && frozen.digest.count == 64)
        #expect(frozen.issued.report.value(.intakeGrams) == 1000 && frozen.issued.compiledBy == "clerk")
        let books = try await Replay(pool: world.ledger.pool).books(of: Self.period, asOf: Self.period.end)
        let differences = BureauReport.differences(frozen: frozen.issued.report, now: books.report(of: "4309"))
        #expect(
            differences.filter { $0.county.isEmpty }.map(\.figure) == [
                "intakeGrams.A", "closingStockGrams", "stockInBinsGrams.A",
            ])
        let later = try await reads.records(
            after: frozen.issued.lastRecord, through: books.lastRecord,
            happenedUntil: BureauReport.cut(of: Self.period, asOf: Self.period.end))
        #expect(later.map(\.record.subject) == ["T-late"] && later.map(\.record.kind) == ["grain-taken-in"])
        #expect(later.allSatisfy { books.closing.concerns($0.act, region: "4309") })
        #expect(later.allSatisfy { !books.closing.concerns($0.act, region: "4301") })

        let again = try await Replay(pool: world.ledger.pool).books(
            of: Self.period, asOf: Self.period.end, through: frozen.issued.lastRecord)
        #expect(again.report(of: "4309") == frozen.issued.report)

        let changes = LaterChanges(differences: differences, records: later.map(\.record))
        #expect(
            try await issue(2, in: world, changes: changes)
                == .refused(Refusal(.reissueWithoutReason, "BR-4309-2025-11-2")))
        guard case .done = try await issue(2, in: world, reason: "a late ticket", changes: changes) else {
            Issue.record("the second version was not issued")
            return
        }
        let all = try await reads.list(region: "43", after: "", limit: 10, for: TestLedger.clerk)
        #expect(all.map(\.issued.code) == ["BR-4309-2025-11-1", "BR-4309-2025-11-2"])
        #expect(all.first?.issued.supersededBy == "BR-4309-2025-11-2" && all.last?.issued.changes == changes)
        #expect(all.first?.issued.report == frozen.issued.report)
        #expect(try await reads.list(region: "4301", after: "", limit: 10, for: TestLedger.clerk).isEmpty)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }

    @Test("Figures to be frozen wait for a writer under way, so that no earlier record can appear behind them")
    func settled() async throws {
        let world = try await SmallWorld()
        let pool = world.ledger.pool
        let before = try await world.ledger.count("SELECT max(seq) FROM record")
        let (books, written) = try await pool.withConnection { writer throws(PostgresError) in
            try await writer.begin()
            // The writer's number is given out, and nobody sees its record yet.
            let rows = try await writer.query(
                """
                WITH written AS (
                    INSERT INTO record (id, kind, actor, occurred_at, digest, body)
                    SELECT gen_random_uuid(), kind, actor, occurred_at, digest, body FROM record ORDER BY seq LIMIT 1
                    RETURNING seq, id
                ), leaf AS (INSERT INTO leaf_pending (record_id, entry) SELECT id, 'x' FROM written)
                SELECT seq FROM written
                """
            ).rows
            let drawing = Task { () async -> Result<PeriodBooks, PostgresError> in
                do throws(PostgresError) {
                    return .success(
                        try await Replay(pool: pool).books(of: Self.period, asOf: Self.period.end, settled: true))
                } catch {
                    return .failure(error)
                }
            }
            while try await pool.withConnection({ watcher throws(PostgresError) in
                try await watcher.query(
                    "SELECT 1 FROM pg_locks WHERE relation = 'record'::regclass AND mode = 'ShareLock' AND NOT granted"
                ).rows.isEmpty
            }) { await Task.yield() }
            try await writer.commit([])
            return (try await drawing.value.get(), try rows.first?.int8(0) ?? 0)
        }
        #expect(written > before && books.lastRecord == written)
    }

    @Test("The database keeps the figures of an issued report, whoever writes")
    func guarded() async throws {
        let world = try await SmallWorld()
        guard case .done = try await issue(1, in: world) else {
            Issue.record("the report was not issued")
            return
        }
        for statement: PostgresStatement in [
            "UPDATE bureau_report SET body = jsonb_set(body, '{report,total,tagsOpen}', '7')",
            "UPDATE bureau_report SET body = body - 'approvedBy'", "DELETE FROM bureau_report",
        ] {
            do throws(PostgresError) {
                try await world.ledger.pool.withConnection { connection throws(PostgresError) in
                    _ = try await connection.query(statement)
                }
                Issue.record("\(statement) went through")
            } catch {
                #expect(error.constraint == "bureau_report_frozen")
            }
        }
    }

    @Test("A re-inspection stored before the report learns when it was reported from its record")
    func backfill() async throws {
        let world = try await SmallWorld()
        let sample = SampleCode("S-\(SmallWorld.parcels[1])")
        let (report, told) = (ReportNumber("R-\(sample)"), TestLedger.start)
        _ = await world.ledger.submit(
            RegisterOrganization(
                Organization(
                    code: "lab2", name: "", kind: .station, county: "430903", licence: "",
                    validFrom: TestLedger.start.chinaDate, validTo: TestLedger.start.chinaDate, useClasses: [])))
        _ = await world.ledger.submit(
            ApplyForReinspection(
                reinspection: "F1", sample: sample, report: report, toldAt: told, laboratory: "lab2"))
        _ = await world.ledger.submit(
            ReportReinspection(
                reinspection: "F1", report: "FR", item: .cadmium, value: "0.31", method: "GB 5009.15-2023"))
        let before = try await OldLedger.copy(of: world.ledger, version: 3)
        try await before.pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query(
                "UPDATE reinspection SET body = body - 'reportedAt' - 'verdict' WHERE code = 'F1'")
        }
        #expect(try await Migrator(pool: before.pool).run().first == "m0004_create_bureau_report")
        #expect(try await Replay(pool: before.pool).differences() == [])
    }
}
