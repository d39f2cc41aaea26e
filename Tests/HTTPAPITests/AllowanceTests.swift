import Custody
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import HTTPAPI

@Suite("Allowances, addresses, headers: pure decisions")
struct AllowanceTests {
    private static let second: Int64 = 1_000_000_000

    @Test("So many at once, then as many as flow back, and never more than one window's worth")
    func bucket() {
        var limiter = RateLimiter()
        let allowance = Allowance(quota: 60)
        for left in (0..<60).reversed() {
            let standing = limiter.take("a", allowance, at: 0)
            #expect(standing.isAllowed && standing.remaining == left)
        }
        let refused = limiter.take("a", allowance, at: 0)
        #expect(!refused.isAllowed && refused.retryAfter == 1 && refused.reset == 60 && refused.remaining == 0)
        let other = limiter.take("b", allowance, at: 0)
        #expect(other.isAllowed)
        let half = limiter.take("a", allowance, at: Self.second / 2)
        #expect(!half.isAllowed)
        let one = limiter.take("a", allowance, at: Self.second)
        let two = limiter.take("a", allowance, at: Self.second)
        #expect(one.isAllowed && !two.isAllowed)
        let later = (0..<100).count { _ in limiter.take("a", allowance, at: 1_000 * Self.second).isAllowed }
        #expect(later == 60)
    }

    @Test("Looking takes nothing, and full buckets are forgotten before others")
    func memory() {
        var limiter = RateLimiter(remembering: 2)
        let allowance = Allowance(quota: 1)
        #expect(limiter.look("a", allowance, at: 0).isAllowed && limiter.look("a", allowance, at: 0).isAllowed)
        _ = limiter.take("a", allowance, at: 0)
        _ = limiter.take("b", allowance, at: 50 * Self.second)
        _ = limiter.take("c", allowance, at: 61 * Self.second)
        #expect(!limiter.look("b", allowance, at: 61 * Self.second).isAllowed)
    }

    @Test("A place is given back with the last who holds it")
    func seats() {
        let allowances = Allowances()
        var first = allowances.seat("exports", most: 2)
        let second = allowances.seat("exports", most: 2)
        #expect(first != nil && second != nil && allowances.seat("exports", most: 2) == nil)
        var response = Response(status: .ok, body: ResponseBody { try await $0.finish(nil) })
        response.holdWhileWritten(first)
        first = nil
        #expect(allowances.seat("exports", most: 2) == nil)
        response.body = .init()
        #expect(allowances.seat("exports", most: 2) != nil)
        withExtendedLifetime(second) {}
    }

    @Test(
        "A page of the console is measured as a question of a program is: his own measure, his house's, exports by twos"
    )
    func pages() {
        var limits = Allowances.Limits()
        limits.actor = Allowance(quota: 3)
        let allowances = Allowances(limits, now: { 0 })
        func actor(_ name: String) -> Actor { Actor(name: name, organization: "o", role: .granary, region: "430902") }
        let first = allowances.admitPage(actor("a"), isExport: true)
        let second = allowances.admitPage(actor("b"), isExport: true)
        #expect(first.held != nil && second.held != nil)
        let third = allowances.admitPage(actor("c"), isExport: true)
        #expect(third.held == nil && third.retryAfter == 2)
        #expect(allowances.admitPage(actor("c"), isExport: false).held != nil)
        for _ in 0..<2 { #expect(allowances.admitPage(actor("a"), isExport: false).held != nil) }
        let over = allowances.admitPage(actor("a"), isExport: false)
        #expect(over.held == nil && over.retryAfter > 0)
        withExtendedLifetime((first, second)) {}
    }

    @Test("A whole list takes its seat however its form is written")
    func wholeLists() {
        let middleware = AllowanceMiddleware(allowances: Allowances(.init(), now: { 0 }))
        func work(_ path: String, _ accept: String) -> String? {
            let head = HTTPRequest(
                method: .get, scheme: "https", authority: "a", path: path, headerFields: [.accept: accept])
            return middleware.heavyWork(Request(head: head, body: .init(buffer: ByteBuffer())))?.name
        }
        for accept in ["text/csv", "Text/CSV", "application/X-NDJSON, */*;q=0.1"] {
            #expect(work("/v1/batches", accept) == "exports", "\(accept)")
        }
        #expect(work("/v1/batches", "application/json") == nil && work("/v1/batches", "*/*") == nil)
    }

    @Test(
        "One network that is no proxy of ours holds a quarter of the connections at most; strangers do not pass beside a proxy"
    )
    func connections() {
        var limits = EdgeLimits()
        limits.connections = 8
        let door = EdgeDoor(limits: limits, traffic: Traffic(), proxies: ["10.0.0.9"])
        #expect((0..<4).map { _ in door.admit("2001:db8::1") } == [false, false, true, true])
        #expect(door.admit("2001:db8:0:0:ffff::9") == true, "the rest of its network is the same customer")
        #expect(door.admit("192.0.2.7") == false)
        #expect(door.admit("10.0.0.9") == false && door.admit("127.0.0.1") == false)
        #expect(door.admit("10.0.0.9") == true, "one too many of all")
        for _ in 0..<5 { door.traffic.connectionClosed(from: "2001:db8::1") }
        #expect(door.admit("2001:db8::1") == false)
        let alone = EdgeDoor(limits: limits, traffic: Traffic(), proxies: ["10.0.0.9"], isForProxiesAlone: true)
        #expect(alone.admit("192.0.2.7") == nil)
        #expect(alone.admit("10.0.0.9") == false && alone.admit("127.0.0.1") == false && alone.admit("::1") == false)
    }

    @Test("X-Forwarded-* are believed of the proxy alone, and the nearest stranger is the client")
    func forwarded() {
        let edges = Edges(proxies: ["10.0.0.1", "10.0.0.2"])
        let headers: HTTPFields = [.forwardedFor: "6.6.6.6, 9.9.9.9, 10.0.0.2", .forwardedProto: "https"]
        #expect(edges.address(of: "10.0.0.1", headers) == "9.9.9.9")
        #expect(edges.address(of: "8.8.8.8", headers) == "8.8.8.8")
        #expect(edges.address(of: "10.0.0.1", [.forwardedFor: "<script>"]) == "10.0.0.1")
        #expect(edges.isSecure("10.0.0.1", headers) && !edges.isSecure("8.8.8.8", headers))
    }

    @Test("A media type is admitted by the most exact range that fits")
    func ranges() {
        let html = MediaRanges(["text/html, application/*;q=0.8, application/json;q=0"])
        #expect(html.admit("text/html; charset=utf-8") && html.admit("application/x-ndjson"))
        #expect(!html.admit("application/json") && !html.admit("image/png"))
        #expect(MediaRanges([]).admit("image/png") && MediaRanges(["*/*"]).admit("image/png"))
    }

    @Test("No page allows inline script or style; a page to keep names its style by digest")
    func policies() throws {
        var page = Response(status: .ok, headers: [.contentType: "text/html"])
        SecurityHeaders.apply(to: &page, path: "/", isSecure: true)
        let policy = try #require(page.headers[.contentSecurityPolicy])
        for word in ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'"] {
            #expect(policy.contains(word))
        }
        #expect(!policy.contains("unsafe") && page.headers[.strictTransportSecurity] != nil)
        #expect(page.headers[.cacheControl] == "no-store")
        let kept = PageAnswer.response("<style>b{}</style>")
        let digest = "'sha256-7yqHVAesot11p6HczDsgKRipvI5UPgs97z80zNXlans='"
        let keptPolicy = try #require(kept.headers[.contentSecurityPolicy])
        #expect(keptPolicy.contains("style-src \(digest)") && !keptPolicy.contains("unsafe"))
        var data = Response(status: .ok)
        SecurityHeaders.apply(to: &data, path: "/v1/batches", isSecure: false)
        #expect(data.headers[.cacheControl] == "no-store" && data.headers[.strictTransportSecurity] == nil)
        #expect(data.headers[.xContentTypeOptions] == "nosniff" && data.headers[.referrerPolicy] == "no-referrer")
    }

    @Test("Figures come out as Prometheus reads them, classes of time added up")
    func figures() {
        let traffic = Traffic()
        for microseconds: Int64 in [1_000, 7_000, 99_000_000] {
            traffic.requestBegan()
            traffic.requestEnded(method: "GET", route: "/v1/batches", status: 200, microseconds: microseconds)
        }
        traffic.refused("framing")
        let text = traffic.exposition(with: [Gauge("grainledger_committer_backlog", "Acts.", 3)])
        for line in [
            "grainledger_committer_backlog 3", "grainledger_refusals_total{reason=\"framing\"} 1",
            "grainledger_requests_total{method=\"GET\",route=\"/v1/batches\",status=\"200\"} 3",
            "grainledger_request_seconds_bucket{route=\"/v1/batches\",le=\"0.005000\"} 1",
            "grainledger_request_seconds_bucket{route=\"/v1/batches\",le=\"0.010000\"} 2",
            "grainledger_request_seconds_bucket{route=\"/v1/batches\",le=\"+Inf\"} 3",
            "grainledger_request_seconds_sum{route=\"/v1/batches\"} 99.008000",
            "grainledger_requests_running 0",
        ] {
            #expect(text.contains(line + "\n"), "\(line)")
        }
    }
}
