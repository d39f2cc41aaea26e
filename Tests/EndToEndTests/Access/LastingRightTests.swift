import Testing

@Suite("Who is revoked while his answer is in the making does not get it")
struct LastingRightTests {
    @Test("A proof that was waited for, by a token revoked meanwhile; another's token, the same record, the same wait")
    func waited() async throws {
        let house = FreePort.next()
        try await RunningServer.inScratch(options: ["--admin-listen", "127.0.0.1:\(house)"]) { server in
            let clerk = try server.grant("administrator", "clerk")
            let officer = try server.grant("officer", "officer", region: "430903")
            let other = try server.grant("officer", "other", region: "430903")
            let writers = LogWriters([server], token: clerk)
            await writers.found()
            // Nothing is published from here on.
            let held = try HeldTable("leaf", of: server)
            await writers.run(clients: 1, most: 1)
            let path = "/v1/records/\(try #require(writers.records.last))/proof?wait=30"
            let revoked = try await RawConnection(port: server.port)
            try await revoked.send(Self.request(path, officer))
            let entitled = try await RawConnection(port: server.port)
            try await entitled.send(Self.request(path, other))
            // Both are let in and wait.
            let limit = ContinuousClock.now + .seconds(60)
            while await server.ask("/metrics", at: house)?.text.contains("grainledger_requests_running 2\n") != true {
                try #require(ContinuousClock.now < limit)
            }
            try #require(try server.command(["token", "revoke", "officer"]).status == 0)
            while await server.ask("/v1/log", token: officer)?.status != 401 {
                try #require(ContinuousClock.now < limit)
            }
            held.release()
            let (refused, given) = (try await revoked.ended(), try await entitled.ended())
            #expect(RawConnection.statuses(in: refused) == [401] && !refused.contains("c2sp.org"))
            #expect(RawConnection.statuses(in: given) == [200] && given.contains("c2sp.org"))
        }
    }

    private static func request(_ path: String, _ token: String) -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(token)\r\nConnection: close\r\n\r\n"
    }
}
