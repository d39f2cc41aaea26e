import Foundation

/// PostgreSQL's server programs and the user they run as.
struct ClusterPrograms: Sendable {
    /// The directory with `initdb`, `postgres`, `pg_isready`, `psql`.
    let directory: String
    /// The unprivileged user PostgreSQL runs as; nil when this process is not root and runs it itself.
    let user: String?

    /// Finds the programs: `GRAINLEDGER_POSTGRES_BIN`, then the newest Debian version from 15 on, then `PATH`.
    ///
    /// - Throws: `ClusterError.programsMissing`.
    static func find() throws(ClusterError) -> ClusterPrograms {
        let environment = ProcessInfo.processInfo.environment
        let debian = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: debian)) ?? [])
            .compactMap { Int($0) }.filter { $0 >= 15 }.sorted(by: >)
        let candidates =
            [environment["GRAINLEDGER_POSTGRES_BIN"]].compactMap { $0 }
            + versions.map { "\(debian)/\($0)/bin" }
            + (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        let found = candidates.first { directory in
            ["initdb", "postgres"].allSatisfy { FileManager.default.isExecutableFile(atPath: "\(directory)/\($0)") }
        }
        guard let found else { throw .programsMissing }
        return ClusterPrograms(directory: found, user: geteuid() == 0 ? unprivilegedUser() : nil)
    }

    /// The account Debian's package makes for PostgreSQL, or the account that owns nothing.
    private static func unprivilegedUser() -> String {
        let accounts = (try? String(contentsOfFile: "/etc/passwd", encoding: .utf8)) ?? ""
        return accounts.split(separator: "\n").contains { $0.hasPrefix("postgres:") } ? "postgres" : "nobody"
    }

    /// A program and its arguments as they have to be started: directly, or by way of `setpriv`, which changes the
    /// user and then becomes the program, so that the process number stays the program's own.
    func command(_ program: String, _ arguments: [String]) -> (path: String, arguments: [String]) {
        let path = program.hasPrefix("/") ? program : "\(directory)/\(program)"
        guard let user else { return (path, arguments) }
        let drop = ["--reuid=\(user)", "--regid=\(group(of: user))", "--init-groups", "--", path]
        return ("/usr/bin/setpriv", drop + arguments)
    }

    /// `nobody` belongs to the group `nogroup` on Debian; every other account has a group of its own name.
    private func group(of user: String) -> String { user == "nobody" ? "nogroup" : user }

    /// Runs a program as the cluster's owner to its end and returns what it printed, both streams together.
    ///
    /// - Throws: `ClusterError.programFailed` for a status other than 0.
    @discardableResult
    func run(_ program: String, _ arguments: [String]) async throws -> String {
        let (status, output) = try await outcome(program, arguments)
        guard status == 0 else {
            throw ClusterError.programFailed(program: program, status: status, output: output)
        }
        return output
    }

    /// Runs a program as the cluster's owner to its end, whatever its status.
    func outcome(_ program: String, _ arguments: [String]) async throws -> (status: Int32, output: String) {
        let (path, arguments) = command(program, arguments)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        let status = try await withCheckedThrowingContinuation { (waiter: CheckedContinuation<Int32, any Error>) in
            process.terminationHandler = { waiter.resume(returning: $0.terminationStatus) }
            do {
                try process.run()
            } catch {
                process.terminationHandler = nil
                waiter.resume(throwing: error)
            }
        }
        // These programs print a page at most, less than a pipe holds: reading after the end cannot block them.
        let output = (try? pipe.fileHandleForReading.readToEnd()) ?? Data()
        return (status, String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Starts `postgres` as a child in a process group of its own, so that Ctrl-C at the terminal reaches only the
    /// server, which then stops PostgreSQL after its last commit.
    func launch(_ arguments: [String], log: FileHandle) throws {
        let (path, arguments) = command("postgres", arguments)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = log
        process.standardError = log
        try process.run()
    }
}
