/// Where the database is and how long a wait may last (reliability.md R6).
///
/// What the URL says wins over the defaults here; what is set here as `host`, `user` and so on wins over the URL.
public struct PostgresConfiguration: Sendable, Hashable, CustomStringConvertible {
    /// A `postgresql://` URL, or libpq's `key=value` words; empty when only the other properties count.
    public var url = ""
    /// Host name, or the directory of a unix socket.
    public var host: String?
    /// Port.
    public var port: Int?
    /// Database.
    public var database: String?
    /// Role.
    public var user: String?
    /// File of passwords in the form of `~/.pgpass`, so that no password stands in a command line or in memory here.
    public var passwordFile: String?
    /// Further words of libpq, such as `sslmode` (`verify-full` across machines), `sslrootcert`, `sslcert`, `sslkey`.
    public var parameters: [String: String] = [:]
    /// Seconds a connection may take.
    public var connectTimeoutSeconds = 5
    /// Milliseconds a statement may run; 0 for no bound.
    public var statementTimeoutMilliseconds = 10_000
    /// Milliseconds an exchange with the server may take over all, for when the server says nothing any more; `nil`
    /// for the statement's bound and five seconds.
    public var exchangeTimeoutMilliseconds: Int?
    /// Milliseconds the server has to stop a statement that was cancelled or ran out of time; then its socket is shut.
    public var cancellationGraceMilliseconds = 3_000
    /// Milliseconds a lock may be waited for; 0 for no bound.
    public var lockTimeoutMilliseconds = 2_000
    /// Milliseconds a transaction may stay open without a statement; 0 for no bound.
    public var idleInTransactionTimeoutMilliseconds = 10_000
    /// Name shown in `pg_stat_activity`.
    public var applicationName = "grainledger"
    /// Schemas in which names are looked up, in order; empty for the server's own.
    public var searchPath: [String] = []
    /// Further settings of the session.
    public var settings: [String: String] = [:]
    /// Whether statements that come again are prepared; not behind a pooler that changes servers between transactions.
    public var preparesStatements = true

    /// A configuration by its URL, such as `postgresql://user@/database?host=/run/postgresql`; it is read when a
    /// connection is made, and `.configuration` is thrown then when it cannot be read.
    public init(url: String) { self.url = url }

    /// A configuration by its URL, read at once.
    ///
    /// - Throws: `.configuration` when libpq cannot read it.
    public init(checking url: String) throws(PostgresError) {
        self.url = url
        _ = try Link.words(of: url)
    }

    /// A configuration by its parts.
    public init(host: String, port: Int? = nil, database: String, user: String) {
        self.host = host
        self.port = port
        self.database = database
        self.user = user
    }

    /// Where it leads to; never a password.
    public var description: String {
        guard let words = try? words() else { return "PostgresConfiguration(unreadable)" }
        let shown = ["host", "port", "dbname", "user"].compactMap { word in words[word].map { "\(word)=\($0)" } }
        return "PostgresConfiguration(\(shown.joined(separator: " ")))"
    }

    /// Whether the URL itself holds a password, which no command line may: everybody on the machine reads it there.
    public static func holdsPassword(_ url: String) -> Bool {
        guard let words = try? Link.words(of: url) else { return false }
        return ["password", "sslpassword"].contains { words[$0]?.isEmpty == false }
    }

    /// The words libpq gets.
    func words() throws(PostgresError) -> [String: String] {
        var words = try defaults.merging(Link.words(of: url)) { _, said in said }
        words.merge(parameters) { _, said in said }
        let own = [
            "host": host, "port": port.map(String.init), "dbname": database, "user": user, "passfile": passwordFile,
        ]
        words.merge(own.compactMapValues { $0 }) { _, said in said }
        words["options"] = [words["options"], options].compactMap { $0 }.joined(separator: " ")
        // Texts here are UTF-8 and nothing else.
        words["client_encoding"] = "UTF8"
        return words
    }

    private var defaults: [String: String] {
        [
            "connect_timeout": String(connectTimeoutSeconds), "fallback_application_name": applicationName,
            "keepalives_idle": "30", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "10000",
        ]
    }

    private var options: String {
        var all = [
            "statement_timeout": String(statementTimeoutMilliseconds),
            "lock_timeout": String(lockTimeoutMilliseconds),
            "idle_in_transaction_session_timeout": String(idleInTransactionTimeoutMilliseconds),
            // A statement whose client went away ends within this time.
            "client_connection_check_interval": "5000",
            "client_min_messages": "warning",
            // Guards of rows make plans look dear: compiling one took two seconds for six rows.
            "jit": "off",
        ]
        if !searchPath.isEmpty {
            all["search_path"] = searchPath.map {
                "\"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
            }
            .joined(separator: ",")
        }
        all.merge(settings) { _, said in said }
        return all.sorted { $0.key < $1.key }.map { "-c \($0.key)=\(Self.escaped($0.value))" }.joined(separator: " ")
    }

    /// The server splits `options` at blanks; a backslash keeps one.
    private static func escaped(_ value: String) -> String {
        String(value.flatMap { $0 == " " || $0 == "\\" ? ["\\", $0] : [$0] })
    }
}
