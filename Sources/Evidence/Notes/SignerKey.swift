import Crypto

/// A private key with its name, in Go's note format: `PRIVATE+KEY+<name>+<hex key id>+<base64(type ‖ seed)>`.
///
/// It is not `CustomStringConvertible`, so that no log line prints it; `secretText` is for the key file only.
public struct SignerKey: Sendable {
    /// The public key.
    public let verifier: VerifierKey
    private let key: Curve25519.Signing.PrivateKey

    /// A key of a 32-byte seed (RFC 8032).
    ///
    /// - Throws: `malformedKey` when the name cannot name a key, or the seed is not 32 bytes.
    public init(name: ExactText, type: SignatureType, seed: [UInt8]) throws(NoteFault) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else { throw .malformedKey }
        self.key = key
        verifier = try VerifierKey(name: name, type: type, publicKey: [UInt8](key.publicKey.rawRepresentation))
    }

    /// A new random key.
    ///
    /// - Throws: `malformedKey` when the name cannot name a key.
    public init(generating name: ExactText, type: SignatureType) throws(NoteFault) {
        try self.init(name: name, type: type, seed: [UInt8](Curve25519.Signing.PrivateKey().rawRepresentation))
    }

    /// The key of a text.
    ///
    /// - Throws: `malformedKey`, or `unsupportedKeyType`.
    public init(_ secretText: String) throws(NoteFault) {
        let parts = secretText.utf8.split(
            separator: UInt8(ascii: "+"), maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].elementsEqual("PRIVATE".utf8), parts[1].elementsEqual("KEY".utf8),
            let secret = Base64.bytes(of: parts[4]), let type = secret.first
        else { throw .malformedKey }
        guard let known = SignatureType(rawValue: type) else { throw .unsupportedKeyType(type) }
        try self.init(name: ExactText(parts[2]), type: known, seed: Array(secret.dropFirst()))
        guard verifier.idText.utf8.elementsEqual(parts[3]) else { throw .malformedKey }
    }

    /// The text of the key. Whoever has it can sign.
    public var secretText: String {
        let secret = Base64.text(of: [verifier.type.rawValue] + key.rawRepresentation)
        return "PRIVATE+KEY+\(verifier.name)+\(verifier.idText)+\(secret)"
    }

    /// Signs a note's text.
    ///
    /// Ed25519 is deterministic by RFC 8032, but not in every library: compare no signatures, verify them.
    ///
    /// - Parameters:
    ///   - text: the text with its last newline.
    ///   - time: POSIX seconds; only a cosignature says them.
    public func signature(of text: [UInt8], time: Int64) -> NoteSignature {
        let stamped = Cosignature.message(time: time, text: text)
        let signature =
            switch verifier.type {
            case .ed25519: ed25519(of: text)
            case .cosignature: Cosignature(time: time, signature: ed25519(of: stamped)).bytes
            }
        return NoteSignature(name: verifier.name, keyID: verifier.id, bytes: signature)
    }

    private func ed25519(of message: [UInt8]) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else {
            preconditionFailure("an Ed25519 key signs every message")
        }
        return [UInt8](signature)
    }
}
