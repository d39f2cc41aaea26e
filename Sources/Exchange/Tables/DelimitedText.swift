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
    private let scalars: [Unicode.Scalar]
    private let delimiter: Unicode.Scalar
    private var index = 0

    private init(_ text: String, delimiter: Unicode.Scalar) {
        scalars = Array(text.unicodeScalars)
        self.delimiter = delimiter
    }

    /// All rows of a text; blank rows are counted and left out.
    static func rows(_ text: String) -> (rows: [TableRow], delimiter: Unicode.Scalar) {
        let delimiter = self.delimiter(of: text)
        var reader = DelimitedText(text, delimiter: delimiter)
        var rows: [TableRow] = []
        var number = 0
        while reader.index < reader.scalars.count {
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
            guard index < scalars.count else { break }
            let separator = scalars[index]
            index += 1
            if separator == delimiter { continue }
            if separator == "\r", index < scalars.count, scalars[index] == "\n" { index += 1 }
            break
        }
        return TableRow(number: number, cells: cells, strayQuote: stray)
    }

    /// Reads up to, not including, the delimiter or line end.
    private mutating func cell() -> (String, sound: Bool) {
        guard index < scalars.count, scalars[index] == "\"" else {
            let start = index
            while index < scalars.count, !endsCell(scalars[index]) { index += 1 }
            let bare = text(start..<index)
            // ="25E0032" is how spreadsheets are told to keep a code as text.
            if bare.hasPrefix("=\""), bare.hasSuffix("\""), bare.count > 3 {
                return (String(bare.dropFirst(2).dropLast()), true)
            }
            return (bare, !bare.contains("\""))
        }
        return quotedCell()
    }

    private mutating func quotedCell() -> (String, sound: Bool) {
        let start = index
        index += 1
        var content = String.UnicodeScalarView()
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar != "\"" {
                content.append(scalar)
            } else if index < scalars.count, scalars[index] == "\"" {
                content.append(scalar)
                index += 1
            } else {
                let closed = index
                while index < scalars.count, !endsCell(scalars[index]) { index += 1 }
                let rest = text(closed..<index)
                if TextFolding.trimmed(rest).isEmpty { return (String(content), true) }
                // Text behind the closing mark. Over a line end, the mark belongs to a later cell: it was never closed.
                if !content.contains("\n"), !content.contains("\r") { return (String(content) + rest, false) }
                break
            }
        }
        // Never closed: the lines that follow would be swallowed, so the cell ends with its line.
        index = start
        while index < scalars.count, scalars[index] != "\n", scalars[index] != "\r" { index += 1 }
        return (text(start..<index), false)
    }

    private func endsCell(_ scalar: Unicode.Scalar) -> Bool {
        scalar == delimiter || scalar == "\n" || scalar == "\r"
    }

    private func text(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }
}
