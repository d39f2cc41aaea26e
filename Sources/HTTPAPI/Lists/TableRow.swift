import Foundation

/// A JSON value as it stands in a document: text, whole number, truth, nothing, or something nested.
enum JSONNode: Codable {
    case null
    case flag(Bool)
    case integer(Int64)
    case text(String)
    case list([JSONNode])
    case object([String: JSONNode])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode([JSONNode].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSONNode].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .flag(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .text(let value): try container.encode(value)
        case .list(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }
}

/// A line of a CSV table (RFC 4180): quoted where needed, and no text that a spreadsheet would take for a formula.
enum TableRow {
    /// The line of names; the unit is part of a name, as in `netGrams`.
    static func header(_ columns: [String]) -> String { columns.joined(separator: ",") + "\r\n" }

    /// The line of a document; a missing member is an empty cell, a nested one compact JSON.
    static func line(_ json: [UInt8], _ columns: [String]) throws -> String {
        let document = try JSONDecoder().decode([String: JSONNode].self, from: Data(json))
        return try columns.map { try cell(document[$0] ?? .null) }.joined(separator: ",") + "\r\n"
    }

    private static func cell(_ node: JSONNode) throws -> String {
        switch node {
        case .null: ""
        case .flag(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .text(let text): quoted(neutral(text))
        case .list, .object: quoted(String(decoding: try JSONEncoder.stable.encode(node), as: UTF8.self))
        }
    }

    /// Text that begins like a formula gets an apostrophe before it; numbers of ours are no text and stay as they are.
    static func neutral(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else { return text }
        return "'" + text
    }

    private static func quoted(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}
