/// One row of a file: its cells as text, and where it stands.
public struct TableRow: Sendable, Hashable {
    /// Row as a spreadsheet numbers it, from 1.
    public let number: Int
    /// The cells, without the quotation marks around them.
    public let cells: [String]
    /// Column, from 1, of a quotation mark that is never closed or stands where none may; nil when the row is sound.
    let strayQuote: Int?

    /// A sound row.
    init(number: Int, cells: [String], strayQuote: Int? = nil) {
        self.number = number
        self.cells = cells
        self.strayQuote = strayQuote
    }

    /// True when every cell is empty.
    var isBlank: Bool { cells.allSatisfy { TextFolding.trimmed($0).isEmpty } }
}

/// A strict reader of delimited text (RFC 4180; comma, tab or semicolon; CRLF, LF or CR).
struct DelimitedText {
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private let bytes: [UInt8]
    private let delimiter: UInt8
    private var index = 0

    private init(_ text: String, delimiter: Unicode.Scalar) {
        bytes = Array(text.utf8)
        self.delimiter = UInt8(ascii: delimiter)
    }

    /// All rows of a text; blank rows are counted and left out.
    static func rows(_ text: String) -> (rows: [TableRow], delimiter: Unicode.Scalar) {
        let delimiter = self.delimiter(of: text)
        var reader = DelimitedText(text, delimiter: delimiter)
        var rows: [TableRow] = []
        var number = 0
        while reader.index < reader.bytes.count {
            number += 1
            let row = reader.row(number)
            if !row.isBlank || row.strayQuote != nil { rows.append(row) }
        }
        return (rows, delimiter)
    }

    /// The delimiter that cuts the first lines into most cells. Title lines have few of any, so several are looked at.
    private static func delimiter(of text: String) -> Unicode.Scalar {
        let head = text.unicodeScalars.prefix(4000).split(whereSeparator: { $0 == "\n" || $0 == "\r" }).prefix(8)
        let candidates: [Unicode.Scalar] = [",", "\t", ";"]
        func most(_ candidate: Unicode.Scalar) -> Int {
            head.map { line in line.count { $0 == candidate } }.max() ?? 0
        }
        return candidates.max { most($0) < most($1) || (most($0) == most($1) && $1 == ",") } ?? ","
    }

    private mutating func row(_ number: Int) -> TableRow {
        var cells: [String] = []
        var stray: Int?
        while true {
            let (cell, sound) = cell()
            cells.append(cell)
            if !sound, stray == nil { stray = cells.count }
            guard index < bytes.count else { break }
            let separator = bytes[index]
            index += 1
            if separator == delimiter { continue }
            if separator == Self.carriageReturn, index < bytes.count, bytes[index] == Self.lineFeed { index += 1 }
            break
        }
        return TableRow(number: number, cells: cells, strayQuote: stray)
    }

    /// Reads up to, not including, the delimiter or line end.
    private mutating func cell() -> (String, sound: Bool) {
        guard index < bytes.count, bytes[index] == Self.quote else {
            let start = index
            while index < bytes.count, !endsCell(bytes[index]) { index += 1 }
            let bare = bytes[start..<index]
            guard bare.contains(Self.quote) else { return (Self.text(bare), true) }
            // ="25E0032" is how spreadsheets are told to keep a code as text.
            if bare.starts(with: "=\"".utf8), bare.last == Self.quote, bare.count > 3 {
                return (Self.text(bare.dropFirst(2).dropLast()), true)
            }
            return (Self.text(bare), false)
        }
        return quotedCell()
    }

    private mutating func quotedCell() -> (String, sound: Bool) {
        let start = index
        index += 1
        var content: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte != Self.quote {
                content.append(byte)
            } else if index < bytes.count, bytes[index] == Self.quote {
                content.append(byte)
                index += 1
            } else {
                let closed = index
                while index < bytes.count, !endsCell(bytes[index]) { index += 1 }
                let rest = Self.text(bytes[closed..<index])
                if TextFolding.trimmed(rest).isEmpty { return (Self.text(content[...]), true) }
                // Text behind the closing mark. Over a line end, the mark belongs to a later cell: it was never closed.
                if !content.contains(where: { $0 == Self.lineFeed || $0 == Self.carriageReturn }) {
                    return (Self.text(content[...]) + rest, false)
                }
                break
            }
        }
        // Never closed: the lines that follow would be swallowed, so the cell ends with its line.
        index = start
        while index < bytes.count, bytes[index] != Self.lineFeed, bytes[index] != Self.carriageReturn { index += 1 }
        return (Self.text(bytes[start..<index]), false)
    }

    private func endsCell(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
