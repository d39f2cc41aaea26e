import Foundation
import Testing

@Suite("What comes into the book is heard by whoever may see it", .serialized)
struct StreamTests {
    @Test(
        "A page of news goes on where the last ended, a stranger hears nothing, a browser hears each record, and nothing after a revocation"
    )
    func stream() async throws {
        try await RunningServer.inScratch { server in
            let clerk = try server.grant("administrator", "clerk")
            let officer = try server.grant("officer", "officer", region: "430903")
            let stranger = try server.grant("officer", "stranger", region: "430121")
            let writers = LogWriters([server], token: clerk)
            await writers.found()
            try await settled(server, clerk)
            let before = try await news(server, officer)
            #expect(before.records.isEmpty, "without a place one hears nothing but where to begin")

            let browser = try await RawConnection(port: server.port)
            try await browser.send(
                """
                GET /v1/stream?after=\(before.position) HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \(officer)\r\n\
                Accept: text/event-stream\r\nConnection: close\r\n\r\n
                """)
            #expect(await browser.hears("retry: 2000\n\n"))
            await writers.run(clients: 1, most: 1)
            let record = try #require(writers.records.last)
            #expect(await browser.hears("data: {\"kind\":\"grain-taken-in\",\"occurredAt\""))

            let heard = try await news(server, officer, after: before.position)
            #expect(heard.records == [record] && heard.position > before.position)
            let nothing = try await news(server, stranger, after: before.position)
            #expect(nothing.records.isEmpty && nothing.position == heard.position)
            #expect(try await news(server, officer, after: heard.position).records.isEmpty)

            #expect(try server.command(["token", "revoke", "officer"]).status == 0)
            // What is known of a token is known for a second.
            let limit = ContinuousClock.now + .seconds(30)
            while await server.ask("/v1/batches", token: officer)?.status != 401 {
                try #require(ContinuousClock.now < limit)
            }
            await writers.run(clients: 3, most: 1)
            let later = Set(writers.records).subtracting([record])
            let whole = try await browser.ended()
            #expect(whole.contains(record) && whole.hasSuffix("0\r\n\r\n"))
            #expect(!later.isEmpty && later.allSatisfy { !whole.contains($0) })
            #expect(try #require(await server.ask("/v1/stream", token: officer)).status == 401)
            #expect(try #require(await server.ask("/v1/stream?after=-1", token: clerk)).status == 400)
        }
    }

    /// Waits until all that was written is published.
    private func settled(_ server: RunningServer, _ token: String) async throws {
        while true {
            let log = try #require(await server.ask("/v1/log", token: token)).object
            if log["pending"] as? Int == 0, log["size"] as? Int == log["signedSize"] as? Int { return }
        }
    }

    private func news(_ server: RunningServer, _ token: String, after: Int? = nil) async throws
        -> (position: Int, records: [String])
    {
        let answer = try #require(
            await server.ask("/v1/stream\(after.map { "?after=\($0)" } ?? "")", token: token))
        try #require(answer.status == 200 && answer.header("Cache-Control") == "no-store", "\(answer.text)")
        let records = try #require(answer.object["records"] as? [[String: Any]])
        return (try #require(answer.object["position"] as? Int), records.compactMap { $0["record"] as? String })
    }
}
