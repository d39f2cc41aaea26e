/// A row that was left out, with the reasons.
public struct RejectedRow: Sendable, Hashable {
    /// The row as it stood in the file.
    public let row: TableRow
    /// Why, in Chinese, as a person reads it in the error file.
    public let reason: String
}

/// The rows of one file that were left out, and what stood above them.
public struct RejectedRows: Sendable, Hashable {
    /// Name of the file.
    public let file: String
    /// Cells of the lines above the header.
    public let titles: [[String]]
    /// Cells of the header.
    public let header: [String]
    /// The rows, in the order of the file.
    public let rows: [RejectedRow]
}
