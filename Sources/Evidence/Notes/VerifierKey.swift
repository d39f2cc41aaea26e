/// What a key signs, and how: the signature type identifier byte (C2SP signed-note, Signature types).
public enum SignatureType: UInt8, Hashable, Sendable {
    /// Ed25519 over the note's text.
    case ed25519 = 0x01
    /// Ed25519 over a time and a checkpoint's text (C2SP tlog-cosignature v1).
    case cosignature = 0x04
}

/// A public key with its name: `<name>+<hex key id>+<base64(type ‖ key)>` (C2SP signed-note, Verifier keys).
public struct VerifierKey: Hashable, Sendable {
    /// The key's name; for the key of a log, its origin.
    public let name: ExactText
    /// First four bytes of SHA-256(name ‖ 0A ‖ type ‖ key).
    public let id: UInt32
    /// What it signs.
    public let type: SignatureType
    /// The 32 bytes of the Ed25519 public key (RFC 8032).
    public let publicKey: [UInt8]

    /// A key by its parts.
    ///
    /// - Throws: `malformedKey` when the name cannot name a key, or the key is not 32 bytes.
    public init(name: ExactText, type: SignatureType, publicKey: [UInt8]) throws(NoteFault) {
        guard name.isKeyName, publicKey.count == 32 else { throw .malformedKey }
        self.name = name
        self.type = type
        self.publicKey = publicKey
        let hash = Hash256(of: name.bytes + [0x0A, type.rawValue] + publicKey)
        id = hash.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The key of a text.
    ///
    /// - Throws: `malformedKey`, or `unsupportedKeyType`.
    public init(_ text: String) throws(NoteFault) { try self.init(bytes: [UInt8](text.utf8)) }

    /// The key of a text in bytes, as a policy holds it.
    ///
    /// - Throws: `malformedKey`, or `unsupportedKeyType`.
    public init(bytes: some Collection<UInt8>) throws(NoteFault) {
        let parts = bytes.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let key = Base64.bytes(of: parts[2]), let type = key.first else { throw .malformedKey }
        guard let known = SignatureType(rawValue: type) else { throw .unsupportedKeyType(type) }
        try self.init(name: ExactText(parts[0]), type: known, publicKey: Array(key.dropFirst()))
        guard idText.utf8.elementsEqual(parts[1]) else { throw .malformedKey }
    }

    /// The text of the key.
    public var text: String { "\(name)+\(idText)+\(Base64.text(of: [type.rawValue] + publicKey))" }

    /// The key id, eight lower-case hexadecimal digits.
    public var idText: String { String(repeating: "0", count: 8 - String(id, radix: 16).count) + String(id, radix: 16) }

    /// Whether the bytes after the key id are this key's signature of a note's text.
    public func accepts(_ signature: [UInt8], of text: [UInt8]) -> Bool {
        switch type {
        case .ed25519: Primitives.isEd25519(signature, of: text, by: publicKey)
        case .cosignature:
            if let made = Cosignature(bytes: signature) {
                Primitives.isEd25519(
                    made.signature, of: Cosignature.message(time: made.time, text: text), by: publicKey)
            } else {
                false
            }
        }
    }
}
