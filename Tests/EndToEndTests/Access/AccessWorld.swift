import Foundation
import Identity
import Testing

/// The example season with two of each role: one whose organisation and region the objects asked for are, and one of
/// others.
struct AccessWorld {
    /// Which object is asked for, and by whom.
    enum Object: CaseIterable { case own, foreign, missing }

    /// Somebody who asks: his two tokens, or none.
    struct Asker {
        let name: String
        let home, stranger: String?
    }

    let server: RunningServer
    private(set) var askers = [Asker(name: "none", home: nil, stranger: nil)]
    /// Codes by the name they have in addresses and in `acts.txt`.
    ///
    /// One trip of one batch and what belongs to it, so that each party has something of its own. The re-inspection alone is of
    /// another county: in this one nobody applied for any.
    private var codes = [
        "granary": "91430923MAQ21D410X", "station": "12430903MAQ77FU86A", "carrier": "91430902MAQ348AW6N",
        "facility": "91430981MAQN1GM12X", "organizations": "91430923MAQ21D410X", "sites": "91430923MAQ21D410X001",
        "bin": "91430923MAQ21D410X0010005", "bins": "91430923MAQ21D410X0010001", "batch": "25W-92305-H0004",
        "batches": "25W-92305-H0004", "manifest": "20254309000020", "manifests": "20254309000020",
        "plan": "CZ2025-0012", "disposals": "CZ2025-0012", "sample": "LT25-923-00003", "samples": "LT25-923-00003",
        "verdicts": "LT25-923-00003", "bulk": "KC25-923-00001", "report": "ZJ-25-00008", "reports": "ZJ-25-00008",
        "reinspection": "FJ2025-0001", "reinspections": "FJ2025-0001", "scale": "DS-92305-1", "scales": "DS-92305-1",
        "places": "bin:91430923MAQ21D410X0010001", "parcel": "43092312200003", "parcels": "43092312200003",
        "county": "430923", "township": "430923122", "bureau-reports": "BR-430923-2025-10-1",
        "deadlines": "handover:20254309000020:25W-92305-H0004", "digest": Self.pictureDigest,
        "level": "0", "tile": "000", "kind": "refused", "id": "00000000-0000-7000-8000-000000000000",
    ]

    /// What a picture is to a server that asks for its digest alone.
    static let picture = "a picture"
    static let pictureType = ["Content-Type": "image/png"]
    private static let pictureDigest = "92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b"

    init(_ server: RunningServer) async throws {
        self.server = server
        let issued = try server.command([
            "report", "issue", "--period", "2025-10", "--region", "430923", "--compiled-by", "a", "--approved-by", "b",
        ])
        try #require(issued.status == 0)
        let all = try server.grant("administrator", "import-1")
        // By kind, where an object has several.
        for (resource, kind, mark) in [
            ("test-runs", "", "12430903MAQ77FU86A"), ("movements", "batches-merged", "25W-92305-H0004"),
            ("weighings", "", "20254309000020"), ("findings", "", "LT25-923-00003"),
            ("records", "manifest-dispatched", "20254309000020"),
        ] { codes[resource] = try await code(of: resource, kind, with: mark, all) }
        for role in Role.allCases { askers.append(try asker(role)) }
        codes["id"] = try await pendingAct()
        codes["number"] = "0"
        try await addImport()
        try await addPictured()
        try await addHeld()
    }

    /// Files that the station's sampler handed in, of which nothing went in: booked, so that nobody's asking changes what the next is
    /// told.
    private mutating func addImport() async throws {
        let sampler = askers.first { $0.name == Role.sampler.rawValue }?.home
        let heads =
            "样品编号,任务编号,地块编码,采样时间,采样人1,采样人2,布点方式,样点数,样品重量,重量单位,封签号,种植户签字,送样人,移交时间,接收机构信用代码,接收时间,封签状态,接收结果,拒收原因,盲样号,备注"
        let row = "LT25-999-00001,RW2025-999,43099999900001,2025-10-20 09:01,许军,吴军,五点法,5,1.5,kg,FY1,已签,,,,,,,,,"
        let content = Data("\(heads)\n\(row)\n".utf8).base64EncodedString()
        let begun = try #require(
            await server.ask(
                "/v1/imports", method: "POST", token: sampler, headers: ["Idempotency-Key": "import"],
                body: #"{"files":[{"name":"samples.csv","content":"\#(content)"}]}"#))
        let id = try #require(begun.member("id"), "\(begun.text)")
        while await server.ask("/v1/imports/\(id)", token: sampler)?.member("phase") != "booked" { await Task.yield() }
        codes["imports"] = id
    }

    /// A sample whose field record names a picture that the server keeps.
    private mutating func addPictured() async throws {
        let sampler = askers.first { $0.name == Role.sampler.rawValue }?.home
        // Of a parcel without grain: a new sample makes grain pending (decision 0003).
        let parcels = try #require(await server.ask("/v1/parcels?limit=500", token: sampler)).items
        let bare = parcels.first { ($0["batches"] as? [Any] ?? []).isEmpty && $0["code"] as? String != codes["parcel"] }
        codes["bare"] = try #require(bare?["code"] as? String)
        let words = """
            {"occurredAt":"2025-12-20T08:00:00+08:00","data":{"sample":"LT-pictured","parcel":"{bare}","task":"","pattern":"",\
            "points":5,"grams":1000,"seal":"","fieldRecord":{"device":"phone","number":1,"form":1,"rules":"","points":[],\
            "deviceTime":"2025-12-20T08:00:00+08:00","attachments":[{"kind":"photo","digest":"{digest}"}]}}}
            """
        let collected = await server.ask(
            "/v1/acts/sample-collected", method: "POST", token: sampler, headers: ["Idempotency-Key": "pictured"],
            body: filled(words, .own))
        try #require(collected?.status == 201, "\(collected?.text ?? "")")
        let kept = await server.ask(
            filled("/v1/attachments/{digest}", .own), method: "PUT", token: sampler, headers: Self.pictureType,
            body: Self.picture)
        try #require(kept?.status == 201, "\(kept?.text ?? "")")
        codes["pictured"] = "LT-pictured"
    }

    /// An act that waits for a second person: a sampler's parcel, for an officer of the county.
    private func pendingAct() async throws -> String {
        let words = try #require(try AccessMatrix.acts()["parcel-registered"])
        let answer = try #require(
            await server.ask(
                "/v1/acts/parcel-registered", method: "POST",
                token: askers.first { $0.name == Role.sampler.rawValue }?.home,
                headers: ["Idempotency-Key": "waits"],
                body: filled("{\"occurredAt\":\"2025-12-20T08:00:00+08:00\",\"data\":\(words)}", .own)))
        return try #require(answer.member("pending"), "\(answer.text)")
    }

    /// A keeper whose membership is suspended, whose token is revoked and whose handset was withdrawn, so that nobody's asking
    /// changes what the next is told.
    private mutating func addHeld() async throws {
        let made = try server.command([
            "person", "add", "matrix-held", "--role", "keeper", "--organization", "91430923MAQ21D410X", "--region",
            "430923",
        ])
        let number = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let token = try server.command(["token", "create", "--name", "matrix-held", "--membership", number])
        for (method, path, body) in [
            (
                "PUT", "/v1/handsets/matrix-held",
                #"{"waiting":0,"codes":0,"secret":"matrix-held-matrix-held-matrix-held-matrix-held"}"#
            ),
            ("POST", "/v1/handsets/matrix-held/withdraw", #"{"reason":"lost at a ferry"}"#),
        ] {
            let answer = await server.ask(
                path, method: method, token: token.output.trimmingCharacters(in: .whitespacesAndNewlines),
                headers: ["Idempotency-Key": "held"], body: body)
            try #require([200, 201].contains(answer?.status), "\(answer?.text ?? "")")
        }
        for words in [
            ["account", "add", "matrix-held", "--membership", number], ["token", "revoke", "matrix-held"],
            ["membership", "suspend", number, "--reason", "matrix"],
        ] { try #require(try server.command(words).status == 0, "\(words)") }
        let administrator = try #require(askers.first { $0.name == Role.administrator.rawValue }?.home)
        let page = try #require(await server.ask("/v1/persons?text=matrix-held", token: administrator))
        codes["persons"] = try #require(page.items.first?["code"] as? String)
        codes["memberships"] = number
        codes["accounts"] = "matrix-held"
        codes["credentials"] = "matrix-held"
        codes["handsets"] = "matrix-held"
        codes["account"] = "0000000000000000"
    }

    /// The first object of a list in whose document a text stands.
    private func code(of resource: String, _ kind: String, with mark: String, _ token: String) async throws -> String {
        let filter = kind.isEmpty ? "" : "&kind=\(kind)"
        var cursor = ""
        while true {
            let page = try #require(await server.ask("/v1/\(resource)?limit=500\(filter)\(cursor)", token: token))
            let found = page.items.first { item in
                (try? JSONSerialization.data(withJSONObject: item, options: .withoutEscapingSlashes))
                    .map { String(decoding: $0, as: UTF8.self).contains(mark) } ?? false
            }
            if let code = found?["code"] as? String ?? found?["id"] as? String { return code }
            cursor = "&cursor=\(try #require(page.member("next"), "no \(resource) with \(mark)"))"
        }
    }

    private func asker(_ role: Role) throws -> Asker {
        let places: [(organization: String, region: String)] =
            switch role {
            case .sampler, .technician, .reviewer, .approver:
                [("12430903MAQ77FU86A", "430923"), ("12430921MAQCR7LX5M", "430921")]
            case .weigher, .keeper, .granaryManager:
                [("91430923MAQ21D410X", "430923"), ("91430921MAQC6JFX5G", "430921")]
            case .carrier: [("91430902MAQ348AW6N", "430902"), ("91430921MAQEXNNT33", "430923")]
            case .facilityOperator: [("91430981MAQN1GM12X", "430981"), ("91430922MAQ10G8K3D", "430923")]
            case .countyOfficer: [(RunningServer.office, "430923"), (RunningServer.office, "430921")]
            case .cityOfficer, .departmentReader, .auditor, .administrator:
                [(RunningServer.office, "4309"), (RunningServer.office, "4301")]
            }
        let tokens = try places.enumerated().map { number, place in
            let made = try server.command([
                "token", "create", "--name", "matrix-\(role.rawValue)-\(number)", "--role", role.rawValue,
                "--organization",
                place.organization, "--region", place.region,
            ])
            try #require(made.status == 0, "\(role)")
            return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return Asker(name: role.rawValue, home: tokens[0], stranger: tokens[1])
    }

    /// A text with codes for the names in braces: those of the season, or of nothing.
    ///
    /// - Parameter resource: what `{code}` is a code of.
    func filled(_ template: String, _ object: Object, code resource: String = "") -> String {
        codes.merging(["code": codes[resource] ?? ""]) { $1 }.reduce(template) { text, entry in
            text.replacing(
                "{\(entry.key)}", with: object == .missing ? Self.missing(entry.key, entry.value) : entry.value)
        }
    }

    /// A code of the same form that nothing has.
    private static func missing(_ name: String, _ code: String) -> String {
        switch name {
        case "county": "439999"
        case "township": "439999105"
        case "digest", "level": code
        case "kind": "none"
        case "tile": "999"
        default: code.count == 36 ? "00000000-0000-7000-8000-000000000000" : "none"
        }
    }
}
