package import Custody
import Evidence

/// A personal value left out of a record: salt, name and value, whose digest stands in the record (RFC 9901 §4.2).
///
/// Erasing salt and value leaves the digest without a meaning, and every proof as it was.
package struct Disclosure: Hashable, Sendable {
    /// The part the person plays.
    package let role: PersonRole
    /// 16 random bytes, base64url; never used twice.
    package let salt: String
    /// The name.
    package let value: String

    /// Digest of salt, name and value, base64url: what stands in the record.
    package let digest: String

    package init(role: PersonRole, value: String) {
        guard let disclosure = try? Evidence.Disclosure(name: role.rawValue, value: .string(value)) else {
            preconditionFailure("the name of a part is ASCII and not reserved")
        }
        self.role = role
        self.value = value
        salt = disclosure.salt
        digest = disclosure.digest
    }
}

/// Random bytes as base64url without padding (RFC 4648 §5).
enum Random {
    static func base64URL(bytes count: Int) -> String {
        var generator = SystemRandomNumberGenerator()
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 7)
        while bytes.count < count {
            let word: UInt64 = generator.next()
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return Base64.text(of: bytes.prefix(count), .url)
    }
}
