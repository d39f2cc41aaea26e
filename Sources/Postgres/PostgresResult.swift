/// What a statement gave back, copied out of libpq's memory.
public struct PostgresResult: Sendable {
    /// Rows, in order.
    public let rows: [PostgresRow]
    /// Rows inserted, updated or deleted.
    public let affectedRows: Int
}

/// One row; columns by position, in binary format.
public struct PostgresRow: Sendable {
    let columns: [[UInt8]?]

    /// The bytes of a column.
    ///
    /// - Throws: `.decoding` for NULL or a missing column.
    public func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
        guard column < columns.count, let bytes = columns[column] else {
            throw PostgresError(.decoding, "column \(column) is NULL or missing")
        }
        return bytes
    }
    /// A `text` column.
    public func text(_ column: Int) throws(PostgresError) -> String {
        String(decoding: try bytes(column), as: UTF8.self)
    }
    /// A `text` column that may be NULL.
    public func textIfPresent(_ column: Int) -> String? {
        column < columns.count ? columns[column].map { String(decoding: $0, as: UTF8.self) } : nil
    }
    /// A `bigint` or `integer` column.
    public func int8(_ column: Int) throws(PostgresError) -> Int64 {
        let bytes = try bytes(column)
        guard bytes.count == 8 || bytes.count == 4 else {
            throw PostgresError(.decoding, "column \(column) is no integer")
        }
        let raw = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return bytes.count == 8 ? Int64(bitPattern: raw) : Int64(Int32(bitPattern: UInt32(raw)))
    }
    /// A `timestamptz` column, in microseconds since 1970.
    public func timestamp(_ column: Int) throws(PostgresError) -> Int64 { try int8(column) + PostgresValue.epochShift }
    /// The JSON text of a `jsonb` column.
    public func json(_ column: Int) throws(PostgresError) -> [UInt8] { Array(try bytes(column).dropFirst()) }
}
