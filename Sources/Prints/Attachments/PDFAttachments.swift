import Foundation

/// Puts files into a finished PDF by an incremental update (ISO 32000-1, 7.5.6 and 7.11.4): the pages stay byte for byte
/// what they were, and a reader shows the files beside them.
///
/// It reads what `PDFCanvas` writes: PDF 1.4 with a plain table of references.
struct PDFAttachments {
    private var bytes: [UInt8]
    private let root: Int
    private let info: Int?
    private let size: Int
    private let tableAt: Int
    private var places: [(number: Int, offset: Int)] = []

    /// The PDF with the files in it.
    ///
    /// - Throws: `library` when the PDF is not of the form it knows.
    static func append(_ files: [Attachment], to pdf: [UInt8]) throws(PrintFault) -> [UInt8] {
        guard !files.isEmpty else { return pdf }
        var update = try PDFAttachments(pdf)
        try update.append(files)
        return update.bytes
    }

    private init(_ pdf: [UInt8]) throws(PrintFault) {
        bytes = pdf
        guard let mark = Self.last("startxref", in: pdf), let at = Self.number(pdf, after: mark),
            let trailer = Self.last("trailer", in: pdf), let rootMark = Self.first("/Root", in: pdf, from: trailer),
            let root = Self.number(pdf, after: rootMark), let sizeMark = Self.first("/Size", in: pdf, from: trailer),
            let size = Self.number(pdf, after: sizeMark)
        else { throw .library("pdf: no trailer") }
        self.root = root
        self.size = size
        tableAt = at
        info = Self.first("/Info", in: pdf, from: trailer).flatMap { Self.number(pdf, after: $0) }
    }

    private mutating func append(_ files: [Attachment]) throws(PrintFault) {
        let catalog = try catalogEntries()
        if bytes.last != 0x0A { bytes.append(0x0A) }
        var next = size
        // The tree of names is in order of name.
        let ordered = files.sorted { $0.name < $1.name }
        var names: [String] = []
        var references: [String] = []
        for file in ordered {
            let (stream, description) = (next, next + 1)
            next += 2
            object(
                stream,
                "<< /Type /EmbeddedFile /Subtype /\(Self.name(file.mediaType)) /Length \(file.bytes.count)"
                    + " /Params << /Size \(file.bytes.count) >> >>", stream: file.bytes)
            let name = Self.literal(file.name)
            object(
                description,
                "<< /Type /Filespec /F \(name) /UF \(name) /Desc \(Self.unicode(file.title))"
                    + " /AFRelationship /Data /EF << /F \(stream) 0 R /UF \(stream) 0 R >> >>")
            names.append("\(name) \(description) 0 R")
            references.append("\(description) 0 R")
        }
        object(
            root,
            "<< \(catalog) /Names << /EmbeddedFiles << /Names [ \(names.joined(separator: " ")) ] >> >>"
                + " /AF [ \(references.joined(separator: " ")) ] >>")
        writeTable(next)
    }

    /// What the catalogue says already, without its brackets.
    private func catalogEntries() throws(PrintFault) -> String {
        guard let start = Self.first("\(root) 0 obj", in: bytes, from: try offset(of: root)),
            let open = Self.first("<<", in: bytes, from: start), let end = Self.first("endobj", in: bytes, from: open)
        else { throw .library("pdf: no catalogue") }
        let text = String(decoding: bytes[(open + 2)..<end], as: UTF8.self)
        guard let close = text.range(of: ">>", options: .backwards), !text.contains("/Names") else {
            throw .library("pdf: a catalogue with names")
        }
        return text[..<close.lowerBound].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Where an object stands, by the table: one section, entries of 20 bytes.
    private func offset(of number: Int) throws(PrintFault) -> Int {
        let head = Array("xref\n0 \(size)\n".utf8)
        let entry = tableAt + head.count + number * 20
        guard tableAt >= 0, entry + 20 <= bytes.count, bytes[tableAt...].starts(with: head),
            let offset = Int(String(decoding: bytes[entry..<entry + 10], as: UTF8.self))
        else { throw .library("pdf: another table of references") }
        return offset
    }

    private mutating func object(_ number: Int, _ dictionary: String, stream: [UInt8]? = nil) {
        places.append((number, bytes.count))
        bytes += Array("\(number) 0 obj\n\(dictionary)\n".utf8)
        if let stream { bytes += Array("stream\n".utf8) + stream + Array("\nendstream\n".utf8) }
        bytes += Array("endobj\n".utf8)
    }

    private mutating func writeTable(_ count: Int) {
        let start = bytes.count
        var text = "xref\n"
        for place in places.sorted(by: { $0.number < $1.number }) {
            let digits = String(place.offset)
            text += "\(place.number) 1\n\(String(repeating: "0", count: 10 - digits.count))\(digits) 00000 n \n"
        }
        text +=
            "trailer\n<< /Size \(count) /Root \(root) 0 R\(info.map { " /Info \($0) 0 R" } ?? "") /Prev \(tableAt) >>\n"
        bytes += Array("\(text)startxref\n\(start)\n%%EOF\n".utf8)
    }

    /// A name object: `application#2Fjson`.
    private static func name(_ text: String) -> String {
        text.utf8.map { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                ? String(UnicodeScalar(byte)) : "#" + hex(byte)
        }.joined()
    }
    /// A string of ASCII.
    private static func literal(_ text: String) -> String {
        "(" + text.replacing("\\", with: "\\\\").replacing("(", with: "\\(").replacing(")", with: "\\)") + ")"
    }
    /// A text string: UTF-16 with its mark, in hexadecimal.
    private static func unicode(_ text: String) -> String {
        "<FEFF" + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }.map(hex).joined() + ">"
    }
    private static func hex(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }

    private static func first(_ word: String, in bytes: [UInt8], from: Int) -> Int? {
        let word = Array(word.utf8)
        guard from >= 0, from <= bytes.count - word.count else { return nil }
        return (from...(bytes.count - word.count)).first { bytes[$0...].starts(with: word) }
    }
    private static func last(_ word: String, in bytes: [UInt8]) -> Int? {
        let word = Array(word.utf8)
        guard bytes.count >= word.count else { return nil }
        return (0...(bytes.count - word.count)).last { bytes[$0...].starts(with: word) }
    }
    /// The number after the word at a place.
    private static func number(_ bytes: [UInt8], after place: Int) -> Int? {
        let rest = bytes[place...].drop { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D }
        let digits = rest.drop { [0x20, 0x0A, 0x0D].contains($0) }.prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }
}
