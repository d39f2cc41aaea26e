import Foundation

/// A file somebody sent with a form.
struct SentFile: Hashable, Sendable {
    /// Name of the field.
    let field: String
    /// Name of the file.
    let name: String
    /// Its bytes.
    let bytes: [UInt8]
}

/// A form with files (RFC 7578), as browsers write it.
struct Multipart {
    /// Fields that are no files.
    private(set) var fields: [Parameters.Pair] = []
    /// Files.
    private(set) var files: [SentFile] = []

    /// Reads a body; `nil` when the type names no boundary.
    init?(_ body: [UInt8], type: String) {
        guard let at = type.range(of: "boundary=") else { return nil }
        let boundary = type[at.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
        let mark = Array("--\(boundary)".utf8)
        for part in Self.parts(of: body, between: mark) { read(part) }
    }

    private mutating func read(_ part: ArraySlice<UInt8>) {
        guard let end = Self.find(Array("\r\n\r\n".utf8), in: part) else { return }
        let head = String(decoding: part[part.startIndex..<end], as: UTF8.self)
        let content = Array(part[(end + 4)...])
        guard let name = Self.value("name", in: head) else { return }
        if let file = Self.value("filename", in: head) {
            if !file.isEmpty { files.append(SentFile(field: name, name: file, bytes: content)) }
        } else {
            fields.append(.init(name: name, value: String(decoding: content, as: UTF8.self)))
        }
    }

    private static func value(_ name: String, in head: String) -> String? {
        guard let start = head.range(of: " \(name)=\"") else { return nil }
        return String(head[start.upperBound...].prefix { $0 != "\"" })
    }

    private static func parts(of body: [UInt8], between mark: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = body[...]
        guard let first = find(mark, in: rest) else { return [] }
        rest = rest[(first + mark.count)...]
        while let next = find([0x0D, 0x0A] + mark, in: rest) {
            parts.append(rest[rest.startIndex..<next].dropFirst(2))
            rest = rest[(next + mark.count + 2)...]
        }
        return parts
    }

    private static func find(_ wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count >= wanted.count, let first = wanted.first else { return nil }
        var at = bytes.startIndex
        let last = bytes.endIndex - wanted.count
        while at <= last {
            if bytes[at] == first, bytes[at..<at + wanted.count].elementsEqual(wanted) { return at }
            at += 1
        }
        return nil
    }
}
