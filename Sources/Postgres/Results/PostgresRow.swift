/// One row; columns by position from 0, in binary format.
///
/// Every accessor throws `.decoding` when there is no such column, when its type is another, or, without `IfPresent`,
/// when it is NULL.
public struct PostgresRow: Sendable {
    let cells: ResultCells
    let index: Int

    /// Number of columns.
    public var count: Int { cells.types.count }

    /// A `bigint`, `integer` or `smallint` column.
    public func int8(_ column: Int) throws(PostgresError) -> Int64 {
        try present(try int8IfPresent(column), column)
    }
    /// A `bigint`, `integer` or `smallint` column that may be NULL.
    public func int8IfPresent(_ column: Int) throws(PostgresError) -> Int64? {
        guard let bytes = try cell(column, [.int8, .int4, .int2]) else { return nil }
        return Self.integer(bytes)
    }
    /// A `text` column, or of another type that is sent as text.
    public func text(_ column: Int) throws(PostgresError) -> String {
        try present(try textIfPresent(column), column)
    }
    /// A `text` column that may be NULL.
    public func textIfPresent(_ column: Int) throws(PostgresError) -> String? {
        guard let bytes = try rawCell(column) else { return nil }
        guard cells.types[column].isTextual else { throw mismatch(column) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw PostgresError(.decoding, "column \(column) is no UTF-8")
        }
        return text
    }
    /// A `boolean` column.
    public func bool(_ column: Int) throws(PostgresError) -> Bool {
        try present(try boolIfPresent(column), column)
    }
    /// A `boolean` column that may be NULL.
    public func boolIfPresent(_ column: Int) throws(PostgresError) -> Bool? {
        try cell(column, [.bool]).map { $0.first == 1 }
    }
    /// The bytes of a column of any type, such as `bytea` or `uuid`, as they were sent.
    public func bytes(_ column: Int) throws(PostgresError) -> [UInt8] {
        try present(try bytesIfPresent(column), column)
    }
    /// The bytes of a column that may be NULL.
    public func bytesIfPresent(_ column: Int) throws(PostgresError) -> [UInt8]? { try rawCell(column).map(Array.init) }
    /// The JSON text of a `jsonb` or `json` column.
    public func json(_ column: Int) throws(PostgresError) -> [UInt8] {
        try present(try jsonIfPresent(column), column)
    }
    /// The JSON text of a `jsonb` or `json` column that may be NULL.
    public func jsonIfPresent(_ column: Int) throws(PostgresError) -> [UInt8]? {
        guard let bytes = try cell(column, [.jsonb, .json]) else { return nil }
        // `jsonb` is sent as a version, 1, and the text.
        guard cells.types[column] == .jsonb else { return Array(bytes) }
        guard bytes.first == 1 else { throw PostgresError(.decoding, "column \(column): unknown version of jsonb") }
        return Array(bytes.dropFirst())
    }
    /// A `timestamptz` column, in microseconds since 1970.
    public func timestamp(_ column: Int) throws(PostgresError) -> Int64 {
        try present(try timestampIfPresent(column), column)
    }
    /// A `timestamptz` column that may be NULL, in microseconds since 1970; `infinity` is refused.
    public func timestampIfPresent(_ column: Int) throws(PostgresError) -> Int64? {
        guard let bytes = try cell(column, [.timestamptz]) else { return nil }
        let sent = Self.integer(bytes)
        let (value, overflow) = sent.addingReportingOverflow(PostgresValue.epochShift)
        guard !overflow, sent != .min else { throw PostgresError(.decoding, "column \(column) is infinity") }
        return value
    }

    private func rawCell(_ column: Int) throws(PostgresError) -> ArraySlice<UInt8>? {
        guard column >= 0, column < count else {
            throw PostgresError(.decoding, "column \(column) of \(count)")
        }
        return cells.cell(row: index, column: column)
    }

    private func cell(_ column: Int, _ types: [PostgresType]) throws(PostgresError) -> ArraySlice<UInt8>? {
        let bytes = try rawCell(column)
        guard types.contains(cells.types[column]) else { throw mismatch(column) }
        return bytes
    }

    private func present<Value>(_ value: Value?, _ column: Int) throws(PostgresError) -> Value {
        guard let value else { throw PostgresError(.decoding, "column \(column) is NULL") }
        return value
    }

    private func mismatch(_ column: Int) -> PostgresError {
        PostgresError(.decoding, "column \(column) has \(cells.types[column])")
    }

    static func integer(_ bytes: some Collection<UInt8>) -> Int64 {
        let raw = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return switch bytes.count {
        case 2: Int64(Int16(truncatingIfNeeded: raw))
        case 4: Int64(Int32(truncatingIfNeeded: raw))
        default: Int64(bitPattern: raw)
        }
    }
}
