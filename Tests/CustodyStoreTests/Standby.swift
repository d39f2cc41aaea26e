import Foundation
import Postgres

/// A primary and its synchronous standby, two real clusters in a directory of their own (reliability.md R4, R8).
///
/// PostgreSQL refuses to run as root; then its programs are run as `postgres`, or as `nobody`.
final class ReplicatedPair: Sendable {
    let primary: Cluster
    let standby: Cluster
    private let root: String

    private init() throws {
        root = "/tmp/gl-sync-\(UUID().uuidString.prefix(8).lowercased())"
        let programs = try Cluster.Programs()
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        primary = Cluster(directory: "\(root)/primary", programs: programs)
        standby = Cluster(directory: "\(root)/standby", programs: programs)
        if let user = programs.user {
            let owner: [FileAttributeKey: Any] = [
                .ownerAccountName: user, .groupOwnerAccountName: Cluster.Programs.group(of: user),
            ]
            try FileManager.default.setAttributes(owner, ofItemAtPath: root)
        }
    }

    /// Makes the pair, lends it, and removes it whatever happens.
    ///
    /// - Parameter hasStandby: false for the primary alone, which then waits for nobody.
    static func lend(hasStandby: Bool = true, _ body: (ReplicatedPair) async throws -> Void) async throws {
        let pair = try ReplicatedPair()
        defer {
            pair.standby.stop(.immediate)
            pair.primary.stop(.immediate)
            try? FileManager.default.removeItem(atPath: pair.root)
        }
        try pair.make(hasStandby: hasStandby)
        try await body(pair)
    }

    private func make(hasStandby: Bool) throws {
        try primary.initialise()
        try primary.configure("synchronous_standby_names = '\(hasStandby ? "standby" : "")'")
        try primary.start()
        guard hasStandby else { return }
        try standby.copy(of: primary)
        // What it had copied of the primary's settings is said anew: a promoted standby has no standby of its own.
        try standby.configure(
            """
            synchronous_standby_names = ''
            wal_retrieve_retry_interval = '100ms'
            primary_conninfo = 'host=\(primary.socket) user=grainledger application_name=standby'
            """)
        try standby.start()
    }
}

/// One private cluster behind a unix socket.
struct Cluster: Sendable {
    /// Where PostgreSQL's programs are, and as whom they are run; by nobody's leave but root's.
    struct Programs: Sendable {
        let directory: String
        let user: String?

        init() throws {
            guard let directory = ProcessInfo.processInfo.environment["GRAINLEDGER_POSTGRES_BIN"] else {
                throw Failed(description: "GRAINLEDGER_POSTGRES_BIN is not set: run the tests by Ops/test")
            }
            self.directory = directory
            let accounts = (try? String(contentsOfFile: "/etc/passwd", encoding: .utf8)) ?? ""
            let isKnown = accounts.split(separator: "\n").contains { $0.hasPrefix("postgres:") }
            user = geteuid() == 0 ? (isKnown ? "postgres" : "nobody") : nil
        }

        /// Debian's group of `nobody` has a name of its own.
        static func group(of user: String) -> String { user == "nobody" ? "nogroup" : user }
    }

    enum Shutdown: String { case fast, immediate }

    struct Failed: Error, CustomStringConvertible { let description: String }

    let directory: String
    let programs: Programs

    var socket: String { "\(directory)/socket" }
    var url: String { "postgresql://grainledger@/postgres?host=\(socket)" }
    private var data: String { "\(directory)/data" }

    func initialise() throws {
        try makeSocket()
        try run(
            "initdb",
            [
                "--pgdata=\(data)", "--username=grainledger", "--auth=trust", "--no-sync", "--encoding=UTF8",
                "--locale=C.UTF-8",
            ])
    }

    func copy(of primary: Cluster) throws {
        try makeSocket()
        try run("pg_basebackup", ["--pgdata=\(data)", "--dbname=\(primary.url)", "--checkpoint=fast", "--no-sync"])
        try run("/usr/bin/touch", ["\(data)/standby.signal"])
    }

    /// Adds settings; the last one said counts. Durability stays at PostgreSQL's defaults.
    func configure(_ settings: String) throws {
        let text = """
            listen_addresses = ''
            unix_socket_directories = '\(socket)'
            max_connections = 30
            shared_buffers = '32MB'
            \(settings)

            """
        let command = "printf '%s' \"$1\" >> \"$2\""
        try run("/bin/sh", ["-c", command, "sh", text, "\(data)/postgresql.conf"])
    }

    /// Starts and waits until it answers. After a kill the last processes may still hold its memory for a moment.
    ///
    /// As a child of ours, not by `pg_ctl start`: a grandchild would keep open what tells us that the child has ended.
    func start() throws {
        let limit = ContinuousClock.now + .seconds(30)
        var server: Process?
        while ContinuousClock.now < limit {
            if server?.isRunning != true {
                server = try launch("postgres", ["-D", data, "-c", "logging_collector=off"])
            }
            if (try? run("pg_isready", ["--host=\(socket)", "--quiet"])) != nil { return }
        }
        throw Failed(description: "\(directory) did not start")
    }

    func stop(_ mode: Shutdown) {
        _ = try? run("pg_ctl", ["stop", "--pgdata=\(data)", "--mode=\(mode.rawValue)", "--timeout=30", "--silent"])
    }

    /// Makes a standby a primary.
    func promote() throws { try run("pg_ctl", ["promote", "--pgdata=\(data)", "--wait", "--timeout=30", "--silent"]) }

    /// Sends the postmaster a signal.
    func signal(_ number: Int32) throws {
        let words = try String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8)
        guard let process = words.split(separator: "\n").first.flatMap({ Int32($0) }), kill(process, number) == 0 else {
            throw Failed(description: "no postmaster")
        }
    }

    private func makeSocket() throws {
        try run("/bin/mkdir", ["-p", socket])
    }

    private func run(_ program: String, _ arguments: [String]) throws {
        let process = try launch(program, arguments)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: "\(program) \(arguments): \(process.terminationStatus)")
        }
    }

    /// Starts a program as the owner of the cluster.
    private func launch(_ program: String, _ arguments: [String]) throws -> Process {
        let path = program.hasPrefix("/") ? program : "\(programs.directory)/\(program)"
        let process = Process()
        if let user = programs.user {
            process.executableURL = URL(filePath: "/usr/bin/setpriv")
            process.arguments =
                ["--reuid=\(user)", "--regid=\(Programs.group(of: user))", "--init-groups", "--", path] + arguments
        } else {
            process.executableURL = URL(filePath: path)
            process.arguments = arguments
        }
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }
}
