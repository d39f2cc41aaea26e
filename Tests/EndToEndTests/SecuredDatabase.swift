import Foundation
import TestCluster
import Testing

/// A PostgreSQL server of its own, made by the files of `Ops/database` and `Schema` as they stand there, and reached by TCP.
struct SecuredDatabase {
    let workshop: DeviceWorkshop
    private let cluster: Cluster
    private let psql: String

    /// How somebody comes to a door; what is not said is right.
    struct Visitor {
        var user = "grainledger"
        var host = "localhost"
        var mode = "verify-full"
        /// The files of his certificate and key; `nil` shows none.
        var certificate: String? = "grainledger"
        /// Whom he takes the server's certificate from.
        var authority = "server"
        var passwords = "passwords"
    }

    /// Makes the server, lends it, and removes it whatever happens.
    static func lend(_ body: (SecuredDatabase) async throws -> Void) async throws {
        try await DeviceWorkshop.inScratch { workshop in
            let programs = try Cluster.Programs()
            let cluster = Cluster(
                directory: "/tmp/gl-own-\(UUID().uuidString.prefix(8).lowercased())", programs: programs,
                port: FreePort.next())
            defer {
                cluster.stop(.immediate)
                try? FileManager.default.removeItem(atPath: cluster.directory)
            }
            let database = SecuredDatabase(
                workshop: workshop, cluster: cluster, psql: "\(programs.directory)/psql")
            try database.make()
            try await body(database)
        }
    }

    private func make() throws {
        try cluster.initialise(superuser: "postgres")
        try cluster.configure(try Self.ops("postgresql.conf") + "\nlisten_addresses = 'localhost'")
        for (file, name) in [("server.pem", "server.pem"), ("server.key", "server.key"), ("ours.pem", "clients.pem")] {
            try cluster.adopt(workshop.file(file), as: name)
        }
        try cluster.start()
        try asSuperuser([
            "--dbname=postgres", "--file=\(Self.folder)/Schema/logins.sql",
            "--command=ALTER ROLE grainledger PASSWORD 'first'",
            "--command=ALTER ROLE grainledger_backup PASSWORD 'backup'",
        ])
        try asSuperuser([
            "--dbname=grainledger", "--set=owner=grainledger", "--file=\(Self.folder)/Schema/roles.sql",
        ])
        for login in ["grainledger", "grainledger_backup"] { try workshop.certify(login) }
        try keep(password: "first", in: "passwords")
        try keep(password: "backup", in: "backup-passwords")
        try cluster.adopt("\(Self.folder)/Ops/database/pg_hba.conf", as: "pg_hba.conf")
        try cluster.signal(SIGHUP)
        // Until the new rules hold, the superuser gets in by the socket as anybody.
        let limit = ContinuousClock.now + .seconds(60)
        while try socket(["--dbname=postgres", "--command=SELECT 1"]).status == 0 {
            try #require(ContinuousClock.now < limit)
        }
    }

    /// Writes a file of passwords as libpq reads it.
    func keep(password: String, in name: String) throws {
        let line = "localhost:\(cluster.port):*:*:\(password)\n127.0.0.1:\(cluster.port):*:*:\(password)\n"
        let rights: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        let draft = workshop.file("\(name).new")
        try #require(
            FileManager.default.createFile(atPath: draft, contents: Data(line.utf8), attributes: rights))
        try? FileManager.default.removeItem(atPath: workshop.file(name))
        try FileManager.default.moveItem(atPath: draft, toPath: workshop.file(name))
    }

    /// The address by which a visitor comes.
    func address(of visitor: Visitor = Visitor()) -> String {
        let shown = visitor.certificate.map { (workshop.file("\($0).pem"), workshop.file("\($0).key")) }
        let (certificate, key) = shown ?? ("/nonexistent.pem", "/nonexistent.key")
        return "postgresql://\(visitor.user)@\(visitor.host):\(cluster.port)/grainledger?sslmode=\(visitor.mode)"
            + "&sslrootcert=\(workshop.file("\(visitor.authority).pem"))&sslcert=\(certificate)&sslkey=\(key)"
            + "&passfile=\(workshop.file(visitor.passwords))"
    }

    /// What a visitor is told when he asks for something.
    func ask(_ statement: String, as visitor: Visitor = Visitor()) throws -> (status: Int32, output: String) {
        try Tool.run([psql, "--no-psqlrc", "-AtX", "--no-password", "--command=\(statement)", address(of: visitor)])
    }

    /// What who is on the machine is told at the socket, as superuser.
    func socket(_ options: [String]) throws -> (status: Int32, output: String) {
        try Tool.run(
            [
                psql, "--no-psqlrc", "-AtX", "--set=ON_ERROR_STOP=1", "--host=\(cluster.socket)",
                "--port=\(cluster.port)", "--username=postgres",
            ] + options)
    }

    /// Takes a backup for whom a file of public keys names.
    func backUp(for recipients: String, to file: String) throws -> (status: Int32, output: String) {
        let login = Visitor(
            user: "grainledger_backup", certificate: "grainledger_backup", passwords: "backup-passwords")
        return try Tool.run([
            "\(Self.folder)/Ops/backup", "--for", recipients, "--database-url", address(of: login), file,
        ])
    }

    /// Starts another server from the archive of a backup, and asks it something.
    func askRestored(_ archive: String, _ statement: String) throws -> String {
        let restored = Cluster(
            directory: "\(cluster.directory)-restored", programs: try Cluster.Programs(), port: FreePort.next())
        defer {
            restored.stop(.immediate)
            try? FileManager.default.removeItem(atPath: restored.directory)
        }
        try restored.unpack(archive)
        try "local all all trust\n".write(toFile: workshop.file("trust"), atomically: true, encoding: .utf8)
        try restored.adopt(workshop.file("trust"), as: "pg_hba.conf")
        try restored.configure("")
        try restored.start()
        return try Tool.run([
            psql, "--no-psqlrc", "-AtX", "--host=\(restored.socket)", "--port=\(restored.port)", "--username=postgres",
            "--command=\(statement)", "grainledger",
        ]).output
    }

    private func asSuperuser(_ options: [String]) throws {
        let said = try socket(options)
        try #require(said.status == 0, "\(said.output)")
    }

    private static func ops(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder)/Ops/database/\(name)", encoding: .utf8)
    }

    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path()
}
