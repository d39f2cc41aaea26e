import Crypto
import Foundation

/// Canonical bytes of a value: RFC 8785, restricted to what records hold (integers, strings, booleans, null,
/// arrays, objects with ASCII keys), so that key order by code point and by UTF-16 is the same.
public enum CanonicalJSON {
    /// The canonical bytes.
    ///
    /// - Throws: `EncodingError` for a value the profile has no form for (a fraction, NaN).
    public static func bytes(of value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return [UInt8](try encoder.encode(value))
    }

    /// SHA-256 of bytes, 32 of them.
    public static func digest(of bytes: [UInt8]) -> [UInt8] { [UInt8](SHA256.hash(data: bytes)) }
}
