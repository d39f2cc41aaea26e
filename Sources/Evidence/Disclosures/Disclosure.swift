/// A personal or restricted value outside its record: `[salt, name, value]` (RFC 9901 §4.2.1).
///
/// Its digest stands in the record's `_sd`. Erasing the disclosure leaves record, entry and proofs valid, and the value
/// cannot be guessed from the digest, because the salt is gone (evidence.md §4.11).
public struct Disclosure: Hashable, Sendable {
    /// The fewest random bytes of a salt (RFC 9901 §9.3: 128 bits).
    public static let saltBytes = 16
    /// Names a disclosure may not have, because they mean something in a record (RFC 9901 §4.2.1).
    static let reservedNames = ["_sd", "..."]

    /// The JSON array, in the exact bytes that were digested.
    public let bytes: [UInt8]
    /// The name of the member it stands for.
    public let name: String
    /// The salt, base64url.
    public let salt: String

    /// A disclosure with a new salt.
    ///
    /// - Throws: `disclosure` for a reserved name, or one outside ASCII; `canonical` for a value outside the profile.
    public init(name: String, value: JSONValue) throws(DisclosureFault) {
        guard Self.isName(name) else { throw .disclosure }
        var salt: [UInt8] = []
        while salt.count < Self.saltBytes {
            let word = UInt64.random(in: .min ... .max)
            for shift in stride(from: UInt64(0), to: 64, by: 8) {
                salt.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        self.salt = Base64.text(of: salt, .url)
        self.name = name
        bytes = JSONValue.array([.string(self.salt), .string(name), value]).canonicalBytes
        // A text is always within the profile; what else the value may be is read again.
        if case .string = value { return }
        do throws(CanonicalFault) { _ = try CanonicalJSON.value(ofCanonical: bytes) } catch { throw .canonical(error) }
    }

    /// The disclosure of its bytes.
    ///
    /// - Throws: `canonical`, or `disclosure` when it is not three elements, the salt not base64url of 16 bytes or more,
    ///   the name reserved or outside ASCII.
    public init(_ bytes: [UInt8]) throws(DisclosureFault) {
        let value: JSONValue
        do throws(CanonicalFault) { value = try CanonicalJSON.value(ofCanonical: bytes) } catch {
            throw .canonical(error)
        }
        guard let parts = value.elements, parts.count == 3, let salt = parts[0].text, let name = parts[1].text,
            let raw = Base64.bytes(of: salt, .url), raw.count >= Self.saltBytes,
            Self.isName(name)
        else { throw .disclosure }
        self.bytes = bytes
        self.name = name
        self.salt = salt
    }

    private static func isName(_ name: String) -> Bool {
        !reservedNames.contains(name) && name.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// The value, as it was before it was taken out of the record.
    public var value: JSONValue { (try? CanonicalJSON.value(ofCanonical: bytes))?.elements?.last ?? .null }

    /// What stands in the record's `_sd`: base64url of SHA-256 over the base64url text of the array (RFC 9901 §4.2.3).
    public var digest: String { Self.digest(of: bytes) }

    /// The digest of a disclosure in any form.
    public static func digest(of bytes: [UInt8]) -> String {
        Hash256(of: Array(Base64.text(of: bytes, .url).utf8)).base64URL
    }
}

/// Why bytes or values are no disclosure.
public enum DisclosureFault: Error, Hashable, Sendable {
    /// Not canonical JSON.
    case canonical(CanonicalFault)
    /// Not `[salt, name, value]` of the form wanted.
    case disclosure
}

extension JSONValue {
    /// The digests in the `_sd` members of a record, wherever they stand, in order.
    public var disclosureDigests: [String] {
        switch self {
        case .object(let members):
            members.flatMap { member in
                member.name == "_sd"
                    ? (member.value.elements ?? []).compactMap { $0.text } : member.value.disclosureDigests
            }
        case .array(let elements): elements.flatMap { $0.disclosureDigests }
        default: []
        }
    }

    /// The names of the members of the object whose `_sd` holds a digest; empty when there is none.
    func names(besideDigest digest: String) -> [String] {
        switch self {
        case .object(let members):
            if self["_sd"]?.elements?.contains(.string(digest)) == true { return members.map { $0.name } }
            return members.flatMap { $0.value.names(besideDigest: digest) }
        case .array(let elements): return elements.flatMap { $0.names(besideDigest: digest) }
        default: return []
        }
    }
}
