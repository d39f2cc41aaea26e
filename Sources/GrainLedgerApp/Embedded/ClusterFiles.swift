import Foundation

/// Making the directories and files of a cluster, with the owner and rights PostgreSQL asks for.
struct ClusterFiles: Sendable {
    let layout: ClusterLayout
    let programs: ClusterPrograms

    /// Makes the operator's directory when it is not there, and checks that the cluster's owner can enter it.
    ///
    /// - Throws: `ClusterError.directoryOutOfReach`, or the error of the file system.
    func makeRoot() async throws {
        try FileManager.default.createDirectory(
            atPath: layout.root, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        guard let user = programs.user else { return }
        let probe = try await programs.outcome("/usr/bin/test", ["-x", layout.root])
        guard probe.status == 0 else {
            throw ClusterError.directoryOutOfReach(directory: layout.root, user: user)
        }
    }

    /// Whether `initdb` has run to its end: it works in another directory, which then gets the cluster's name.
    var isInitialised: Bool { FileManager.default.fileExists(atPath: layout.data + "/PG_VERSION") }

    /// Runs `initdb` with checksums, UTF-8 and a locale that sorts by code point; only the local socket is trusted.
    /// What an interrupted run left behind is removed; the cluster itself is never removed by any code here.
    func initialise() async throws {
        let draft = layout.data + ".new"
        if FileManager.default.fileExists(atPath: draft) { try FileManager.default.removeItem(atPath: draft) }
        try await makeOwned(draft)
        try await programs.run(
            "initdb",
            [
                "--pgdata=\(draft)", "--username=grainledger", "--auth-local=trust", "--auth-host=reject",
                "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
            ])
        try append("\ninclude 'grainledger.conf'\n", to: draft + "/postgresql.conf")
        try FileManager.default.moveItem(atPath: draft, toPath: layout.data)
    }

    /// Checks that the programs fit the files, and writes the settings and the socket's directory anew.
    ///
    /// - Throws: `ClusterError.versionMismatch`, or the error of the file system.
    func prepare() async throws {
        let files = try String(contentsOfFile: layout.data + "/PG_VERSION", encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        let version = try await programs.run("postgres", ["--version"])
        let words = version.split(separator: " ")
        let programs = words.first { $0.first?.isNumber == true }?.split(separator: ".").first.map(String.init) ?? "?"
        guard files == programs else { throw ClusterError.versionMismatch(files: files, programs: programs) }
        try await makeOwned(layout.socket)
        try layout.settings.write(toFile: layout.data + "/grainledger.conf", atomically: true, encoding: .utf8)
        try await own(layout.data + "/grainledger.conf", mode: "600")
    }

    /// The log, opened for appending.
    func openLog() throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: layout.log) {
            try Data().write(to: URL(fileURLWithPath: layout.log))
        }
        let log = try FileHandle(forUpdating: URL(fileURLWithPath: layout.log))
        try log.seekToEnd()
        return log
    }

    /// Makes a directory that only the cluster's owner may enter. One that lies there already must be his: under the
    /// temporary directory anybody could have put it.
    private func makeOwned(_ path: String) async throws {
        if !FileManager.default.fileExists(atPath: path) {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try await own(path, mode: "700")
        }
        let probe = try await programs.outcome("/usr/bin/test", ["-O", path])
        guard probe.status == 0 else {
            throw ClusterError.directoryOutOfReach(directory: path, user: programs.user ?? NSUserName())
        }
    }

    private func own(_ path: String, mode: String) async throws {
        var attributes: [FileAttributeKey: Any] = [.posixPermissions: Int(mode, radix: 8) ?? 0o700]
        if let user = programs.user { attributes[.ownerAccountName] = user }
        try FileManager.default.setAttributes(attributes, ofItemAtPath: path)
    }

    private func append(_ text: String, to path: String) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        defer { try? file.close() }
        try file.seekToEnd()
        try file.write(contentsOf: Data(text.utf8))
    }
}

/// Keeps a second server off a cluster for as long as this value lives; the kernel releases it when the process dies.
final class ClusterLock: Sendable {
    private let file: FileHandle

    /// - Throws: `ClusterError.directoryInUse` while another process holds the lock.
    init(_ layout: ClusterLayout) throws {
        let url = URL(fileURLWithPath: layout.lock)
        if !FileManager.default.fileExists(atPath: layout.lock) { try Data().write(to: url) }
        let file = try FileHandle(forUpdating: url)
        // PostgreSQL outlives a killed server and must not keep the lock for it.
        _ = fcntl(file.fileDescriptor, F_SETFD, FD_CLOEXEC)
        guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw ClusterError.directoryInUse(layout.root)
        }
        self.file = file
    }

    deinit { try? file.close() }
}
