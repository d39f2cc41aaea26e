import Custody
import Evidence
import Foundation
import LogStore
import Operations
import Postgres
import Rules
import Testing

@Suite("After a restore the log is frozen, and comes back by replay")
struct RestoreTests {
    /// A copy of a database as it is now: the old backup.
    private func backup(of log: TestLog) async throws -> SmallWorld {
        let server = try #require(ProcessInfo.processInfo.environment["GRAINLEDGER_TEST_DATABASE_URL"])
        let name = "b\(UUID().uuidString.replacing("-", with: "").lowercased())"
        let original = try #require(log.ledger.url.split(separator: "?").first?.split(separator: "/").last)
        let admin = PostgresPool(configuration: PostgresConfiguration(url: server), size: 1)
        try await admin.withConnection { connection throws(PostgresError) in
            // Nobody may be connected while a database is copied; pools open new connections afterwards.
            _ = try await connection.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = \(String(original))")
            _ = try await connection.query(
                "CREATE DATABASE \(identifier: name) TEMPLATE \(identifier: String(original))")
        }
        await admin.shutdown()
        return SmallWorld(on: server.replacing("/postgres?", with: "/\(name)?"))
    }

    @Test(
        "Signing and sequencing stop, records are accepted, the doctor says it; the replayed log goes on from the same root"
    )
    func restored() async throws {
        let log = try await TestLog()
        try await log.takeIn(["B1", "B2"])
        try await log.publish()
        try await log.takeIn(["B3"])
        let old = try await backup(of: log)
        // What the backup lacks: numbers of a batch it knows, and a batch it does not.
        try await log.move("B1", times: 2)
        try await log.takeIn(["B4"])
        try await log.publish()
        let mirror = TestLog.scratch()
        let whole = try await LogExport(pool: log.pool).run(into: mirror)

        let restored = try TestLog(over: old, files: log.files)
        let size = try await restored.ledger.count("SELECT size FROM log_state")
        let reason = "smaller \(size) < \(whole.size)"
        #expect(try await restored.sequencer.step() == .frozen(reason))
        #expect(try await restored.publisher.step() == .frozen(reason))
        try await restored.takeIn(["B5"])
        #expect(try await restored.ledger.count("SELECT size FROM log_state") == size)
        let status = try await restored.reads.status()
        #expect(status.frozen == reason && status.pending == 2)
        let checks = Doctor.log(status).filter { $0.outcome == .fault }
        #expect(checks.map(\.name) == ["log-frozen"])

        let recovery = LogRecovery(pool: restored.pool, files: log.files)
        let done = try await recovery.run(from: .directory(mirror))
        #expect(done.replayed == whole.size - Int(size) && done.lost == 3)
        #expect(try await restored.reads.checkpoint()?.checkpoint == log.reads.checkpoint()?.checkpoint)
        try await restored.move("B1", times: 1)
        #expect(try await restored.publish() == .published(whole.size + 2))
        #expect(try await restored.reads.status().frozen == nil)
        #expect(try await restored.faults() == [])
        // The mirror takes it as the continuation it is.
        #expect(try await LogExport(pool: restored.pool).run(into: mirror).size == whole.size + 2)
    }

    @Test("A committer that remembers a batch from before the recovery counts on from the numbers that were replayed")
    func remembered() async throws {
        let log = try await TestLog()
        try await log.takeIn(["B1"])
        try await log.publish()
        let old = try await backup(of: log)
        try await log.move("B1", times: 2)
        try await log.publish()
        let mirror = TestLog.scratch()
        _ = try await LogExport(pool: log.pool).run(into: mirror)
        let restored = try TestLog(over: old, files: log.files)
        // Refused, so nothing is counted; but the batch has been read.
        let tooMuch = MoveBatch(
            operation: "M", batch: "B1", from: SmallWorld.ordinary[0], to: SmallWorld.ordinary[1], grams: Grams(9_999),
            reason: "")
        guard case .refused = await restored.ledger.submit(tooMuch) else { throw SmallWorld.NotTaken() }
        _ = try await LogRecovery(pool: restored.pool, files: log.files).run(from: .directory(mirror))
        try await restored.move("B1", times: 1)
        try await restored.publish()
        #expect(try await restored.ledger.count("SELECT last_number FROM stream WHERE batch = 'B1'") == 4)
        #expect(try await restored.faults() == [])
    }

    @Test("Another history is never signed: a restored log that somebody let grow is at its end")
    func splitView() async throws {
        let log = try await TestLog()
        try await log.publish()
        let old = try await backup(of: log)
        try await log.takeIn(["B1"])
        try await log.publish()
        let mirror = TestLog.scratch()
        let size = try await LogExport(pool: log.pool).run(into: mirror).size
        // An instance without the files knows nothing better, and lets it grow past what was signed.
        let blind = try TestLog(over: old, files: nil)
        try await blind.takeIn(["B2", "B3"])
        _ = try await blind.sequencer.step()
        let restored = try TestLog(over: old, files: log.files)
        #expect(try await restored.sequencer.step() == .frozen("another-history \(size)"))
        #expect(try await restored.publisher.step() == .frozen("another-history \(size)"))
        let recovery = LogRecovery(pool: restored.pool, files: log.files)
        await #expect(throws: LogRecovery.Fault.anotherHistory(size: size + 1)) {
            try await recovery.run(from: .directory(mirror))
        }
        await #expect(throws: LogExport.Fault.anotherLog(size: size)) {
            try await LogExport(pool: restored.pool).run(into: mirror)
        }
    }

    @Test("A copy that is damaged, unsigned or too short is not replayed")
    func badCopies() async throws {
        let log = try await TestLog()
        try await log.publish()
        let mirror = TestLog.scratch()
        let size = try await LogExport(pool: log.pool).run(into: mirror).size
        try await log.takeIn(["B1"])
        try await log.publish()
        let recovery = LogRecovery(pool: log.pool, files: log.files)
        await #expect(throws: LogRecovery.Fault.tooShort(size: size, signed: size + 1)) {
            try await recovery.run(from: .directory(mirror))
        }
        _ = try await LogExport(pool: log.pool).run(into: mirror)
        let bundle = mirror.appending(path: "tile/entries/000.p/\(size + 1)")
        var bytes = try Data(contentsOf: bundle)
        bytes[60] ^= 1
        try bytes.write(to: bundle)
        await #expect(throws: LogRecovery.Fault.damaged(1, first: "GL-E-0203 0")) {
            try await recovery.run(from: .directory(mirror))
        }
        try Data("x".utf8).write(to: mirror.appending(path: "checkpoint"))
        await #expect(throws: LogRecovery.Fault.untrusted) { try await recovery.run(from: .directory(mirror)) }
    }
}
