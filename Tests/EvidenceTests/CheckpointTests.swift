import Evidence
import Testing

@Suite("Checkpoints and cosignatures")
struct CheckpointTests {
    @Test("A signed checkpoint opens only under its origin and key")
    func opening() throws {
        let key = try SignerKey(generating: "example.org/log", type: .ed25519)
        let other = try SignerKey(generating: "example.org/log", type: .ed25519)
        let head = TreeHead(size: 3, root: .leaf([1]))
        let signed = try Checkpoint(origin: "example.org/log", head: head).signed(by: [key, other])
        #expect(signed.note.text == [UInt8]("example.org/log\n3\n\(head.root.base64)\n".utf8))
        for known in [key, other] {
            let opened = try SignedCheckpoint(signed.bytes, of: "example.org/log", signedBy: [known.verifier])
            #expect(opened.checkpoint.head == head)
        }
        #expect(throws: NoteFault.noKnownSignature) {
            try SignedCheckpoint(signed.bytes, of: "example.org/other", signedBy: [key.verifier])
        }
        let stranger = try SignerKey(generating: "example.org/other", type: .ed25519)
        #expect(throws: NoteFault.malformedKey) {
            try Checkpoint(origin: "example.org/log", head: head).signed(by: [stranger])
        }
    }

    @Test(
        "Texts that are no checkpoint of ours",
        arguments: [
            "o\n0\n", "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
            "\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n00\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n9223372036854775808\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "o\n1\n47DEQpj8HBSa\n",
            "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nextension\n",
            "o\n0\n47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=\n",
            "o\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        ])
    func malformed(_ text: String) {
        #expect(Checkpoint(text: [UInt8](text.utf8)) == nil)
    }

    struct Sunlight: Decodable {
        let witness_vkey, checkpoint: String
        let timestamp: Int
    }

    @Test(
        "The witness's line on a real checkpoint verifies with its time; the log's own line of type 5 is ignored",
        .withVectors)
    func sunlight() throws {
        let vector: Sunlight = try Vectors.json("cosignature/sunlight-witness.json")
        let key = try VerifierKey(vector.witness_vkey)
        let note = try SignedNote([UInt8](vector.checkpoint.utf8))
        #expect(note.signatures.count == 2)
        let verified = try note.verified(by: [key])
        #expect(verified.map(\.key) == [key] && verified.map(\.time) == [Int64(vector.timestamp)])
        let changed = try SignedNote([UInt8](vector.checkpoint.replacing("\n300\n", with: "\n301\n").utf8))
        #expect(throws: NoteFault.signatureFails(name: key.name)) { try changed.verified(by: [key]) }
    }

    @Test("A cosignature says its time, covers it, and goes on the checkpoint only when it verifies")
    func cosigning() throws {
        let log = try SignerKey(generating: "example.org/log", type: .ed25519)
        let witness = try SignerKey(generating: "witness.example.org", type: .cosignature)
        let signed = try Checkpoint(origin: "example.org/log", head: Frontier().head).signed(by: [log])
        let line = witness.signature(of: signed.note.text, time: 1_700_000_000)
        let cosigned = try signed.adding(line, of: witness.verifier)
        #expect(try cosigned.note.verified(by: [witness.verifier]).map(\.time) == [1_700_000_000])
        #expect(cosigned.note.signatures.count == 2)
        let newer = try cosigned.adding(
            witness.signature(of: signed.note.text, time: 1_700_000_600), of: witness.verifier)
        #expect(newer.note.signatures.count == 2)
        let later = NoteSignature(
            name: line.name, keyID: line.keyID, bytes: [0, 0, 0, 0, 0x70] + line.bytes.dropFirst(5))
        #expect(throws: NoteFault.signatureFails(name: "witness.example.org")) {
            try signed.adding(later, of: witness.verifier)
        }
        let stranger = try SignerKey(generating: "witness.example.org", type: .cosignature)
        #expect(throws: NoteFault.self) { try signed.adding(line, of: stranger.verifier) }
        #expect(Cosignature(bytes: [0x80] + Array(repeating: 0, count: 71)) == nil, "a time beyond 2⁶³−1")
    }
}
