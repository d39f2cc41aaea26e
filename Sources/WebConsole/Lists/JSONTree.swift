/// A JSON value as the ledger's documents hold them: whole numbers exact, members asked for by name.
indirect enum JSONTree: Hashable, Sendable {
    case null
    case flag(Bool)
    /// A number by its digits.
    case number(String)
    case text(String)
    case list([JSONTree])
    case object([String: JSONTree])

    /// Reads bytes that the ledger wrote; `null` for what is no JSON.
    init(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes: bytes)
        self = reader.value() ?? .null
    }
}

/// A JSON object; what is missing is nothing, not an error.
struct JSONObject {
    /// Its members.
    let members: [String: JSONTree]

    /// An object of bytes.
    init(_ json: [UInt8]) { self.init(JSONTree(json)) }
    /// An object inside another; empty for anything else.
    init(_ tree: JSONTree) { if case .object(let members) = tree { self.members = members } else { members = [:] } }

    /// One member.
    subscript(_ name: String) -> JSONMember { JSONMember(value: members[name]) }
}

/// A value of JSON, or none.
struct JSONMember {
    /// The value.
    let value: JSONTree?

    /// As text: a string, a number's digits, `true` or `false`.
    var text: String? {
        switch value {
        case .text(let text), .number(let text): text
        case .flag(let flag): flag ? "true" : "false"
        default: nil
        }
    }
    /// As a whole number.
    var number: Int64? { if case .number(let digits) = value { Int64(digits) } else { nil } }
    /// As an object.
    var object: JSONObject { JSONObject(value ?? .null) }
    /// As a list of values.
    var list: [JSONMember] { if case .list(let values) = value { values.map { JSONMember(value: $0) } } else { [] } }
}

/// Reads JSON byte by byte.
private struct JSONReader {
    let bytes: [UInt8]
    var at = 0

    mutating func value() -> JSONTree? {
        skipSpace()
        guard at < bytes.count else { return nil }
        switch bytes[at] {
        case 0x7B: return object()
        case 0x5B: return list()
        case 0x22: return string().map { .text($0) }
        case 0x74: return word("true", .flag(true))
        case 0x66: return word("false", .flag(false))
        case 0x6E: return word("null", .null)
        default: return number()
        }
    }

    private mutating func skipSpace() {
        while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    }
    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }
    private mutating func word(_ word: String, _ tree: JSONTree) -> JSONTree? {
        at += word.utf8.count
        return at <= bytes.count ? tree : nil
    }
    private mutating func number() -> JSONTree? {
        let start = at
        while at < bytes.count,
            bytes[at] == 0x2D || bytes[at] == 0x2B || bytes[at] == 0x2E || bytes[at] | 0x20 == 0x65
                || (0x30...0x39).contains(bytes[at])
        { at += 1 }
        return at > start ? .number(String(decoding: bytes[start..<at], as: UTF8.self)) : nil
    }
    private mutating func object() -> JSONTree? {
        var members: [String: JSONTree] = [:]
        at += 1
        if take(0x7D) { return .object(members) }
        repeat {
            skipSpace()
            guard at < bytes.count, bytes[at] == 0x22, let name = string(), take(0x3A), let member = value() else {
                return nil
            }
            members[name] = member
        } while take(0x2C)
        return take(0x7D) ? .object(members) : nil
    }
    private mutating func list() -> JSONTree? {
        var values: [JSONTree] = []
        at += 1
        if take(0x5D) { return .list(values) }
        repeat {
            guard let member = value() else { return nil }
            values.append(member)
        } while take(0x2C)
        return take(0x5D) ? .list(values) : nil
    }
    private mutating func string() -> String? {
        var out: [UInt8] = []
        at += 1
        while at < bytes.count, bytes[at] != 0x22 {
            if bytes[at] == 0x5C {
                guard let scalar = escape() else { return nil }
                out += Array(String(scalar).utf8)
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        at += 1
        return at <= bytes.count ? String(decoding: out, as: UTF8.self) : nil
    }
    private mutating func escape() -> Unicode.Scalar? {
        guard at + 1 < bytes.count else { return nil }
        let mark = bytes[at + 1]
        at += 2
        switch mark {
        case 0x6E: return "\n"
        case 0x74: return "\t"
        case 0x72: return "\r"
        case 0x62: return "\u{8}"
        case 0x66: return "\u{C}"
        case 0x75:
            guard let high = unit() else { return nil }
            guard (0xD800...0xDBFF).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
            guard at + 1 < bytes.count, bytes[at] == 0x5C, bytes[at + 1] == 0x75 else { return "\u{FFFD}" }
            at += 2
            guard let low = unit(), (0xDC00...0xDFFF).contains(low) else { return "\u{FFFD}" }
            return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        default: return Unicode.Scalar(mark)
        }
    }
    private mutating func unit() -> UInt32? {
        guard at + 4 <= bytes.count else { return nil }
        defer { at += 4 }
        return UInt32(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
    }
}
