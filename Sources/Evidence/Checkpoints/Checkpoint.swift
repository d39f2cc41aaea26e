/// What a log says of its tree: origin, size, root, in three lines (C2SP tlog-checkpoint).
///
/// Extension lines are refused: no monitor can audit them, and they are not recommended.
public struct Checkpoint: Hashable, Sendable {
    /// The log's identity, also the name of its key; nothing to fetch.
    public let origin: ExactText
    /// Size and root of the tree.
    public let head: TreeHead

    /// A checkpoint; the origin must be able to name a key.
    ///
    /// - Throws: `malformedKey` when it is not.
    public init(origin: ExactText, head: TreeHead) throws(NoteFault) {
        guard origin.isKeyName else { throw .malformedKey }
        self.origin = origin
        self.head = head
    }

    /// The checkpoint of a note's text; `nil` unless it is exactly the three lines.
    ///
    /// The origin may be any text without newline: a checkpoint of another log need not follow our rule for names.
    public init?(text: [UInt8]) {
        guard let lines = text.terminatedLines, lines.count == 3, !lines[0].isEmpty,
            let size = lines[1].plainDecimal, let root = Hash256(base64: lines[2])
        else { return nil }
        origin = ExactText(lines[0])
        head = TreeHead(size: size, root: root)
    }

    /// The three lines.
    public var text: [UInt8] { origin.bytes + Array("\n\(head.size)\n\(head.root.base64)\n".utf8) }
}

/// A checkpoint in its signed note: parsed, and trusted only as far as its signatures were verified.
public struct SignedCheckpoint: Hashable, Sendable {
    /// What it says.
    public let checkpoint: Checkpoint
    /// The note that says it.
    public let note: SignedNote

    init(checkpoint: Checkpoint, note: SignedNote) {
        self.checkpoint = checkpoint
        self.note = note
    }

    /// The checkpoint of bytes, whoever signed it.
    ///
    /// - Throws: `malformedNote` when they are no note, or its text no checkpoint; `tooManySignatures`.
    public init(unverified bytes: [UInt8]) throws(NoteFault) {
        note = try SignedNote(bytes)
        guard let checkpoint = Checkpoint(text: note.text) else { throw .malformedNote }
        self.checkpoint = checkpoint
    }

    /// The checkpoint of bytes, signed by a key of the log.
    ///
    /// - Parameters:
    ///   - keys: the keys trusted for `origin`.
    ///   - origin: the log it must be of.
    /// - Throws: as `init(unverified:)`; `noKnownSignature` also for another origin, `signatureFails`.
    public init(_ bytes: [UInt8], of origin: ExactText, signedBy keys: [VerifierKey]) throws(NoteFault) {
        try self.init(unverified: bytes)
        guard checkpoint.origin == origin else { throw .noKnownSignature }
        _ = try note.verified(by: keys.filter { $0.type == .ed25519 })
    }

    /// The bytes as published.
    public var bytes: [UInt8] { note.bytes }

    /// The checkpoint with a witness's cosignature, if the key accepts it.
    ///
    /// - Throws: `signatureFails` when it is not the cosignature of this checkpoint by this key.
    public func adding(_ signature: NoteSignature, of witness: VerifierKey) throws(NoteFault) -> SignedCheckpoint {
        guard witness.type == .cosignature, signature.name == witness.name, signature.keyID == witness.id,
            signature.isCanonical, witness.accepts(signature.bytes, of: note.text)
        else { throw .signatureFails(name: signature.name) }
        return SignedCheckpoint(checkpoint: checkpoint, note: note.adding(signature))
    }
}
