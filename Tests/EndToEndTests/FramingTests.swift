import Testing

@Suite("What two readers of HTTP would read differently is refused, and nothing behind it is believed")
struct FramingTests {
    /// Behind every case stands this request: an answer to it means that the case was taken for something whole.
    private static let next = "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

    private static func post(_ fields: String, _ body: String = "") -> String {
        "POST /v1/acts/batch-moved HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\(fields)\r\n\(body)"
    }

    static let cases: [(name: String, bytes: String)] = [
        ("length and chunks", post("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n")),
        ("chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n", "0\r\n\r\n")),
        ("two lengths that differ", post("Content-Length: 2\r\nContent-Length: 3\r\n", "{}")),
        ("two lengths alike", post("Content-Length: 2\r\nContent-Length: 2\r\n", "{}")),
        ("a list of lengths", post("Content-Length: 2, 2\r\n", "{}")),
        ("a length with a sign", post("Content-Length: +2\r\n", "{}")),
        ("a negative length", post("Content-Length: -2\r\n", "{}")),
        ("a length in hexadecimal", post("Content-Length: 0x2\r\n", "{}")),
        ("an empty length", post("Content-Length:\r\n", "")),
        ("a length beyond all numbers", post("Content-Length: 99999999999999999999\r\n", "{}")),
        ("two codings", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n")),
        ("a list of codings", post("Transfer-Encoding: gzip, chunked\r\n", "0\r\n\r\n")),
        ("an unknown coding", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n")),
        ("a coding that is hidden", post("Transfer-Encoding: \u{0B}chunked\r\n", "0\r\n\r\n")),
        ("a chunk size that is none", post("Transfer-Encoding: chunked\r\n", "zz\r\n\r\n")),
        ("a chunk size with 0x", post("Transfer-Encoding: chunked\r\n", "0x2\r\n{}\r\n0\r\n\r\n")),
        ("a chunk size beyond all numbers", post("Transfer-Encoding: chunked\r\n", "fffffffffffffffff\r\n")),
        ("a chunk with an extension", post("Transfer-Encoding: chunked\r\n", "2;a=b\r\n{}\r\n0\r\n\r\n")),
        ("a chunk longer than its size", post("Transfer-Encoding: chunked\r\n", "1\r\n{}\r\n0\r\n\r\n")),
        ("chunks ended by LF", post("Transfer-Encoding: chunked\r\n", "2\n{}\n0\n\n")),
        ("a trailer", post("Transfer-Encoding: chunked\r\n", "0\r\nContent-Length: 5\r\n\r\n")),
        ("a chunked body in HTTP/1.0", "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        ("a folded field", "GET /livez HTTP/1.1\r\nHost: a\r\nX: 1\r\n 2\r\n\r\n"),
        ("a field before the first folded", "GET /livez HTTP/1.1\r\n Host: a\r\n\r\n"),
        ("a space before the colon", "GET /livez HTTP/1.1\r\nHost : a\r\n\r\n"),
        ("a field without a colon", "GET /livez HTTP/1.1\r\nHost: a\r\nX\r\n\r\n"),
        ("a field without a name", "GET /livez HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n"),
        ("LF alone", "GET /livez HTTP/1.1\nHost: a\n\n"),
        ("LF alone within", "GET /livez HTTP/1.1\r\nHost: a\nX: 1\r\n\r\n"),
        ("CR alone", "GET /livez HTTP/1.1\r\nHost: a\rX: 1\r\n\r\n"),
        ("NUL in a value", "GET /livez HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n"),
        ("NUL in the target, written out", "GET /v1/batches/a%00b HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an empty line first", "\r\nGET /livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("no host", "GET /livez HTTP/1.1\r\n\r\n"),
        ("two hosts", "GET /livez HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        ("an empty host", "GET /livez HTTP/1.1\r\nHost:\r\n\r\n"),
        ("a host with a path", "GET /livez HTTP/1.1\r\nHost: a/b\r\n\r\n"),
        ("a target of another host", "GET http://b/livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a target of another scheme", "GET ftp://a/livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a target with a fragment", "GET /livez#a HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a target that is none", "GET livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("two spaces", "GET  /livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a tab for a space", "GET\t/livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("HTTP/0.9", "GET /livez\r\n\r\n"),
        ("HTTP/1.2", "GET /livez HTTP/1.2\r\nHost: a\r\n\r\n"),
        ("HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        ("a version in small letters", "GET /livez http/1.1\r\nHost: a\r\n\r\n"),
        ("CONNECT", "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("TRACE", "TRACE /livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("a method that nobody has", "BREW /livez HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("the asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"),
        ("an expectation that nobody meets", "GET /livez HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n"),
        ("TLS where there is none", "\u{16}\u{3}\u{1}\u{2}\u{0}"),
    ]

    static let wellFormed: [(name: String, bytes: String, status: Int)] = [
        ("a read", "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", 200),
        ("an absolute target", "GET http://a:80/livez HTTP/1.1\r\nHost: a:80\r\n\r\n", 200),
        ("HTTP/1.0 that stays", "GET /livez HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n", 200),
        ("a length", post("Content-Length: 2\r\n", "{}"), 401),
        ("chunks", post("Transfer-Encoding: Chunked\r\n", "1\r\n{\r\n1\r\n}\r\n0\r\n\r\n"), 401),
        ("an offer of HTTP/2", "GET /livez HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n", 200),
        ("a method this address does not take", "PUT /livez HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("a method no address of the log takes", "PUT /log/tile/0/000 HTTP/1.1\r\nHost: a\r\n\r\n", 405),
    ]

    @Test("Every ambiguous case gets a 4xx or nothing, and the request behind it no answer; every clear one gets both")
    func framing() async throws {
        try await RunningServer.inScratch { server in
            for (name, bytes) in Self.cases {
                let answer = try await RawConnection.exchange(bytes + Self.next, port: server.port)
                let statuses = RawConnection.statuses(in: answer)
                #expect(statuses.count <= 1 && statuses.allSatisfy { (400..<500).contains($0) }, "\(name): \(statuses)")
                guard statuses.count == 1 else { continue }
                #expect(answer.contains("application/problem+json") && answer.contains("X-Request-Id: "), "\(name)")
                #expect(answer.contains("nosniff") && answer.contains("frame-ancestors 'none'"), "\(name)")
            }
            for (name, bytes, status) in Self.wellFormed {
                let answer = try await RawConnection.exchange(bytes + Self.next, port: server.port)
                #expect(RawConnection.statuses(in: answer) == [status, 200], "\(name)")
            }
            let trace = try await RawConnection.exchange("TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", port: server.port)
            #expect(RawConnection.statuses(in: trace) == [405] && trace.contains("Allow: GET, HEAD, POST"))
            let closing = try await RawConnection.exchange(
                "GET /livez HTTP/1.0\r\nHost: a\r\n\r\n" + Self.next, port: server.port)
            #expect(RawConnection.statuses(in: closing) == [200], "HTTP/1.0 ends with its answer")
        }
    }
}
