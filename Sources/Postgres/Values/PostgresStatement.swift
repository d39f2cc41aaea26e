/// SQL with its bound parameters.
///
/// The text can only come from literals of the program: both initialisers take `StaticString`, and what is
/// interpolated becomes a parameter `$n`, or a quoted identifier. There is no way to paste text in.
public struct PostgresStatement: Sendable, Hashable, ExpressibleByStringInterpolation, CustomStringConvertible {
    let sql: String
    let parameters: [PostgresValue]

    /// A literal without parameters.
    public init(stringLiteral value: StaticString) { self.init(value, []) }

    /// A literal whose parameters are written `$1`, `$2`, … in it.
    public init(_ sql: StaticString, _ parameters: [PostgresValue]) {
        self.sql = sql.description
        self.parameters = parameters
    }

    /// An interpolated literal.
    public init(stringInterpolation: StringInterpolation) {
        sql = stringInterpolation.sql
        parameters = stringInterpolation.parameters
    }

    /// The text; values are not shown.
    public var description: String { sql }

    /// Collects text and parameters.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = ""
        var parameters: [PostgresValue] = []

        /// Room for the literal.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + 3 * interpolationCount)
            parameters.reserveCapacity(interpolationCount)
        }
        /// Text of the statement itself.
        public mutating func appendLiteral(_ literal: StaticString) { sql += literal.description }
        /// A bound parameter.
        public mutating func appendInterpolation(_ value: PostgresValue) {
            parameters.append(value)
            sql += "$\(parameters.count)"
        }
        /// A bound `bigint`.
        public mutating func appendInterpolation(_ value: Int64) { appendInterpolation(.int8(value)) }
        /// A bound `bigint`.
        public mutating func appendInterpolation(_ value: Int) { appendInterpolation(.int8(Int64(value))) }
        /// A bound `boolean`.
        public mutating func appendInterpolation(_ value: Bool) { appendInterpolation(.bool(value)) }
        /// A bound `text`.
        public mutating func appendInterpolation(_ value: String) { appendInterpolation(.text(value)) }
        /// A quoted identifier: double quotes in it are doubled.
        public mutating func appendInterpolation(identifier: String) {
            let parts = identifier.split(separator: "\"", omittingEmptySubsequences: false)
            sql += "\"" + parts.joined(separator: "\"\"") + "\""
        }
        /// Text of the program, such as an operator or a list of columns held in a constant.
        public mutating func appendInterpolation(unescaped text: StaticString) { sql += text.description }
    }
}
