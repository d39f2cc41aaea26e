extension JSONValue {
    /// The value of a JSON text (RFC 8259) in any form, under the restrictions of the profile.
    ///
    /// A fraction of zeros only (`56.0`) is the integer before it; every exponent is refused.
    ///
    /// - Throws: the first thing that JSON or the profile forbids.
    public init(parsing text: [UInt8], names: MemberNames) throws(CanonicalFault) {
        var reader = JSONReader(text: text, names: names)
        self = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.at == text.count else { throw CanonicalFault(.trailingBytes, at: reader.at) }
    }
}

/// Reads one JSON text from left to right.
private struct JSONReader {
    let text: [UInt8]
    let names: MemberNames
    var at = 0

    static let deepest = 64

    private var next: UInt8? { at < text.count ? text[at] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { at += 1 }
    }

    mutating func value(depth: Int) throws(CanonicalFault) -> JSONValue {
        guard depth <= Self.deepest else { throw CanonicalFault(.tooDeep, at: at) }
        skipSpace()
        guard let first = next else { throw CanonicalFault(.syntax, at: at) }
        switch first {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .integer(try integer())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw CanonicalFault(.syntax, at: at)
        }
    }

    private mutating func word(_ word: String, _ value: JSONValue) throws(CanonicalFault) -> JSONValue {
        guard text[at...].starts(with: word.utf8) else { throw CanonicalFault(.syntax, at: at) }
        at += word.utf8.count
        return value
    }

    private mutating func take(_ byte: Unicode.Scalar) throws(CanonicalFault) {
        skipSpace()
        guard next == UInt8(ascii: byte) else { throw CanonicalFault(.syntax, at: at) }
        at += 1
    }

    /// Takes a comma, or the end of an array or object; `false` at the end.
    private mutating func more(until end: Unicode.Scalar) throws(CanonicalFault) -> Bool {
        skipSpace()
        if next == UInt8(ascii: end) {
            at += 1
            return false
        }
        try take(",")
        return true
    }

    private mutating func array(depth: Int) throws(CanonicalFault) -> JSONValue {
        at += 1
        skipSpace()
        if next == UInt8(ascii: "]") {
            at += 1
            return .array([])
        }
        var elements: [JSONValue] = []
        repeat { elements.append(try value(depth: depth + 1)) } while try more(until: "]")
        return .array(elements)
    }

    private mutating func object(depth: Int) throws(CanonicalFault) -> JSONValue {
        at += 1
        skipSpace()
        if next == UInt8(ascii: "}") {
            at += 1
            return .object([])
        }
        var members: [JSONMember] = []
        var seen = SeenNames()
        repeat {
            skipSpace()
            let start = at
            guard next == UInt8(ascii: "\"") else { throw CanonicalFault(.syntax, at: at) }
            let name = try string()
            if names == .ascii, !name.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
                throw CanonicalFault(.foreignName, at: start)
            }
            guard seen.insert(name, besides: members) else { throw CanonicalFault(.duplicateName, at: start) }
            try take(":")
            members.append(JSONMember(name, try value(depth: depth + 1)))
        } while try more(until: "}")
        return .object(members)
    }

    private mutating func integer() throws(CanonicalFault) -> Int64 {
        let start = at
        let negative = next == UInt8(ascii: "-")
        if negative { at += 1 }
        let digits = try digits()
        guard digits == "0" || !digits.hasPrefix("0") else { throw CanonicalFault(.syntax, at: start) }
        if next == UInt8(ascii: ".") {
            at += 1
            guard try self.digits().allSatisfy({ $0 == "0" }) else { throw CanonicalFault(.notAnInteger, at: start) }
        }
        if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") { throw CanonicalFault(.notAnInteger, at: start) }
        guard let number = Int64(digits), number <= JSONValue.largestInteger, !(negative && number == 0) else {
            throw CanonicalFault(.notAnInteger, at: start)
        }
        return negative ? -number : number
    }

    private mutating func digits() throws(CanonicalFault) -> String {
        let digits = text[at...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty else { throw CanonicalFault(.syntax, at: at) }
        at += digits.count
        return String(decoding: digits, as: UTF8.self)
    }

    private mutating func string() throws(CanonicalFault) -> String {
        let start = at
        at += 1
        // Most texts hold no escape: they are taken as a whole.
        while let byte = next, byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { at += 1 }
        if next == UInt8(ascii: "\"") {
            guard let text = String(validating: text[(start + 1)..<at], as: UTF8.self) else {
                throw CanonicalFault(.notUnicode, at: start)
            }
            at += 1
            return text
        }
        var bytes = [UInt8](text[(start + 1)..<at])
        while let byte = next {
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw CanonicalFault(.notUnicode, at: start)
                }
                return text
            case UInt8(ascii: "\\"): bytes += String(try escape()).utf8
            case ..<0x20: throw CanonicalFault(.syntax, at: at - 1)
            default: bytes.append(byte)
            }
        }
        throw CanonicalFault(.syntax, at: at)
    }

    private mutating func escape() throws(CanonicalFault) -> Unicode.Scalar {
        let start = at - 1
        guard let letter = next else { throw CanonicalFault(.syntax, at: at) }
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar(from: start)
        default: throw CanonicalFault(.syntax, at: start)
        }
    }

    /// The scalar of `\uXXXX`, or of two of them that form a surrogate pair.
    private mutating func scalar(from start: Int) throws(CanonicalFault) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, text[at...].starts(with: "\\u".utf8) else {
            throw CanonicalFault(.notUnicode, at: start)
        }
        at += 2
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw CanonicalFault(.notUnicode, at: start) }
        return scalar
    }

    private mutating func unit() throws(CanonicalFault) -> UInt32 {
        let digits = text[at...].prefix(4)
        // `UInt32(_:radix:)` alone would take a sign.
        guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let unit = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw CanonicalFault(.syntax, at: at) }
        at += 4
        return unit
    }
}

/// Names of the members of one object. Few are compared one by one; of many a set is kept.
private struct SeenNames {
    private static let few = 16
    private var many: Set<[UInt8]> = []

    /// False when the name is among the members before it, byte by byte.
    mutating func insert(_ name: String, besides members: [JSONMember]) -> Bool {
        if members.count < Self.few { return !members.contains { $0.name.utf8.elementsEqual(name.utf8) } }
        if many.isEmpty { many = Set(members.map { [UInt8]($0.name.utf8) }) }
        return many.insert([UInt8](name.utf8)).inserted
    }
}
