import Evidence
import Testing

/// A small log in memory: records of two batches and of none, two witnesses, everything published.
struct SampleLog {
    struct Record {
        let id: String
        let bytes: [UInt8]
        let entry: LeafEntry
        let disclosures: [Disclosure]
    }

    static let origin: ExactText = "grainledger.example/log"
    static let kinds: Set<String> = ["intake", "field-test", LeafEntry.erasure]

    let key: SignerKey
    let witnesses: [SignerKey]
    let secret = StreamSecret()
    private(set) var records: [Record] = []
    private(set) var tree = RememberedTree(size: 0)

    /// A log of this many records: of every three, two belong to batch A, one to batch B. Each has one disclosure.
    init(records count: Int, disclosing name: String = "phone") throws {
        key = try SignerKey(generating: Self.origin, type: .ed25519)
        witnesses = try ["w0.example", "w1.example"].map {
            try SignerKey(generating: ExactText($0), type: .cosignature)
        }
        var last = ["A": 0, "B": 0]
        for number in 0..<count {
            let batch = number % 3 == 2 ? "B" : "A"
            last[batch, default: 0] += 1
            try append("r-\(number)", disclosing: name, StreamPlace(tag: tag(batch), number: last[batch] ?? 0))
        }
    }

    func tag(_ batch: String) -> StreamTag { StreamTag(secret: secret, subject: batch) }

    private mutating func append(_ id: String, disclosing name: String, _ place: StreamPlace) throws {
        let phone = try Disclosure(name: name, value: .string("1380000\(id)"))
        let record = JSONValue.object([
            JSONMember("id", .string(id)), JSONMember("kind", .string("intake")), JSONMember("grams", .integer(25_480)),
            JSONMember("_sd", .array([.string(phone.digest)])), JSONMember("form", .integer(1)),
        ]).canonicalBytes
        let entry = try LeafEntry(digest: Hash256(of: record), kind: "intake", places: [place])
        records.append(Record(id: id, bytes: record, entry: entry, disclosures: [phone]))
        tree.append(.leaf(entry.bytes))
    }

    /// Adds a record that the disclosure of another was erased, as the next of batch A.
    mutating func erase(_ index: Int) throws {
        let named = records[index]
        let record = JSONValue.object([
            JSONMember("id", .string("e-\(index)")), JSONMember("kind", .string(LeafEntry.erasure)),
            JSONMember(
                "data",
                .object([
                    JSONMember("digest", .string(named.disclosures[0].digest)), JSONMember("record", .string(named.id)),
                ])),
        ]).canonicalBytes
        let last = records.count { $0.entry.number(in: tag("A")) != nil }
        let entry = try LeafEntry(
            digest: Hash256(of: record), kind: LeafEntry.erasure, places: [StreamPlace(tag: tag("A"), number: last + 1)]
        )
        records.append(Record(id: "e-\(index)", bytes: record, entry: entry, disclosures: []))
        tree.append(.leaf(entry.bytes))
    }

    /// The checkpoint, cosigned by the first few witnesses.
    func checkpoint(witnesses count: Int = 2) throws -> SignedCheckpoint {
        var signed = try Checkpoint(origin: Self.origin, head: tree.frontier.head).signed(by: [key])
        for witness in witnesses.prefix(count) {
            signed = try signed.adding(
                witness.signature(of: signed.note.text, time: 1_750_000_000), of: witness.verifier)
        }
        return signed
    }

    /// Both witnesses must have cosigned.
    var policy: [UInt8] {
        let lines =
            ["log \(key.verifier.text)"] + witnesses.enumerated().map { "witness W\($0) \($1.verifier.text)" }
            + ["group both all W0 W1", "quorum both"]
        return lines.flatMap { [UInt8]("\($0)\n".utf8) }
    }

    /// The dossier of a batch, with or without some of its records.
    func contents(
        of batch: String = "A", without omitted: Set<String> = [], count: Int? = nil, witnesses: Int = 2
    ) throws -> DossierContents {
        let all = records.indices.filter { records[$0].entry.number(in: tag(batch)) != nil }
        let items = try all.filter { !omitted.contains(records[$0].id) }.map { index in
            let proof = try InclusionProof(of: index, in: tree.frontier.size, reading: tree.hash)
            return DossierContents.Item(
                id: records[index].id, record: records[index].bytes, entry: records[index].entry.bytes,
                proof: try #require(proof), disclosures: records[index].disclosures)
        }
        let stream = DossierManifest.Stream(subject: batch, secret: secret, count: count ?? all.count)
        return DossierContents(
            checkpoint: try checkpoint(witnesses: witnesses), policy: policy, items: items, streams: [stream],
            pages: ["readme.txt": [UInt8]("核验方法\n".utf8)])
    }

    /// The published files.
    func published() throws -> DossierFiles {
        var files: DossierFiles = ["checkpoint": try checkpoint().bytes]
        let growth = TreeGrowth(of: Frontier(), by: tree.leaves)
        for part in growth.extensions {
            files[try #require(part.address).path] = try #require(Tile(hashes: part.hashes)).bytes
        }
        for address in TileAddress.grown(from: 0, to: tree.leaves.count) where address.content == .entries {
            let entries = records[address.index * 256..<address.index * 256 + address.width].map(\.entry.bytes)
            files[address.path] = try #require(EntryBundle(entries: entries)).bytes
        }
        return files
    }
}
