/// Where the database is and how long a wait may last (reliability.md R6).
public struct PostgresConfiguration: Sendable, Hashable {
    /// A `postgresql://` URL, or libpq's `key=value` words; TLS parameters are passed through.
    public let url: String
    /// Seconds a connection may take.
    public var connectTimeoutSeconds = 5
    /// Milliseconds a statement may run.
    public var statementTimeoutMilliseconds = 10_000
    /// Milliseconds a lock may be waited for.
    public var lockTimeoutMilliseconds = 2_000
    /// Name shown in `pg_stat_activity`.
    public var applicationName = "grainledger"

    /// A configuration.
    public init(url: String) { self.url = url }

    var options: String {
        "-c statement_timeout=\(statementTimeoutMilliseconds) -c lock_timeout=\(lockTimeoutMilliseconds)"
            + " -c idle_in_transaction_session_timeout=10000 -c client_min_messages=warning"
    }
}
