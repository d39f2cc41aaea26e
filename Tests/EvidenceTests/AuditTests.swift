import Evidence
import Testing

@Suite("Audit of a published log")
struct AuditTests {
    /// Logs are slow to make: one for all tests.
    static let sizes = [0, 1, 255, 256, 257, 600]

    func audit(_ files: DossierFiles, _ log: SampleLog) throws -> [AuditFault] {
        LogAudit.faults(of: LogSource<Never> { files[$0] }, under: try WitnessPolicy(log.policy))
    }

    @Test("A log as published has no fault at any size, and every resource is read once", arguments: sizes)
    func clean(_ size: Int) throws {
        let log = try SampleLog(records: size)
        let files = try log.published()
        var asked: [String] = []
        var indices: [Int] = []
        let source = LogSource<Never> { path in
            asked.append(path)
            return files[path]
        }
        let faults = LogAudit.faults(of: source, under: try WitnessPolicy(log.policy)) { index, _ in
            indices.append(index)
        }
        #expect(faults == [] && indices == Array(0..<size))
        #expect(asked.sorted() == files.keys.sorted())
        #expect(files.count == 1 + TileAddress.grown(from: 0, to: size).count)
    }

    @Test("A changed entry, a deleted one, two swapped: each is named by its index")
    func entries() throws {
        let log = try SampleLog(records: 600)
        let files = try log.published()
        let bundle = try #require(files["tile/entries/001"].flatMap { EntryBundle(bytes: $0, width: 256) })
        func with(_ entries: [[UInt8]]) throws -> [AuditFault] {
            var changed = files
            changed["tile/entries/001"] = EntryBundle(entries: entries)?.bytes
            return try audit(changed, log)
        }
        var entries = bundle.entries
        entries[7][10] ^= 1
        #expect(try with(entries) == [.entryDiffers(263)])
        entries = bundle.entries
        entries.swapAt(3, 9)
        #expect(try with(entries) == [.entryDiffers(259), .entryDiffers(265)])
        entries = bundle.entries
        entries.remove(at: 200)
        let address = try #require(TileAddress(path: "tile/entries/001"))
        #expect(try with(entries) == [.malformed(address)])
        entries.append([1])
        #expect(try with(entries).count == 56)
    }

    @Test("A changed byte of any tile, and any missing resource, is named by its path")
    func tiles() throws {
        let log = try SampleLog(records: 600)
        let files = try log.published()
        for path in files.keys where path != "checkpoint" {
            var changed = files
            changed[path] = nil
            let address = try #require(TileAddress(path: path))
            #expect(try audit(changed, log).contains(.missing(address)), "\(path)")
            changed = files
            changed[path]?[40] ^= 1
            let found = try audit(changed, log)
            if path == "tile/1/000.p/2" { #expect(found == [.tileDiffers(address, slot: 1)]) }
            if path.hasPrefix("tile/0/") {
                #expect(found.contains { if case .rootDiffers = $0 { true } else { false } }, "\(path)")
                #expect(found.contains(.entryDiffers(address.index * 256 + 1)), "\(path)")
            }
            #expect(!found.isEmpty, "\(path)")
            changed[path] = Array(files[path]?.dropLast() ?? [])
            #expect(try audit(changed, log).contains(.malformed(address)), "\(path)")
        }
    }

    @Test("Without a bundle and its tile there is nothing to compute, and the audit says so and ends")
    func broken() throws {
        let log = try SampleLog(records: 600)
        var files = try log.published()
        files["tile/entries/001"] = nil
        files["tile/0/001"] = nil
        #expect(try audit(files, log).map(\.code) == ["GL-E-0201", "GL-E-0201", "GL-E-0205"])
    }

    @Test("A checkpoint missing, unsigned, or with another root")
    func checkpoints() throws {
        let log = try SampleLog(records: 20)
        var files = try log.published()
        files["checkpoint"] = nil
        #expect(try audit(files, log) == [.checkpoint(nil)])
        files["checkpoint"] = try log.checkpoint(witnesses: 0).bytes
        #expect(try audit(files, log) == [.checkpoint(.quorumNotMet(cosigners: []))])
        let root = log.tree.frontier.root
        let source = LogSource<Never> { files[$0] }
        #expect(LogAudit.faults(of: source, at: TreeHead(size: 20, root: .emptyTree)) == [.rootDiffers(computed: root)])
        #expect(LogAudit.faults(of: source, at: TreeHead(size: 0, root: root)) == [.rootDiffers(computed: .emptyTree)])
        #expect(LogAudit.faults(of: source, at: TreeHead(size: 19, root: root)).isEmpty == false)
    }
}
