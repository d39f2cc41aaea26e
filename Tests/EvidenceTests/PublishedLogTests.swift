import Evidence
import Testing

/// The two published logs among the vectors.
@Suite("Published logs")
struct PublishedLogTests {
    static func source(_ log: String) -> LogSource<Never> { LogSource { Vectors.read("\(log)/\($0)") } }

    @Test(
        "Every checkpoint opens under the log's key, and all entries and tiles of that size come to its root",
        .withVectors,
        arguments: [
            ("log-xmod-300", "example.org/shared-vectors", [0, 1, 255, 256, 257, 300]),
            ("log-tessera-8", "example.com/log/testdata", [0, 1, 2, 3, 4, 5, 6, 7, 8]),
        ])
    func audit(_ log: String, _ origin: String, _ sizes: [Int]) throws {
        let key = try VerifierKey(Vectors.text("\(log)/vkey").split(separator: "\n").first.map { String($0) } ?? "")
        for size in sizes {
            let bytes = try Vectors.bytes("\(log)/checkpoint.\(size)")
            let signed = try SignedCheckpoint(bytes, of: ExactText(origin), signedBy: [key])
            #expect(signed.checkpoint.head.size == size && signed.bytes == bytes)
            var entries = 0
            let faults = LogAudit.faults(of: Self.source(log), at: signed.checkpoint.head) { _, _ in entries += 1 }
            #expect(faults == [] && entries == size, "\(size)")
        }
        let whole = LogAudit.faults(of: Self.source(log), under: WitnessPolicy(logs: [key]))
        #expect(whole == [])
    }

    @Test("Growing the log of 300 from its entries writes its tiles byte for byte, at every checkpoint", .withVectors)
    func writing() throws {
        let log = "log-xmod-300"
        var entries: [[UInt8]] = []
        _ = LogAudit.faults(
            of: Self.source(log),
            at: try SignedCheckpoint(unverified: Vectors.bytes("\(log)/checkpoint")).checkpoint.head
        ) { _, entry in entries.append(entry) }
        #expect(entries.count == 300 && entries[3].isEmpty && entries[7].count == 65_535)
        var frontier = Frontier()
        var rows: [TileAddress: [Hash256]] = [:]
        for size in [1, 255, 256, 257, 300] {
            let growth = TreeGrowth(of: frontier, by: entries[frontier.size..<size].map { Hash256.leaf($0) })
            for part in growth.extensions {
                let row = try #require(TileAddress(.hashes(level: part.level), index: part.index))
                rows[row, default: []] += part.hashes
            }
            for address in TileAddress.grown(from: frontier.size, to: size) {
                let published = try Vectors.bytes("\(log)/\(address.path)")
                if address.content == .entries {
                    let first = address.index * 256
                    let bundle = EntryBundle(entries: Array(entries[first..<first + address.width]))
                    #expect(bundle?.bytes == published, "\(address.path)")
                } else {
                    let row = try #require(rows[address.full])
                    #expect(Tile(hashes: Array(row.prefix(address.width)))?.bytes == published, "\(address.path)")
                }
            }
            frontier = growth.after
            let checkpoint = try SignedCheckpoint(unverified: Vectors.bytes("\(log)/checkpoint.\(size)"))
            #expect(frontier.head == checkpoint.checkpoint.head)
        }
    }

    @Test(
        "The five tlog-proofs hold for their leaves, are written byte for byte, and are made again from tiles",
        .withVectors)
    func proofs() throws {
        let log = "log-xmod-300"
        let policy = try WitnessPolicy(Vectors.bytes("\(log)/policy"))
        let source = Self.source(log)
        for index in [0, 3, 255, 256, 299] {
            let bytes = try Vectors.bytes("\(log)/proofs/\(index).tlog-proof")
            let leaf = try Vectors.bytes("\(log)/proofs/\(index).leaf")
            let proof = try #require(LogProof(bytes))
            #expect(proof.bytes == bytes && proof.index == index)
            let head = proof.checkpoint.checkpoint.head
            guard case .holds(index, head, let cosigners) = proof.verdict(on: leaf, under: policy) else {
                Issue.record("\(index): \(proof.verdict(on: leaf, under: policy))")
                continue
            }
            #expect(cosigners.map(\.key.name) == ["witness0.example.org", "witness1.example.org"])
            #expect(proof.verdict(on: leaf + [0], under: policy) == .notIncluded)
            let made = try InclusionProof(of: index, in: head.size) { try source.known($0, in: head.size) }
            #expect(made?.hashes == proof.hashes)
        }
    }

    @Test("Every checkpoint is the beginning of every later one, by consistency proofs made of tiles", .withVectors)
    func consistency() throws {
        let source = Self.source("log-xmod-300")
        let heads = try [0, 1, 255, 256, 257, 300].map {
            try SignedCheckpoint(unverified: Vectors.bytes("log-xmod-300/checkpoint.\($0)")).checkpoint.head
        }
        for old in heads {
            for new in heads where new.size >= old.size {
                let made = try ConsistencyProof(from: old.size, to: new.size) { try source.known($0, in: new.size) }
                let proof = try #require(made)
                #expect(proof.holds(oldRoot: old.root, newRoot: new.root), "\(old.size) → \(new.size)")
                if new.size > old.size { #expect(!proof.holds(oldRoot: new.root, newRoot: old.root)) }
            }
        }
    }
}

extension LogSource<Never> {
    /// The hash of a node that must be there.
    func known(_ node: NodeCoordinate, in size: Int) throws -> Hash256 { try #require(hash(of: node, in: size)) }
}
