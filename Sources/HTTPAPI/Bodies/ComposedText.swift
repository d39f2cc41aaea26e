import Evidence
import Foundation

/// Unicode's composed form (NFC, UAX #15): in it stands every text of the book, so that two ways to type one name are one
/// name (reliability.md §8, 16).
extension JSONValue {
    /// The same with every text and every name composed; `nil` when they are so already.
    var composed: JSONValue? {
        switch self {
        case .null, .boolean, .integer: return nil
        case .string(let text): return Self.composed(text).map(JSONValue.string)
        case .array(let elements):
            let changed = elements.map(\.composed)
            guard changed.contains(where: { $0 != nil }) else { return nil }
            return .array(zip(elements, changed).map { $1 ?? $0 })
        case .object(let members):
            let changed = members.map { (name: Self.composed($0.name), value: $0.value.composed) }
            guard changed.contains(where: { $0.name != nil || $0.value != nil }) else { return nil }
            return .object(
                zip(members, changed).map { JSONMember($1.name ?? $0.name, $1.value ?? $0.value) })
        }
    }

    private static func composed(_ text: String) -> String? {
        // What people type is nearly always so already: letters of Western Europe, Chinese characters and their signs.
        let isPlain = text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x300, 0x2010...0x2027, 0x3001...0x3011, 0x4E00...0x9FFF, 0xFF00...0xFFEF: true
            default: false
            }
        }
        if isPlain { return nil }
        let composed = text.precomposedStringWithCanonicalMapping
        return composed.utf8.elementsEqual(text.utf8) ? nil : composed
    }
}
