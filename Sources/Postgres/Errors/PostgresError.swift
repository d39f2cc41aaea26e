/// What went wrong between us and PostgreSQL. `description` gives nothing away; `debugDescription` says everything.
public struct PostgresError: Error, Sendable, CustomStringConvertible, CustomDebugStringConvertible {
    /// The kind of fault.
    public enum Code: String, Sendable, Hashable {
        /// No connection could be made.
        case connectionFailed
        /// The connection broke while no COMMIT was in flight. A statement outside a transaction commits by itself:
        /// of that one the outcome is not known either.
        case connectionLost
        /// The server refused a statement; see `sqlState`.
        case server
        /// The connection broke, or a warning came, while COMMIT was in flight: the outcome is not known.
        case commitOutcomeUnknown
        /// The task was cancelled, and the statement with it.
        case cancelled
        /// A wait ran out, here or on the server (`statement_timeout`), and the statement was stopped.
        case timeout
        /// No connection became free in time.
        case poolTimeout
        /// A value was not what the caller asked for.
        case decoding
        /// The configuration cannot be used.
        case configuration
    }
    /// The kind.
    public let code: Code
    /// SQLSTATE of the server's refusal.
    public let sqlState: SQLState?
    /// Name of the constraint that fired.
    public let constraint: String?
    private let detail: String
    /// True when the transaction must not be run again, whatever the state says.
    private(set) var isFinal = false

    /// An error.
    public init(_ code: Code, _ detail: String, sqlState: SQLState? = nil, constraint: String? = nil) {
        self.code = code
        self.detail = detail
        self.sqlState = sqlState
        self.constraint = constraint
    }

    /// The same fault under another kind.
    func with(_ code: Code) -> PostgresError {
        PostgresError(code, detail, sqlState: sqlState, constraint: constraint)
    }

    /// The same fault, not to be tried again.
    var final: PostgresError {
        var error = self
        error.isFinal = true
        return error
    }

    /// The same fault, with where it happened.
    func at(_ place: String) -> PostgresError {
        PostgresError(code, "\(detail) [\(place)]", sqlState: sqlState, constraint: constraint)
    }

    /// Kind and state only.
    public var description: String { "PostgresError(\(code.rawValue)\(sqlState.map { " \($0)" } ?? ""))" }
    /// Everything, for the log of the operator.
    public var debugDescription: String {
        "PostgresError(\(code.rawValue) \(sqlState?.rawValue ?? "-") \(constraint ?? "-"): \(detail))"
    }
}
