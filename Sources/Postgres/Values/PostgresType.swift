/// A type of PostgreSQL by its object identifier (`pg_type.dat` of PostgreSQL 15; these numbers never change).
public struct PostgresType: Sendable, Hashable, CustomStringConvertible {
    /// The object identifier.
    public let oid: UInt32

    /// A type by its object identifier.
    public init(oid: UInt32) { self.oid = oid }

    /// The object identifier in words.
    public var description: String { "type \(oid)" }

    /// `boolean`.
    public static let bool = PostgresType(oid: 16)
    /// `bytea`.
    public static let bytea = PostgresType(oid: 17)
    /// `bigint`.
    public static let int8 = PostgresType(oid: 20)
    /// `smallint`.
    public static let int2 = PostgresType(oid: 21)
    /// `integer`.
    public static let int4 = PostgresType(oid: 23)
    /// `text`.
    public static let text = PostgresType(oid: 25)
    /// `json`.
    public static let json = PostgresType(oid: 114)
    /// `timestamp with time zone`.
    public static let timestamptz = PostgresType(oid: 1184)
    /// `uuid`.
    public static let uuid = PostgresType(oid: 2950)
    /// `jsonb`.
    public static let jsonb = PostgresType(oid: 3802)
    /// `boolean[]`.
    public static let boolArray = PostgresType(oid: 1000)
    /// `bytea[]`.
    public static let byteaArray = PostgresType(oid: 1001)
    /// `bigint[]`.
    public static let int8Array = PostgresType(oid: 1016)
    /// `text[]`.
    public static let textArray = PostgresType(oid: 1009)
    /// `timestamp with time zone[]`.
    public static let timestamptzArray = PostgresType(oid: 1185)
    /// `uuid[]`.
    public static let uuidArray = PostgresType(oid: 2951)
    /// `jsonb[]`.
    public static let jsonbArray = PostgresType(oid: 3807)

    /// What carries characters, sent as they are: text, varchar, bpchar, name, "char", json, xml, unknown, and every
    /// type made by somebody (enumerations, domains are sent as what they are over).
    var isTextual: Bool {
        switch oid {
        case 18, 19, 25, 114, 142, 705, 1042, 1043: true
        default: oid >= 16_384
        }
    }
}
