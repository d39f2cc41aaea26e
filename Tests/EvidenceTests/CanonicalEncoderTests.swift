import Evidence
import Testing

/// Values of every form that encodes itself, by chance.
private enum Wild: Encodable, CaseIterable {
    case text, number, truth, nothing, list, object, code, empty, nested, fraction

    struct Code: Encodable, Hashable, CodingKeyRepresentable {
        let text: String
        var codingKey: any CodingKey { Key(stringValue: text) }
        init(_ text: String) { self.text = text }
        init?<Given: CodingKey>(codingKey: Given) { text = codingKey.stringValue }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(text)
        }
    }
    struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
    struct Case: Encodable {
        enum Outcome: Encodable { case done(grams: Int), waits }
        let outcome: Outcome
    }

    static let words = [
        "", "a", "早籼稻", "say \"yes\"", "a\\b", "\u{1}\n\t\u{8}\u{c}\r\u{1f}", "/", "\u{7f}", "é", "e\u{301}", "🌾", "zz",
    ]

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let word = Self.words.randomElement() ?? ""
        switch self {
        case .text: try container.encode(word)
        case .number:
            try container.encode(
                [0, 1, -1, 42, .max, .min, 9_007_199_254_740_991, 9_007_199_254_740_993].randomElement() ?? Int64(0))
        case .truth: try container.encode(Bool.random())
        case .nothing: try container.encodeNil()
        case .list: try container.encode((0..<Int.random(in: 0..<4)).map { "\(word)\($0)" })
        case .object: try container.encode([word + "k": 1, "b": -2, "a": 3])
        case .code: try container.encode([Code(word + "k"): Code("x"), Code("b"): Code(word)])
        case .empty: try container.encode([String: Int]())
        case .nested: try container.encode(Case(outcome: Bool.random() ? .done(grams: 5) : .waits))
        case .fraction: try container.encode(0.5)
        }
    }
}

/// A value and what it was when it was made: it encodes the same each time.
private struct Fixed: Encodable {
    let one: [String: [String]]
    let two: Int?
    let three: [[Int64]]
    let four: [Wild.Code: Bool]
    let five: String?
    let six: Wild.Case?
    let seven: UInt64
    let eight: [String: [String: Int]]

    init() {
        func word() -> String { Wild.words.randomElement() ?? "" }
        one = [word(): [word(), word()], word() + "k": []]
        two = Bool.random() ? Int.random(in: .min ... .max) : nil
        three = [[.random(in: -100...100)], [], [.max]]
        four = [Wild.Code(word()): Bool.random()]
        five = Bool.random() ? word() : nil
        six = Int.random(in: 0..<4) == 0 ? Wild.Case(outcome: Bool.random() ? .done(grams: 5) : .waits) : nil
        seven = Int.random(in: 0..<9) == 0 ? .max : 7
        eight = [word(): [word(): 1], "x" + word(): [:]]
    }
}

@Suite("The encoder that writes canonical bytes at once")
struct CanonicalEncoderTests {
    @Test("Two thousand values by chance: the bytes are those of Foundation's encoder, and of one form alone")
    func sameBytes() throws {
        for _ in 0..<2_000 {
            let value = Fixed()
            let bytes = try CanonicalJSON.bytes(of: value)
            #expect(try bytes == CanonicalJSON.foundationBytes(of: value))
            let examined = try CanonicalJSON.examinedBytes(of: value)
            #expect(examined.bytes == bytes)
            #expect(examined.fault == CanonicalJSON.fault(in: bytes))
        }
    }

    @Test("Forms it does not know are left to the encoder that does", arguments: Wild.allCases)
    fileprivate func otherForms(_ form: Wild) throws {
        for _ in 0..<50 { #expect(!(try CanonicalJSON.bytes(of: ["value": form])).isEmpty) }
        if form == .fraction { #expect(try CanonicalJSON.bytes(of: form) == Array("0.5".utf8)) }
    }

    @Test("What the profile forbids is found as before")
    func faults() throws {
        #expect(try CanonicalJSON.examinedBytes(of: ["n": Int64.max]).fault?.kind == .notAnInteger)
        #expect(try CanonicalJSON.examinedBytes(of: ["é": 1]).fault?.kind == .foreignName)
        #expect(try CanonicalJSON.examinedBytes(of: ["a": "é"]).fault == nil)
    }
}
