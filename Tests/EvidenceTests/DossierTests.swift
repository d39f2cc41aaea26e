import Evidence
import Testing

@Suite("Dossiers")
struct DossierTests {
    let verifier = DossierVerifier(kinds: SampleLog.kinds)

    /// The kinds of fault with the record each concerns.
    func faults(_ files: DossierFiles) -> [DossierFault] { verifier.report(on: files).faults }

    func resealed(_ files: DossierFiles, _ change: (inout DossierFiles) -> Void) throws -> DossierFiles {
        var files = files
        let old = try #require(files["manifest.json"].flatMap { DossierManifest($0) })
        change(&files)
        files["manifest.json"] = DossierManifest(of: files, streams: old.streams).bytes
        return files
    }

    @Test("A whole dossier has no fault, and its report says what was verified and under whose policy")
    func whole() throws {
        let log = try SampleLog(records: 8)
        let files = try log.contents().files
        let report = verifier.report(on: files)
        #expect(report.faults == [])
        #expect(report.checkpoint?.head == log.tree.frontier.head && report.checkpoint?.origin == SampleLog.origin)
        #expect(report.logKeys == [log.key.verifier] && report.cosigners.count == 2)
        #expect(report.records == ["r-0", "r-1", "r-3", "r-4", "r-6", "r-7"] && report.policySource == .carried)
        #expect(report.streams.map(\.count) == [6] && !report.isCountedOverLog)
        let given = DossierVerifier(policy: try WitnessPolicy(log.policy), kinds: SampleLog.kinds)
        #expect(given.report(on: files).faults == [] && given.report(on: files).policySource == .given)
        let published = try log.published()
        let counted = verifier.report(on: files, over: LogSource<Never> { published[$0] })
        #expect(counted.faults == [] && counted.isCountedOverLog)
    }

    @Test("A change of any single byte of any file is found, and named with the record of that file")
    func everyByte() throws {
        let files = try SampleLog(records: 2).contents().files
        #expect(faults(files) == [] && files.count == 12)
        for (name, bytes) in files {
            let record =
                name.contains("/") ? name.split(separator: "/")[1].split(separator: ".").first.map(String.init) : nil
            for place in bytes.indices {
                var changed = files
                changed[name]?[place] ^= place % 2 == 0 ? 0x01 : 0x20
                let found = faults(changed)
                #expect(!found.isEmpty, "\(name), byte \(place)")
                if let record { #expect(found.contains { $0.record == record }, "\(name), byte \(place)") }
            }
        }
    }

    @Test("The same changes are found when the manifest is made to fit, in everything that proves something")
    func everyByteResealed() throws {
        let files = try SampleLog(records: 2).contents().files
        for (name, bytes) in files where name != "manifest.json" && name != "readme.txt" {
            for place in bytes.indices {
                let changed = try resealed(files) { $0[name]?[place] ^= 0x01 }
                let found = faults(changed)
                #expect(!found.isEmpty, "\(name), byte \(place)")
            }
        }
    }

    @Test("A missing, an added, a misnamed file")
    func fileSets() throws {
        let files = try SampleLog(records: 4).contents().files
        for name in files.keys.sorted() {
            var fewer = files
            fewer[name] = nil
            let kind: DossierFault.Kind = name == "manifest.json" ? .manifestUnreadable : .fileMissing
            #expect(faults(fewer).contains { $0.kind == kind && $0.subject == name }, "\(name)")
        }
        var more = files
        more["records/r-99.json"] = [0x7B, 0x7D]
        #expect(faults(more).contains { $0.kind == .fileUnlisted && $0.record == "r-99" })
        #expect(faults(more).contains { $0.kind == .entryMissing && $0.record == "r-99" })
        for name in [
            "../x", "records/x", "/x", "a//b", "disclosures/r-0.0.json", "disclosures/r-0.01.json", "a b",
        ] {
            let misnamed = try resealed(files) { $0[name] = [] }
            #expect(faults(misnamed).map(\.kind) == [.fileNameForeign], "\(name)")
        }
        var foreign = files
        foreign["记录"] = []
        #expect(faults(foreign).map(\.kind) == [.fileNameForeign])
    }

    @Test("A withheld record leaves a hole in its stream; one at the end shows against the log")
    func withheld() throws {
        let log = try SampleLog(records: 8)
        let hole = faults(try log.contents(without: ["r-3"]).files)
        #expect(hole.map(\.kind) == [.numberMissing] && hole[0].subject == "A" && hole[0].detail == "3")
        let shortened = try log.contents(without: ["r-7"], count: 5).files
        #expect(faults(shortened) == [])
        let published = try log.published()
        let counted = verifier.report(on: shortened, over: LogSource<Never> { published[$0] })
        #expect(counted.faults.map(\.kind) == [.numberBeyondCount] && counted.faults[0].detail == "6")
        let extended = faults(try log.contents(count: 1 << 52).files)
        #expect(extended.map(\.kind) == [.numberMissing] && extended[0].detail == "7–4503599627370496")
        let twice = try resealed(log.contents().files) { files in
            for (folder, ending) in [("records", "json"), ("entries", "json"), ("proofs", "tlog-proof")] {
                files["\(folder)/r-9.\(ending)"] = files["\(folder)/r-0.\(ending)"]
            }
        }
        #expect(Set(faults(twice).filter { $0.kind == .numberRepeated }.map(\.record)) == ["r-0", "r-9"])
        #expect(faults(twice).contains { $0.kind == .recordOfAnotherId && $0.record == "r-9" })
    }

    @Test("Each thing that can be wrong with one record is named with that record and nothing else")
    func recordFaults() throws {
        let log = try SampleLog(records: 8)
        let files = try log.contents().files
        let other = try log.contents(of: "B").files
        let text = String(decoding: files["records/r-1.json"] ?? [], as: UTF8.self)
        func only(_ kinds: [DossierFault.Kind], _ change: (inout DossierFiles) -> Void) throws {
            let found = faults(try resealed(files, change)).filter { $0.kind != .numberMissing }
            #expect(found.map(\.kind) == kinds && found.allSatisfy { $0.record == "r-1" }, "\(found)")
        }
        try only([.recordChanged]) { $0["records/r-1.json"] = [UInt8](text.replacing("25480", with: "25481").utf8) }
        try only([.recordChanged, .recordNotCanonical, .disclosureForeign]) {
            $0["records/r-1.json"] = [UInt8]((text + " ").utf8)
        }
        try only([.recordMissing, .disclosureForeign]) { $0["records/r-1.json"] = nil }
        try only([.notInLog, .kindUnknown, .kindDiffers]) {
            let entry = String(decoding: $0["entries/r-1.json"] ?? [], as: UTF8.self)
            $0["entries/r-1.json"] = [UInt8](entry.replacing("intake", with: "unheard").utf8)
        }
        try only([.proofMissing]) { $0["proofs/r-1.tlog-proof"] = nil }
        try only([.proofUnreadable]) { $0["proofs/r-1.tlog-proof"] = [0x0A] }
        try only([.notInLog]) { $0["proofs/r-1.tlog-proof"] = $0["proofs/r-3.tlog-proof"] }
        try only([.entryMissing]) { $0["entries/r-1.json"] = nil }
        try only([.notInLog, .entryUnreadable]) { $0["entries/r-1.json"] = [UInt8]("{}".utf8) }
        try only([.disclosureForeign]) { $0["disclosures/r-1.1.json"] = $0["disclosures/r-0.1.json"] }
        try only([.disclosureForeign]) { $0["disclosures/r-1.2.json"] = $0["disclosures/r-1.1.json"] }
        try only([.disclosureUnreadable]) { $0["disclosures/r-1.1.json"] = [0x5B, 0x5D] }
        let clash = faults(try SampleLog(records: 1, disclosing: "grams").contents().files)
        #expect(clash.map(\.kind) == [.disclosureForeign] && clash[0].record == "r-0", "it would replace a member")
        // Erased: the disclosure is gone, and every proof still holds.
        try only([]) { $0["disclosures/r-1.1.json"] = nil }
        #expect(!other.isEmpty && faults(other) == [])
    }

    @Test(
        "An erased disclosure with the record of its erasure: accepted without it, named when it is handed out all the same"
    )
    func erased() throws {
        var log = try SampleLog(records: 4)
        try log.erase(1)
        let files = try log.contents().files
        let found = faults(files)
        #expect(found.map(\.kind) == [.disclosureErased] && found[0].record == "r-1")
        #expect(faults(try resealed(files) { $0["disclosures/r-1.1.json"] = nil }) == [])
        // The record of the erasure is one of the batch, and is missed like any other.
        let published = try log.published()
        let withheld = try log.contents(without: ["e-1"], count: 3).files
        let counted = verifier.report(on: withheld, over: LogSource<Never> { published[$0] })
        #expect(counted.faults.map(\.kind) == [.numberBeyondCount])
    }

    @Test("Another log's checkpoint, an older one, one without its witnesses, a policy of somebody else")
    func trust() throws {
        let log = try SampleLog(records: 8)
        let files = try log.contents().files
        #expect(faults(try log.contents(witnesses: 1).files).map(\.kind) == [.quorumNotMet])
        #expect(faults(try log.contents(witnesses: 1).files)[0].detail == "w0.example")
        let stranger = try SampleLog(records: 8)
        let given = DossierVerifier(policy: try WitnessPolicy(stranger.policy), kinds: SampleLog.kinds)
        #expect(given.report(on: files).faults.map(\.kind) == [.checkpointUntrusted])
        let foreign = try resealed(files) { $0["checkpoint"] = (try? stranger.checkpoint())?.bytes }
        let kinds = Set(faults(foreign).map(\.kind))
        #expect(kinds == [.checkpointUntrusted, .proofOfAnotherCheckpoint])
        #expect(Set(faults(foreign).compactMap(\.record)) == ["r-0", "r-1", "r-3", "r-4", "r-6", "r-7"])
        let unread = try resealed(files) { $0["checkpoint"] = [1] }
        #expect(faults(unread).contains { $0.kind == .checkpointUnreadable })
        #expect(faults(try resealed(files) { $0["policy"] = [1] }).map(\.kind) == [.policyUnreadable])
        #expect(faults([:]).map(\.kind) == [.manifestUnreadable, .policyUnreadable, .checkpointUnreadable])
        let nothing = DossierContents(checkpoint: try log.checkpoint(), policy: log.policy, items: [], streams: [])
        #expect(faults(nothing.files).map(\.kind) == [.streamEmpty])
        let published = try stranger.published()
        let elsewhere = verifier.report(on: files, over: LogSource<Never> { published[$0] })
        #expect(elsewhere.faults.contains { $0.kind == .logDiffers } && !elsewhere.isCountedOverLog)
    }

    @Test("Every fault has its own code, words in both languages, and a clause")
    func words() {
        let kinds = DossierFault.Kind.allCases
        #expect(Set(kinds.map(\.code)).count == kinds.count)
        for kind in kinds {
            #expect(kind.code.hasPrefix("GL-E-01") && !kind.english.isEmpty && !kind.clause.isEmpty)
            #expect(kind.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
        }
    }
}
