import Foundation
import Testing

@Suite("A handset is heard over HTTP with the secret it drew")
struct HandsetEndToEndTests {
    @Test("another secret is denied, one that is none is told by its member, and neither is said back")
    func secrets() async throws {
        try await RunningServer.inScratch { server in
            let keeper = try server.grant("keeper", "keeper", region: "430903")
            func say(_ secret: String) async throws -> HTTPAnswer {
                try #require(
                    await server.ask(
                        "/v1/handsets/D0000001", method: "PUT", token: keeper,
                        body: "{\"waiting\":0,\"codes\":40,\"secret\":\"\(secret)\"}"))
            }
            let (own, guessed) = (String(repeating: "s", count: 43), String(repeating: "g", count: 43))
            let heard = try await say(own)
            #expect(heard.status == 200 && !heard.text.contains(own))
            let denied = try await say(guessed)
            #expect(denied.status == 403 && denied.text.contains("GL-I-0618") && !denied.text.contains(guessed))
            let unfit = try await say("short")
            #expect(unfit.status == 422 && unfit.text.contains("/secret") && !unfit.text.contains("short"))
            #expect(try !server.log().contains(own) && !server.log().contains(guessed))
        }
    }
}
