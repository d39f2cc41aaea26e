import Foundation
import Testing

@testable import Exchange

/// The stream file, line by line.
struct StreamFileTests {
    private static let good =
        #"{"seq":1,"type":"arrived","occurred_at":"2025-11-20T12:07:00+08:00","data":{"manifest":"20254309000001"}}"#

    @Test func goodLinesAreRead() {
        let (events, findings) = StreamFile.read(
            Data(("\u{FEFF}" + Self.good + "\r\n\n" + Self.good).utf8), name: "e.jsonl")
        #expect(findings.isEmpty)
        #expect(events.map(\.origin.row) == [1, 3])
        #expect(events.first?.data == ["manifest": "20254309000001"])
        #expect(events.first?.occurredAt == "2025-11-20T12:07:00+08:00")
    }

    @Test(arguments: [
        ("{", "GL-F-0316"), ("[1]", "GL-F-0316"), (good.replacing("arrived", with: "flown"), "GL-F-0317"),
        (good.replacing("\"type\"", with: "\"kind\""), "GL-F-0317"), (good.replacing("+08:00", with: "Z"), "GL-F-0317"),
        (good.replacing("2025-11", with: "2025-13"), "GL-F-0317"),
        (good.replacing("\"20254309000001\"", with: "1.5"), "GL-F-0316"),
        (good.replacing("{\"manifest\":\"20254309000001\"}", with: "3"), "GL-F-0317"),
    ])
    func aBadLineIsAFindingAndTheOthersGoOn(line: String, code: String) {
        let (events, findings) = StreamFile.read(
            Data([Self.good, line, Self.good].joined(separator: "\n").utf8), name: "e.jsonl")
        #expect(events.map(\.origin.row) == [1, 3])
        #expect(findings.map(\.code) == [code])
        #expect(findings.map(\.row) == [2])
    }

    @Test func valuesKeepTheirKind() throws {
        let text = #"{"a":[1,true,null,"1",-9223372036854775808],"b":{}}"#
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
        #expect(value == ["a": [1, true, nil, "1", .integer(.min)], "b": [:]])
        #expect(try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value)) == value)
    }
}
