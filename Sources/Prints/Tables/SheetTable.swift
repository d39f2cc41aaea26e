public import Rules

/// A table for a spreadsheet, as data: what a list export is made of.
public struct SheetTable: Sendable {
    /// A column.
    public struct Column: Sendable, Hashable {
        /// Head, with its unit.
        public let head: String
        /// Width in characters of the standard font.
        public let width: Int

        /// A column.
        public init(head: String, width: Int) {
            self.head = head
            self.width = width
        }
    }
    /// A cell.
    public enum Cell: Sendable, Hashable {
        /// Nothing: no data, which is not zero.
        case empty
        /// Text as it is; never a formula, never a number, so that a code keeps its zeros.
        case text(String)
        /// A whole number.
        case integer(Int64)
    }

    /// Rows a sheet holds beside title and head (Excel: 1,048,576 rows in all).
    public static let greatestCount = 1_000_000

    /// Title, written above the table.
    public let title: String
    /// The time of the data.
    public let asOf: Timestamp
    /// Columns.
    public let columns: [Column]
    /// Number of rows.
    public let count: Int
    /// The cells of a row, from 0; asked for once each, in order.
    public let row: @Sendable (Int) -> [Cell]

    /// A table.
    public init(
        title: String, asOf: Timestamp, columns: [Column], count: Int, row: @escaping @Sendable (Int) -> [Cell]
    ) {
        precondition(count <= Self.greatestCount, "a sheet holds a million rows")
        self.title = title
        self.asOf = asOf
        self.columns = columns
        self.count = count
        self.row = row
    }
}

extension PrintPress {
    /// The bytes of a table as an xlsx file: title, time of the data, frozen head, filter.
    public func xlsx(of table: SheetTable) async throws(PrintFault) -> [UInt8] {
        try await perform { () throws(PrintFault) in try XlsxFile.bytes(of: table) }
    }
}
