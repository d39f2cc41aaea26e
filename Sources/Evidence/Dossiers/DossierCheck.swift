/// One verification under way: what was read, and what was found.
struct DossierCheck {
    let files: DossierFiles
    let givenPolicy: WitnessPolicy?
    let kinds: Set<String>

    var manifest = DossierManifest(of: [:], streams: [])
    var policy: WitnessPolicy?
    var checkpoint: SignedCheckpoint?
    var cosigners: [VerifiedSignature] = []
    var entries: [String: LeafEntry] = [:]
    var faults: [DossierFault] = []

    init(files: DossierFiles, policy: WitnessPolicy?, kinds: Set<String>) {
        self.files = files
        givenPolicy = policy
        self.kinds = kinds
    }

    /// The ids of all records that any file belongs to.
    var records: [String] { Set(files.keys.compactMap { DossierName($0)?.record }).sorted() }

    mutating func run() {
        checkFiles()
        checkPolicy()
        checkCheckpoint()
        for id in records { checkRecord(id) }
        checkDisclosures()
        checkStreams()
    }

    func report(isCountedOverLog: Bool) -> DossierReport {
        let origin = checkpoint?.checkpoint.origin
        return DossierReport(
            faults: faults.enumerated().sorted {
                ($0.element.record ?? "", $0.offset) < ($1.element.record ?? "", $1.offset)
            }.map { $0.element },
            checkpoint: checkpoint?.checkpoint,
            logKeys: (policy?.logs ?? []).map { $0.key }.filter { $0.name == origin }, cosigners: cosigners,
            policySource: givenPolicy == nil ? .carried : .given, records: records,
            streams: manifest.streams.map { DossierReport.Stream(subject: $0.subject, tag: $0.tag, count: $0.count) },
            isCountedOverLog: isCountedOverLog)
    }

    mutating func note(
        _ kind: DossierFault.Kind, record: String? = nil, _ subject: String, _ detail: String = ""
    ) {
        faults.append(DossierFault(kind, record: record, subject, detail))
    }

    func bytes(_ name: DossierName) -> [UInt8]? { files[name.text] }

    private mutating func checkFiles() {
        guard let read = bytes(.manifest).flatMap({ DossierManifest($0) }) else {
            note(.manifestUnreadable, DossierName.manifest.text)
            return
        }
        manifest = read
        for (name, digest) in manifest.files.sorted(by: { $0.key < $1.key }) {
            let record = DossierName(name)?.record
            guard let bytes = files[name] else {
                note(.fileMissing, record: record, name)
                continue
            }
            if Hash256(of: bytes) != digest { note(.fileChanged, record: record, name) }
        }
        for name in files.keys.sorted() where name != DossierName.manifest.text {
            guard let meaning = DossierName(name) else {
                note(.fileNameForeign, name)
                continue
            }
            if manifest.files[name] == nil { note(.fileUnlisted, record: meaning.record, name) }
        }
    }

    private mutating func checkPolicy() {
        let carried = bytes(.policy).flatMap { try? WitnessPolicy($0) }
        if carried == nil { note(.policyUnreadable, DossierName.policy.text) }
        policy = givenPolicy ?? carried
    }

    private mutating func checkCheckpoint() {
        let name = DossierName.checkpoint.text
        guard let signed = bytes(.checkpoint).flatMap({ try? SignedCheckpoint(unverified: $0) }) else {
            note(.checkpointUnreadable, name)
            return
        }
        checkpoint = signed
        guard let policy else { return }
        do throws(PolicyFault) {
            cosigners = try policy.cosigners(of: signed)
        } catch .quorumNotMet(let met) {
            note(.quorumNotMet, name, met.map { $0.description }.joined(separator: " "))
        } catch .unknownLog(let origin) {
            note(.checkpointUntrusted, name, origin.description)
        } catch .note(.signatureFails(let key)) {
            note(.checkpointUntrusted, name, key.description)
        } catch {
            note(.checkpointUntrusted, name)
        }
    }
}
