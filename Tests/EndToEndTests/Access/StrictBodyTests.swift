import Foundation
import Testing

@Suite("Bodies are read by the letter, and what is wrong tells nothing of the machine")
struct StrictBodyTests {
    /// Words of SQL, paths, versions and stacks that no answer may have in it (reliability.md §8, 20).
    static let leaks = #"""
        (?i)SELECT .* FROM|INSERT INTO|PostgresError|libpq|sqlstate|psql|pg_|grainledger_(reader|writer|tracer)|row-level|relation "|
        \.swift|/home/|/root/|/usr/|/var/|/tmp/|/work/|stack trace|Fatal error|DecodingError|codingPath|NSCocoa|Hummingbird|NIO[A-Z]|
        Swift\.|0x[0-9a-f]{8}
        """#.replacing("\n", with: "")

    /// Bodies with one thing wrong each; `§` stands for the words of the act, which alone are right.
    private static let malformed: [(name: String, body: String)] = [
        ("empty", ""), ("space", " "), ("brace", "{"), ("no value", #"{"occurredAt":}"#),
        ("comma", #"{"occurredAt":"T",}"#),
        ("two texts", "{}{}"), ("behind it", #"{"occurredAt":"T","data":§}x"#),
        ("comment", #"{"occurredAt":"T",/**/"data":§}"#),
        ("single quotes", "{'occurredAt':'T'}"), ("no quotes", #"{occurredAt:"T"}"#), ("an array", "[]"),
        ("null", "null"),
        ("a number", "7"), ("a text", #""x""#), ("NaN", #"{"occurredAt":"T","data":NaN}"#),
        ("Infinity", #"{"occurredAt":"T","data":Infinity}"#), ("-Infinity", #"{"occurredAt":-Infinity,"data":§}"#),
        ("1e999", #"{"occurredAt":1e999,"data":§}"#), ("leading zero", #"{"occurredAt":007,"data":§}"#),
        ("plus", #"{"occurredAt":+1,"data":§}"#), ("hexadecimal", #"{"occurredAt":0x10,"data":§}"#),
        ("dot", #"{"occurredAt":.5,"data":§}"#), ("dot behind", #"{"occurredAt":5.,"data":§}"#),
        ("twofold member", #"{"occurredAt":"T","occurredAt":"T","data":§}"#),
        ("twofold words", #"{"occurredAt":"T","data":§,"data":§}"#),
        ("twofold by escape", #"{"occurredAt":"T","\u0064ata":§,"data":§}"#),
        ("lone high surrogate", #"{"occurredAt":"\uD800","data":§}"#),
        ("lone low surrogate", #"{"occurredAt":"\uDC00","data":§}"#),
        ("swapped surrogates", #"{"occurredAt":"\uDC00\uD800","data":§}"#),
        ("half an escape", #"{"occurredAt":"\u12","data":§}"#), ("unknown escape", #"{"occurredAt":"\x","data":§}"#),
        ("line break in text", "{\"occurredAt\":\"a\nb\",\"data\":§}"),
        ("NUL", #"{"occurredAt":"T","data":{"manifest":"a\u0000b"}}"#),
        ("NUL in a name", #"{"occurredAt":"T","data":§,"persons":{"driver\u0000":"x"}}"#),
        ("raw NUL", "{\"occurredAt\":\"T\u{0}\",\"data\":§}"),
        ("byte order mark", "\u{FEFF}{\"occurredAt\":\"T\",\"data\":§}"),
        (
            "deep",
            #"{"occurredAt":"T","data":"# + String(repeating: "[", count: 33) + String(repeating: "]", count: 33) + "}"
        ),
        ("deep objects", String(repeating: #"{"data":"#, count: 40) + "1" + String(repeating: "}", count: 40)),
        ("wrong type", #"{"occurredAt":"T","data":{"manifest":7}}"#),
        ("null member", #"{"occurredAt":"T","data":{"manifest":null}}"#),
        ("unknown member", #"{"occurredAt":"T","data":§,"verdict":"A"}"#), ("no words", #"{"occurredAt":"T"}"#),
    ]

    private static let time = "2025-11-01T08:00:00+08:00"

    private func post(_ server: RunningServer, _ path: String, _ token: String?, _ body: String) async throws
        -> HTTPAnswer
    {
        try #require(
            await server.ask(
                path, method: "POST", token: token,
                headers: ["Idempotency-Key": UUID().uuidString, "Accept-Language": "en"],
                body: body))
    }

    @Test("Forty ways to write JSON wrong: each is 400 or 422 alone and in a capture, says so, and tells nothing else")
    func malformed() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            #expect(Self.malformed.count >= 40)
            for (name, form) in Self.malformed {
                let body = form.replacing("§", with: #"{"manifest":"M"}"#).replacing("\"T\"", with: "\"\(Self.time)\"")
                for path in [
                    "/v1/acts/manifest-arrived", "/v1/session", "/v1/bureau-reports", "/v1/disclosures/reveal",
                ] {
                    let answer = try await post(server, path, token, body)
                    #expect([400, 422].contains(answer.status), "\(name) \(path): \(answer.text)")
                    #expect(answer.type.hasPrefix("application/problem+json"), "\(name)")
                    if name.hasPrefix("deep") { #expect(answer.text.contains("deeper than 32"), "\(path)") }
                    #expect(answer.text.range(of: Self.leaks, options: .regularExpression) == nil, "\(answer.text)")
                }
                let captured = try await post(server, "/v1/capture", token, "[\(body)]")
                let statuses =
                    captured.status == 200 ? captured.items.compactMap { $0["status"] as? Int } : [captured.status]
                #expect(statuses.allSatisfy { [400, 404, 422, 428].contains($0) }, "\(name): \(captured.text)")
            }
            // The same, well written, is taken as far as the book: there is no such manifest.
            let well = try await post(
                server, "/v1/acts/manifest-arrived", token,
                "{\"occurredAt\":\"\(Self.time)\",\"data\":{\"manifest\":\"M\"}}")
            #expect(well.findings.first?["code"] as? String != "GL-R-0001" && well.status != 400)
        }
    }

    @Test("A member that nobody asked for, or that the book writes itself, is refused by its name wherever it stands")
    func members() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            let acts = try AccessMatrix.acts()
            #expect(acts.count > 30)
            for (kind, words) in acts.sorted(by: { $0.key < $1.key }) {
                for (member, pointer) in [
                    ("recordedAt", "/data/recordedAt"), ("org", "/data/org"), ("seq", "/data/seq"),
                ] {
                    let data = "{\"\(member)\":\"1\"," + words.dropFirst()
                    let answer = try await post(
                        server, "/v1/acts/\(kind)", token, "{\"occurredAt\":\"\(Self.time)\",\"data\":\(data)}")
                    #expect(
                        answer.status == 422 && answer.findings.first?["pointer"] as? String == pointer,
                        "\(kind) \(answer.text)")
                }
                let known = try await post(
                    server, "/v1/acts/\(kind)?dryRun=true", token, "{\"occurredAt\":\"\(Self.time)\",\"data\":\(words)}"
                )
                #expect(known.findings.first?["code"] as? String != "GL-R-0001", "\(kind) \(known.text)")
            }
            try await nested(server, token, try #require(acts["parcel-registered"]))
            for (path, body) in [
                ("/v1/session", #"{"account":"a","password":"p","role":"auditor"}"#),
                ("/v1/pending-acts/00000000-0000-7000-8000-000000000000/consent", #"{"digest":"0","hash":"1"}"#),
                ("/v1/disclosures/reveal", #"{"record":"r","part":"grower","purpose":"look","region":"43"}"#),
                (
                    "/v1/bureau-reports",
                    #"{"region":"4309","period":"2025-10","version":1,"asOf":"2025-12-31T00:00:00+08:00","approvedBy":"b","digest":"0"}"#
                ),
                ("/v1/persons/00000000-0000-7000-8000-000000000000/reveal", #"{"purpose":"look","name":"b"}"#),
                ("/v1/code-blocks", #"{"device":"d","codes":[]}"#),
            ] {
                let answer = try await post(server, path, token, body)
                #expect(
                    answer.status == 422 && answer.text.contains("There is no such member"), "\(path) \(answer.text)")
            }
        }
    }

    /// Inside an entry, too: what grew on a parcel is not for the one who registers it to say.
    private func nested(_ server: RunningServer, _ token: String, _ words: String) async throws {
        let plain = words.replacing("{parcel}", with: "43090300800001").replacing("{county}", with: "430903")
            .replacing("{township}", with: "430903008")
        for (member, wrong) in [
            ("batches", plain.replacing(#""batches":{}"#, with: #""batches":{"2025-late":["B"]}"#)),
            ("classes", plain.replacing(#""classes":{}"#, with: #""classes":{"2025-late":"A"}"#)),
            ("record", plain.replacing(#""classes":{}"#, with: #""classes":{},"record":"r""#)),
            ("owner", plain.replacing(#""classes":{}"#, with: #""classes":{},"owner":"o""#)),
        ] {
            let answer = try await post(
                server, "/v1/acts/parcel-registered", token, "{\"occurredAt\":\"\(Self.time)\",\"data\":\(wrong)}")
            let pointer = answer.findings.first?["pointer"] as? String
            #expect(answer.status == 422 && pointer == "/data/parcel/\(member)", "\(answer.text)")
        }
    }

    @Test("Texts are kept in composed form (NFC), however typed; what was typed twofold is one request")
    func composed() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            let words = try #require(try AccessMatrix.acts()["parcel-registered"])
                .replacing("{parcel}", with: "43090300800001").replacing("{county}", with: "430903")
                .replacing("{township}", with: "430903008")
            for village in ["e\u{301}tang", "\\u0065\\u0301tang", "\u{E9}tang"] {
                let data = words.replacing(#""village":"n""#, with: "\"village\":\"\(village)\"")
                let answer = try #require(
                    await server.ask(
                        "/v1/acts/parcel-registered", method: "POST", token: token,
                        headers: ["Idempotency-Key": "composed"],
                        body: "{\"occurredAt\":\"\(Self.time)\",\"data\":\(data)}"))
                #expect(answer.status == 201, "\(answer.text)")
            }
            let parcel = try #require(await server.ask("/v1/parcels/43090300800001", token: token))
            #expect(try #require(parcel.member("village")).utf8.elementsEqual("\u{E9}tang".utf8))
            // Two names that are one when composed are a name twice.
            let twice = words.replacing(#""classes":{}"#, with: "\"classes\":{\"\u{E9}\":\"A\",\"e\u{301}\":\"A\"}")
            let refused = try await post(
                server, "/v1/acts/parcel-registered", token,
                "{\"occurredAt\":\"\(Self.time)\",\"data\":\(twice)}")
            #expect(refused.status == 400, "\(refused.text)")
        }
    }

    @Test("Sixty-four times the same request at once: one record, sixty-four times the same answer")
    func once() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            let words = try #require(try AccessMatrix.acts()["parcel-registered"])
                .replacing("{parcel}", with: "43090300800001").replacing("{county}", with: "430903")
                .replacing("{township}", with: "430903008")
            let body = "{\"occurredAt\":\"\(Self.time)\",\"data\":\(words)}"
            let answers = try await withThrowingTaskGroup { group in
                for _ in 0..<64 {
                    group.addTask {
                        let answer = try #require(
                            await server.ask(
                                "/v1/acts/parcel-registered", method: "POST", token: token,
                                headers: ["Idempotency-Key": "once"], body: body))
                        return "\(answer.status) \(answer.member("recordId") ?? answer.text)"
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(answers.count == 1 && answers.first?.hasPrefix("201 ") == true, "\(answers)")
            let records = try #require(
                await server.ask("/v1/records", token: token, headers: ["Prefer": "count=exact"]))
            #expect(records.object["total"] as? Int == 1)
        }
    }
}
