import Foundation
import Testing

@testable import Evidence

/// What stands between a request and its act: it must read what Foundation's decoder reads, refuse what that refuses, name
/// the same place, and overlook no member.
struct ValueDecoderTests {
    private struct Part: Codable, Hashable {
        let code: String
        let grams: Int64
        let share: UInt8?
    }
    private enum Way: String, Codable { case moved, split }
    private struct Whole: Codable, Hashable {
        let way: Way
        let isDry: Bool
        let note: String?
        let parts: [Part]
        let chief: Part?
        let names: [String: String]
        let marks: [String?]
        let tree: [[Int16]]
    }

    /// What either decoder made of a text.
    private enum Reading: Hashable {
        case read(Whole)
        case fault(String)

        init(_ read: () throws -> Whole) {
            do {
                self = .read(try read())
            } catch let error as DecodingError {
                self = .fault(Self.words(error))
            } catch {
                self = .fault("\(error)")
            }
        }

        /// The same; or more: Foundation does not say where a number stands that does not fit, and calls a null in place of a
        /// truth value one of another type.
        func says(_ other: Reading) -> Bool {
            guard case .fault(let words) = self, case .fault(let less) = other, words != less else {
                return self == other
            }
            return less == "value " && words.hasPrefix("value ") || less == "type isDry" && words == "null isDry"
        }

        private static func words(_ error: DecodingError) -> String {
            func path(_ context: DecodingError.Context, _ last: (any CodingKey)? = nil) -> String {
                (context.codingPath + (last.map { [$0] } ?? [])).map { $0.intValue.map(String.init) ?? $0.stringValue }
                    .joined(separator: "/")
            }
            return switch error {
            case .keyNotFound(let key, let context): "missing \(path(context, key))"
            case .typeMismatch(_, let context): "type \(path(context))"
            case .valueNotFound(_, let context): "null \(path(context))"
            case .dataCorrupted(let context): "value \(path(context))"
            @unknown default: "other"
            }
        }
    }

    private static let sound = """
        {"way":"moved","isDry":true,"note":"晒干 \\"A\\"","parts":[{"code":"25W-1","grams":9007199254740991,"share":255},\
        {"code":"","grams":-1}],"chief":null,"names":{"sampler":"李\u{E9}"},"marks":["x",null,""],"tree":[[],[1,-2],[3]]}
        """

    /// A tree with one value of it, at any depth, left out or replaced.
    private static func damaged(_ value: JSONValue) -> [JSONValue] {
        let others: [JSONValue] = [
            .null, .boolean(false), .integer(7), .integer(300), .integer(-40_000), .string("moved"), .string(""),
            .array([]),
            .array([.null]), .object([]), .object([JSONMember("code", .string("c"))]),
        ]
        let inner: [JSONValue]
        switch value {
        case .object(let members):
            inner = members.indices.flatMap { place -> [JSONValue] in
                var without = members
                let member = without.remove(at: place)
                let changed = damaged(member.value).map { other -> JSONValue in
                    var all = members
                    all[place] = JSONMember(member.name, other)
                    return .object(all)
                }
                return [.object(without)] + changed
            }
        case .array(let elements):
            inner = elements.indices.flatMap { place in
                damaged(elements[place]).map { other in
                    var all = elements
                    all[place] = other
                    return .array(all)
                }
            }
        default: inner = []
        }
        return others + inner
    }

    @Test("Sound and damaged texts are read as Foundation reads them, or refused at the same place")
    func asFoundation() throws {
        let sound = try JSONValue(parsing: Array(Self.sound.utf8), names: .any)
        let all = [sound] + Self.damaged(sound)
        let twice = all + all.enumerated().filter { $0.offset % 7 == 0 }.flatMap { Self.damaged($0.element) }
        #expect(twice.count > 10_000)
        var kinds: Set<String> = []
        for value in twice {
            let straight = Reading { try ValueDecoder(value).decode(Whole.self) }
            let foundation = Reading { try JSONDecoder().decode(Whole.self, from: Data(value.canonicalBytes)) }
            #expect(
                straight.says(foundation),
                "\(straight), \(foundation): \(String(decoding: value.canonicalBytes, as: UTF8.self))")
            if case .fault(let words) = straight {
                kinds.insert(String(words.prefix { $0 != " " }))
            } else {
                kinds.insert("read")
            }
        }
        #expect(kinds == ["read", "missing", "type", "null", "value"])
    }

    @Test("A member that nothing asked for is told with its path; null says nothing")
    func strangers() throws {
        let text = """
            {"way":"moved","isDry":true,"parts":[{"code":"c","grams":1,"tare":2},{"code":"d","grams":1,"share":null,"x":null}],\
            "chief":{"code":"e","grams":3,"a/b":{}},"names":{"anyone":"n"},"marks":[],"tree":[],"other":[1],"nothing":null}
            """
        let decoder = ValueDecoder(try JSONValue(parsing: Array(text.utf8), names: .any))
        _ = try decoder.decode(Whole.self)
        #expect(decoder.strangers == [["parts", "0", "tare"], ["chief", "a/b"], ["other"]])
        let sound = ValueDecoder(try JSONValue(parsing: Array(Self.sound.utf8), names: .any))
        _ = try sound.decode(Whole.self)
        #expect(sound.strangers == [])
    }

    @Test("In snake case a name is found where Swift's own spelling is not there")
    func snakeCase() throws {
        struct Day: Decodable { let validFrom: String }
        let value = try JSONValue(parsing: Array("{\"valid_from\":\"2025\"}".utf8), names: .any)
        #expect(try ValueDecoder(value, names: .orSnakeCase).decode(Day.self).validFrom == "2025")
        #expect(throws: DecodingError.self) { try ValueDecoder(value).decode(Day.self) }
    }

    @Test("Of many members a name given twice is found as it is of few", arguments: [2, 15, 16, 17, 40])
    func twice(count: Int) {
        let members = (1..<count).map { "\"m\($0)\":0" } + ["\"m1\":1"]
        let text = Array("{\(members.joined(separator: ","))}".utf8)
        #expect(throws: CanonicalFault.self) { try JSONValue(parsing: text, names: .any) }
    }
}
