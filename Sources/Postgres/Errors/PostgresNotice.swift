/// A message that the server sent beside an answer.
public struct PostgresNotice: Sendable, Hashable {
    /// `WARNING`, `NOTICE`, …, never translated.
    public let severity: String
    /// Its SQLSTATE.
    public let sqlState: SQLState?
    /// The message, in the language of the server.
    public let message: String
    /// The server's function that spoke, never translated.
    let source: String?

    /// True when the server gave up waiting for a synchronous standby: what it just committed may be lost with it.
    var doubtsDurability: Bool {
        source == "SyncRepWaitForLSN" || (severity == "WARNING" && message.contains("synchronous replication"))
    }
}
