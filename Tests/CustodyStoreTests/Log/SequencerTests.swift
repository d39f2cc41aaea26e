import Custody
import CustodyStore
import Evidence
import Foundation
import LogStore
import Operations
import Postgres
import Testing

@Suite("The sequencer takes what is committed, and the publisher signs it")
struct SequencerTests {
    @Test("An open transaction neither loses its leaf nor holds others up")
    func lateCommit() async throws {
        let log = try await TestLog()
        // A writer that has its number in the sequence of leaves before all others, and commits after them.
        let late = try await log.ledger.hold(
            """
            WITH accepted AS (
                INSERT INTO record (id, kind, actor, occurred_at, digest, body)
                VALUES ('00000000-0000-7000-8000-000000000001', 'erasure', 'x', now(), sha256('{}'), '{}') RETURNING id
            ) INSERT INTO leaf_pending (record_id, entry)
            SELECT id, '{"d":"RBNvo1WzZ4oRRq0W9-hknpT7T8If536DEMBg9hyq_4o","k":"erasure","s":[],"v":1}' FROM accepted
            """)
        try await log.takeIn((0..<100).map { BatchCode("B\($0)") })
        let records = try await log.ledger.count("SELECT count(*) FROM record")
        #expect(try await log.publish() == .published(Int(records)))
        try await late.commit()
        #expect(try await log.publish() == .published(Int(records) + 1))
        guard case .proven(let proof) = try await log.reads.proof(of: "00000000-0000-7000-8000-000000000001") else {
            Issue.record("the late leaf is lost")
            return
        }
        #expect(proof.index == Int(records))
        #expect(try await log.faults() == [])
    }

    @Test("Sequencers and publishers of four instances at once, writers beside them: one tree, one root for a size")
    func instances() async throws {
        let log = try await TestLog()
        let instances = try (0..<4).map { number in
            let files = LogFiles(directory: TestLog.scratch())
            try FileManager.default.createDirectory(at: files.directory, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                at: log.files.directory.appending(path: "key-1"), to: files.directory.appending(path: "key-1"))
            return try TestLog(over: SmallWorld(on: log.ledger.url), files: files)
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for instance in instances {
                group.addTask { for _ in 0..<30 { try await instance.publish() } }
            }
            for writer in 0..<4 {
                group.addTask { try await log.takeIn((0..<40).map { BatchCode("W\(writer)-\($0)") }) }
            }
            try await group.waitForAll()
        }
        try await log.publish()
        let records = try await log.ledger.count("SELECT count(*) FROM record")
        #expect(try await log.ledger.count("SELECT size FROM log_state") == records)
        #expect(try await log.ledger.count("SELECT count(*) FROM log_checkpoint") > 1)
        #expect(try await log.faults() == [])
    }

    @Test("What is published: exactly the specification's paths, up to the checkpoint and not beyond")
    func paths() async throws {
        let log = try await TestLog()
        #expect(try await log.reads.resource("checkpoint") == nil)
        let size = try await log.ledger.count("SELECT count(*) FROM record")
        #expect(try await log.publish() == .published(Int(size)))
        #expect(try await log.publish() == .unchanged)
        try await log.takeIn(["B1"])
        _ = try await log.sequencer.step()
        let keys = try log.files.keys().map(\.verifier)
        let note = try #require(try await log.reads.resource("checkpoint"))
        #expect(try SignedCheckpoint(note, of: TestLog.origin, signedBy: keys).checkpoint.head.size == Int(size))
        for path in ["tile/0/000.p/\(size)", "tile/0/000.p/1", "tile/entries/000.p/\(size)", "tile/entries/000.p/7"] {
            #expect(try await log.reads.resource(path) != nil, "\(path)")
        }
        for path in [
            "tile/0/000.p/\(size + 1)", "tile/entries/000.p/\(size + 1)", "tile/0/000", "tile/1/000.p/1", "tile/0/001",
            "tile/00/000.p/1", "tile/0/000.p/0", "tile/0/000.p/01", "tile/0/000.p/256", "tile/0/0.p/1",
            "tile/0/%30%30%30.p/1",
            "tile/entries/000.p/1/", "Checkpoint", "checkpoint/", "tile/8/000.p/1",
            "tile/0/x999/x999/x999/x999/x999/x999/999",
        ] {
            #expect(try await log.reads.resource(path) == nil, "\(path)")
        }
        guard case .pending = try await log.reads.proof(of: await log.lastRecord()) else {
            Issue.record("proven before it was signed")
            return
        }
    }

    @Test("A key is changed with overlap: both sign, the log says so, and old verifiers go on")
    func rotation() async throws {
        let log = try await TestLog()
        try await log.publish()
        let old = try #require(try log.files.keys().first?.verifier)
        let keys = try log.files.rotate()
        let record = try await LogRecord(pool: log.pool).keyChanged(from: keys.old, to: keys.new)
        try await log.publish()
        let note = try #require(try await log.reads.checkpoint())
        #expect(keys.old == old && note.note.signatures.count == 2)
        for key in [keys.old, keys.new] { #expect(try note.note.verified(by: [key]).count == 1) }
        guard case .proven = try await log.reads.proof(of: record) else {
            Issue.record("the change of key is not in the log")
            return
        }
        try log.files.retire()
        try await log.takeIn(["B1"])
        try await log.publish()
        #expect(try await log.reads.checkpoint()?.note.signatures.count == 1)
        #expect(try await log.faults() == [])
        // The book is made of acts; what the log writes of itself is none.
        #expect(try await Replay(pool: log.pool).differences() == [])
    }

    @Test("A key that everybody may read is not used, nor the key of another log")
    func foreignKeys() async throws {
        let log = try await TestLog()
        try await log.publish()
        try await log.takeIn(["B1"])
        _ = try await log.sequencer.step()
        let other = LogFiles(directory: TestLog.scratch())
        try other.found("another.example/log")
        #expect(
            try await Publisher(pool: log.pool, files: other).step()
                == .frozen("key-of-another-log another.example/log"))
        let file = log.files.directory.appending(path: "key-1").path()
        #expect(
            (try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        try FileManager.default.setAttributes([.posixPermissions: NSNumber(value: 0o644)], ofItemAtPath: file)
        await #expect(throws: LogFileFault.keyIsOpen) { try await log.publisher.step() }
    }
}

extension TestLog {
    /// The id of the record accepted last.
    func lastRecord() async throws -> String {
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT id::text FROM record ORDER BY seq DESC LIMIT 1").rows.first?.text(0)
                ?? ""
        }
    }
}
