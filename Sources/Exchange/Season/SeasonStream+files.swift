import Evidence
import Foundation

extension SeasonStream {
    /// The entry an event of a file stands for; its key is the digest of the event's own words.
    ///
    /// - Throws: `Fault` with the row of the file as its line.
    public static func entry(_ event: StreamEvent) throws(Fault) -> Entry {
        let words: JSONValue = [
            "type": .string(event.type), "occurred_at": .string(event.occurredAt), "data": event.data,
        ]
        guard let bytes = try? CanonicalJSON.bytes(of: words) else {
            throw Fault(
                line: event.origin.row, code: "GL-R-0002", chinese: "写不成 JSON", english: "No JSON can be made of it")
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let composed = text.inComposedForm
        // What a mark was put together with is read from the text that is digested; everything else from the event itself.
        guard composed.utf8.elementsEqual(bytes) else { return try entry(composed, line: event.origin.row) }
        return try entry(
            event.type, event.occurredAt, digestOf: Data(bytes),
            ValueDecoder(.object([JSONMember("data", event.data.evidence)]), names: .orSnakeCase),
            line: event.origin.row)
    }
}

extension JSONValue {
    /// The same as the evidence log has it.
    fileprivate var evidence: Evidence.JSONValue {
        switch self {
        case .null: .null
        case .bool(let truth): .boolean(truth)
        case .integer(let number): .integer(number)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.evidence))
        case .object(let members): .object(members.map { JSONMember($0.key, $0.value.evidence) })
        }
    }
}
