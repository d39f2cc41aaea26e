/// The one algorithm a provider's ID tokens are signed by (reliability.md §8, 6): configured, never taken from a token.
public enum Algorithm: String, Sendable, CaseIterable {
    /// RSA with PKCS #1 v1.5 and SHA-256; keys of 2048 bits or more.
    case rs256 = "RS256"
    /// ECDSA on P-256 with SHA-256.
    case es256 = "ES256"

    /// What a key for it is called in a key set (`kty`).
    var keyType: String { self == .rs256 ? "RSA" : "EC" }
}
