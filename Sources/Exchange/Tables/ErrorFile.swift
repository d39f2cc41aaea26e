public import Foundation

/// Writes the rows that were left out in the layout of their file, with the reasons in one more column: a person
/// corrects the cells and reads the same file in again.
public enum ErrorFile {
    /// Head of the column of reasons.
    public static let reasonTitle = "不通过原因"

    /// The file as bytes: UTF-8 with byte order mark, comma, CRLF.
    public static func write(_ rejected: RejectedRows) -> Data {
        var lines = rejected.titles.map(line)
        let width = rejected.header.count
        lines.append(line(rejected.header + [reasonTitle]))
        for row in rejected.rows {
            var cells = Array(row.row.cells.prefix(width))
            cells += Array(repeating: "", count: width - cells.count)
            // What stood beyond the header cannot keep its place; it is shown with the reason.
            let beyond = row.row.cells.dropFirst(width).filter { !$0.isEmpty }
            let reason = beyond.isEmpty ? row.reason : row.reason + "；多出：" + beyond.joined(separator: "，")
            lines.append(line(cells + [reason]))
        }
        return Data([0xEF, 0xBB, 0xBF]) + Data(lines.joined().utf8)
    }

    /// Writes one error file for each file with rows left out, into a directory; answers their places. Throws when a
    /// file cannot be written.
    public static func write(_ rejected: [RejectedRows], into directory: URL) throws -> [URL] {
        try rejected.map { rows in
            let url = directory.appending(path: name(of: rows.file))
            try write(rows).write(to: url)
            return url
        }
    }

    /// Name of the error file: `samples.csv` gives `samples.errors.csv`.
    public static func name(of file: String) -> String {
        let stem = file.lastIndex(of: ".").map { String(file[..<$0]) } ?? file
        return stem + ".errors.csv"
    }

    private static func line(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    /// Text that a spreadsheet would run as a formula gets an apostrophe before it; the reader takes it off again.
    private static func cell(_ text: String) -> String {
        var text = text
        if let first = text.first, "=+-@".contains(first), ExactDecimal(text) == nil, text.count > 1 {
            text = "'" + text
        }
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
