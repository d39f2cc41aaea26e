import Foundation
import Testing

@Suite("What docs/incident.md says to do is done on a running server")
struct IncidentTests {
    /// The statements of the page, block by block, as somebody pastes them.
    private func blocks() throws -> [String] {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/incident.md")
        return try String(contentsOf: page, encoding: .utf8).components(separatedBy: "```sql\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
    }

    /// Pastes statements into psql, one after another, as the owner of the database.
    private func paste(_ statements: String, into server: RunningServer) throws {
        let file = "\(server.directory)/paste.sql"
        try statements.write(toFile: file, atomically: true, encoding: .utf8)
        let said = try Tool.run([
            "psql", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--file=\(file)",
            "postgresql://grainledger@/grainledger?host=\(server.directory)/socket",
        ])
        try #require(said.status == 0, "\(said.output)")
    }

    @Test(
        "Nothing more is taken while the server runs and is read; afterwards what was sent is sent again, and is there once"
    )
    func readOnly() async throws {
        let blocks = try blocks()
        try #require(blocks.count == 2)
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "clerk")
            let list = "/v1/organizations?limit=100"
            func register(_ name: String) async throws -> Int {
                let data = """
                    {"organization":{"code":"\(name)","name":"n","kind":"granary","county":"430903","licence":"",
                    "validFrom":"2020-01-01","validTo":"2030-01-01","useClasses":[]}}
                    """
                let answer = await server.ask(
                    "/v1/acts/organization-registered", method: "POST", token: token,
                    headers: ["Idempotency-Key": name],
                    body: "{\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(data)}")
                return try #require(answer).status
            }
            #expect(try await register("before") == 201)
            try paste(blocks[0], into: server)
            #expect(try await register("meanwhile") == 503)
            let read = try #require(await server.ask(list, token: token))
            #expect(read.status == 200 && read.items.count == 1)
            try paste(blocks[1], into: server)
            let limit = ContinuousClock.now + .seconds(60)
            while try await register("meanwhile") == 503 { try #require(ContinuousClock.now < limit) }
            #expect(try await register("meanwhile") == 201)
            #expect(try #require(await server.ask(list, token: token)).items.count == 2)
        }
    }

    @Test("Who switches a guard off or takes durability away is told of by the figures at their next look")
    func figures() async throws {
        let port = FreePort.next()
        try await RunningServer.inScratch(options: ["--admin-listen", "127.0.0.1:\(port)"]) { server in
            func figures() async throws -> [Int?] {
                let told = try #require(await server.ask("/metrics", at: port))
                return [told.figure("grainledger_database_unsafe"), told.figure("grainledger_guards_off")]
            }
            #expect(try await figures() == [0, 0])
            try paste("ALTER TABLE record DISABLE TRIGGER record_append_only", into: server)
            #expect(try await figures() == [0, 1])
            try paste("ALTER DATABASE grainledger SET synchronous_commit = off", into: server)
            #expect(try await figures() == [1, 1])
        }
    }
}
