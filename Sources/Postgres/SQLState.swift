/// A five-character SQLSTATE (PostgreSQL 15, appendix A); its first two characters are its class.
public struct SQLState: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The five characters.
    public let rawValue: String
    /// A state from its five characters.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The five characters.
    public var description: String { rawValue }

    /// 23505.
    public static let uniqueViolation = SQLState(rawValue: "23505")
    /// 23514.
    public static let checkViolation = SQLState(rawValue: "23514")
    /// 40001.
    public static let serializationFailure = SQLState(rawValue: "40001")
    /// 40P01.
    public static let deadlockDetected = SQLState(rawValue: "40P01")
    /// 55P03.
    public static let lockNotAvailable = SQLState(rawValue: "55P03")
    /// 57014.
    public static let queryCanceled = SQLState(rawValue: "57014")
    /// Class 23, integrity constraint violation.
    public static let integrityConstraintClass = SQLState(rawValue: "23")

    /// True when `value` is this state, or of this class when the pattern has two characters.
    public static func ~= (pattern: SQLState, value: SQLState) -> Bool { value.rawValue.hasPrefix(pattern.rawValue) }
}
