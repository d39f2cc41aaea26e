import Evidence
import Testing

@Suite("Signed notes")
struct NoteTests {
    struct File: Decodable {
        struct Note: Decodable {
            let name, note: String
            let vkeys: [String]
            let ok: Bool
            let verified: [String]?
        }
        let signer_key_for_the_first_notes: String
        let notes: [Note]
    }

    @Test("Every official note is accepted or refused as it must be, and the right signatures count", .withVectors)
    func vectors() throws {
        let file: File = try Vectors.json("note/notes.json")
        for vector in file.notes {
            let keys = try vector.vkeys.map { try VerifierKey($0) }
            var verified: [ExactText]?
            do throws(NoteFault) {
                let note = try SignedNote([UInt8](vector.note.utf8))
                #expect(note.bytes == [UInt8](vector.note.utf8))
                verified = try note.verified(by: keys).map(\.key.name)
            } catch {}
            #expect((verified != nil) == vector.ok, "\(vector.name)")
            if vector.ok { #expect(verified == vector.verified?.map { ExactText($0) }, "\(vector.name)") }
        }
        #expect(file.notes.contains { $0.ok } && file.notes.contains { !$0.ok })
    }

    @Test("The published test key signs, its text form comes back, and its public key accepts", .withVectors)
    func signing() throws {
        let file: File = try Vectors.json("note/notes.json")
        let key = try SignerKey(file.signer_key_for_the_first_notes)
        #expect(key.secretText == file.signer_key_for_the_first_notes)
        #expect(key.verifier.text == file.notes[0].vkeys[0])
        let text = [UInt8]("谷物\n\nsecond paragraph\n".utf8)
        let note = try SignedNote(text: text, signedBy: [key])
        #expect(note.text == text)
        #expect(try SignedNote(note.bytes).verified(by: [key.verifier]).count == 1)
        #expect(throws: NoteFault.malformedNote) { try SignedNote(text: [UInt8]("no newline".utf8), signedBy: [key]) }
        #expect(throws: NoteFault.malformedNote) { try SignedNote(text: [UInt8]("tab\t\n".utf8), signedBy: [key]) }
    }

    struct KeyVector: Decodable {
        let vkey: String
        let ok: Bool
    }

    @Test("Every official verifier key is read or refused as it must be", .withVectors)
    func keys() throws {
        let vectors: [KeyVector] = try Vectors.json("note/vkeys.json")
        for vector in vectors {
            let key = try? VerifierKey(vector.vkey)
            #expect((key != nil) == vector.ok, "\(vector.vkey)")
            if let key { #expect(key.text == vector.vkey) }
        }
        #expect(vectors.contains { $0.ok } && vectors.contains { !$0.ok })
    }

    @Test("A key of a type unknown here is refused by its type, and a secret key with a changed id is none")
    func keyForms() throws {
        let key = try SignerKey(name: "example.org/log", type: .ed25519, seed: Array(repeating: 7, count: 32))
        var parts = key.secretText.split(separator: "+", omittingEmptySubsequences: false).map { String($0) }
        #expect(parts[3].count == 8)
        parts[3] = parts[3] == "00000000" ? "00000001" : "00000000"
        #expect(throws: NoteFault.malformedKey) { try SignerKey(parts.joined(separator: "+")) }
        #expect(throws: NoteFault.unsupportedKeyType(6)) {
            try VerifierKey("a+00000000+\(Base64.text(of: [6] + Array(repeating: 0, count: 32)))")
        }
        for name in ["", "a b", "a+b", "a\u{A0}b", "a\nb", "a\u{2003}"] {
            #expect(throws: NoteFault.malformedKey) { try SignerKey(generating: ExactText(name), type: .ed25519) }
        }
    }

    @Test("Unknown keys are ignored, even with the name or the id of a known one; a known key that fails is not")
    func unknownKeys() throws {
        let text = [UInt8]("text\n".utf8)
        let ours = try SignerKey(generating: "example.org/log", type: .ed25519)
        let other = try SignerKey(generating: "example.org/log", type: .ed25519)
        let foreign = try SignerKey(generating: "example.com/other", type: .ed25519)
        let note = try SignedNote(text: text, signedBy: [other, foreign, ours])
        #expect(try note.verified(by: [ours.verifier]).map(\.key) == [ours.verifier])
        let wrongName = NoteSignature(
            name: "example.com/x", keyID: ours.verifier.id, bytes: Array(repeating: 0, count: 64))
        #expect(try note.adding(wrongName).verified(by: [ours.verifier]).count == 1)
        let failing = NoteSignature(
            name: ours.verifier.name, keyID: ours.verifier.id, bytes: Array(repeating: 0, count: 64))
        let both = try SignedNote(note.bytes + [UInt8](failing.line.utf8))
        #expect(throws: NoteFault.signatureFails(name: "example.org/log")) { try both.verified(by: [ours.verifier]) }
        #expect(throws: NoteFault.noKnownSignature) { try note.verified(by: []) }
    }

    @Test("Names are octets: the kelvin sign is not the letter K")
    func exactNames() throws {
        let letter = try SignerKey(name: "example.org/K", type: .ed25519, seed: Array(repeating: 1, count: 32))
        let kelvin = try SignerKey(name: "example.org/\u{212A}", type: .ed25519, seed: Array(repeating: 1, count: 32))
        #expect(letter.verifier.name != kelvin.verifier.name)
        let note = try SignedNote(text: [UInt8]("x\n".utf8), signedBy: [kelvin])
        #expect(throws: NoteFault.noKnownSignature) { try note.verified(by: [letter.verifier]) }
    }

    @Test("Sixteen signatures and more are accepted, a hundred and one are not")
    func manySignatures() throws {
        let keys = try (0..<101).map { try SignerKey(generating: ExactText("example.org/\($0)"), type: .ed25519) }
        let text = [UInt8]("text\n".utf8)
        let note = try SignedNote(text: text, signedBy: Array(keys.prefix(40)))
        #expect(try note.verified(by: keys.map(\.verifier)).count == 40)
        #expect(throws: NoteFault.tooManySignatures) { try SignedNote(text: text, signedBy: keys) }
    }

    @Test(
        "Texts that are no notes",
        arguments: [
            "", "\n", "text\n", "text\n\n", "text\n\n\n", "text\n\n— name\n", "text\n\n— name AAAA\n",
            "text\n\n— name AAAAAA==\n", "text\n\n— a+b AAAAAAA=\n", "text\n\n—  AAAAAAA=\n",
            "text\n\n— n AAAAAAA=\nx\n",
            "text\n\n— n AAAAAAA= \n", "text\r\n\n— n AAAAAAA=\n", "text\n\n-- n AAAAAAA=\n",
        ])
    func malformed(_ text: String) {
        #expect(throws: NoteFault.malformedNote) { try SignedNote([UInt8](text.utf8)) }
    }

    @Test("A change of any byte of a note with one signature is found")
    func everyByte() throws {
        let key = try SignerKey(generating: "example.org/log", type: .ed25519)
        let bytes = try SignedNote(text: [UInt8]("one\n\ntwo\n".utf8), signedBy: [key]).bytes
        for place in bytes.indices {
            for flip in [1, 4, 32, 128] as [UInt8] {
                var changed = bytes
                changed[place] ^= flip
                let note = try? SignedNote(changed)
                #expect((try? note?.verified(by: [key.verifier])) == nil, "byte \(place)")
            }
        }
    }
}
