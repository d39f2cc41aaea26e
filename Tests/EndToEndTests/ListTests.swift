import Foundation
import Testing

@Suite("Lists are asked in one language", .enabled(if: ExampleSeason.isThere, "the example season"))
struct ListTests {
    /// All objects of a list, page by page, following the cursor.
    private func all(_ path: String, _ server: RunningServer, _ token: String) async throws -> [[String: Any]] {
        var items: [[String: Any]] = []
        var next: String?
        repeat {
            let cursor = next.map { "&cursor=\($0)" } ?? ""
            let answer = try #require(await server.ask("\(path)\(cursor)", token: token))
            try #require(answer.status == 200, "\(answer.text)")
            items += answer.items
            next = answer.member("next")
            #expect((next == nil) == (answer.header("Link") == nil))
        } while next != nil
        return items
    }

    private func grams(_ item: [String: Any], _ member: String) -> Int64 {
        (item[member] as? NSNumber)?.int64Value ?? 0
    }

    private func texts(_ items: [[String: Any]], _ member: String) -> [String] {
        items.compactMap { $0[member] as? String }
    }

    private func codes(_ items: [[String: Any]]) -> [String] { texts(items, "code") }

    @Test("Pages, order, filters, faults, formats, rights: on a whole season")
    func season() async throws {
        try await RunningServer.inScratch(season: ExampleSeason.directory) { server in
            let token = try server.grant("administrator", "t", region: "43")
            try await pages(server, token)
            try await filters(server, token)
            try await faults(server, token)
            try await streams(server, token)
            try await rights(server, token)
            try await past(server, token)
            try await traces(server, token)
            try await due(server, token)
        }
    }

    private func pages(_ server: RunningServer, _ token: String) async throws {
        let whole = codes(try await all("/v1/batches?limit=500", server, token))
        #expect(whole.count == 238 && whole == whole.sorted())
        #expect(codes(try await all("/v1/batches?limit=37", server, token)) == whole)
        let newest = try await all("/v1/batches?limit=37&sort=-createdAt&fields=code,createdAt", server, token)
        let times = newest.compactMap { $0["createdAt"] as? String }
        #expect(times == times.sorted(by: >) && Set(codes(newest)) == Set(whole) && newest.count == whole.count)
        #expect(newest.allSatisfy { $0.count == 2 })
        let bins = try await all("/v1/bins?limit=7&sort=capacityGrams", server, token)
        let masses = bins.compactMap { ($0["capacityGrams"] as? NSNumber)?.int64Value }
        #expect(masses == masses.sorted() && masses.count == 54)
        let counted = try #require(
            await server.ask("/v1/batches?limit=1", token: token, headers: ["Prefer": "count=exact"]))
        #expect(counted.header("Preference-Applied") == "count=exact" && counted.header("X-Total-Count") == "238")
        #expect(counted.object["total"] as? Int == 238)
        let cursor = try #require(counted.member("next"))
        #expect(counted.header("Link") == "</v1/batches?limit=1&cursor=\(cursor)>; rel=\"next\"")
        for path in [
            "/v1/batches?cursor=\(cursor)x", "/v1/batches?cursor=!", "/v1/bins?cursor=\(cursor)",
            "/v1/batches?grainClass=A&cursor=\(cursor)", "/v1/batches?sort=season&cursor=\(cursor)",
        ] {
            let answer = try #require(await server.ask(path, token: token))
            #expect(answer.status == 400 && answer.member("type") == "/problems/cursor", "\(path)")
        }
    }

    private func filters(_ server: RunningServer, _ token: String) async throws {
        let whole = try await all("/v1/batches?limit=500", server, token)
        func expect(_ question: String, _ isMeant: ([String: Any]) -> Bool) async throws {
            let found = codes(try await all("/v1/batches?\(question)", server, token))
            let meant = codes(whole.filter(isMeant))
            #expect(found == meant && !found.isEmpty && found.count < whole.count, "\(question)")
        }
        try await expect("grainClass=C,D") { ["C", "D"].contains($0["grainClass"] as? String) }
        try await expect("county=430902") { $0["county"] as? String == "430902" }
        try await expect("county=430902,430921&origin=merge") {
            ["430902", "430921"].contains($0["county"] as? String) && $0["origin"] as? String == "merge"
        }
        try await expect("createdFrom=2025-11-18T08:00:00Z") {
            ($0["createdAt"] as? String ?? "") >= "2025-11-18T16:00:00+08:00"
        }
        try await expect("createdTo=2025-11-18T16:00:00%2B08:00") {
            ($0["createdAt"] as? String ?? "") <= "2025-11-18T16:00:00+08:00"
        }
        let heavy = try await all("/v1/weighings?netGramsMin=20000000&limit=500", server, token)
        #expect(!heavy.isEmpty && heavy.allSatisfy { grams($0, "netGrams") >= 20_000_000 })
        let bulk = try await all("/v1/samples?batch=25W-90201-H0004", server, token)
        #expect(codes(bulk) == ["KC25-902-00001"])
        let sites = try await all("/v1/places?kind=site,bin&limit=500", server, token)
        func stock(_ kind: String) -> Int64 {
            sites.filter { $0["kind"] as? String == kind }.map { grams($0, "grams") }.reduce(0, +)
        }
        #expect(stock("site") == stock("bin") && stock("bin") > 0)
    }

    private func faults(_ server: RunningServer, _ token: String) async throws {
        let answer = try #require(
            await server.ask(
                "/v1/batches?grainClas=A&limit=501&county=x&sort=weight&fields=code,zz&createdFrom=yesterday&season=a&season=b",
                token: token, headers: ["Accept-Language": "en"]))
        #expect(answer.status == 400 && answer.member("type") == "/problems/query")
        let pointers = Set(answer.findings.compactMap { $0["pointer"] as? String })
        #expect(
            pointers == ["?grainClas", "?limit", "?county", "?sort", "?fields", "?createdFrom", "?season"])
        let hint = answer.findings.first { $0["pointer"] as? String == "?grainClas" }?["hint"] as? String
        #expect(hint == "Did you mean grainClass?")
        for limit in ["0", "501", "-1", "x", ""] {
            #expect(await server.ask("/v1/batches?limit=\(limit)", token: token)?.status == 400, "\(limit)")
        }
        let mixed = try #require(await server.ask("/v1/batches?encoding=gb18030", token: token))
        #expect(mixed.status == 400 && mixed.member("type") == "/problems/not-supported")
    }

    private func streams(_ server: RunningServer, _ token: String) async throws {
        let lines = try #require(await server.ask("/v1/records?format=ndjson", token: token)).text
            .split(separator: "\n")
        #expect(lines.last == "{\"complete\":true,\"count\":1520}" && lines.count == 1521)
        let cut = try #require(await server.ask("/v1/records?format=ndjson&limit=10", token: token)).text
            .split(separator: "\n")
        #expect(cut.count == 11 && cut.last?.hasPrefix("{\"complete\":false,\"count\":10,\"next\":\"") == true)
        let table = try #require(
            await server.ask("/v1/weighings?fields=code,plate,netGrams", token: token, headers: ["Accept": "text/csv"]))
        #expect(table.body.starts(with: [0xEF, 0xBB, 0xBF]) && table.type.hasPrefix("text/csv; charset=utf-8"))
        let rows = table.text.split(separator: "\r\n")
        #expect(rows.first?.hasSuffix("code,plate,netGrams") == true)
        #expect(String(rows.count - 1) == table.header("X-Total-Count") && rows.count == 304)
        let old = try #require(
            await server.ask("/v1/weighings?fields=code,plate,netGrams&format=csv&encoding=gb18030", token: token))
        let decoded = String(data: old.body, encoding: String.Encoding(rawValue: 0x8000_0632))
        let decodedRows = Array((decoded ?? "").split(separator: "\r\n").dropFirst())
        #expect(decodedRows == Array(rows.dropFirst()) && old.body != table.body)
        let nested = try #require(await server.ask("/v1/bins?format=csv&fields=content&limit=1", token: token))
        #expect(nested.text.hasSuffix("content\r\n\"{\"\"A\"\":115914000}\"\r\n"))
        let formula = """
            {"occurredAt":"2025-11-01T08:00:00+08:00","data":{"organization":{"code":"x-formula","name":"=1+1","kind":"mill",
            "county":"430903","licence":"-","validFrom":"2020-01-01","validTo":"2030-01-01","useClasses":[]}}}
            """
        let made = await server.ask(
            "/v1/acts/organization-registered", method: "POST", token: token, headers: ["Idempotency-Key": "formula"],
            body: formula)
        #expect(made?.status == 201)
        let tamed = try #require(
            await server.ask("/v1/organizations?format=csv&fields=name,licence&code=x-formula", token: token))
        #expect(tamed.text.hasSuffix("\r\n'=1+1,'-\r\n"))
    }

    private func rights(_ server: RunningServer, _ token: String) async throws {
        let own = "91430902MAQ2N2QK6A"
        let granary = try server.grant("granary", "g", organization: own)
        let officer = try server.grant("officer", "o", region: "430902")
        let nobody = try server.grant("granary", "n", organization: "")
        for (list, member) in [("batches", "granary"), ("bins", "granary")] {
            let seen = try await all("/v1/\(list)?limit=500", server, granary)
            let meant = try await all("/v1/\(list)?limit=500&\(member)=\(own)", server, token)
            #expect(codes(seen) == codes(meant) && !seen.isEmpty, "\(list)")
        }
        let trips = try await all("/v1/manifests?limit=500", server, granary)
        #expect(!trips.isEmpty)
        let strange = trips.filter { trip in
            !["consignor", "consignee", "carrier"].contains { trip[$0] as? String == own }
        }
        #expect(strange.isEmpty)
        for list in ["batches", "samples", "verdicts", "places", "parcels"] {
            let seen = codes(try await all("/v1/\(list)?limit=500", server, officer))
            let meant = codes(try await all("/v1/\(list)?limit=500&county=430902", server, token))
            #expect(seen == meant, "\(list)")
        }
        // What ends in his county is his, too (domain.md §7).
        let here = Set(codes(try await all("/v1/organizations?limit=500&county=430902", server, officer)))
        var subjects: Set<String> = []
        for (list, destination) in [("manifests", "consignee"), ("disposals", "facility")] {
            let seen = try await all("/v1/\(list)?limit=500", server, officer)
            let meant = try await all("/v1/\(list)?limit=500", server, token).filter {
                $0["county"] as? String == "430902" || here.contains($0[destination] as? String ?? "")
            }
            #expect(codes(seen) == codes(meant) && texts(seen, "county").contains { $0 != "430902" }, "\(list)")
            subjects.formUnion(codes(seen))
        }
        let due = try await all("/v1/deadlines?limit=500", server, officer)
        let ofTheCounty = Set(codes(try await all("/v1/deadlines?limit=500&county=430902", server, token)))
        #expect(ofTheCounty.isSubset(of: codes(due)))
        #expect(
            due.allSatisfy {
                ofTheCounty.contains($0["code"] as? String ?? "") || subjects.contains($0["subject"] as? String ?? "")
            })
        let moved = try await all("/v1/movements?limit=500", server, officer)
        #expect(!moved.isEmpty && texts(moved, "batch").allSatisfy { $0.hasPrefix("25W-902") })
        let mine = try await all("/v1/records?limit=500", server, officer)
        #expect(!mine.isEmpty && mine.count < 1520)
        #expect(try await all("/v1/records?limit=500", server, nobody).isEmpty)
        // Of tests a granary sees those of its own grain, and what is said of them.
        let drawn = try await all("/v1/samples?limit=500", server, granary)
        let held = Set(codes(try await all("/v1/batches?limit=500", server, granary)))
        let drawnFrom = drawn.map {
            (($0["subject"] as? [String: Any])?["batch"] as? [String: Any])?["_0"] as? String ?? ""
        }
        #expect(!drawn.isEmpty && drawnFrom.allSatisfy(held.contains))
        let papers = try await all("/v1/reports?limit=500", server, granary)
        #expect(!papers.isEmpty && Set(texts(papers, "sample")).isSubset(of: codes(drawn)))
        for path in ["/v1/batches/25W-92103-T0001", "/v1/batches/none", "/v1/records/none"] {
            let answer = try #require(await server.ask(path, token: granary))
            #expect(answer.status == 404 && answer.member("type") == "/problems/not-found", "\(path)")
        }
        for path in [
            "/v1/balance", "/v1/bins/91430921MAQC6JFX5G0010006/balance", "/v1/sites/91430921MAQC6JFX5G001/balance",
        ] {
            #expect(await server.ask(path, token: granary)?.status == 404, "\(path)")
            #expect(await server.ask(path, token: token)?.status == 200, "\(path)")
        }
    }

    private func past(_ server: RunningServer, _ token: String) async throws {
        let then = "asOf=2025-11-10T00:00:00%2B08:00"
        let batches = try await all("/v1/batches?limit=500&\(then)", server, token)
        #expect(!batches.isEmpty && batches.count < 238)
        #expect(texts(batches, "createdAt").allSatisfy { $0 <= "2025-11-10T00:00:00+08:00" })
        #expect(try await all("/v1/manifests?limit=500&\(then)", server, token).isEmpty)
        let balance = try #require(await server.ask("/v1/balance?\(then)", token: token))
        let places = try await all("/v1/places?limit=500&kind=bin&\(then)", server, token)
        let stock = places.map { grams($0, "grams") }.reduce(0, +)
        #expect(balance.object["stockGrams"] as? Int == Int(stock) && balance.object["residualGrams"] as? Int == 0)
        let records = try await all("/v1/records?limit=500&\(then)", server, token)
        #expect(records.count < 1520)
        #expect(texts(records, "occurredAt").allSatisfy { $0 <= "2025-11-10T00:00:00+08:00" })
        let later = try #require(await server.ask("/v1/batches/25W-90201-F0001", token: token))
        let earlier = try #require(await server.ask("/v1/batches/25W-90201-F0001?\(then)", token: token))
        #expect(later.status == 200 && earlier.status == 404)
        let tag = try #require(later.header("ETag"))
        #expect(
            await server.ask("/v1/batches/25W-90201-F0001", token: token, headers: ["If-None-Match": tag])?.status
                == 304)
        #expect(
            await server.ask("/v1/batches/25W-90201-F0001", token: token, headers: ["If-None-Match": "\"0\""])?.status
                == 200)
        let due = "/v1/deadlines?matter=handover&sort=subject&asOf=2025-12-31T23:59:59%2B08:00"
        #expect(
            try await all(due, server, token).compactMap { $0["subject"] as? String } == [
                "20254309000020", "20254309000023", "20254309000032",
            ])
    }

    private func due(_ server: RunningServer, _ token: String) async throws {
        let evening = "asOf=2025-12-31T23:59:59%2B08:00"
        let all = try await all("/v1/deadlines?\(evening)", server, token)
        let overdue = try await self.all("/v1/deadlines?overdue=true&\(evening)", server, token)
        let open = try await self.all("/v1/deadlines?overdue=false&\(evening)", server, token)
        #expect(!overdue.isEmpty && overdue.count + open.count == all.count)
        #expect(
            overdue.allSatisfy { $0["isOverdue"] as? Bool == true && $0["dueAt"] is String && $0["next"] is String })
        #expect(open.allSatisfy { $0["isOverdue"] as? Bool == false })
        // The truck that left is the truck that arrived: both weighings are found by its plate.
        let trips = try await self.all("/v1/manifests?state=accepted&limit=1", server, token)
        let plate = try #require(trips.first?["plate"] as? String).addingPercentEncoding(
            withAllowedCharacters: .alphanumerics)
        let weighings = try await self.all("/v1/weighings?plate=\(plate ?? "")", server, token)
        let kinds = Set(weighings.compactMap { $0["kind"] as? String })
        #expect(kinds.isSuperset(of: ["manifest-dispatched", "manifest-confirmed"]))
    }

    private func traces(_ server: RunningServer, _ token: String) async throws {
        for direction in ["up", "down"] {
            let answer = try #require(
                await server.ask("/v1/batches/25W-90201-H0005/trace?direction=\(direction)", token: token))
            let sources = try #require(answer.object["sources"] as? [[String: Any]])
            let shares = sources.compactMap { ($0["share"] as? String)?.replacing(".", with: "") }.compactMap {
                Int($0)
            }
            #expect(shares.count == sources.count && shares.reduce(0, +) == 1_000_000)
            let nodes = try #require(answer.object["nodes"] as? [[String: Any]])
            let traced = try #require(nodes.first { $0["batch"] as? String == "25W-90201-H0005" })
            let grams = sources.map { self.grams($0, "grams") }.reduce(0, +)
            #expect(grams == self.grams(traced, "intakeGrams"))
            let edges = try #require(answer.object["edges"] as? [[String: Any]])
            let incoming = edges.filter { $0["to"] as? String == "25W-90201-H0005" }
                .map { self.grams($0, "grams") }.reduce(0, +)
            #expect(direction == "down" || incoming == grams)
            let isReached = nodes.contains { $0["batch"] as? String == "25W-90201-F0001" }
            #expect(isReached == (direction == "down"))
        }
    }
}
