import Custody
import Foundation
import Testing

@testable import Exchange

/// Words are read from a file's event without making JSON of them; whoever reads the stream must read the same.
struct EntryRoadsTests {
    /// What an entry came to, on either road.
    private struct Reading: Hashable {
        let act: Act?
        let persons: Persons
        let key: String
        let fault: SeasonStream.Fault?

        init(_ read: () throws(SeasonStream.Fault) -> SeasonStream.Entry) {
            do throws(SeasonStream.Fault) {
                let entry = try read()
                (act, persons, key, fault) = (entry.act, entry.persons, "\(entry.key) \(entry.occurredAt)", nil)
            } catch {
                (act, persons, key, fault) = (nil, [:], "", error)
            }
        }
    }

    private func agrees(_ event: StreamEvent) throws -> Bool {
        let words: JSONValue = [
            "type": .string(event.type), "occurred_at": .string(event.occurredAt), "data": event.data,
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(words), as: UTF8.self)
        let straight = Reading { () throws(SeasonStream.Fault) in try SeasonStream.entry(event) }
        let byText = Reading { () throws(SeasonStream.Fault) in try SeasonStream.entry(text, line: event.origin.row) }
        return straight == byText
    }

    /// The event with its words, or those of one element of a list in them, without a member or with something else in its place.
    private func damaged(_ event: StreamEvent) -> [StreamEvent] {
        damaged(event.data).map {
            StreamEvent(type: event.type, occurredAt: event.occurredAt, data: $0, origin: event.origin)
        }
    }

    private func damaged(_ value: JSONValue) -> [JSONValue] {
        let others: [JSONValue] = [nil, 7, "e\u{301}", "", true, [], [:], .integer(.max), ["x", nil]]
        switch value {
        case .object(let members):
            return members.keys.sorted().flatMap { name in
                var without = members
                let member = without.removeValue(forKey: name) ?? nil
                let changed = (others + damaged(member)).map { other in
                    JSONValue.object(members.merging([name: other]) { $1 })
                }
                return [.object(without)] + changed
            }
        case .array(let elements):
            guard let first = elements.first else { return [] }
            return damaged(first).map { .array([$0] + elements.dropFirst()) }
        default: return []
        }
    }

    @Test(
        "Sound and damaged events of every kind in the example season are read alike on both roads",
        .enabled(if: ExampleSeason.directory != nil, "the example season lies beside the checkout"))
    func bothRoads() throws {
        let directory = try #require(ExampleSeason.directory)
        let events = try StreamFile.read(contentsOf: directory.appending(path: "events.jsonl")).events
        for event in events { #expect(try agrees(event), "\(event)") }
        let ofEachKind = Dictionary(grouping: events, by: \.type).values.compactMap(\.first)
        #expect(ofEachKind.count > 20)
        for event in ofEachKind.flatMap(damaged) { #expect(try agrees(event), "\(event)") }
    }
}
