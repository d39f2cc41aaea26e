/// What a statement gave back, copied out of libpq's memory.
public struct PostgresResult: Sendable {
    /// Rows, in order.
    public let rows: [PostgresRow]
    /// Rows inserted, updated, deleted or selected, as the server counted them.
    public let affectedRows: Int
    /// The command as the server named it, such as `INSERT 0 3` or `ROLLBACK`.
    public let command: String
}

/// The cells of a result in one piece of memory, shared by its rows.
final class ResultCells: Sendable {
    /// All cells, one after another, row by row.
    let bytes: [UInt8]
    /// Where each cell ends in `bytes`; the complement of it (`~end`) when the cell is NULL.
    let ends: [Int]
    let types: [PostgresType]

    init(bytes: [UInt8], ends: [Int], types: [PostgresType]) {
        self.bytes = bytes
        self.ends = ends
        self.types = types
    }

    /// The bytes of a cell; `nil` when it is NULL.
    func cell(row: Int, column: Int) -> ArraySlice<UInt8>? {
        let index = row * types.count + column
        guard ends[index] >= 0 else { return nil }
        let start = index == 0 ? 0 : ends[index - 1]
        return bytes[(start >= 0 ? start : ~start)..<ends[index]]
    }
}
