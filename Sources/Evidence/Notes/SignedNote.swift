/// One signature line of a note: `— <name> <base64(key id ‖ signature)>`.
public struct NoteSignature: Hashable, Sendable {
    /// The name of the key.
    public let name: ExactText
    /// The id of the key.
    public let keyID: UInt32
    /// The signature, without the key id.
    public let bytes: [UInt8]
    /// Key id and signature as the line has them. It stays as it came, so that a note is passed on unchanged.
    private let base64: String

    /// A signature by its parts.
    public init(name: ExactText, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
        let id = stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: keyID >> UInt32($0)) }
        base64 = Base64.text(of: id + bytes)
    }

    /// The signature of a line without its newline; `nil` when it is none.
    init?(line: some Collection<UInt8>) {
        let dash = Array("— ".utf8)
        let parts = line.dropFirst(dash.count).split(
            separator: 0x20, maxSplits: 1, omittingEmptySubsequences: false)
        guard line.starts(with: dash), parts.count == 2,
            let raw = Base64.bytes(of: parts[1], .standard, unusedBitsMayBeSet: true), raw.count > 4
        else { return nil }
        name = ExactText(parts[0])
        guard name.isKeyName else { return nil }
        keyID = raw.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        bytes = Array(raw.dropFirst(4))
        base64 = String(decoding: parts[1], as: UTF8.self)
    }

    /// The line with its newline.
    public var line: String { "— \(name) \(base64)\n" }

    /// Whether the base64 is in its canonical form. One that is not may be an unknown key's, never a known one's:
    /// otherwise two notes would differ and say the same.
    var isCanonical: Bool { Base64.bytes(of: base64) != nil }
}

/// A text with signatures (C2SP signed-note): parsed, and not trusted before `verified(by:)`.
public struct SignedNote: Hashable, Sendable {
    /// How many signature lines are read at most.
    public static let mostSignatures = 100

    /// The text with its last newline; the signatures cover exactly these bytes.
    public let text: [UInt8]
    /// The signatures as they stand.
    public private(set) var signatures: [NoteSignature]

    /// The note of bytes.
    ///
    /// - Throws: `malformedNote`, or `tooManySignatures`.
    public init(_ bytes: [UInt8]) throws(NoteFault) {
        guard String(validating: bytes, as: UTF8.self) != nil, bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A }),
            bytes.last == 0x0A,
            let blank = bytes.indices.dropLast().last(where: { bytes[$0] == 10 && bytes[$0 + 1] == 10 })
        else { throw .malformedNote }
        text = Array(bytes[...blank])
        let lines = bytes[(blank + 2)...].dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Self.mostSignatures else { throw .tooManySignatures }
        signatures = []
        for line in lines {
            guard let signature = NoteSignature(line: line) else { throw .malformedNote }
            signatures.append(signature)
        }
        guard !signatures.isEmpty else { throw .malformedNote }
    }

    /// The bytes of the note.
    public var bytes: [UInt8] { text + [0x0A] + signatures.flatMap { [UInt8]($0.line.utf8) } }

    /// The note with another signature, in the place of an older one of the same key.
    public func adding(_ signature: NoteSignature) -> SignedNote {
        var note = self
        note.signatures.removeAll { $0.name == signature.name && $0.keyID == signature.keyID }
        note.signatures.append(signature)
        return note
    }

    /// The signatures of known keys, each verified. Signatures of unknown keys are ignored, also where they share the
    /// name or the id, but not both, of a known one.
    ///
    /// - Throws: `signatureFails` when a known key's signature does, `noKnownSignature` when there is none,
    ///   `ambiguousKey` when two known keys cannot be told apart.
    public func verified(by keys: [VerifierKey]) throws(NoteFault) -> [VerifiedSignature] {
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            let known = Set(keys.filter { $0.name == signature.name && $0.id == signature.keyID })
            guard known.count <= 1 else { throw .ambiguousKey(name: signature.name) }
            guard let key = known.first else { continue }
            guard signature.isCanonical, key.accepts(signature.bytes, of: text) else {
                throw .signatureFails(name: signature.name)
            }
            verified.append(VerifiedSignature(key: key, signature: signature))
        }
        guard !verified.isEmpty else { throw .noKnownSignature }
        return verified
    }
}

/// A signature that its key has been found to have made.
public struct VerifiedSignature: Hashable, Sendable {
    /// The key.
    public let key: VerifierKey
    /// The signature.
    public let signature: NoteSignature

    /// When it was made, POSIX seconds; only a cosignature says so.
    public var time: Int64? { key.type == .cosignature ? Cosignature(bytes: signature.bytes)?.time : nil }
}
