import Foundation
import Testing

@Suite("Writes: keys, versions, dry runs, bulk, and every status that the document promises")
struct WriteTests {
    private static let granary = "91430903MA4L000118"

    private func wire(_ data: String) -> String { "{\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(data)}" }

    private func registered(_ code: String, _ kind: String = "granary") -> String {
        """
        {"organization":{"code":"\(code)","name":"n","kind":"\(kind)","county":"430903","licence":"",
        "validFrom":"2020-01-01","validTo":"2030-01-01","useClasses":[]}}
        """
    }

    private func collected(_ sample: String) -> String {
        """
        {"sample":"\(sample)","parcel":"43090300800001","task":"","pattern":"","points":5,"grams":1000,"seal":""}
        """
    }

    private func received(_ sample: String) -> String {
        """
        {"sample":"\(sample)","laboratory":"lab","sealIntact":true,"accepted":true,"reason":"","blindCode":"1"}
        """
    }

    private static let parcel = """
        {"parcel":{"code":"43090300800001","township":"430903008","county":"430903","village":"","squareMetres":1,
        "farmlandClass":"safe-use","longitude":"","latitude":"","soilPH":"","soilCadmium":"","samples":{},"batches":{},
        "classes":{}}}
        """

    private func post(
        _ server: RunningServer, _ token: String?, _ kind: String, _ data: String, key: String? = UUID().uuidString,
        query: String = "", headers: [String: String] = [:]
    ) async throws -> HTTPAnswer {
        var headers = headers
        if let key { headers["Idempotency-Key"] = key }
        return try #require(
            await server.ask(
                "/v1/acts/\(kind)\(query)", method: "POST", token: token, headers: headers, body: wire(data)))
    }

    private func found(_ server: RunningServer, _ token: String) async throws {
        for (kind, data) in [
            ("organization-registered", registered(Self.granary)),
            ("organization-registered", registered("lab", "station")),
            ("parcel-registered", Self.parcel), ("sample-collected", collected("S1")),
        ] {
            let answer = try await post(server, token, kind, data)
            #expect(answer.status == 201 && answer.object["findings"] is [Any], "\(kind)")
        }
    }

    @Test("An act on a version that has passed is refused, and nothing is changed")
    func versions() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            try await found(server, token)
            let read = try #require(await server.ask("/v1/samples/S1", token: token))
            let tag = try #require(read.header("ETag"))
            let received = received("S1")
            let stale = try await post(server, token, "sample-received", received, headers: ["If-Match": "\"7\""])
            #expect(stale.status == 412 && stale.member("type") == "/problems/stale")
            let unknown = try await post(
                server, token, "sample-received", self.received("S9"), headers: ["If-Match": tag])
            #expect(unknown.status == 412)
            for wrong in ["7", "\"x\"", "W/\"1\"", "*", "\""] {
                let answer = try await post(server, token, "sample-received", received, headers: ["If-Match": wrong])
                #expect(answer.status == 400 && answer.findings.first?["pointer"] as? String == "If-Match", "\(wrong)")
            }
            let registers = try await post(
                server, token, "organization-registered", registered("x"), headers: ["If-Match": tag])
            #expect(registers.status == 400)
            #expect(try #require(await server.ask("/v1/samples/S1", token: token)).body == read.body)
            let dry = try await post(
                server, token, "sample-received", received, query: "?dryRun=true", headers: ["If-Match": tag])
            #expect(dry.status == 200 && dry.object["findings"] is [Any])
            #expect(try #require(await server.ask("/v1/samples/S1", token: token)).header("ETag") == tag)
            let done = try await post(server, token, "sample-received", received, key: "k", headers: ["If-Match": tag])
            #expect(done.status == 201)
            #expect(try #require(await server.ask("/v1/samples/S1", token: token)).header("ETag") != tag)
            let again = try await post(server, token, "sample-received", received, key: "k", headers: ["If-Match": tag])
            #expect(again.status == 201 && again.header("Idempotent-Replayed") == "true" && again.body == done.body)
            let refused = try await post(server, token, "sample-received", received)
            #expect(refused.status == 409 && refused.findings.first?["pointer"] as? String == "/data/sample")
            #expect(refused.findings.first?["code"] as? String == "GL-R-0401")
        }
    }

    @Test("Of two acts that insist on the same version, sent at once, one is done")
    func race() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            try await found(server, token)
            #expect(try await post(server, token, "sample-received", received("S1")).status == 201)
            let tag = try #require(await server.ask("/v1/samples/S1", token: token)?.header("ETag"))
            let screening = "{\"sample\":\"S1\",\"item\":\"Cd\",\"value\":\"0.10\",\"instrument\":\"i\"}"
            let statuses = try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await post(server, token, "sample-screened", screening, headers: ["If-Match": tag]).status
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }.sorted()
            }
            #expect(statuses == [201] + Array(repeating: 412, count: 7))
        }
    }

    @Test("A capture tells what became of each act, and does nothing twice")
    func capture() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            func act(_ kind: String, _ key: String, _ data: String) -> String {
                "{\"kind\":\"\(kind)\",\"key\":\"\(key)\",\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(data)}"
            }
            let acts = [
                act("organization-registered", "1", registered(Self.granary)),
                act("parcel-registered", "2", Self.parcel),
                act("sample-collected", "3", collected("S1")), act("sample-collected", "4", collected("S1")),
                act("no-such-act", "5", "{}"), act("sample-received", "6", "{}"), "7",
                "{\"kind\":\"sample-collected\",\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(collected("S2"))}",
            ]
            let body = "[\(acts.joined(separator: ","))]"
            for isAgain in [false, true] {
                let answer = try #require(await server.ask("/v1/capture", method: "POST", token: token, body: body))
                #expect(answer.status == 200 && answer.object["accepted"] as? Int == 3)
                #expect(answer.items.compactMap { $0["status"] as? Int } == [201, 201, 201, 409, 404, 422, 400, 428])
                #expect(answer.items.prefix(3).allSatisfy { $0["replayed"] as? Bool == isAgain })
                let pointer = (answer.items[5]["findings"] as? [[String: Any]])?.first?["pointer"] as? String
                #expect(pointer?.hasPrefix("/5/data/") == true)
            }
            let lines = acts.prefix(4).map { $0.replacing("\n", with: "") }.joined(separator: "\n") + "\n"
            let same = try #require(
                await server.ask(
                    "/v1/capture", method: "POST", token: token, headers: ["Content-Type": "application/x-ndjson"],
                    body: lines))
            #expect(same.items.compactMap { $0["status"] as? Int } == [201, 201, 201, 409])
            let counted = await server.ask("/v1/records", token: token, headers: ["Prefer": "count=exact"])
            #expect(counted?.object["total"] as? Int == 3)
            let whole = try #require(
                await server.ask("/v1/capture?onError=rollback", method: "POST", token: token, body: body))
            #expect(whole.status == 400 && whole.member("type") == "/problems/not-supported")
            let many = "[" + Array(repeating: "0", count: 5_001).joined(separator: ",") + "]"
            #expect(await server.ask("/v1/capture", method: "POST", token: token, body: many)?.status == 413)
            #expect(await server.ask("/v1/capture", method: "POST", token: token, body: "{}")?.status == 400)
        }
    }

    /// Statuses of the doors: an act that waits for a second person, a sign-out, too many tries.
    private func atTheDoor(_ server: RunningServer) async throws -> Set<Int> {
        let sampler = try server.grant("sampler", "sampler-1", organization: "12430903MAQ77FU86A")
        let parcel = Self.parcel.replacing("00001", with: "00002")
        var reached: Set<Int> = [try await post(server, sampler, "parcel-registered", parcel).status]
        let added = try server.command([
            "person", "add", "keeper-1", "--role", "keeper", "--organization", RunningServer.office, "--region", "4309",
        ])
        let membership = added.output.trimmingCharacters(in: .whitespacesAndNewlines)
        try #require(try server.command(["account", "add", "keeper-1", "--membership", membership]).status == 0)
        let file = "\(server.directory)/password"
        try "seven green barges drift".write(toFile: file, atomically: true, encoding: .utf8)
        try #require(try server.command(["account", "password", "keeper-1", "--file", file]).status == 0)
        func signIn(_ password: String) async throws -> HTTPAnswer {
            try #require(
                await server.ask(
                    "/v1/session", method: "POST", body: "{\"account\":\"keeper-1\",\"password\":\"\(password)\"}"))
        }
        let opened = try await signIn("seven green barges drift")
        let cookie = String((opened.header("Set-Cookie") ?? "").prefix { $0 != ";" })
        let headers = ["Cookie": cookie, "X-CSRF-Token": opened.member("csrf") ?? ""]
        if let ended = await server.ask("/v1/session", method: "DELETE", headers: headers) {
            reached.insert(ended.status)
        }
        for _ in 0..<12 {
            let answer = try await signIn("wrong")
            reached.insert(answer.status)
            if answer.status == 429 { #expect(answer.header("Retry-After") != nil) }
        }
        return reached
    }

    /// Statuses of the gate before the routes: a form nobody has, a head too long in one way or another, or never ended.
    private func atTheGate(_ server: RunningServer) async throws -> Set<Int> {
        let slow = try await RawConnection(port: server.port)
        try await slow.send("GET /livez HTTP/1.1\r\nHost: ")
        var reached = Set(RawConnection.statuses(in: try await slow.ended()))
        let long = String(repeating: "x", count: 9_000)
        for (path, headers) in [
            ("/problems", ["Accept": "image/png"]), ("/problems?\(long)", [:]),
            ("/problems", ["X-Long": String(repeating: long, count: 4)]),
        ] {
            if let answer = await server.ask(path, headers: headers) { reached.insert(answer.status) }
        }
        return reached
    }

    @Test("Every status that the document promises is reached")
    func statuses() async throws {
        try await RunningServer.inScratch(options: ["--head-seconds", "3"]) { server in
            let token = try server.grant("administrator", "t")
            let station = try server.grant("station", "s", organization: "lab")
            let contract = try await ContractTests.Contract(server)
            try await found(server, token)
            let received = received("S1")
            var reached: Set<Int> = [
                try await post(server, token, "sample-received", received, query: "?dryRun=true").status,
                try await post(server, token, "sample-received", received, query: "?dryrun=true").status,
                try await post(server, nil, "sample-received", received).status,
                try await post(server, station, "organization-registered", registered("x")).status,
                try await post(server, token, "no-such-act", received).status,
                try await post(server, token, "sample-received", received, headers: ["If-Match": "\"9\""]).status,
                try await post(server, token, "sample-received", String(repeating: " ", count: 1_100_000)).status,
                try await post(server, token, "sample-received", received, headers: ["Content-Type": "text/plain"])
                    .status,
                try await post(server, token, "sample-received", "{}").status,
                try await post(server, token, "sample-received", received, key: nil).status,
                try await post(server, token, "sample-received", received).status,
                try await post(server, token, "sample-received", received).status,
            ]
            let tag = try #require(await server.ask("/v1/samples/S1", token: token)?.header("ETag"))
            if let same = await server.ask("/v1/samples/S1", token: token, headers: ["If-None-Match": tag]) {
                reached.insert(same.status)
            }
            reached.formUnion(try await atTheDoor(server))
            reached.formUnion(try await atTheGate(server))
            var proof: HTTPAnswer?
            var number = 100
            repeat {
                // A checkpoint comes each second; just after a write there is mostly none yet.
                number += 1
                let written = try await post(server, token, "sample-collected", collected("S\(number)"))
                let record = try #require(written.member("recordId"))
                proof = await server.ask("/v1/records/\(record)/proof", token: token)
            } while proof?.status != 202
            #expect(proof?.header("Retry-After") == "1")
            reached.insert(202)
            var away: HTTPAnswer?
            repeat {
                // The supervisor starts it again; until then it is away.
                try? server.killDatabase()
                away = await server.ask("/v1/batches", token: token)
            } while away?.status != 503
            #expect(away?.header("Retry-After") != nil && away?.member("type") == "/problems/away")
            reached.insert(503)
            #expect(contract.statuses.subtracting(reached) == [])
        }
    }
}
