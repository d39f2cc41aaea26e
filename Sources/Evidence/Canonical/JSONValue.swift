/// A JSON value of the restricted profile: there is no number but the integer.
public enum JSONValue: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// An integer of magnitude up to `JSONValue.largestInteger`.
    case integer(Int64)
    /// A string; no Unicode normalization.
    case string(String)
    /// Values in order.
    case array([JSONValue])
    /// Members in any order; no name twice.
    case object([JSONMember])

    /// 2⁵³−1: beyond it ECMAScript no longer counts by ones (RFC 8785 §3.2.2.3, RFC 7493 §2.2).
    public static let largestInteger: Int64 = 9_007_199_254_740_991

    /// The canonical bytes (RFC 8785 §3.2): no space, members by UTF-16 code units, the shortest escapes.
    public var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// The value of a member; `nil` when this is no object or has none of that name.
    public subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name.utf8.elementsEqual(name.utf8) }?.value
    }

    /// The names of the members as they stand; empty when this is no object.
    public var names: [String] {
        if case .object(let members) = self { members.map { $0.name } } else { [] }
    }

    /// The text, when this is a string.
    public var text: String? { if case .string(let text) = self { text } else { nil } }

    /// The integer, when this is one that can count things here.
    public var integer: Int? { if case .integer(let number) = self { Int(exactly: number) } else { nil } }

    /// The elements, when this is an array.
    public var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

    private func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .boolean(let truth): bytes += (truth ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .string(let text): Self.append(text, to: &bytes)
        case .array(let elements):
            bytes.append(UInt8(ascii: "["))
            for (position, element) in elements.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                element.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            let ordered = members.sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
            for (position, member) in ordered.enumerated() {
                if position > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.append(member.name, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.append(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    private static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += "\\\"".utf8
            case UInt8(ascii: "\\"): bytes += "\\\\".utf8
            case 0x08: bytes += "\\b".utf8
            case 0x09: bytes += "\\t".utf8
            case 0x0A: bytes += "\\n".utf8
            case 0x0C: bytes += "\\f".utf8
            case 0x0D: bytes += "\\r".utf8
            case ..<0x20: bytes += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

/// One member of a JSON object.
public struct JSONMember: Sendable {
    /// Its name.
    public let name: String
    /// Its value.
    public let value: JSONValue

    /// A member.
    public init(_ name: String, _ value: JSONValue) {
        self.name = name
        self.value = value
    }
}

/// Equal when the canonical bytes are: `String` alone would call composed and decomposed letters the same.
extension JSONValue: Equatable {
    /// Whether both have the same canonical bytes.
    public static func == (left: Self, right: Self) -> Bool { left.canonicalBytes == right.canonicalBytes }
}
