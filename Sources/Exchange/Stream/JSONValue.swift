/// One JSON value of a season stream. Numbers are whole: masses are grams, and a concentration is text with its
/// digits (`domain.md` §3.1), so a fraction in the stream is an error and not a rounded value.
public enum JSONValue: Sendable, Hashable {
    /// `null`: not known yet, or does not apply.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A whole number; grams where it is a mass.
    case integer(Int64)
    /// Text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Named values; the order of names carries no meaning.
    case object([String: JSONValue])
}

extension JSONValue {
    /// The value under a name; nil when this is no object or has no such name.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    /// The text; nil when this is no string.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The whole number; nil when this is no number.
    public var wholeNumber: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// Text, or `null` when there is none.
    static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
}

extension JSONValue: Codable {
    /// Reads any JSON value; throws `DecodingError` on a number that is not whole.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let number = try? container.decode(Int64.self) {
            self = .integer(number)
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let members = try? container.decode([String: JSONValue].self) {
            self = .object(members)
        } else {
            self = .array(try container.decode([JSONValue].self))
        }
    }

    /// Writes the value.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let flag): try container.encode(flag)
        case .integer(let number): try container.encode(number)
        case .string(let text): try container.encode(text)
        case .array(let items): try container.encode(items)
        case .object(let members): try container.encode(members)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// Text as it stands in code.
    public init(stringLiteral value: String) { self = .string(value) }
    /// A whole number as it stands in code.
    public init(integerLiteral value: Int64) { self = .integer(value) }
    /// A truth value as it stands in code.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// `null` as it stands in code.
    public init(nilLiteral: ()) { self = .null }
    /// A list as it stands in code.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// Named values as they stand in code; of a name given twice the last one counts.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}
