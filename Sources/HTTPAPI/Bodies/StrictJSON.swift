import Evidence
import Operations

/// Reads a body by the letter: a text that has one reading only, and no member that nobody asked for (reliability.md §8, 13
/// and 16). Texts are read in Unicode's composed form. What two readers would read differently (a name twice, half a surrogate pair, an exponent) is refused.
enum StrictJSON {
    /// A value of a body.
    ///
    /// - Parameters:
    ///   - pointer: where the body stands in the whole.
    ///   - others: members that may stand at the top besides.
    /// - Throws: `Problem`, naming the member.
    static func read<Wire: Decodable>(
        _ type: Wire.Type, _ bytes: [UInt8], at pointer: String = "", besides others: Set<String> = []
    ) throws -> (Wire, JSONValue) {
        var given = try value(of: bytes, at: pointer)
        // Two names may have become one: it is read again.
        if let composed = given.composed { given = try value(of: composed.canonicalBytes, at: pointer) }
        let decoder = ValueDecoder(given)
        let wire: Wire
        do {
            wire = try decoder.decode(type)
        } catch let error as DecodingError {
            throw Problem(error, isJSON: isObject(given), at: pointer)
        }
        // Only members that the type asks for are its own.
        if let stranger = decoder.strangers.first(where: { $0.count > 1 || !others.contains($0[0]) }) {
            let place = stranger.map { "/\(escaped($0))" }.joined()
            throw Problem(member: pointer + place, Words("没有这个成员", "There is no such member"))
        }
        return (wire, given)
    }

    /// The value of a text.
    ///
    /// - Throws: `Problem`: 400 for what is no JSON text or has two readings, 422 for numbers that count no whole thing.
    static func value(of bytes: [UInt8], at pointer: String = "") throws(Problem) -> JSONValue {
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes, names: .any)
        } catch {
            guard error.kind == .notAnInteger else { throw Problem(.body) }
            throw Problem(member: pointer, Words("数字应为整数，不用指数", "Numbers are whole and without exponent"))
        }
        // Inside of a text a NUL can only stand as an escape.
        if bytes.contains(UInt8(ascii: "\\")), let pointer = firstNUL(in: value, at: pointer) {
            throw Problem(member: pointer, Words("文字中有空字符", "The text has a NUL character"))
        }
        return value
    }

    /// True for what says nothing: null, and lists and objects without members.
    static func isEmpty(_ value: JSONValue) -> Bool {
        switch value {
        case .null: true
        case .array(let elements): elements.isEmpty
        case .object(let members): members.isEmpty
        default: false
        }
    }

    private static func isObject(_ value: JSONValue) -> Bool { if case .object = value { true } else { false } }

    private static func firstNUL(in value: JSONValue, at pointer: String) -> String? {
        switch value {
        case .string(let text): return text.utf8.contains(0) ? pointer : nil
        case .array(let elements):
            return elements.enumerated().lazy.compactMap { firstNUL(in: $1, at: "\(pointer)/\($0)") }.first
        case .object(let members):
            for member in members {
                if member.name.utf8.contains(0) { return pointer }
                if let found = firstNUL(in: member.value, at: "\(pointer)/\(escaped(member.name))") { return found }
            }
            return nil
        default: return nil
        }
    }

    /// A name in a JSON pointer (RFC 6901 §3).
    private static func escaped(_ name: String) -> String {
        guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
        return name.replacing("~", with: "~0").replacing("/", with: "~1")
    }
}

extension Problem {
    /// A member that does not fit: 422.
    init(member pointer: String, _ words: Words) {
        self.init(.unfit, nil, [Item("GL-R-0001", pointer, words, hint: ProblemKind.unfit.remedy)])
    }
}
