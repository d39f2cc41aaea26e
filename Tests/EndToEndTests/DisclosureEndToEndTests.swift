import Crypto
import Foundation
import Testing

@Suite("What tells a person is told for a purpose and noted, or gone, over HTTP")
struct DisclosureEndToEndTests {
    /// A picture and its digest.
    private struct Picture {
        let text: String
        var digest: String {
            SHA256.hash(data: Data(text.utf8)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        }
    }

    private let photo = Picture(text: "a photograph, as far as anybody here looks")
    private let signature = Picture(text: "a signature")
    /// One that the phone has not brought yet.
    private let late = Picture(text: "a signature of the sampler")

    private func get(
        _ server: RunningServer, _ picture: Picture, of sample: String = "LT-signed", for purpose: String? = nil,
        token: String
    ) async -> Int? {
        let address = "/v1/samples/\(sample)/attachments/\(picture.digest)"
        guard let purpose else { return await server.ask(address, token: token)?.status }
        return await server.ask(
            "\(address)/reveal", method: "POST", token: token, body: "{\"purpose\":\"\(purpose)\"}")?.status
    }

    /// The pictures that an administrator's page offers to erase.
    private func offered(_ server: RunningServer, _ administrator: [String: String]) async -> [String] {
        let page = await server.ask("/erasures?sample=LT-signed", headers: administrator)
        return [photo, signature].map(\.digest).filter { page?.text.contains("value=\"\($0)\"") == true }
    }

    /// A sample whose field record names a photograph and the grower's signature, both brought.
    private func collect(_ server: RunningServer, _ sampler: String) async throws {
        let clerk = try server.grant("administrator", "clerk")
        let parcel = """
            {"occurredAt":"2025-11-01T08:00:00+08:00","data":{"parcel":{"code":"43090300800001","township":"430903008",
            "county":"430903","village":"","squareMetres":1,"farmlandClass":"safe-use","longitude":"","latitude":"",
            "soilPH":"","soilCadmium":"","samples":{},"batches":{},"classes":{}}}}
            """
        let words = """
            {"occurredAt":"2025-11-02T08:00:00+08:00","data":{"sample":"LT-signed","parcel":"43090300800001","task":"",
            "pattern":"","points":5,"grams":1000,"seal":"","fieldRecord":{"device":"phone","number":1,"form":1,"rules":"",
            "points":[],"deviceTime":"2025-11-02T08:00:00+08:00","attachments":[
            {"kind":"photo","digest":"\(photo.digest)"},{"kind":"growerSignature","digest":"\(signature.digest)"},
            {"kind":"samplerSignature","digest":"\(late.digest)"}]}}}
            """
        // Another's record may call the same picture what it is not.
        let renamed = words.replacing("LT-signed", with: "LT-renamed").replacing("growerSignature", with: "photo")
        for (kind, words, token) in [
            ("parcel-registered", parcel, clerk), ("sample-collected", words, sampler),
            ("sample-collected", renamed, sampler),
        ] {
            let answer = await server.ask(
                "/v1/acts/\(kind)", method: "POST", token: token,
                headers: ["Idempotency-Key": "\(kind)\(words == renamed)"], body: words)
            try #require(answer?.status == 201, "\(answer?.text ?? "")")
        }
        for picture in [photo, signature] { #expect(try await bring(server, picture, sampler) == 201) }
    }

    private func bring(_ server: RunningServer, _ picture: Picture, _ token: String) async throws -> Int {
        try #require(
            await server.ask(
                "/v1/attachments/\(picture.digest)", method: "PUT", token: token,
                headers: ["Content-Type": "image/png"], body: picture.text)
        ).status
    }

    @Test("A photograph is shown; a signature for a purpose, to whoever may; erased it is gone, and a record says so")
    func pictures() async throws {
        try await RunningServer.inScratch { server in
            let sampler = try server.grant("sampler", "sampler-9", organization: "12430903MAQ77FU86A", region: "430903")
            let officer = try server.grant("officer", "officer-9"),
                stranger = try server.grant("officer", "stranger-9", region: "4301")
            try await collect(server, sampler)
            let purpose = "a complaint"
            #expect(await get(server, photo, token: officer) == 200)
            #expect(await get(server, signature, token: officer) == 422)
            #expect(await get(server, signature, for: "a", token: officer) == 422)
            #expect(await get(server, signature, for: purpose, token: officer) == 200)
            #expect(await get(server, signature, for: purpose, token: sampler) == 403)
            #expect(await get(server, signature, for: purpose, token: stranger) == 404)
            #expect(await get(server, signature, of: "LT-renamed", token: officer) == 422, "a signature stays one")
            #expect(await get(server, signature, of: "LT-renamed", for: purpose, token: sampler) == 403)
            let administrator = try await server.session(
                of: try server.person("chief-9", "administrator", region: "4309", withFactor: true))
            #expect(await offered(server, administrator) == [photo.digest, signature.digest])
            func erase(
                _ picture: Picture, _ purpose: String, _ headers: [String: String] = [:], token: String? = nil
            ) async -> Int? {
                await server.ask(
                    "/v1/samples/LT-signed/attachments/\(picture.digest)/erase", method: "POST", token: token,
                    headers: headers, body: "{\"purpose\":\"\(purpose)\"}")?.status
            }
            let foreign = try await server.session(
                of: try server.person("chief-1", "administrator", region: "4301", withFactor: true))
            #expect(await erase(signature, purpose, token: officer) == 403)
            #expect(await erase(signature, purpose, foreign) == 404)
            #expect(await erase(signature, "a", administrator) == 422)
            #expect(await erase(signature, "asked by him", administrator) == 204)
            #expect(await erase(signature, "asked by him", administrator) == 404, "once")
            #expect(await erase(late, "asked by him", administrator) == 204, "before it has come")
            #expect(try await bring(server, late, sampler) == 204)
            #expect(await get(server, late, for: purpose, token: officer) == 404, "and then it never comes")
            #expect(await offered(server, administrator) == [photo.digest])
            let known = try #require(await server.ask("/v1/samples/LT-signed/attachments", token: officer))
            #expect(known.items.map { $0["isErased"] as? Bool } == [false, true, true])
            #expect(await server.ask("/v1/samples/LT-signed/attachments", token: stranger)?.status == 404)
            var reader = try await server.session(
                of: try server.person("reader-9", "city-officer", region: "4309", withFactor: true))
            reader["Accept-Language"] = "zh-CN"
            let page = try #require(await server.ask("/samples/LT-signed", headers: reader)).text
            #expect(page.contains("已删除") && page.contains("src=\"/v1/samples/LT-signed/attachments/\(photo.digest)\""))
            #expect(!page.contains("attachments/\(signature.digest)"))
            #expect(await get(server, signature, for: purpose, token: officer) == 404)
            #expect(try await bring(server, signature, sampler) == 204)
            #expect(await get(server, signature, for: purpose, token: officer) == 404, "a phone brings nothing back")
            #expect(await get(server, photo, token: officer) == 200)
            let records = try #require(await server.ask("/v1/records?format=ndjson", token: officer)).text
            let erasures = records.split(separator: "\n").filter { $0.contains("\"erasure\"") }
            #expect(erasures.count == 2 && erasures.contains { $0.contains(signature.digest) })
            #expect(try server.command(["log", "fsck"]).status == 0)
            #expect(try server.command(["rebuild", "--check"]).status == 0)
            let audit = try #require(await server.ask("/v1/audit?limit=500", headers: administrator))
            let notes = audit.items.map { "\($0["who"] ?? "") \($0["act"] ?? "") \($0["result"] ?? "")" }
            for note in [
                "officer-9 signature-revealed done", "sampler-9 name-asked refused", "officer-9 name-asked refused",
                "chief-9 picture-erased done",
            ] { #expect(notes.contains(note), "\(note)") }
            // Who asks for what lies in another region is noted in his own.
            let foreignNotes = try server.command(["audit", "list", "--act", "name-asked", "--limit", "500"]).output
            #expect(foreignNotes.contains("chief-1") && foreignNotes.contains("stranger-9"))
        }
    }

    @Test("A person's name is covered in every list, for administrators too, and told for a purpose that is noted")
    func persons() async throws {
        try await RunningServer.inScratch { server in
            let officer = try server.grant("officer", "officer-9"), keeper = try server.grant("keeper", "keeper-9")
            let administrator = try await server.session(
                of: try server.person("chief-9", "administrator", region: "4309", withFactor: true))
            var headers = administrator
            headers["Idempotency-Key"] = "person"
            let made = try #require(
                await server.ask(
                    "/v1/persons", method: "POST", headers: headers,
                    body: """
                        {"alias":"keeper-meng","name":"孟小满","phone":"13812345678","membership":{
                        "organization":"\(RunningServer.office)","role":"auditor","region":"4309"}}
                        """))
            try #require(made.status == 201, "\(made.text)")
            let code = try #require(made.member("subject"))
            for path in ["/v1/persons", "/v1/persons/\(code)"] {
                let read = try #require(await server.ask(path, headers: administrator)).text
                #expect(read.contains("孟**") && read.contains("138****5678") && !read.contains("孟小满"))
            }
            func reveal(_ purpose: String, _ headers: [String: String] = [:], token: String? = nil) async -> HTTPAnswer?
            {
                await server.ask(
                    "/v1/persons/\(code)/reveal", method: "POST", token: token, headers: headers,
                    body: "{\"purpose\":\"\(purpose)\"}")
            }
            #expect(await reveal("a", administrator)?.status == 422)
            #expect(await reveal("a call back", token: keeper)?.status == 403)
            for answer in [await reveal("a call back", administrator), await reveal("a visit", token: officer)] {
                #expect(answer?.member("name") == "孟小满" && answer?.member("phone") == "13812345678")
            }
            let audit = try #require(await server.ask("/v1/audit?limit=500", headers: administrator))
            for purpose in ["a call back", "a visit"] {
                #expect(
                    audit.items.contains {
                        $0["act"] as? String == "person-revealed" && $0["purpose"] as? String == purpose
                            && $0["subject"] as? String == "keeper-meng"
                    })
            }
            #expect(!audit.text.contains("孟小满"))
        }
    }
}
