import Foundation
import Testing

@Suite("Bureau reports of the example season, over HTTP")
struct BureauReportEndToEndTests {
    typealias JSON = [String: Any]
    static let folder: String = ExampleSeason.directory

    private func json(_ data: Data) throws -> JSON {
        try #require(try JSONSerialization.jsonObject(with: data) as? JSON)
    }
    private func total(_ report: JSON) throws -> [String: Int64] { try figures(report["total"]) }
    private func figures(_ value: Any?) throws -> [String: Int64] {
        try #require(value as? [String: NSNumber]).mapValues(\.int64Value)
    }

    private func token(_ server: RunningServer, _ role: String, _ region: String) throws -> String {
        try server.grant(role, "\(role)-\(region)", region: region)
    }

    private func request(
        _ version: Int = 1, _ period: String = "2025-11", asOf: String = "2025-12-01", reason: String = ""
    )
        -> Data
    {
        Data(
            """
            {"region":"4309","period":"\(period)","version":\(version),"asOf":"\(asOf)T00:00:00+08:00",
            "approvedBy":"chief <b>","reason":"\(reason)"}
            """.utf8)
    }

    @Test(
        "Months sum to the season, an issued report stays, CSV equals JSON, the page has every number, changes are told",
        .enabled(if: FileManager.default.fileExists(atPath: folder), "the example season lies beside the checkout"))
    func reports() async throws {
        let directory = "/tmp/gl-e2e-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let server = try await RunningServer(
            directory: directory, port: FreePort.next(), season: Self.folder)
        let officer = try token(server, "officer", "4309")
        try await sums(server, officer)
        try await issuing(server, officer)
        try await prints(server, officer)
        try await changes(server, officer)
        #expect(try server.command(["rebuild", "--check"]).status == 0)
        server.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// The months against the season, and the season against what the example says it comes to.
    private func sums(_ server: RunningServer, _ officer: String) async throws {
        func preview(_ period: String) async throws -> [String: Int64] {
            let path = "/v1/bureau-reports/preview?period=\(period)&region=4309&asOf=2025-12-31T23:59:00%2B08:00"
            return try total(json(try #require(await server.send("GET", path, token: officer)).body))
        }
        let season = try await preview("2025-late")
        var months: [[String: Int64]] = []
        for month in ["09", "10", "11", "12"] { months.append(try await preview("2025-\(month)")) }
        let moments = [
            "openingStock", "closingStock", "stockIn", "stockAt", "stockResidual", "tagsOpen", "overdue", "grainLying",
        ]
        for (figure, value) in season where !moments.contains(where: figure.hasPrefix) || figure == "tagsOpened" {
            #expect(months.reduce(0) { $0 + ($1[figure] ?? 0) } == value, "\(figure)")
        }
        let expected = try json(Data(contentsOf: URL(filePath: "\(Self.folder)/expected.json")))
        for (grainClass, grams) in try figures(expected["stock_grams_by_class"]) {
            #expect(season["stockInBinsGrams.\(grainClass)"] == grams, "\(grainClass)")
            #expect(months.last?["stockInBinsGrams.\(grainClass)"] == grams, "\(grainClass)")
        }
        let intake = season.filter { $0.key.hasPrefix("intakeGrams.") }.values.reduce(0, +)
        #expect(try figures(expected["intake_grams_by_final_class"]).values.reduce(0, +) == intake)
        #expect(season["tagsOpened"] == (expected["tags_total"] as? NSNumber)?.int64Value)
        #expect(season["tagsOpen"] == (expected["tags_open"] as? NSNumber)?.int64Value)
        #expect(season["overdueHandovers"] == 3)
        for report in months + [season] {
            #expect(report["balanceResidualGrams"] == 0 && report["stockResidualGrams"] == 0)
        }
    }

    /// Who may issue what, and that a request is done at most once.
    private func issuing(_ server: RunningServer, _ officer: String) async throws {
        func send(_ body: Data, key: String?, token: String) async throws -> (status: Int, body: JSON) {
            let answer = try #require(
                await server.send("POST", "/v1/bureau-reports", token: token, key: key, body: body))
            return (answer.status, try json(answer.body))
        }
        let county = try token(server, "officer", "430903")
        let auditor = try token(server, "auditor", "4309")
        #expect(try await send(request(), key: nil, token: officer).status == 428)
        #expect(try await send(request(), key: "k", token: county).status == 403)
        #expect(try await send(request(), key: "k", token: auditor).status == 403)
        #expect(try await send(request(asOf: "2025-11-30"), key: "k", token: officer).status == 409)
        #expect(try await send(request(2, reason: "r"), key: "k", token: officer).status == 409)
        #expect(try await send(Data("{}".utf8), key: "k", token: officer).status == 422)
        let waits = try await send(request(), key: "november", token: officer)
        #expect(waits.status == 202 && waits.body["awaits"] as? [String] == ["city-officer", "county-officer"])
        // Something is booked while the figures wait; the same request is the same figures none the less.
        let clerk = try server.grant("administrator", "between")
        let between = try await sample("BETWEEN", on: "2025-12-02", server, clerk)
        #expect(
            await server.send("POST", "/v1/acts/sample-collected", token: clerk, key: "between", body: between)?.status
                == 201)
        let still = try await send(request(), key: "november", token: officer)
        #expect(still.status == 202 && still.body["pending"] as? String == waits.body["pending"] as? String)
        let path = "/v1/bureau-reports/BR-4309-2025-11-1"
        #expect(await server.send("GET", path, token: officer)?.status == 404, "one officer alone issues nothing")
        let record = try await consent(server, notBy: [officer, county])
        let again = try await send(request(), key: "november", token: officer)
        #expect(again.status == 201 && again.body["recordId"] as? String == record)
        #expect(try await send(request(), key: "other", token: officer).status == 409)
        #expect(try await send(request(2, reason: "r"), key: "november", token: officer).status == 422)
        let own = Data("{\"occurredAt\":\"2025-12-01T00:00:00+08:00\",\"data\":{}}".utf8)
        let forged = await server.send("POST", "/v1/acts/bureau-report-issued", token: officer, key: "f", body: own)
        #expect(forged?.status == 404)
        for token in [county, auditor] {
            #expect(await server.send("GET", path, token: token)?.status == (token == county ? 404 : 200))
        }
        let list = try json(try #require(await server.send("GET", "/v1/bureau-reports", token: officer)).body)
        #expect((list["items"] as? [JSON])?.map { $0["code"] as? String } == ["BR-4309-2025-11-1"])
    }

    /// Another officer of the prefecture consents to the one report that waits; others are not asked.
    ///
    /// - Returns: the id of the record.
    private func consent(_ server: RunningServer, notBy others: [String]) async throws -> String? {
        func waiting(_ token: String? = nil, _ headers: [String: String] = [:]) async throws -> [JSON] {
            try #require(await server.ask("/v1/pending-acts", token: token, headers: headers)).items
        }
        let person = try server.person(
            "deputy-\(UUID().uuidString.prefix(8).lowercased())", "city-officer", region: "4309", withFactor: true)
        let deputy = try await server.session(of: person)
        for other in others {
            let asked = try await waiting(other)
            #expect(asked.isEmpty)
        }
        let act = try #require(try await waiting(nil, deputy).first)
        #expect(act["kind"] as? String == "bureau-report-issued")
        let figures = try #require(((act["data"] as? JSON)?["report"] as? JSON)?["counties"] as? [JSON])
        #expect(figures.count == 8, "he sees what he consents to")
        let (id, digest) = (try #require(act["id"] as? String), try #require(act["digest"] as? String))
        let answer = try #require(
            await server.ask(
                "/v1/pending-acts/\(id)/consent", method: "POST", headers: deputy, body: "{\"digest\":\"\(digest)\"}"))
        #expect(answer.status == 201)
        return answer.member("recordId")
    }

    /// The issued report as JSON, CSV and page.
    private func prints(_ server: RunningServer, _ officer: String) async throws {
        let path = "/v1/bureau-reports/BR-4309-2025-11-1"
        let stored = try json(try #require(await server.send("GET", path, token: officer)).body)
        let report = try #require((stored["issued"] as? JSON)?["report"] as? JSON)
        let csv = try #require(await server.send("GET", "\(path)?format=csv", token: officer))
        #expect(csv.type.hasPrefix("text/csv") && csv.body.prefix(3) == Data([0xEF, 0xBB, 0xBF]))
        let rows = String(decoding: csv.body, as: UTF8.self).split(separator: "\r\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
        }
        var found: [String: [String: Int64]] = [:]
        for row in rows { found[row[2], default: [:]][row[4]] = Int64(row[7].isEmpty ? row[9] : row[7]) }
        #expect(found.removeValue(forKey: "4309") == (try total(report)))
        let counties = try #require(report["counties"] as? [JSON])
        #expect(counties.count == 8 && found.count == 8)
        for county in counties {
            let code = try #require(county["county"] as? String)
            #expect(found[code] == (try figures(county["figures"])), "\(code)")
        }
        let sheet = try #require(await server.ask("\(path)?format=xlsx", token: officer))
        #expect(sheet.header("Content-Disposition") == "attachment; filename=\"BR-4309-2025-11-1.xlsx\"")
        let file = "\(server.directory)/report.xlsx"
        try sheet.body.write(to: URL(filePath: file))
        let cells = try Tool.run(["unzip", "-p", file, "xl/worksheets/sheet1.xml"]).output
        for value in try total(report).values { #expect(cells.contains("<v>\(value)</v>"), "\(value)") }
        #expect(
            cells.components(separatedBy: "<row ").count - 1 == rows.count + 3,
            "title, time, head, and every row of the CSV")
        let page = try #require(await server.send("GET", "\(path)?format=html", token: officer))
        let html = String(decoding: page.body, as: UTF8.self)
        for scope in [report["total"]] + counties.map({ $0["figures"] }) {
            for (figure, value) in try figures(scope) where value != 0 {
                #expect(html.contains(">\(shown(value, figure))</td>"), "\(figure) \(value)")
            }
        }
        for words in ["填报单位", "计量单位：吨", "单位负责人", "审核人", "制表人", "报出日期", "BR-4309-2025-11-1", "期后变更"] {
            #expect(html.contains(words), "\(words)")
        }
        #expect(html.contains("chief &lt;b&gt;") && !html.contains("<b>\"") && !html.contains("chief <b>"))
        let english = try #require(await server.send("GET", "\(path)?format=html&lang=en", token: officer))
        #expect(String(decoding: english.body, as: UTF8.self).contains("Over-limit grain: monthly report"))
        let opened = try json(
            try #require(await server.send("GET", "\(path)/rows?figure=tripsDispatched", token: officer)).body)
        #expect((opened["items"] as? [JSON])?.count == Int(try total(report)["tripsDispatched"] ?? 0))
        #expect(await server.send("GET", "\(path)/rows?figure=nothing", token: officer)?.status == 400)
        #expect(await server.send("GET", "\(path)?format=pdf", token: officer)?.status == 400)
    }

    /// Grams as the page shows them: tonnes with three decimals, half to even.
    private func shown(_ value: Int64, _ figure: String) -> String {
        guard figure.contains("Grams") else { return String(value) }
        var kilograms = value / 1000
        let rest = value % 1000
        if rest > 500 || rest == 500 && kilograms % 2 == 1 { kilograms += 1 }
        return "\(kilograms / 1000).\(String(format: "%03d", Int(kilograms % 1000)))"
    }

    /// A late act is told beneath the report, and version 2 carries the difference.
    private func changes(_ server: RunningServer, _ officer: String) async throws {
        let path = "/v1/bureau-reports/BR-4309-2025-11-1"
        let before = try #require(await server.send("GET", path, token: officer)).body
        let none = try json(try #require(await server.send("GET", "\(path)/changes", token: officer)).body)
        #expect((none["differences"] as? [Any])?.isEmpty == true && (none["records"] as? [Any])?.isEmpty == true)
        let clerk = try token(server, "administrator", "43")
        let late = try await sample("LATE-1", on: "2025-11-20", server, clerk)
        let taken = await server.send("POST", "/v1/acts/sample-collected", token: clerk, key: "late", body: late)
        #expect(taken?.status == 201)
        let told = try json(try #require(await server.send("GET", "\(path)/changes", token: officer)).body)
        let records = try #require(told["records"] as? [JSON])
        #expect(records.map { $0["subject"] as? String } == ["LATE-1"])
        let differences = try #require(told["differences"] as? [JSON])
        #expect(differences.contains { $0["figure"] as? String == "samplesCollected" && $0["county"] as? String == "" })
        let reissue = await server.send(
            "POST", "/v1/bureau-reports", token: officer, key: "two", body: request(2, reason: "late sample"))
        #expect(reissue?.status == 202)
        _ = try await consent(server, notBy: [officer])
        let second = try json(
            try #require(await server.send("GET", "/v1/bureau-reports/BR-4309-2025-11-2", token: officer)).body)
        let carried = try #require((second["issued"] as? JSON)?["changes"] as? NSDictionary)
        #expect(carried == told as NSDictionary)
        let after = try json(try #require(await server.send("GET", path, token: officer)).body)
        let old = try #require(try json(before)["issued"] as? JSON)
        let new = try #require(after["issued"] as? JSON)
        #expect(try #require(old["report"] as? NSDictionary) == new["report"] as? NSDictionary)
        #expect(new["supersededBy"] as? String == "BR-4309-2025-11-2")
        let page = try #require(
            await server.send("GET", "/v1/bureau-reports/BR-4309-2025-11-2?format=html", token: officer))
        let html = String(decoding: page.body, as: UTF8.self)
        #expect(html.contains("LATE-1") && html.contains("late sample") && html.contains("与前一版"))
        let shown = try server.command(["report", "show", "BR-4309-2025-11-2", "--html"])
        #expect(shown.status == 0 && shown.output == html)
    }

    private func sample(_ code: String, on day: String, _ server: RunningServer, _ token: String) async throws -> Data {
        Data(
            """
            {"occurredAt":"\(day)T08:00:00+08:00","data":{"sample":"\(code)","parcel":"\(try await parcel(server, token))",
            "task":"","pattern":"","points":5,"grams":1000,"seal":""}}
            """.utf8)
    }

    private func parcel(_ server: RunningServer, _ token: String) async throws -> String {
        let page = try json(try #require(await server.send("GET", "/v1/parcels?limit=1", token: token)).body)
        return try #require((page["items"] as? [JSON])?.first?["code"] as? String)
    }
}
