/// A five-character SQLSTATE (PostgreSQL 15, appendix A); its first two characters are its class.
public struct SQLState: Hashable, Sendable, RawRepresentable, CustomStringConvertible {
    /// The five characters.
    public let rawValue: String
    /// A state from its five characters.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// The five characters.
    public var description: String { rawValue }

    /// 22021: a byte sequence that is no text, such as U+0000.
    public static let characterNotInRepertoire = SQLState(rawValue: "22021")
    /// 23502.
    public static let notNullViolation = SQLState(rawValue: "23502")
    /// 23503.
    public static let foreignKeyViolation = SQLState(rawValue: "23503")
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
    /// 23P01.
    public static let exclusionViolation = SQLState(rawValue: "23P01")
    /// 25P02: the transaction has failed already and can only be rolled back.
    public static let inFailedTransaction = SQLState(rawValue: "25P02")
    /// 42501.
    public static let insufficientPrivilege = SQLState(rawValue: "42501")
    /// Class 01, a warning: on a doubtful COMMIT it says that the server is well, and its standby away.
    public static let warning = SQLState(rawValue: "01")
    /// Class 22, a value that cannot be held.
    public static let dataExceptionClass = SQLState(rawValue: "22")
    /// Class 23, integrity constraint violation.
    public static let integrityConstraintClass = SQLState(rawValue: "23")

    /// True when `value` is this state, or of this class when the pattern has two characters.
    public static func ~= (pattern: SQLState, value: SQLState) -> Bool { value.rawValue.hasPrefix(pattern.rawValue) }

    /// True when the same transaction may succeed if it is run again (reliability.md R5).
    public var asksForRetry: Bool {
        self == .serializationFailure || self == .deadlockDetected || self == .lockNotAvailable
    }
}
