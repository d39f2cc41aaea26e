import Foundation
import Testing

@Suite("What is wrong is said in one form, in two languages, with a number")
struct ProblemTests {
    @Test("Kinds, words, numbers, wrong addresses and wrong methods")
    func problems() async throws {
        try await RunningServer.inScratch { server in
            let missing = try #require(
                await server.ask("/v1/nothing", headers: ["X-Request-Id": "truck-17.a_b", "Accept-Language": "*"]))
            #expect(missing.status == 404 && missing.header("X-Request-Id") == "truck-17.a_b")
            #expect(missing.member("type") == "/problems/no-route" && missing.member("requestId") == "truck-17.a_b")
            #expect(missing.member("instance") == "/requests/truck-17.a_b" && missing.member("title") == "没有这个地址")
            let english = try #require(
                await server.ask("/v1/nothing", headers: ["Accept-Language": "en-GB, zh;q=0.5", "X-Request-Id": "a b"]))
            #expect(english.member("title") == "No such address" && english.header("Content-Language") == "en")
            let number = try #require(english.member("requestId"))
            #expect(number != "a b" && number.count == 36 && english.header("X-Request-Id") == number)
            let findings = try #require(english.object["findings"] as? [[String: Any]])
            for name in ["code", "pointer", "severity", "message", "zh", "en", "hint"] {
                #expect(findings.first?[name] is String, "\(name)")
            }
            #expect(findings.first?["message"] as? String == findings.first?["en"] as? String)
            let method = try #require(await server.ask("/v1/acts/batch-moved", method: "GET"))
            #expect(method.status == 405 && method.header("Allow") == "POST")
            #expect(method.member("type") == "/problems/method")
            let wrong = try #require(await server.ask("/v1/batches", method: "DELETE"))
            #expect(wrong.status == 405 && wrong.header("Allow") == "GET, HEAD")
            let stranger = try #require(await server.ask("/v1/batches"))
            #expect(stranger.status == 401 && stranger.header("WWW-Authenticate") == "Bearer")
            #expect(try #require(await server.ask("/livez")).header("X-Request-Id")?.count == 36)
        }
    }

    @Test("Every kind has a page that says what to do")
    func pages() async throws {
        try await RunningServer.inScratch { server in
            let list = try #require(await server.ask("/problems"))
            let kinds = try #require(list.object["items"] as? [[String: Any]])
            #expect(kinds.count == 32)
            for kind in kinds {
                let path = try #require(kind["type"] as? String)
                let page = try #require(await server.ask(path, headers: ["Accept": "text/html"]))
                let remedy = try #require(kind["remedy"] as? [String: String])
                #expect(remedy.count == 2 && remedy.values.allSatisfy { page.text.contains($0) }, "\(path)")
            }
            #expect(try #require(await server.ask("/problems/none")).status == 404)
        }
    }
}
