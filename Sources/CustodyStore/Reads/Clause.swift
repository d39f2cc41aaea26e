import Postgres

/// A part of a statement with its bound parameters: conditions and tables are written once and put together.
///
/// As with a statement, the text can only come from literals of the program; values become parameters where the clause
/// is interpolated into a `PostgresStatement`.
struct Clause: Sendable, ExpressibleByStringInterpolation {
    private enum Piece: Sendable {
        case text(StaticString)
        case identifier(String)
        case value(PostgresValue)
    }
    private var pieces: [Piece]

    init(stringLiteral value: StaticString) { pieces = [.text(value)] }
    init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces.pieces }
    private init(_ pieces: [Piece]) { self.pieces = pieces }

    /// All clauses, one after another, with a separator between.
    init(_ clauses: [Clause], separator: Clause) {
        pieces = clauses.enumerated().flatMap { ($0.offset == 0 ? [] : separator.pieces) + $0.element.pieces }
    }

    /// Hands the pieces to a statement.
    func write(to statement: inout PostgresStatement.StringInterpolation) {
        for piece in pieces {
            switch piece {
            case .text(let text): statement.appendLiteral(text)
            case .identifier(let name): statement.appendInterpolation(identifier: name)
            case .value(let value): statement.appendInterpolation(value)
            }
        }
    }

    /// Collects text and parameters.
    struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var pieces = Clause([])

        init(literalCapacity: Int, interpolationCount: Int) {}
        mutating func appendLiteral(_ literal: StaticString) { pieces.pieces.append(.text(literal)) }
        mutating func appendInterpolation(_ value: PostgresValue) { pieces.pieces.append(.value(value)) }
        mutating func appendInterpolation(_ value: String) { pieces.pieces.append(.value(.text(value))) }
        mutating func appendInterpolation(_ value: Int64) { pieces.pieces.append(.value(.int8(value))) }
        mutating func appendInterpolation(_ value: Bool) { pieces.pieces.append(.value(.bool(value))) }
        mutating func appendInterpolation(identifier: String) { pieces.pieces.append(.identifier(identifier)) }
        mutating func appendInterpolation(_ clause: Clause) { pieces.pieces += clause.pieces }
    }
}

extension PostgresStatement.StringInterpolation {
    /// A part of the statement with its own parameters.
    mutating func appendInterpolation(_ clause: Clause) { clause.write(to: &self) }
}
