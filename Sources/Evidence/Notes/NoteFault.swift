/// Why a signed note, a key or a signature is not accepted (C2SP signed-note).
public enum NoteFault: Error, Hashable, Sendable {
    /// Not the form of a signed note: UTF-8, no control character but newline, text, blank line, signature lines.
    case malformedNote
    /// More signature lines than a verifier is ready to try: 100 (the specification asks for 16 at least).
    case tooManySignatures
    /// Not the form of a key, or its id is not the one its name and key have.
    case malformedKey
    /// A key of a type this product cannot use: only Ed25519 (01) and Ed25519 cosignatures (04) are.
    case unsupportedKeyType(UInt8)
    /// Two known keys share name and id.
    case ambiguousKey(name: ExactText)
    /// A known key whose signature fails: the whole note is to be rejected.
    case signatureFails(name: ExactText)
    /// No signature of a known key.
    case noKnownSignature
}
