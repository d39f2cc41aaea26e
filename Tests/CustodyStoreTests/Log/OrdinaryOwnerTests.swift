import Custody
import CustodyStore
import Evidence
import Foundation
import LogStore
import Operations
import Postgres
import Testing

@Suite("The log on a database whose owner is no superuser")
struct OrdinaryOwnerTests {
    @Test("Records, sequence, proof, status, examination, dossier with names, a rotated key")
    func wholeRoad() async throws {
        let log = try TestLog(over: try await SmallWorld(over: .ofOrdinaryOwner()), files: nil)
        // The point of it: as owner he sees nothing.
        #expect(try await log.ledger.count("SELECT count(*) FROM record") == 0)
        let ids = try await log.takeIn(["B1", "B2"])
        try await log.move("B1", times: 1)
        let old = try log.files.keys()[0].verifier
        _ = try log.files.rotate()
        let new = try log.files.keys()[0].verifier
        let rotation = try await LogRecord(pool: log.pool).keyChanged(from: old, to: new)
        guard case .published(let size) = try await log.publish() else {
            Issue.record("nothing was signed")
            return
        }
        #expect(try await Int64(size) == log.ledger.count("SELECT count(*) FROM leaf"))
        for id in ids + [rotation] {
            guard case .proven = try await log.reads.proof(of: id) else {
                Issue.record("no proof of \(id)")
                continue
            }
        }
        #expect(try await log.faults() == [])
        #expect(try await log.reads.status().recordsWithoutLeaf == 0)
        let contents = try await DossierBinder(pool: log.pool).contents(of: "B1", withPersons: true, pages: [:])
        #expect(contents.items.count == 2 && contents.items.allSatisfy { $0.disclosures.count == 3 })
        #expect(DossierVerifier(kinds: RecordKinds.all).report(on: contents.files).faults == [])
    }

    @Test("A record changed, and one without a leaf, are named: an examination that sees no record would find nothing")
    func tampered() async throws {
        let log = try TestLog(over: try await SmallWorld(over: .ofOrdinaryOwner()), files: nil)
        let ids = try await log.takeIn(["B1", "B2"])
        try await log.publish()
        try await log.asSuperuser([
            """
            UPDATE record SET body = replace(body, 'T-B1', 'T-B9'),
                digest = sha256(convert_to(replace(body, 'T-B1', 'T-B9'), 'UTF8'))
            WHERE id::text = \(ids[0])
            """,
            "DELETE FROM leaf WHERE record_id::text = \(ids[1])",
        ])
        let faults = try await log.faults()
        for id in ids { #expect(faults.contains { $0[1] == id }, "\(faults)") }
        #expect(try await log.reads.status().recordsWithoutLeaf == 1)
    }

    @Test("A log that lost its end comes back from an export, and counts its batches on from there")
    func recovered() async throws {
        let log = try TestLog(over: try await SmallWorld(over: .ofOrdinaryOwner()), files: nil)
        try await log.takeIn(["B1"])
        try await log.publish()
        // The state of a backup: streams, leaves and tree as they are now.
        try await log.asSuperuser([
            "CREATE TABLE old_state AS TABLE log_state", "CREATE TABLE old_tile AS TABLE log_tile",
            "CREATE TABLE old_stream AS TABLE stream",
        ])
        try await log.move("B1", times: 2)
        try await log.publish()
        let mirror = TestLog.scratch()
        let whole = try await LogExport(pool: log.pool).run(into: mirror)
        try await log.asSuperuser([
            "DELETE FROM log_checkpoint WHERE size > (SELECT size FROM old_state)",
            "DELETE FROM leaf WHERE leaf_index >= (SELECT size FROM old_state)",
            "UPDATE log_state SET size = old_state.size, root = old_state.root, frontier = old_state.frontier FROM old_state",
            "DELETE FROM log_tile", "INSERT INTO log_tile SELECT * FROM old_tile",
            "UPDATE stream SET last_number = old_stream.last_number FROM old_stream WHERE old_stream.batch = stream.batch",
        ])
        #expect(try await log.sequencer.step() == .frozen("smaller \(whole.size - 2) < \(whole.size)"))
        let done = try await LogRecovery(pool: log.pool, files: log.files).run(from: .directory(mirror))
        #expect(done.replayed == 2)
        #expect(try await log.ledger.count("SELECT last_number FROM stream WHERE batch = 'B1'") == 3)
        #expect(try await log.reads.checkpoint()?.checkpoint.head.size == whole.size)
    }

    @Test("Records from before the log get their leaves in the migration, also when the owner sees none of them")
    func backfilled() async throws {
        let world = try await SmallWorld(over: .ofOrdinaryOwner())
        let log = try TestLog(over: world, files: nil)
        try await log.asSuperuser([
            "DELETE FROM leaf_pending", "TRUNCATE stream", "DELETE FROM migration WHERE version IN (7, 9, 22)",
            "DROP TRIGGER record_has_leaf ON record", "DROP FUNCTION check_leaf()",
            """
            DROP TABLE log_witness, log_policy, log_cosignature, stream, leaf_pending, leaf, log_tile, log_state,
                log_checkpoint, log_key, log_examination
            """,
        ])
        let done = try await Migrator(pool: world.ledger.pool).run()
        #expect(done.contains("m0007_create_log") && done.contains { $0.hasSuffix("leaves of older records") })
        try await log.publish()
        #expect(try await log.reads.status().recordsWithoutLeaf == 0)
        #expect(try await log.faults() == [])
    }
}

extension TestLog {
    /// Runs SQL as the cluster's superuser, with no trigger in the way.
    fileprivate func asSuperuser(_ statements: [PostgresStatement]) async throws {
        let server = try #require(ProcessInfo.processInfo.environment["GRAINLEDGER_TEST_DATABASE_URL"])
        let name = try #require(ledger.url.split(separator: "?").first?.split(separator: "/").last)
        let url = server.replacing("/postgres?", with: "/\(name)?")
        let pool = PostgresPool(configuration: PostgresConfiguration(url: url), size: 1)
        try await pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query("SET session_replication_role = replica")
            for statement in statements { _ = try await connection.query(statement) }
        }
        await pool.shutdown()
    }
}
