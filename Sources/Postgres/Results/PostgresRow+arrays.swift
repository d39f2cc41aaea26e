/// One-dimensional arrays.
extension PostgresRow {
    /// A `bigint[]` column.
    public func int8Array(_ column: Int) throws(PostgresError) -> [Int64?] {
        try elements(column, of: .int8).map { $0.map(Self.integer) }
    }

    /// A `text[]` column.
    public func textArray(_ column: Int) throws(PostgresError) -> [String?] {
        try elements(column, of: .text).map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }

    /// The elements of an array that has one dimension, or none.
    private func elements(_ column: Int, of type: PostgresType) throws(PostgresError) -> [ArraySlice<UInt8>?] {
        var rest = try bytes(column)[...]
        func next() throws(PostgresError) -> Int {
            guard rest.count >= 4 else { throw PostgresError(.decoding, "column \(column): array too short") }
            defer { rest = rest.dropFirst(4) }
            return Int(Self.integer(rest.prefix(4)))
        }
        let dimensions = try next()
        _ = try next()
        guard dimensions <= 1, try next() == Int(type.oid) else {
            throw PostgresError(.decoding, "column \(column) is no such array")
        }
        guard dimensions == 1 else { return [] }
        let count = try next()
        _ = try next()
        var elements: [ArraySlice<UInt8>?] = []
        for _ in 0..<count {
            let length = try next()
            elements.append(length < 0 ? nil : rest.prefix(length))
            rest = rest.dropFirst(max(0, length))
        }
        return elements
    }
}
