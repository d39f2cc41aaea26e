import Crypto

/// SHA-256 of a random secret: what is stored of tokens and sessions instead of them.
///
/// A fast digest is enough for a secret of 128 bits or more, and only for such; passwords and recovery codes are
/// hashed by Argon2id.
public struct SecretDigest: Hashable, Sendable {
    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The algorithm, to stand beside the stored bytes so that another can be added (reliability.md §8, 42).
    public static let algorithm = "sha-256"

    /// The digest of a secret's text.
    public init(of secret: String) { bytes = [UInt8](SHA256.hash(data: Array(secret.utf8))) }

    /// A stored digest; `nil` when it has not 32 bytes.
    public init?(stored bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Equality that takes the same time wherever the first difference lies.
    public static func == (left: Self, right: Self) -> Bool { Sodium.areEqual(left.bytes, right.bytes) }
}
