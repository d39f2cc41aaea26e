import Foundation

/// The files of one embedded cluster, below the directory the operator named.
///
///     DIR/cluster        PostgreSQL's data directory, owned by the user it runs as
///     DIR/socket         the unix socket; when that path is too long, a directory under the system's temporary one
///     DIR/postgres.log   what PostgreSQL says
///     DIR/clock          how far the demo clock is ahead, in microseconds; only while a server runs with one
///     DIR/cluster.lock   held by the living server, so that two never share a cluster
struct ClusterLayout: Sendable {
    /// The directory the operator named, absolute, without a closing slash.
    let root: String

    init(root: String) {
        self.root = URL(fileURLWithPath: root, isDirectory: true).standardizedFileURL.path(percentEncoded: false)
            .trimmingSuffix("/")
    }

    var data: String { root + "/cluster" }
    var log: String { root + "/postgres.log" }
    var clock: String { root + "/clock" }
    var lock: String { root + "/cluster.lock" }
    var processFile: String { data + "/postmaster.pid" }

    /// Where the unix socket lies. The kernel allows 107 bytes for the whole name, and PostgreSQL adds 14.
    var socket: String {
        let beside = root + "/socket"
        return beside.utf8.count <= 90 && !beside.contains("'") ? beside : "/tmp/grainledger-" + Self.mark(of: root)
    }

    /// Eleven to thirteen letters and digits that stand for a path (FNV-1a, 64 bits): the same path always finds
    /// the same socket again.
    static func mark(of path: String) -> String {
        let hash = path.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 36)
    }

    /// Settings of the cluster. Nothing here touches durability: `fsync`, `synchronous_commit` and
    /// `full_page_writes` keep PostgreSQL's defaults.
    var settings: String {
        """
        # Written at every start; put settings of your own into postgresql.conf, below the include line.
        listen_addresses = ''
        unix_socket_directories = '\(socket)'
        unix_socket_permissions = 0700
        max_connections = 60
        shared_buffers = '256MB'
        max_wal_size = '2GB'
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_line_prefix = '%m [%p] %q%u@%d '
        cluster_name = 'grainledger'

        """
    }

    /// The address of a database behind a socket directory, in libpq's URI form.
    static func url(socket: String, database: String) -> String {
        let allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "\u{0}"..."\u{7f}"))
            .union(CharacterSet(charactersIn: "/-_.~"))
        let host = socket.addingPercentEncoding(withAllowedCharacters: allowed) ?? socket
        return "postgresql://grainledger@/\(database)?host=\(host)"
    }

    /// The last lines of PostgreSQL's log, for an error message.
    func logEnd() -> String {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(5).joined(separator: " | ")
    }
}

/// What `postmaster.pid` says of a running cluster: line 1 the process, line 5 the socket's directory.
struct ClusterProcess: Sendable, Equatable {
    let processID: Int32
    let socket: String

    /// Reads the file's text; nil while PostgreSQL has not finished writing it.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 5, let processID = Int32(lines[0]), processID > 1, !lines[4].isEmpty else { return nil }
        self.processID = processID
        self.socket = String(lines[4])
    }

    /// The living postmaster of a data directory. A number left behind by a crash, which another program may carry
    /// by now, does not count: the process must be called `postgres`.
    static func living(in layout: ClusterLayout) -> ClusterProcess? {
        guard let text = try? String(contentsOfFile: layout.processFile, encoding: .utf8),
            let found = ClusterProcess(text: text), ClusterProcess.isAlive(found.processID),
            ClusterProcess.name(of: found.processID).map({ $0.hasPrefix("postgres") }) ?? true
        else { return nil }
        return found
    }

    /// Whether a process still runs. A dead one that nobody has reaped yet (state Z) does not.
    static func isAlive(_ processID: Int32) -> Bool {
        guard kill(processID, 0) == 0 else { return false }
        guard let stat = try? String(contentsOfFile: "/proc/\(processID)/stat", encoding: .utf8),
            let state = stat.split(separator: ")").last?.split(separator: " ").first
        else { return true }
        return state != "Z" && state != "X"
    }

    private static func name(of processID: Int32) -> String? {
        try? String(contentsOfFile: "/proc/\(processID)/comm", encoding: .utf8)
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        count > suffix.count && hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
