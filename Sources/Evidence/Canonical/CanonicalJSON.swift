/// Canonical bytes of a value: RFC 8785 (JCS), restricted to what records hold.
///
/// The profile: member names in ASCII, integers of magnitude up to 2⁵³−1 without `-0`, strings of valid Unicode
/// scalars, no name twice in an object. With ASCII names, order by code point and by UTF-16 is the same; without
/// fractions, the number form of ECMAScript is never needed (decision 0010).
public enum CanonicalJSON {
    /// SHA-256 of bytes, 32 of them.
    public static func digest(of bytes: [UInt8]) -> [UInt8] { Primitives.sha256(bytes) }

    /// The value that canonical bytes of the profile stand for.
    ///
    /// - Throws: what the profile forbids in them, or `notCanonical` where another form of the same value stands.
    public static func value(ofCanonical bytes: [UInt8]) throws(CanonicalFault) -> JSONValue {
        let value = try JSONValue(parsing: bytes, names: .ascii)
        let form = value.canonicalBytes
        guard form == bytes else {
            let offset = zip(form, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
            throw CanonicalFault(.notCanonical, at: offset ?? min(form.count, bytes.count))
        }
        return value
    }

    /// Why bytes are not the canonical form of a value of the profile; `nil` when they are.
    public static func fault(in bytes: [UInt8]) -> CanonicalFault? {
        do throws(CanonicalFault) { _ = try value(ofCanonical: bytes) } catch { return error }
        return nil
    }

    /// The canonical form of a JSON text in any form: space, escapes and order as they come.
    ///
    /// - Throws: what the profile forbids in it, member names outside ASCII excepted when `names` allows them.
    public static func bytes(
        canonicalizing text: [UInt8], names: MemberNames = .ascii
    ) throws(CanonicalFault) -> [UInt8] {
        try JSONValue(parsing: text, names: names).canonicalBytes
    }
}

/// Which member names a JSON text may hold.
public enum MemberNames: Sendable {
    /// U+0020 to U+007E only: the profile.
    case ascii
    /// Any: RFC 8785 as it stands.
    case any
}

/// What keeps bytes from being canonical JSON of the profile, and where.
public struct CanonicalFault: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// Not a JSON text (RFC 8259).
        case syntax
        /// Bytes that are not UTF-8, or an escape of half a surrogate pair.
        case notUnicode
        /// A name twice in one object.
        case duplicateName
        /// A member name outside ASCII.
        case foreignName
        /// A fraction, an exponent, `-0`, or beyond 2⁵³−1.
        case notAnInteger
        /// Nested more than 64 deep.
        case tooDeep
        /// Something after the value.
        case trailingBytes
        /// The value is allowed, its bytes are not the canonical ones.
        case notCanonical
    }

    /// What is wrong.
    public let kind: Kind
    /// Where, in bytes from the start.
    public let offset: Int

    init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}
