import Foundation
import Testing

@Suite("A database of its own: who comes in, and by what; secrets that are changed while the service runs")
struct SecuredDatabaseTests {
    @Test("By TLS, a certificate that names the login, and its password: each alone opens nothing")
    func doors() async throws {
        try await SecuredDatabase.lend { database in
            try database.workshop.certify("stranger")
            try database.workshop.certify("forged", naming: "grainledger", by: "theirs")
            try database.keep(password: "guessed", in: "guesses")
            let welcome = try database.ask("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            #expect(welcome.status == 0 && welcome.output.hasPrefix("TLSv1."), "\(welcome.output)")
            typealias Visitor = SecuredDatabase.Visitor
            let turnedAway: [(visitor: Visitor, word: String)] = [
                (Visitor(mode: "disable"), "pg_hba.conf rejects connection"),
                (Visitor(certificate: nil), "requires a valid client certificate"),
                (Visitor(certificate: "stranger"), "authentication failed"),
                (Visitor(certificate: "forged"), "SSL error"),
                (Visitor(passwords: "guesses"), "password authentication failed"),
                (Visitor(authority: "ours"), "certificate verify failed"),
                (Visitor(host: "127.0.0.1"), "does not match host name"),
                (Visitor(user: "postgres"), "pg_hba.conf rejects connection"),
            ]
            for (visitor, word) in turnedAway {
                let said = try database.ask("SELECT 1", as: visitor)
                #expect(said.status == 2 && said.output.contains(word), "\(visitor): \(said.output)")
            }
            // On the machine itself the superuser's name opens to the account of that name alone.
            let local = try database.socket(["--dbname=postgres", "--command=SELECT 1"])
            #expect(local.output.contains("Peer authentication failed"), "\(local.output)")
        }
    }

    @Test("The service lives behind those doors; its password, certificate and tokens are changed and nothing is lost")
    func rotation() async throws {
        try await SecuredDatabase.lend { database in
            let directory = "/tmp/gl-rotated-\(UUID().uuidString.prefix(8))"
            defer { try? FileManager.default.removeItem(atPath: directory) }
            let server = try await RunningServer(
                directory: directory, port: FreePort.next(), database: database.address())
            defer { server.stop() }
            let doctor = try server.command(["doctor"])
            #expect(doctor.status == 0, "\(doctor.output)")
            let first = try server.grant("administrator", "first")
            var written = try await Self.write(from: 0, to: server, by: first)
            #expect(written == Array(repeating: 201, count: Self.acts))

            // Sessions that stand go on by the old ones; none is turned away.
            try database.workshop.certify("grainledger")
            let changed = try database.ask("ALTER ROLE grainledger PASSWORD 'second'", as: .init())
            #expect(changed.status == 0, "\(changed.output)")
            try database.keep(password: "first", in: "former")
            try database.keep(password: "second", in: "passwords")
            written += try await Self.write(from: 1, to: server, by: first)
            #expect(written == Array(repeating: 201, count: 2 * Self.acts))

            // Every session ends; new ones come by the new ones.
            let ended = try database.ask(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                    + "WHERE usename = 'grainledger' AND pid <> pg_backend_pid()")
            #expect(ended.status == 0 && Int(ended.output.trimmingCharacters(in: .newlines)) ?? 0 > 0)
            written += try await Self.write(from: 2, to: server, by: first, insisting: true)
            #expect(written == Array(repeating: 201, count: 3 * Self.acts))
            let former = try database.ask("SELECT 1", as: .init(passwords: "former"))
            #expect(former.status == 2 && former.output.contains("password authentication failed"))

            let second = try server.grant("administrator", "second")
            #expect(try server.command(["token", "revoke", "first"]).status == 0)
            let list = "/v1/organizations?limit=100"
            let limit = ContinuousClock.now + .seconds(60)
            while await server.ask(list, token: first)?.status != 401 { try #require(ContinuousClock.now < limit) }
            let kept = try #require(await server.ask(list, token: second))
            #expect(kept.status == 200 && kept.items.count == 3 * Self.acts)
            let log = try server.log()
            for secret in ["'second'", "passwords", first, second] { #expect(!log.contains(secret)) }
        }
    }

    @Test("A backup opens to the office's key alone, lies nowhere in the clear, and a server starts from it")
    func backup() async throws {
        try await SecuredDatabase.lend { database in
            let written = try database.ask("CREATE TABLE kept AS SELECT 'grain in bin 7' AS words")
            #expect(written.status == 0, "\(written.output)")
            let (office, other) = (database.workshop.file("office.key"), database.workshop.file("other.key"))
            for key in [office, other] { #expect(try Tool.run(["age-keygen", "--output", key]).status == 0) }
            let recipients = database.workshop.file("recipients")
            try Tool.run(["age-keygen", "-y", office]).output.write(
                toFile: recipients, atomically: true, encoding: .utf8)

            let file = database.workshop.file("backup.age")
            let taken = try database.backUp(for: recipients, to: file)
            #expect(taken.status == 0, "\(taken.output)")
            let bytes = try Data(contentsOf: URL(filePath: file))
            #expect(bytes.count > 1_000_000)
            for word in ["PG_VERSION", "ustar", "grain in bin 7"] {
                #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word)")
            }
            let again = try database.backUp(for: recipients, to: file)
            #expect(again.status != 0 && again.output.contains("never overwritten"))

            let archive = database.workshop.file("backup.tar")
            let refused = try Tool.run(["age", "--decrypt", "--identity", other, "--output", archive, file])
            #expect(refused.status != 0 && refused.output.contains("no identity matched"))
            let opened = try Tool.run(["age", "--decrypt", "--identity", office, "--output", archive, file])
            #expect(opened.status == 0, "\(opened.output)")
            #expect(try database.askRestored(archive, "SELECT words FROM kept") == "grain in bin 7\n")
        }
    }

    private static let acts = 8

    /// Registers some organisations of a round; the status of each.
    ///
    /// - Parameter insisting: sends what was not confirmed again with the same key.
    private static func write(
        from round: Int, to server: RunningServer, by token: String, insisting: Bool = false
    ) async throws -> [Int] {
        var written: [Int] = []
        for number in 0..<acts {
            let name = "own-\(round)-\(number)"
            let data = """
                {"organization":{"code":"\(name)","name":"n","kind":"granary","county":"430903","licence":"",
                "validFrom":"2020-01-01","validTo":"2030-01-01","useClasses":[]}}
                """
            if insisting {
                written.append(await server.insist("organization-registered", key: name, token: token, data))
                continue
            }
            let answer = await server.ask(
                "/v1/acts/organization-registered", method: "POST", token: token,
                headers: ["Idempotency-Key": name],
                body: "{\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(data)}")
            written.append(try #require(answer).status)
        }
        return written
    }
}
