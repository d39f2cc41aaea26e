import Custody
import LogStore
import Postgres
import Testing

@Suite("The figures of the log for whoever watches it")
struct LogFiguresTests {
    @Test("They follow what is accepted, published, examined, lost and frozen")
    func follow() async throws {
        let log = try await TestLog()
        let records = Int(try await log.ledger.count("SELECT count(*) FROM record"))
        let fresh = try await log.reads.figures()
        #expect(fresh.size == 0 && fresh.signedSize == nil && fresh.checkpointAge == nil)
        #expect(fresh.pending == records && fresh.oldestPending >= 0 && fresh.recordsWithoutLeaf == 0)
        #expect(fresh.faults == nil && fresh.examinationAge == nil && !fresh.isFrozen)
        try await log.publish()
        let examination = Examination(pool: log.pool)
        try await examination.keep(try await examination.run())
        let ids = try await log.takeIn(["B1"])
        _ = try await log.sequencer.step()
        let grown = try await log.reads.figures()
        #expect(grown.size == records + 1 && grown.signedSize == records && grown.pending == 0)
        #expect((grown.checkpointAge ?? -1) >= 0 && grown.faults == 0 && (grown.examinationAge ?? -1) >= 0)
        #expect(grown.witnesses == 0 && grown.witnessesNeeded == 0)

        try await log.tamper([
            "ALTER TABLE leaf DISABLE TRIGGER ALL", "DELETE FROM leaf WHERE record_id::text = \(ids[0])",
            "UPDATE log_state SET frozen_reason = 'smaller 1 < 2', frozen_since = clock_timestamp()",
        ])
        let broken = try await log.reads.figures()
        #expect(broken.recordsWithoutLeaf == 1 && broken.isFrozen)
        try await examination.keep(try await examination.run())
        #expect((try await log.reads.figures().faults ?? 0) > 0)
    }

    @Test("On a database whose owner sees no record, a record without a leaf is counted all the same")
    func ordinaryOwner() async throws {
        let log = try TestLog(over: try await SmallWorld(over: .ofOrdinaryOwner()), files: nil)
        let before = try await log.reads.figures()
        #expect(before.pending > 0 && before.recordsWithoutLeaf == 0)
        try await log.pool.withConnection { connection throws(PostgresError) in
            // The owner may take a leaf away, and the gauge says so.
            _ = try await connection.query("DELETE FROM leaf_pending WHERE id = (SELECT max(id) FROM leaf_pending)")
        }
        let after = try await log.reads.figures()
        #expect(after.pending == before.pending - 1 && after.recordsWithoutLeaf == 1)
    }
}
