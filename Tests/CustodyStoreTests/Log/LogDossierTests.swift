import Custody
import Evidence
import Foundation
import LogStore
import Operations
import Testing

@Suite("A dossier made of the real log")
struct LogDossierTests {
    @Test(
        "A batch with its parents, packed and unpacked, verifies offline and over the published log; a withheld record shows"
    )
    func verifies() async throws {
        let log = try await TestLog()
        try await log.takeIn(["B1", "B2", "B3"])
        try await log.move("B1", times: 2)
        let binder = DossierBinder(pool: log.pool)
        await #expect(throws: DossierBinder.Fault.pending(0)) {
            try await binder.contents(of: "B1", withPersons: true, pages: [:])
        }
        try await log.publish()
        await #expect(throws: DossierBinder.Fault.unknownBatch) {
            try await binder.contents(of: "none", withPersons: true, pages: [:])
        }
        let contents = try await binder.contents(
            of: "B1", withPersons: true, pages: ["HOW-TO-CHECK.txt": Array("x".utf8)])
        #expect(contents.items.count == 3 && contents.items.allSatisfy { $0.disclosures.count == 3 })
        let files = try #require(StoredZip.files(in: StoredZip.bytes(of: contents.files)))
        #expect(files == contents.files)
        let mirror = TestLog.scratch()
        _ = try await LogExport(pool: log.pool).run(into: mirror)
        let source = LogSource { path in
            FileManager.default.contents(atPath: mirror.appending(path: path).path()).map(Array.init)
        }
        let keys = try log.files.keys().map(\.verifier)
        let verifier = DossierVerifier(policy: WitnessPolicy(logs: keys), kinds: RecordKinds.all)
        #expect(verifier.report(on: files).faults == [])
        let report = verifier.report(on: files, over: source)
        #expect(report.faults == [] && report.isCountedOverLog && report.streams.map(\.count) == [3])

        let last = try #require(contents.items.last)
        let stream = contents.streams[0]
        let withheld = DossierContents(
            checkpoint: contents.checkpoint, policy: contents.policy, items: Array(contents.items.dropLast()),
            streams: [.init(subject: stream.subject, secret: stream.secret, count: 2)])
        #expect(verifier.report(on: withheld.files).faults == [])
        #expect(verifier.report(on: withheld.files, over: source).faults.map(\.kind) == [.numberBeyondCount])
        var changed = files
        changed["records/\(last.id).json"]?[5] ^= 1
        #expect(verifier.report(on: changed).faults.allSatisfy { $0.record == last.id })
        #expect(!verifier.report(on: changed).faults.isEmpty)
    }

    @Test("Who may not see names gets a dossier that verifies as well, without them")
    func withoutPersons() async throws {
        let log = try await TestLog()
        try await log.takeIn(["B1"])
        try await log.publish()
        let files = try await DossierBinder(pool: log.pool).contents(of: "B1", withPersons: false, pages: [:]).files
        #expect(!files.values.contains { String(decoding: $0, as: UTF8.self).contains("周立新") })
        #expect(DossierVerifier(kinds: RecordKinds.all).report(on: files).faults == [])
    }

    @Test("A zip with any byte of its files or its directory changed is not read, or is another dossier")
    func damagedZip() throws {
        let files: DossierFiles = ["a/b": [1, 2, 3], "manifest.json": Array("{}".utf8)]
        let archive = StoredZip.bytes(of: files)
        #expect(StoredZip.files(in: archive) == files)
        #expect(StoredZip.files(in: []) == nil && StoredZip.files(in: Array(archive.dropLast())) == nil)
        for position in archive.indices {
            var changed = archive
            changed[position] ^= 0x41
            // Times, versions and attributes may differ; content and names may not.
            if let read = StoredZip.files(in: changed) { #expect(read == files || read.keys != files.keys) }
        }
    }
}
