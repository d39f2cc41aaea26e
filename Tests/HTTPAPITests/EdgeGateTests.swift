import NIOCore
import NIOEmbedded
import NIOTLS
import Testing

@testable import HTTPAPI

@Suite("The gate before HTTP: one request at a time, in total times")
struct EdgeGateTests {
    private static let get = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test(
        "A client that trickles a head, a body, or nothing loses its place when the total is over, however it trickles")
    func totals() throws {
        let head = try GatedConnection()
        for byte in "GET / HTTP/1.1" {
            try head.send(String(byte))
            head.wait(.seconds(1))
        }
        #expect(head.isOpen && head.refusals.isEmpty)
        try head.send("\r\nX: ")
        head.wait(.seconds(2))
        #expect(head.refusals == ["head-too-slow"])
        #expect(try head.answered().hasPrefix("HTTP/1.1 408 "))

        let body = try GatedConnection()
        try body.send("POST /v1/acts/x HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n")
        try body.tell(.began(isStream: true))
        for _ in 0..<29 {
            try body.send("x")
            body.wait(.seconds(1))
        }
        #expect(body.isOpen && body.refusals.isEmpty)
        body.wait(.seconds(2))
        #expect(body.refusals == ["body-too-slow"])

        let idle = try GatedConnection()
        idle.wait(.seconds(89))
        #expect(idle.isOpen)
        idle.wait(.seconds(2))
        #expect(!idle.isOpen && idle.refusals.isEmpty)
    }

    @Test("An answer begins within the request's time, and leaves within the answer's; a stream has longer")
    func answers() throws {
        let late = try GatedConnection()
        try late.send(Self.get)
        late.wait(.seconds(29))
        #expect(late.refusals.isEmpty)
        late.wait(.seconds(2))
        #expect(late.refusals == ["answer-too-late"])
        let words = try late.answered()
        #expect(words.hasPrefix("HTTP/1.1 503 ") && words.contains("Retry-After: 2") && words.contains("unconfirmed"))
        for isStream in [false, true] {
            let unread = try GatedConnection()
            try unread.send(Self.get)
            try unread.tell(.began(isStream: isStream))
            unread.wait(.seconds(59))
            #expect(unread.isOpen)
            unread.wait(.seconds(2))
            #expect(unread.isOpen == isStream)
            unread.wait(.seconds(600))
            // Into an answer that has begun no other is written: the connection is cut.
            #expect(!unread.isOpen && unread.refusals == ["answer-too-late"])
            #expect(try unread.answered().isEmpty)
        }
    }

    @Test("What a client was told to stop, it may read for two seconds; whatever else it sends goes nowhere")
    func farewell() throws {
        let connection = try GatedConnection()
        try connection.send("GET / HTTP/1.1\r\n\r\n")
        #expect(connection.refusals == ["framing"])
        try? connection.send(Self.get)
        #expect(try connection.passed().isEmpty)
        connection.wait(.seconds(3))
        #expect(!connection.isOpen)
    }

    @Test("The next request waits until the answer before has left, and then comes whole")
    func turns() throws {
        let connection = try GatedConnection()
        try connection.send(Self.get + "GET /second HTTP/1.1\r\nHost: a\r\n\r\nGET /third")
        #expect(try connection.passed() == Self.get)
        try connection.tell(.began(isStream: false))
        #expect(try connection.passed().isEmpty)
        try connection.tell(.ended)
        #expect(try connection.passed() == "GET /second HTTP/1.1\r\nHost: a\r\n\r\n")
        try connection.answer()
        try connection.send(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        #expect(try connection.passed().hasPrefix("GET /third HTTP/1.1"))
        try connection.answer()
        #expect(!connection.isOpen)
    }

    @Test("A body ends where its framing says, in whatever pieces it comes", arguments: [1, 2, 3, 7, 64])
    func pieces(_ size: Int) throws {
        let connection = try GatedConnection()
        let chunked =
            "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n"
        let sized = "POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello"
        var rest = (chunked + sized + Self.get)[...]
        var seen = ""
        while !rest.isEmpty {
            try connection.send(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
            seen += try connection.passed()
            if seen == chunked || seen == chunked + sized { try connection.answer() }
            seen += try connection.passed()
        }
        if seen == chunked + sized { try connection.answer() }
        seen += try connection.passed()
        #expect(seen == chunked + sized + Self.get && connection.refusals.isEmpty)
    }

    @Test("A body longer than its address takes is refused by its length, and by its chunks")
    func tooLarge() throws {
        let sized = try GatedConnection()
        try sized.send("POST /v1/acts/x HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n")
        let chunked = try GatedConnection()
        try chunked.send("POST /v1/acts/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n")
        for connection in [sized, chunked] {
            #expect(connection.refusals == ["body-too-large"])
            #expect(try connection.answered().hasPrefix("HTTP/1.1 413 "))
        }
        let bulk = try GatedConnection()
        try bulk.send("POST /v1/capture?dryRun=true HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n")
        #expect(bulk.refusals.isEmpty)
    }

    @Test("Heads, targets and fields have bounds")
    func bounds() throws {
        let cases = [
            ("GET /\(String(repeating: "a", count: 8_192)) HTTP/1.1\r\nHost: a\r\n\r\n", "414", "target-too-long"),
            (String(repeating: "G", count: 40_000), "414", "target-too-long"),
            (
                "GET / HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "a", count: 33_000))\r\n\r\n", "431",
                "head-too-large"
            ),
            (
                "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "X: 1\r\n", count: 100))\r\n", "431",
                "head-too-large"
            ),
        ]
        for (text, status, name) in cases {
            let connection = try GatedConnection()
            try connection.send(text)
            #expect(connection.refusals == [name])
            #expect(try connection.answered().hasPrefix("HTTP/1.1 \(status) "))
            #expect(try connection.passed().isEmpty)
        }
    }

    @Test("One connection too many hears so; under TLS only once it can")
    func surplus() throws {
        let plain = try GatedConnection(isSurplus: true)
        #expect(plain.refusals == ["too-many-connections"])
        let words = try plain.answered()
        #expect(
            words.hasPrefix("HTTP/1.1 503 ") && words.contains("Connection: close") && words.contains("Retry-After"))
        let secure = try GatedConnection(isSecure: true, isSurplus: true)
        #expect(secure.refusals.isEmpty)
        secure.channel.pipeline.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
        #expect(secure.refusals == ["too-many-connections"])
        #expect(try secure.answered().contains("Strict-Transport-Security"))
        let slow = try GatedConnection(isSecure: true)
        slow.wait(.seconds(16))
        #expect(!slow.isOpen)
    }

    @Test("A client that ends its half after a whole request is answered; after half a request it is not")
    func halfClosed() throws {
        let whole = try GatedConnection()
        try whole.send(Self.get)
        whole.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(whole.isOpen && whole.refusals.isEmpty)
        let half = try GatedConnection()
        try half.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhel")
        half.channel.pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        #expect(half.refusals == ["framing"])
    }

    @Test("Leave to send a body is given once; an offer of another protocol is not passed on")
    func expectations() throws {
        let connection = try GatedConnection()
        try connection.send(
            "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n")
        #expect(try connection.answered() == "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(try !connection.passed().contains("Upgrade"))
    }
}
