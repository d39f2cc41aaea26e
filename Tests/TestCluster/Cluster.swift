import Foundation

/// One private cluster behind a unix socket.
public struct Cluster: Sendable {
    /// Where PostgreSQL's programs are, and as whom they are run; by nobody's leave but root's.
    public struct Programs: Sendable {
        /// The directory of `postgres`, `initdb` and the others.
        public let directory: String
        /// The account they run as; `nil` for our own.
        public let user: String?

        /// Where `Ops/test` says they are.
        public init() throws {
            guard let directory = ProcessInfo.processInfo.environment["GRAINLEDGER_POSTGRES_BIN"] else {
                throw Failed(description: "GRAINLEDGER_POSTGRES_BIN is not set: run the tests by Ops/test")
            }
            self.directory = directory
            let accounts = (try? String(contentsOfFile: "/etc/passwd", encoding: .utf8)) ?? ""
            let isKnown = accounts.split(separator: "\n").contains { $0.hasPrefix("postgres:") }
            user = geteuid() == 0 ? (isKnown ? "postgres" : "nobody") : nil
        }

        /// Debian's group of `nobody` has a name of its own.
        public static func group(of user: String) -> String { user == "nobody" ? "nogroup" : user }
    }

    /// How it is stopped.
    public enum Shutdown: String { case fast, immediate }

    /// A program of PostgreSQL did not do what it was asked.
    public struct Failed: Error, CustomStringConvertible { public let description: String }

    /// Where its data and its socket are.
    public let directory: String
    /// Port of its socket, and of what it listens on besides.
    public let port: Int
    private let programs: Programs

    /// A cluster that is not made yet.
    public init(directory: String, programs: Programs, port: Int = 5432) {
        self.directory = directory
        self.programs = programs
        self.port = port
    }

    /// The directory of its socket.
    public var socket: String { "\(directory)/socket" }
    /// Address of its first database, by the socket.
    public var url: String { "postgresql://grainledger@/postgres?host=\(socket)&port=\(port)" }
    /// The directory of its files.
    public var data: String { "\(directory)/data" }

    /// Makes it; whoever reaches the socket is let in.
    public func initialise(superuser: String = "grainledger") throws {
        try makeSocket()
        try run(
            "initdb",
            [
                "--pgdata=\(data)", "--username=\(superuser)", "--auth=trust", "--no-sync", "--encoding=UTF8",
                "--locale=C.UTF-8", "--data-checksums",
            ])
    }

    /// Makes it a standby of another.
    public func copy(of primary: Cluster) throws {
        try makeSocket()
        try run("pg_basebackup", ["--pgdata=\(data)", "--dbname=\(primary.url)", "--checkpoint=fast", "--no-sync"])
        try run("/usr/bin/touch", ["\(data)/standby.signal"])
    }

    /// Makes it of the archive of another's files.
    public func unpack(_ archive: String) throws {
        try makeSocket()
        try run("/bin/mkdir", ["--mode=0700", data])
        try run("/bin/tar", ["--extract", "--file=\(archive)", "--directory=\(data)"])
    }

    /// Adds settings; the last one said counts. Durability stays at PostgreSQL's defaults.
    public func configure(_ settings: String) throws {
        let text = """
            listen_addresses = ''
            port = \(port)
            unix_socket_directories = '\(socket)'
            max_connections = 30
            shared_buffers = '32MB'
            \(settings)

            """
        let command = "printf '%s' \"$1\" >> \"$2\""
        try run("/bin/sh", ["-c", command, "sh", text, "\(data)/postgresql.conf"])
    }

    /// Puts a file beside its data, readable by the cluster's owner alone; in place of one of that name.
    public func adopt(_ file: String, as name: String) throws {
        let path = "\(data)/\(name)"
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.copyItem(atPath: file, toPath: path)
        var rights: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        if let user = programs.user { rights[.ownerAccountName] = user }
        try FileManager.default.setAttributes(rights, ofItemAtPath: path)
    }

    /// Starts and waits until it answers. After a kill the last processes may still hold its memory for a moment.
    ///
    /// As a child of ours, not by `pg_ctl start`: a grandchild would keep open what tells us that the child has ended.
    public func start() throws {
        let limit = ContinuousClock.now + .seconds(30)
        var server: Process?
        while ContinuousClock.now < limit {
            if server?.isRunning != true {
                server = try launch("postgres", ["-D", data, "-c", "logging_collector=off"])
            }
            if (try? run("pg_isready", ["--host=\(socket)", "--port=\(port)", "--quiet"])) != nil { return }
        }
        throw Failed(description: "\(directory) did not start")
    }

    /// Stops it; nothing when it does not run.
    public func stop(_ mode: Shutdown) {
        _ = try? run("pg_ctl", ["stop", "--pgdata=\(data)", "--mode=\(mode.rawValue)", "--timeout=30", "--silent"])
    }

    /// Makes a standby a primary.
    public func promote() throws {
        try run("pg_ctl", ["promote", "--pgdata=\(data)", "--wait", "--timeout=30", "--silent"])
    }

    /// Sends the postmaster a signal.
    public func signal(_ number: Int32) throws {
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
