import CXlsxWriter
import Foundation
import Rules

/// Writes a table with libxlsxwriter, row after row into a temporary file: the library has no other output.
enum XlsxFile {
    /// Rows above the first row of data: title, time of the data, head.
    static let headRows = 3
    /// The greatest magnitude a spreadsheet's numbers keep exactly: 2⁵³.
    private static let exact: Int64 = 9_007_199_254_740_992
    /// Characters a cell holds (Excel).
    private static let longestText = 32_767

    /// The bytes of the file; the same table gives the same.
    static func bytes(of table: SheetTable) throws(PrintFault) -> [UInt8] {
        let folder = FileManager.default.temporaryDirectory.appending(path: "grainledger-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            let file = folder.appending(path: "table.xlsx").path()
            try write(table, to: file, folder.path())
            return [UInt8](try Data(contentsOf: URL(filePath: file)))
        } catch {
            throw error as? PrintFault ?? .library("xlsx: \(error.localizedDescription)")
        }
    }

    private static func write(_ table: SheetTable, to file: String, _ folder: String) throws {
        let workbook = unsafe folder.withCString { folder in
            var options = unsafe lxw_workbook_options()
            unsafe options.constant_memory = 1
            unsafe options.tmpdir = UnsafeMutablePointer(mutating: folder)
            return unsafe workbook_new_opt(file, &options)
        }
        guard let workbook = unsafe workbook else { throw PrintFault.library("xlsx: no workbook") }
        unsafe describe(workbook, table)
        guard let sheet = unsafe workbook_add_worksheet(workbook, nil) else {
            throw PrintFault.library("xlsx: no sheet")
        }
        unsafe head(workbook, sheet, table)
        let text = unsafe workbook_add_format(workbook)
        unsafe format_set_num_format(text, "@")
        let whole = unsafe workbook_add_format(workbook)
        unsafe format_set_num_format(whole, "#,##0")
        for index in 0..<table.count {
            for (column, cell) in table.row(index).prefix(table.columns.count).enumerated() {
                let (row, column) = (UInt32(index + headRows), UInt16(column))
                switch cell {
                case .empty: continue
                case .integer(let value) where value.magnitude <= exact.magnitude:
                    _ = unsafe worksheet_write_number(sheet, row, column, Double(value), whole)
                case .integer(let value): _ = unsafe worksheet_write_string(sheet, row, column, String(value), text)
                case .text(let words): _ = unsafe worksheet_write_string(sheet, row, column, clean(words), text)
                }
            }
        }
        let status = unsafe workbook_close(workbook)
        guard status == LXW_NO_ERROR else {
            throw unsafe PrintFault.library("xlsx: \(String(cString: lxw_strerror(status)))")
        }
    }

    private static func describe(_ workbook: UnsafeMutablePointer<lxw_workbook>, _ table: SheetTable) {
        unsafe table.title.withCString { title in
            unsafe "GrainLedger".withCString { author in
                var properties = unsafe lxw_doc_properties()
                unsafe properties.title = UnsafeMutablePointer(mutating: title)
                unsafe properties.author = UnsafeMutablePointer(mutating: author)
                unsafe properties.created = time_t(table.asOf.microseconds / 1_000_000)
                _ = unsafe workbook_set_properties(workbook, &properties)
            }
        }
    }

    private static func head(
        _ workbook: UnsafeMutablePointer<lxw_workbook>, _ sheet: UnsafeMutablePointer<lxw_worksheet>,
        _ table: SheetTable
    ) {
        let title = unsafe workbook_add_format(workbook)
        unsafe format_set_bold(title)
        unsafe format_set_font_size(title, 14)
        let style = unsafe workbook_add_format(workbook)
        unsafe format_set_bold(style)
        unsafe format_set_bg_color(style, 0xEDF1F5)
        unsafe format_set_border(style, UInt8(LXW_BORDER_THIN.rawValue))
        unsafe format_set_text_wrap(style)
        for (index, column) in table.columns.enumerated() {
            _ = unsafe worksheet_set_column(sheet, UInt16(index), UInt16(index), Double(column.width), nil)
        }
        _ = unsafe worksheet_write_string(sheet, 0, 0, clean(table.title), title)
        let words = "数据截至 as of \(Wording.moment(table.asOf))　共 \(table.count) 行 rows"
        _ = unsafe worksheet_write_string(sheet, 1, 0, words, nil)
        for (index, column) in table.columns.enumerated() {
            _ = unsafe worksheet_write_string(sheet, UInt32(headRows - 1), UInt16(index), clean(column.head), style)
        }
        unsafe worksheet_freeze_panes(sheet, UInt32(headRows), 1)
        guard !table.columns.isEmpty else { return }
        let last = UInt32(headRows + max(1, table.count) - 1)
        _ = unsafe worksheet_autofilter(sheet, UInt32(headRows - 1), 0, last, UInt16(table.columns.count - 1))
    }

    /// Text a cell can hold: no control characters, not too long.
    private static func clean(_ text: String) -> String {
        let printable = Wording.printable(text, keepsLines: true)
        return printable.utf16.count <= longestText ? printable : String(printable.prefix(longestText / 2)) + "…"
    }
}
