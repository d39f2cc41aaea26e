/// A bound parameter in PostgreSQL's binary format: the only way a value enters a statement.
public struct PostgresValue: Sendable, Hashable {
    let type: PostgresType
    let bytes: [UInt8]?

    init(_ type: PostgresType, _ bytes: [UInt8]?) {
        self.type = type
        self.bytes = bytes
    }

    /// NULL of a type.
    public static func null(_ type: PostgresType) -> Self { .init(type, nil) }
    /// `bigint`.
    public static func int8(_ value: Int64) -> Self { .init(.int8, bigEndian(value)) }
    /// `integer`.
    public static func int4(_ value: Int32) -> Self { .init(.int4, bigEndian(value)) }
    /// `boolean`.
    public static func bool(_ value: Bool) -> Self { .init(.bool, [value ? 1 : 0]) }
    /// `text`; `nil` is NULL. The server refuses U+0000 with SQLSTATE 22021.
    public static func text(_ value: String?) -> Self { .init(.text, value.map { Array($0.utf8) }) }
    /// `bytea`.
    public static func bytea(_ value: [UInt8]?) -> Self { .init(.bytea, value) }
    /// `jsonb`, from JSON text; the server checks it (SQLSTATE 22P02).
    public static func jsonb(_ value: [UInt8]) -> Self { .init(.jsonb, [1] + value) }
    /// `timestamptz`; what PostgreSQL cannot hold it refuses with SQLSTATE 22008.
    public static func timestamptz(microsecondsSince1970 value: Int64) -> Self {
        .init(.timestamptz, bigEndian(since2000(value)))
    }
    /// `uuid`, from its 16 bytes; more or fewer are a mistake in our program.
    public static func uuid(_ value: [UInt8]) -> Self {
        precondition(value.count == 16, "a UUID has 16 bytes")
        return .init(.uuid, value)
    }
    /// `uuid`, from its two halves, the more significant one first.
    public static func uuid(_ halves: (UInt64, UInt64)) -> Self {
        .init(.uuid, bigEndian(halves.0) + bigEndian(halves.1))
    }

    /// `uuid`, from the text that PostgreSQL writes of one; NULL, which equals nothing, for any other text. So a column is compared as
    /// what it is, by its index, and not text by text.
    public static func uuid(text: String) -> Self { uuidBytes(in: text).map(uuid) ?? .null(.uuid) }

    /// The 16 bytes of a UUID in the text that PostgreSQL writes: small letters, four hyphens; `nil` for any other.
    public static func uuidBytes(in text: String) -> [UInt8]? {
        var nibbles: [UInt8] = []
        nibbles.reserveCapacity(32)
        for (place, byte) in text.utf8.enumerated() {
            switch (place, byte) {
            case (8, 0x2D), (13, 0x2D), (18, 0x2D), (23, 0x2D): continue
            case (8, _), (13, _), (18, _), (23, _), (36..., _): return nil
            case (_, 0x30...0x39): nibbles.append(byte - 0x30)
            case (_, 0x61...0x66): nibbles.append(byte - 0x57)
            default: return nil
            }
        }
        guard nibbles.count == 32 else { return nil }
        return stride(from: 0, to: 32, by: 2).map { nibbles[$0] << 4 | nibbles[$0 + 1] }
    }

    /// Microseconds from 1970 to 2000, where PostgreSQL counts from.
    static let epochShift: Int64 = 946_684_800_000_000

    /// Saturates short of `Int64.min`, which would mean `-infinity`.
    static func since2000(_ value: Int64) -> Int64 {
        let (shifted, overflow) = value.subtractingReportingOverflow(epochShift)
        return overflow ? Int64.min + 1 : shifted
    }

    static func bigEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        (0..<Value.bitWidth / 8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}
