/// A text that is equal only to the same bytes.
///
/// Swift compares strings by canonical equivalence, under which U+212A (kelvin) is the letter K; names of keys, origins
/// and witnesses are octets (signed-note §Format, tlog-policy §Character set).
public struct ExactText: Hashable, Sendable, CustomStringConvertible {
    /// The bytes.
    public let bytes: [UInt8]

    /// The text of bytes, which need not be UTF-8.
    public init(_ bytes: some Sequence<UInt8>) { self.bytes = [UInt8](bytes) }

    /// A text.
    public init(_ text: String) { bytes = [UInt8](text.utf8) }

    /// The text; bytes that are not UTF-8 appear as U+FFFD.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// Whether it can name a key: UTF-8, not empty, no Unicode space, no plus, no control character (signed-note §Format).
    public var isKeyName: Bool {
        guard let text = String(validating: bytes, as: UTF8.self) else { return false }
        return !text.isEmpty
            && text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "+" && !Self.isSpace($0) }
    }

    /// Unicode's White_Space, a property that does not change; written out, for a browser's module has no tables.
    static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }
}

extension ExactText: ExpressibleByStringLiteral {
    /// A text as written in the program.
    public init(stringLiteral value: String) { self.init(value) }
}
