import Foundation
import Identity
import Rules
import Testing

@Suite("Persons sign in, act, and consent, over HTTP")
struct SignInEndToEndTests {
    private static let parcel = """
        {"occurredAt":"2025-11-01T08:00:00+08:00","data":{"parcel":{"code":"43090300800001","township":"430903008",
        "county":"430903","village":"","squareMetres":1,"farmlandClass":"safe-use","longitude":"","latitude":"",
        "soilPH":"","soilCadmium":"","samples":{},"batches":{},"classes":{}}}}
        """

    @Test("cookie, token of the session, second factor, sign-out; and the audit tells of each")
    func session() async throws {
        try await RunningServer.inScratch { server in
            let officer = try server.person("officer-9", "county-officer", region: "430903", withFactor: true)
            let wrong = try await server.signIn(officer.name, "wrong")
            let unknown = try await server.signIn("nobody-9", "wrong")
            #expect(wrong.status == 401 && unknown.status == 401)
            #expect(wrong.findings.first?["code"] as? String == "GL-I-0502")
            #expect(unknown.findings.first?["code"] as? String == "GL-I-0502")
            let half = try await server.signIn(officer.name, SignedInPerson.password)
            #expect(half.status == 401 && half.findings.first?["code"] as? String == "GL-I-0503")
            let opened = try await server.signIn(officer.name, SignedInPerson.password, factor: try officer.code())
            #expect(opened.status == 201 && opened.member("presence") == "freshFactor")
            var headers = try opened.sessionHeaders
            let told = try #require(await server.ask("/v1/session", headers: headers))
            #expect(told.member("role") == "county-officer" && told.member("csrf") == headers["X-CSRF-Token"])
            #expect(await server.ask("/v1/batches", headers: headers)?.status == 200)
            var forged = headers
            forged["X-CSRF-Token"] = nil
            forged["Idempotency-Key"] = "k"
            let refused = try #require(
                await server.ask("/v1/acts/parcel-registered", method: "POST", headers: forged, body: Self.parcel))
            #expect(refused.status == 403 && refused.member("type") == "/problems/csrf")
            forged["X-CSRF-Token"] = String(repeating: "0", count: 64)
            #expect(
                await server.ask("/v1/acts/parcel-registered", method: "POST", headers: forged, body: Self.parcel)?
                    .status == 403)
            let confirmed = try #require(
                await server.ask(
                    "/v1/session/factor", method: "POST", headers: headers,
                    body: "{\"factor\":\"\(try officer.code(later: 1))\"}"))
            #expect(confirmed.status == 200)
            #expect(await server.ask("/v1/session", headers: headers)?.status == 401)
            headers = try confirmed.sessionHeaders
            #expect(await server.ask("/v1/session", method: "DELETE", headers: headers)?.status == 204)
            #expect(await server.ask("/v1/batches", headers: headers)?.status == 401)
            let auditor = try server.grant("auditor", "auditor-9")
            let audit = try #require(await server.ask("/v1/audit?limit=500", token: auditor))
            let acts = audit.items.compactMap { $0["act"] as? String }
            for act in ["sign-in", "factor", "sign-out", "password-set", "membership-granted"] {
                #expect(acts.contains(act), "\(act)")
            }
            #expect(await server.ask("/v1/audit", token: try server.grant("officer", "officer-8"))?.status == 403)
        }
    }

    @Test("what needs two persons waits for the second, who sees its words; it is recorded once, by both")
    func consent() async throws {
        try await RunningServer.inScratch { server in
            let sampler = try server.person(
                "sampler-9", "sampler", organization: "12430903MAQ77FU86A", region: "430903", withFactor: false)
            let officer = try server.person("officer-9", "county-officer", region: "430903", withFactor: true)
            var first = try await server.session(of: sampler)
            first["Idempotency-Key"] = "parcel"
            let second = try await server.session(of: officer)
            let parcel = String(Self.parcel.dropLast() + ",\"persons\":{\"grower\":\"周立新\"}}")
            func register(_ headers: [String: String], _ body: String? = nil) async throws -> HTTPAnswer {
                try #require(
                    await server.ask(
                        "/v1/acts/parcel-registered", method: "POST", headers: headers, body: body ?? parcel))
            }
            let waits = try await register(first)
            #expect(waits.status == 202)
            #expect(waits.object["awaits"] as? [String] == ["city-officer", "county-officer"])
            #expect(try await register(first).member("pending") == waits.member("pending"))
            let other = parcel.replacing("430903008000", with: "430903008777")
            #expect(try await register(first, other).member("type") == "/problems/key-reused")
            let own = try #require(await server.ask("/v1/pending-acts", headers: first))
            #expect(own.items.isEmpty)
            let listed = try #require(await server.ask("/v1/pending-acts", headers: second))
            let item = try #require(listed.items.first)
            #expect((item["persons"] as? [String: String])?["grower"] == "周**" && !listed.text.contains("周立新"))
            let words = (item["data"] as? [String: Any])?["parcel"] as? [String: Any]
            #expect(words?["code"] as? String == "43090300800001" && listed.items.count == 1)
            let id = try #require(item["id"] as? String)
            let digest = try #require(item["digest"] as? String)
            func consent(_ headers: [String: String], _ digest: String) async throws -> HTTPAnswer {
                try #require(
                    await server.ask(
                        "/v1/pending-acts/\(id)/consent", method: "POST", headers: headers,
                        body: "{\"digest\":\"\(digest)\"}"))
            }
            #expect(try await consent(first, digest).status == 404)
            #expect(try await consent(second, String(repeating: "0", count: 64)).status == 412)
            let program = try server.grant("officer", "robot", region: "430903")
            let byProgram = try #require(
                await server.ask(
                    "/v1/pending-acts/\(id)/consent", method: "POST", token: program,
                    body: "{\"digest\":\"\(digest)\"}"))
            #expect(byProgram.status == 403)
            #expect(byProgram.findings.contains { $0["code"] as? String == "GL-I-0609" })
            let done = try await consent(second, digest)
            #expect(done.status == 201)
            #expect(try await consent(second, digest).status == 404)
            let again = try await register(first)
            #expect(again.status == 201 && again.header("Idempotent-Replayed") == "true")
            #expect(again.member("recordId") == done.member("recordId"))
            let operatorToken = try server.grant("administrator", "reader")
            let records = try #require(await server.ask("/v1/records?format=ndjson", token: operatorToken))
            #expect(records.text.contains("43090300800001"))
        }
    }

    @Test("a name left out of a record is told for a purpose to who may know it, noted, and gone once erased")
    func names() async throws {
        try await RunningServer.inScratch { server in
            let clerk = try server.grant("administrator", "clerk")
            let body = Self.parcel.dropLast() + ",\"persons\":{\"grower\":\"周立新\"}}"
            let made = try #require(
                await server.ask(
                    "/v1/acts/parcel-registered", method: "POST", token: clerk, headers: ["Idempotency-Key": "k"],
                    body: String(body)))
            let record = try #require(made.member("recordId"))
            func ask(_ verb: String, _ purpose: String, token: String? = nil, headers: [String: String] = [:])
                async throws -> HTTPAnswer
            {
                try #require(
                    await server.ask(
                        "/v1/disclosures/\(verb)", method: "POST", token: token, headers: headers,
                        body: "{\"record\":\"\(record)\",\"part\":\"grower\",\"purpose\":\"\(purpose)\"}"))
            }
            let officer = try server.grant("officer", "officer-9")
            let keeper = try server.grant("keeper", "keeper-9")
            let stranger = try server.grant("officer", "stranger", region: "430100")
            #expect(try await ask("reveal", "look", token: keeper).status == 403)
            #expect(try await ask("reveal", "", token: officer).status == 422)
            #expect(try await ask("erase", "asked by him", token: officer).status == 403)
            #expect(try await ask("reveal", "visit on site", token: stranger).status == 404)
            let sender = try server.command([
                "token", "create", "--name", "sends-only", "--role", "city-officer", "--organization",
                RunningServer.office, "--region", "4309", "--scope", "act",
            ]).output.trimmingCharacters(in: .whitespacesAndNewlines)
            let unread = try await ask("reveal", "visit on site", token: sender)
            #expect(unread.status == 403 && unread.findings.first?["code"] as? String == "GL-I-0612")
            func parts(_ token: String? = nil, _ headers: [String: String] = [:]) async -> HTTPAnswer? {
                await server.ask("/v1/records/\(record)/names", token: token, headers: headers)
            }
            #expect(await parts(keeper)?.status == 403)
            #expect(await parts(stranger)?.status == 404)
            let kept = try #require(await parts(officer))
            #expect(kept.status == 200 && kept.text.contains("[\"grower\"]") && !kept.text.contains("周立新"))
            let told = try await ask("reveal", "visit on site", token: officer)
            #expect(told.status == 200 && told.member("value") == "周立新")
            let read = try #require(await server.ask("/v1/records/\(record)", token: officer))
            #expect(read.status == 200 && !read.text.contains("周立新"))
            let administrator = try server.person("administrator-9", "administrator", region: "4309", withFactor: true)
            let headers = try await server.session(of: administrator)
            let naming = try await ask("erase", "周立新 has asked for it", headers: headers)
            #expect(naming.status == 422 && naming.findings.first?["code"] as? String == "GL-I-0702")
            #expect(try await ask("reveal", "visit on site", token: officer).status == 200)
            let foreign = try await server.session(
                of: try server.person("administrator-1", "administrator", region: "4301", withFactor: true))
            #expect(try await ask("erase", "asked by him", headers: foreign).status == 404)
            #expect(try await ask("erase", "asked by him", headers: headers).status == 204)
            #expect(try await ask("erase", "asked by him", headers: headers).status == 404)
            #expect(await parts(nil, headers)?.text.contains("\"parts\":[]") == true)
            // The erasure is a record: whoever sees the one it concerns sees it, with a proof, and no name in it.
            let records = try #require(await server.ask("/v1/records?format=ndjson", token: officer)).text
            let erasures = records.split(separator: "\n").filter { $0.contains("\"erasure\"") }
            #expect(erasures.count == 1 && erasures[0].contains("asked by him") && !records.contains("周立新"))
            let line = try #require(
                try JSONSerialization.jsonObject(with: Data(erasures[0].utf8)) as? [String: Any])
            let erasure = try #require(line["code"] as? String)
            let proof = try #require(await server.ask("/v1/records/\(erasure)/proof?wait=30", token: officer))
            #expect(proof.status == 200 && proof.text.hasPrefix("c2sp.org/tlog-proof@v1"))
            #expect(await server.ask("/v1/records/\(erasure)", token: stranger)?.status == 404)
            #expect(try server.command(["log", "fsck"]).status == 0)
            #expect(try await ask("reveal", "visit on site", token: officer).status == 404)
            #expect(try server.command(["rebuild", "--check"]).status == 0)
            #expect(await server.ask("/v1/parcels?format=csv", token: officer)?.status == 200)
            let audit = try #require(await server.ask("/v1/audit?limit=500", headers: headers))
            let notes = audit.items.map { "\($0["who"] ?? "") \($0["act"] ?? "") \($0["result"] ?? "")" }
            for note in [
                "officer-9 name-revealed done", "keeper-9 name-asked refused", "administrator-9 name-erased done",
                "officer-9 export done",
            ] { #expect(notes.contains(note), "\(note)") }
            #expect(audit.items.contains { $0["purpose"] as? String == "visit on site" })
            // Who asks for what lies in another region is noted in his own.
            let foreignNotes = try server.command(["audit", "list", "--act", "name-asked", "--limit", "500"]).output
            #expect(foreignNotes.contains("stranger") && foreignNotes.contains("administrator-1"))
            #expect(!audit.text.contains("周立新"))
        }
    }

    @Test("a denial names everything that speaks against the act, changes nothing, and is in the audit")
    func denied() async throws {
        try await RunningServer.inScratch { server in
            let keeper = try server.grant("keeper", "keeper-9", organization: "91430902MAQ2N2QK6A")
            let answer = try #require(
                await server.ask(
                    "/v1/acts/parcel-registered", method: "POST", token: keeper, headers: ["Idempotency-Key": "k"],
                    body: Self.parcel))
            #expect(answer.status == 403 && answer.findings.map { $0["code"] as? String } == ["GL-I-0602"])
            let audit = try #require(
                await server.ask(
                    "/v1/audit?act=act:parcel-registered&result=refused", token: try server.grant("auditor", "a")))
            #expect(audit.items.map { $0["who"] as? String } == ["keeper-9"])
            #expect(audit.items.first?["detail"] as? String == "GL-I-0602")
            #expect((audit.items.first?["request"] as? String)?.count == 36)
            let made = try server.command([
                "token", "create", "--name", "reader-9", "--role", "county-officer", "--organization",
                RunningServer.office, "--region", "430903", "--scope", "read",
            ])
            let reader = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
            let narrow = try #require(
                await server.ask(
                    "/v1/acts/parcel-registered", method: "POST", token: reader, headers: ["Idempotency-Key": "k"],
                    body: Self.parcel))
            #expect(narrow.status == 403 && narrow.findings.first?["code"] as? String == "GL-I-0612")
            #expect(await server.ask("/v1/parcels", token: reader)?.status == 200)
            #expect(try server.command(["token", "revoke", "reader-9"]).status == 0)
            let limit = ContinuousClock.now + .seconds(20)
            while await server.ask("/v1/parcels", token: reader)?.status != 401, ContinuousClock.now < limit {
                await Task.yield()
            }
            #expect(await server.ask("/v1/parcels", token: reader)?.status == 401)
        }
    }
}
