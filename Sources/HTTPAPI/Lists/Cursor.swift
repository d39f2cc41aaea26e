import Foundation
import Operations
import Rules

/// The opaque text of a place in a list: it carries a check over the question, so that it cannot be used for another.
enum Cursor {
    /// The cursor of a place.
    static func text(of position: ListQuery.Position, in query: ListQuery) -> String {
        let content = "\(check(position, query))\n\(position.key)\n\(position.code)"
        return Data(content.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// The place a cursor stands for; `nil` when it is damaged or belongs to another question.
    static func position(of text: String, in query: ListQuery) -> ListQuery.Position? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        guard let data = Data(base64Encoded: padded), let content = String(data: data, encoding: .utf8) else {
            return nil
        }
        let parts = content.split(separator: "\n", maxSplits: 2, omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 3 else { return nil }
        let position = ListQuery.Position(key: parts[1], code: parts[2])
        return parts[0] == check(position, query) ? position : nil
    }

    /// FNV-1a, 64 bits, over the question and the place: against slips, not against malice; a forged place only skips
    /// rows that the asker may see anyway.
    private static func check(_ position: ListQuery.Position, _ query: ListQuery) -> String {
        let conditions = query.conditions.map { "\($0.field.name) \($0.comparison)" }.sorted()
        let question =
            [
                query.resource.rawValue, query.sort?.name ?? "", "\(query.isDescending)",
                "\(query.asOf?.microseconds ?? 0)",
            ]
            + conditions + [position.key, position.code]
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in question.joined(separator: "\u{1F}").utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
