/// A bound parameter in PostgreSQL's binary format: the only way a value enters a statement.
public struct PostgresValue: Sendable, Hashable {
    let oid: UInt32
    let bytes: [UInt8]?

    /// `bigint`.
    public static func int8(_ value: Int64) -> Self { .init(oid: 20, bytes: bigEndian(value)) }
    /// `integer`.
    public static func int4(_ value: Int32) -> Self { .init(oid: 23, bytes: bigEndian(value)) }
    /// `boolean`.
    public static func bool(_ value: Bool) -> Self { .init(oid: 16, bytes: [value ? 1 : 0]) }
    /// `text`; `nil` is NULL.
    public static func text(_ value: String?) -> Self { .init(oid: 25, bytes: value.map { Array($0.utf8) }) }
    /// `bytea`.
    public static func bytea(_ value: [UInt8]) -> Self { .init(oid: 17, bytes: value) }
    /// `jsonb`, from JSON text.
    public static func jsonb(_ value: [UInt8]) -> Self { .init(oid: 3802, bytes: [1] + value) }
    /// `timestamptz`.
    public static func timestamptz(microsecondsSince1970 value: Int64) -> Self {
        .init(oid: 1184, bytes: bigEndian(value - epochShift))
    }
    /// `bigint[]`.
    public static func int8Array(_ values: [Int64]) -> Self { array(1016, 20, values.map { bigEndian($0) }) }
    /// `text[]`; `nil` elements are NULL.
    public static func textArray(_ values: [String?]) -> Self {
        array(1009, 25, values.map { $0.map { Array($0.utf8) } })
    }
    /// `bytea[]`.
    public static func byteaArray(_ values: [[UInt8]]) -> Self { array(1001, 17, values) }
    /// `jsonb[]`, from JSON texts.
    public static func jsonbArray(_ values: [[UInt8]]) -> Self { array(3807, 3802, values.map { [1] + $0 }) }
    /// `timestamptz[]`, microseconds since 1970.
    public static func timestamptzArray(_ values: [Int64]) -> Self {
        array(1185, 1184, values.map { bigEndian($0 - epochShift) })
    }

    /// Microseconds from 1970 to 2000, where PostgreSQL counts from.
    static let epochShift: Int64 = 946_684_800_000_000

    private static func bigEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<Value.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func array(_ oid: UInt32, _ element: UInt32, _ values: [[UInt8]?]) -> Self {
        var bytes: [UInt8] = bigEndian(Int32(values.isEmpty ? 0 : 1))
        bytes += bigEndian(Int32(values.contains { $0 == nil } ? 1 : 0))
        bytes += bigEndian(element)
        if !values.isEmpty { bytes += bigEndian(Int32(values.count)) + bigEndian(Int32(1)) }
        for value in values {
            bytes += bigEndian(Int32(value?.count ?? -1))
            bytes += value ?? []
        }
        return .init(oid: oid, bytes: bytes)
    }
}
