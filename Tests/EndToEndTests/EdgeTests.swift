import Foundation
import Testing

@Suite("The edges of the running server: slow clients, allowances, headers, log, port of the house")
struct EdgeTests {
    private func register(_ server: RunningServer, _ token: String, _ code: String) async -> Int? {
        let body = """
            {"occurredAt":"2025-11-01T08:00:00+08:00","data":{"organization":{"code":"\(code)","name":"n",
            "kind":"granary","county":"430903","licence":"","validFrom":"2020-01-01","validTo":"2030-01-01",
            "useClasses":[]}}}
            """
        return await server.ask(
            "/v1/acts/organization-registered", method: "POST", token: token, headers: ["Idempotency-Key": code],
            body: body)?.status
    }

    @Test("300 clients that never finish a head take nothing from one that writes")
    func slowHeads() async throws {
        try await RunningServer.inScratch(options: ["--head-seconds", "15", "--idle-seconds", "3600"]) { server in
            let token = try server.grant("administrator", "t")
            var slow: [RawConnection] = []
            for _ in 0..<300 { slow.append(try await RawConnection(port: server.port)) }
            var begun: [RawConnection] = []
            for connection in slow {
                // One that waited too long for its turn here is gone as idle: it is no head that never ends.
                guard (try? await connection.send("GET /livez HTTP/1.1\r\nHost: ")) != nil else { continue }
                begun.append(connection)
            }
            #expect(!begun.isEmpty)
            for number in 0..<40 { #expect(await register(server, token, "G\(number)") == 201) }
            for connection in begun { #expect(RawConnection.statuses(in: try await connection.ended()) == [408]) }
            #expect(await register(server, token, "after") == 201)
        }
    }

    @Test("1,500 idle connections that go leave nothing behind")
    func idle() async throws {
        // No connection goes by itself while the others are still being made.
        try await RunningServer.inScratch(options: ["--idle-seconds", "3600"]) { server in
            let before = try server.descriptors()
            var idle: [RawConnection] = []
            for _ in 0..<1_500 { idle.append(try await RawConnection(port: server.port)) }
            while try server.descriptors() < before + 1_500 { await Task.yield() }
            #expect(await server.ask("/livez")?.status == 200)
            // The server may have been before: idle connections end by themselves.
            for connection in idle { try? await connection.close() }
            // Ends only when they are back: a limit of time is the test run's own.
            while try server.descriptors() > before + 10 { await Task.yield() }
            #expect(await server.ask("/livez")?.status == 200)
        }
    }

    @Test("Above the number of connections a client hears so at once; below it the next is served")
    func surplus() async throws {
        try await RunningServer.inScratch(options: ["--max-connections", "3", "--idle-seconds", "3600"]) { server in
            // Whoever asked whether the server is there may still hold a connection of his own: then two are refused.
            var held: [RawConnection] = []
            for _ in 0..<4 { held.append(try await RawConnection(port: server.port)) }
            try await withThrowingTaskGroup(of: String.self) { group in
                for connection in held { group.addTask { try await connection.ended() } }
                let answer = try #require(try await group.next())
                #expect(RawConnection.statuses(in: answer) == [503] && answer.contains("Connection: close"))
                for connection in held { try? await connection.close() }
            }
            var status: Int?
            repeat { status = await server.ask("/livez")?.status } while status != 200
        }
    }

    @Test(
        "Who asks too much is told so with a time, a stranger by his address, a person by his name, heavy work by twos")
    func allowances() async throws {
        let options = ["--actor-rate", "5", "--address-rate", "3", "--log-level", "error"]
        try await RunningServer.inScratch(options: options) { server in
            let token = try server.grant("administrator", "t")
            // What was used comes back with time, so the count before the first refusal is at least the allowance.
            var over = try #require(await server.ask("/v1/batches", token: token))
            var served = 0
            while over.status == 200, served < 50 {
                served += 1
                over = try #require(await server.ask("/v1/batches", token: token))
            }
            #expect(served >= 5 && over.status == 429)
            #expect(over.member("type") == "/problems/too-many-requests" && over.header("Retry-After") != nil)
            #expect(over.header("RateLimit-Policy") == "\"actor\";q=5;w=60")
            #expect(over.header("RateLimit")?.hasPrefix("\"actor\";r=0;t=") == true)
            let other = try server.grant("auditor", "u")
            let first = try #require(await server.ask("/v1/batches", token: other))
            #expect(first.status == 200 && first.header("RateLimit")?.hasPrefix("\"actor\";r=4;") == true)
            var welcome = 0
            while await server.ask("/problems")?.status == 200, welcome < 50 { welcome += 1 }
            #expect((3..<50).contains(welcome))
            #expect(await server.ask("/livez")?.status == 200)
            #expect(await server.ask("/v1/batches", token: "glp_wrong")?.status == 429)
        }
    }

    @Test("A token that is not in force is counted against its address")
    func guesses() async throws {
        try await RunningServer.inScratch(options: ["--address-rate", "3"]) { server in
            var guesses = 0
            while await server.ask("/v1/batches", token: "no-\(guesses)")?.status == 401, guesses < 50 { guesses += 1 }
            #expect((3..<50).contains(guesses))
            #expect(await server.ask("/v1/batches", token: "no-more")?.status == 429)
        }
    }

    @Test("A made-up cookie is no way around the allowance of an address, at the door or past it")
    func madeUp() async throws {
        try await RunningServer.inScratch(options: ["--address-rate", "5"]) { server in
            let cookie = ["Cookie": "a=b"]
            let words = #"{"account":"nobody","password":"wrong"}"#
            var tries = 0, last: HTTPAnswer?
            while last?.member("type") != "/problems/too-many-requests", tries < 50 {
                tries += 1
                last = await server.ask("/v1/session", method: "POST", headers: cookie, body: words)
            }
            #expect((5..<50).contains(tries) && last?.status == 429)
            #expect(await server.ask("/v1/no-such-address", headers: cookie)?.status == 429)
        }
    }

    @Test("A path with an empty part is no address: what limits heavy work and forbids keeping compares whole ones")
    func emptyParts() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            for path in [
                "/v1/batches/", "//v1/batches", "/v1//batches", "/v1/capture/", "/v1/stream/", "/v1/batches/x/dossier/",
            ] {
                let answer = try #require(await server.ask(path, token: token))
                #expect(answer.status == 404 && answer.member("type") == "/problems/not-found", "\(path)")
            }
            #expect(await server.ask("/v1/batches", token: token)?.status == 200)
            #expect(await server.ask("/field/")?.status == 200)
        }
    }

    @Test("Every answer carries its guards; what has no acceptable form is 406, and a write is asked before it is done")
    func headers() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "t")
            for path in ["/livez", "/openapi.json", "/problems/refused", "/v1/batches", "/v1/nothing", "/v1/balance"] {
                let answer = try #require(await server.ask(path, token: token))
                for (name, value) in [
                    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
                    "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
                ] { #expect(answer.header(name) == value, "\(path) \(name)") }
                #expect(answer.header("Content-Security-Policy")?.contains("frame-ancestors 'none'") == true, "\(path)")
                #expect(answer.header("Permissions-Policy") != nil, "\(path)")
                #expect(answer.header("Strict-Transport-Security") == nil, "\(path)")
                if path.hasPrefix("/v1") { #expect(answer.header("Cache-Control") == "no-store", "\(path)") }
            }
            let page = try #require(await server.ask("/problems/refused", headers: ["Accept": "text/html"]))
            #expect(page.header("Content-Security-Policy")?.contains("unsafe") == false)
            let picture = await server.ask("/v1/batches", token: token, headers: ["Accept": "image/png"])
            #expect(picture?.status == 406 && picture?.member("type") == "/problems/not-acceptable")
            let write = await server.ask(
                "/v1/acts/sample-collected", method: "POST", token: token,
                headers: ["Idempotency-Key": "k", "Accept": "image/png"], body: "{}")
            #expect(write?.status == 406)
            #expect(await server.ask("/v1/batches?format=csv", token: token)?.status == 200)
        }
    }

    @Test("The log has one line of JSON a request: who and what, and neither token, query, nor what a client wrote")
    func log() async throws {
        try await RunningServer.inScratch(options: ["--admin-listen", "127.0.0.1:0"]) { server in
            let token = try server.grant("administrator", "clerk")
            let asked = await server.ask(
                "/v1/batches/geheim?asOf=2025-01-01T00:00:00Z", token: token, headers: ["X-Request-Id": "truck-17"])
            #expect(asked?.status == 404)
            let forged = await server.ask("/v1/none%0A%7B%22level%22", headers: ["X-Request-Id": "a b"])
            #expect(forged?.status == 404)
            server.stop()
            let text = try server.log()
            let lines = try text.split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            let line = try #require(lines.first { $0["id"] as? String == "truck-17" })
            #expect(line["principal"] as? String == "clerk" && line["route"] as? String == "/v1/batches/{code}")
            #expect(line["status"] as? Int == 404 && line["method"] as? String == "GET")
            #expect(line["microseconds"] is Int && line["bytes"] is Int)
            for word in [token, "geheim", "asOf", "none%0A", "a b"] { #expect(!text.contains(word), "\(word)") }
        }
    }

    @Test("Health and figures are on the port of the house alone")
    func house() async throws {
        let port = FreePort.next()
        try await RunningServer.inScratch(options: ["--admin-listen", "127.0.0.1:\(port)"]) { server in
            let token = try server.grant("administrator", "t")
            #expect(await server.ask("/v1/batches", token: token)?.status == 200)
            for path in ["/metrics", "/readyz"] {
                let outside = await server.ask(path)
                #expect(outside?.status == 404, "\(path)")
                #expect(await server.ask(path, at: port)?.status == 200, "\(path)")
            }
            let figures = try #require(await server.ask("/metrics", at: port)).text
            #expect(
                figures.contains("grainledger_requests_total{method=\"GET\",route=\"/v1/batches\",status=\"200\"} 1\n"))
            for name in ["committer_backlog", "pool_waiting", "connections_open", "request_seconds_bucket"] {
                #expect(figures.contains("grainledger_\(name)"), "\(name)")
            }
            let writers = LogWriters([server], token: token)
            await writers.found()
            let id = try #require(await writers.insist("grain-taken-in", key: "in", LogWriters.intake("B1"), at: 0))
            #expect(await server.ask("/v1/records/\(id)/proof?wait=30", token: token)?.status == 200)
            // The first examination runs beside.
            var log = try #require(await server.ask("/metrics", at: port))
            while log.figure("grainledger_log_examination_faults") == nil {
                log = try #require(await server.ask("/metrics", at: port))
            }
            for (name, value) in [
                ("size", 8), ("checkpoint_size", 8), ("pending", 0), ("oldest_pending_seconds", 0),
                ("records_without_leaf", 0), ("frozen", 0), ("witnesses", 0), ("witnesses_needed", 0),
                ("examination_faults", 0),
            ] { #expect(log.figure("grainledger_log_\(name)") == value, "\(name)") }
            for name in ["checkpoint_age_seconds", "examination_age_seconds"] {
                #expect((0..<600).contains(log.figure("grainledger_log_\(name)") ?? -1), "\(name)")
            }
            // The server starts it again at once: it is killed until a question falls between.
            var isAway = false
            while !isAway {
                try? server.killDatabase()
                isAway = await server.ask("/readyz", at: port)?.status == 503
            }
            #expect(await server.ask("/livez", at: port)?.status == 200)
        }
    }
}
