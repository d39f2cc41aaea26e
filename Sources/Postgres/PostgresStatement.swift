/// SQL with its bound parameters. Interpolating a value can only make a parameter; there is no way to paste text in.
public struct PostgresStatement: Sendable, ExpressibleByStringInterpolation {
    let sql: String
    let parameters: [PostgresValue]

    /// A literal without parameters.
    public init(stringLiteral value: String) {
        sql = value
        parameters = []
    }
    /// An interpolated literal.
    public init(stringInterpolation: StringInterpolation) {
        sql = stringInterpolation.sql
        parameters = stringInterpolation.parameters
    }

    /// Collects text and parameters.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = ""
        var parameters: [PostgresValue] = []

        /// Room for the literal.
        public init(literalCapacity: Int, interpolationCount: Int) { sql.reserveCapacity(literalCapacity) }
        /// Text of the statement itself.
        public mutating func appendLiteral(_ literal: String) { sql += literal }
        /// A bound parameter.
        public mutating func appendInterpolation(_ value: PostgresValue) {
            parameters.append(value)
            sql += "$\(parameters.count)"
        }
        /// A bound `bigint`.
        public mutating func appendInterpolation(_ value: Int64) { appendInterpolation(.int8(value)) }
        /// A bound `text`.
        public mutating func appendInterpolation(_ value: String) { appendInterpolation(.text(value)) }
        /// A quoted identifier.
        public mutating func appendInterpolation(identifier: String) {
            sql +=
                "\"\(identifier.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
        }
    }
}
