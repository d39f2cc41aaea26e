import Custody
import Operations
import Rules

/// The first page of the day: figures that need somebody to do something, and where to do it.
struct Workbench {
    /// The console.
    let console: Console
    /// Who works.
    let visit: Visit

    private struct Tile {
        let name: Phrase
        let value: String
        let note: String
        let address: String
        let look: String
    }

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let names = try await Names(console, visit)
        let due = try await list(.deadlines, [("overdue", ["true"])], limit: 500)
        let tiles = try await tiles(due)
        let bars = try await bars()
        let body: Markup = """
            <ul class="tiles" data-live>\(tiles.map(markup))</ul>\
            <div class="columns third" data-live><div>\(Panel(title: visit.say(.dueFirst), content: dueTable(due, names)).markup)\
            \(Panel(title: visit.say(.stockByCounty), content: bars).markup)</div>\
            <div>\(Panel(title: visit.say(.nextSteps), content: steps).markup)\
            \(Panel(title: visit.say(.latestHolds), content: try await holds()).markup)</div></div>
            """
        let reach =
            visit.who.actor.region.isEmpty ? visit.say(.everywhere) : visit.wording.region(visit.who.actor.region)
        return .page(
            Screen(
                title: visit.say(.workbench),
                lead: Markup(text: visit.say(.workbenchLead, visit.who.displayName, reach)),
                body: body))
    }

    private func list(_ resource: Resource, _ conditions: [(String, [String])] = [], limit: Int = 1)
        async throws(LedgerFault) -> Page
    {
        var query = ListQuery(resource)
        query.limit = limit
        query.isCounted = true
        if resource == .deadlines {
            query.sort = resource.fields.first { $0.name == "weight" }
            query.isDescending = true
        }
        for (name, values) in conditions {
            guard let field = resource.fields.first(where: { $0.name == name }) else { continue }
            query.conditions.append(.init(field, .isOneOf(values)))
        }
        return try await console.ledger.list(query, visit.who.actor)
    }

    private func tiles(_ due: Page) async throws(LedgerFault) -> [Tile] {
        let trips = try await list(.manifests, [("state", ["departed", "arrived"])])
        let pending = try await list(.batches, [("grainClass", ["pending"])])
        let over = try await list(.batches, [("grainClass", ["B", "C", "D"])])
        let holds = try await list(.findings, [("severity", ["hold"])])
        let waiting = try await list(.samples, [("state", ["collected", "received"])])
        let grams = due.documents.reduce(Int64(0)) { $0 + (JSONObject($1.json)["grams"].number ?? 0) }
        func tile(_ name: Phrase, _ page: Page, _ note: String, _ address: String, _ look: String) -> Tile {
            let total = page.total ?? 0
            return Tile(
                name: name, value: visit.wording.count(total), note: note, address: address,
                look: total == 0 ? "calm" : look)
        }
        let tonnes = "\(visit.wording.tonnes(grams)) \(visit.say(.tonne))"
        return [
            tile(.overdue, due, tonnes, "/deadlines?overdue=true", "alarm"),
            tile(.holds, holds, visit.say(.holdsNote), "/findings?severity=hold", "alarm"),
            tile(.openTrips, trips, visit.say(.openTripsNote), "/manifests?state=departed,arrived", "care"),
            tile(.pendingBatches, pending, visit.say(.pendingNote), "/batches?grainClass=pending", "care"),
            tile(.waitingSamples, waiting, visit.say(.waitingNote), "/samples?state=collected,received", "care"),
            tile(.overBatches, over, visit.say(.overNote), "/batches?grainClass=B,C,D", ""),
        ]
    }

    private func markup(_ tile: Tile) -> Markup {
        """
        <li class="tile \(tile.look)"><a href="\(tile.address)"><span class="tile-name">\(visit.say(tile.name))</span>\
        <span class="tile-value">\(tile.value)</span><span class="tile-note">\(tile.note)</span></a></li>
        """
    }

    private func dueTable(_ due: Page, _ names: Names) -> Markup {
        let cells = ["subject", "matter", "workingDays", "grams", "county", "next", "urge"].map {
            Cell(resource: .deadlines, name: $0, wording: visit.wording, names: names)
        }
        return Table(
            caption: visit.say(.dueFirst), columns: cells.map { .init(Markup(text: $0.head), number: $0.isNumber) },
            rows: due.documents.prefix(10).map { document in
                let object = JSONObject(document.json)
                return cells.map { $0.markup(document, object) }
            }, empty: visit.say(.nothingDue), isCaptionHidden: true
        ).markup
    }

    private func bars() async throws(LedgerFault) -> Markup {
        let places = try await list(.places, limit: 500).documents.map { JSONObject($0.json) }
        var byCounty: [String: [GrainClass: Int64]] = [:]
        for place in places where place["kind"].text != "site" {
            for (name, grams) in place["gramsByClass"].object.members {
                guard let grainClass = GrainClass(rawValue: name) else { continue }
                byCounty[place["county"].text ?? "", default: [:]][grainClass, default: 0] +=
                    JSONMember(value: grams).number ?? 0
            }
        }
        guard !byCounty.isEmpty else { return "<p class=\"empty\">\(visit.say(.nothingMatches))</p>" }
        let rows = byCounty.map { Bars.Row(label: visit.wording.region($0.key), grams: $0.value) }
            .sorted { $0.sum == $1.sum ? $0.label < $1.label : $0.sum > $1.sum }
        let bars = Bars(rows: rows, title: visit.say(.stockByCounty), wording: visit.wording)
        return Figure(caption: bars.title, drawing: bars.drawing, table: bars.table, showData: visit.say(.showData))
            .markup
            + Chart.key(visit.wording)
    }

    private func holds() async throws(LedgerFault) -> Markup {
        var query = ListQuery(.findings)
        query.limit = 6
        query.isDescending = true
        query.sort = Resource.findings.fields.first { $0.name == "occurredAt" }
        if let field = Resource.findings.fields.first(where: { $0.name == "severity" }) {
            query.conditions = [.init(field, .isOneOf(["hold"]))]
        }
        let found = try await console.ledger.list(query, visit.who.actor).documents.map { JSONObject($0.json) }
        guard !found.isEmpty else { return "<p class=\"empty\">\(visit.say(.noFindings))</p>" }
        return
            "<ul class=\"papers\">\(found.map { finding -> Markup in "<li>\(visit.wording.tag(severity: "hold")) \(visit.wording.either(finding["zh"].text ?? "", finding["en"].text ?? "")) <a href=\"/find?q=\(Parameters.encoded(finding["subject"].text ?? ""))\">\(finding["subject"].text ?? "")</a> <span class=\"soft\">\(finding["detail"].text ?? "")</span></li>" })</ul>"
    }

    /// What people of this role do next.
    private var steps: Markup {
        let steps: [(Phrase, String)] =
            switch visit.who.actor.role {
            case .granary:
                [
                    (.stepReceive, "/desks/receiving"), (.stepWeigh, "/desks/weighbridge"), (.stepScale, "/scale/"),
                    (.stepStock, "/depots"),
                    (.stepTrips, "/manifests?state=departed,arrived"),
                ]
            case .station:
                [
                    (.stepField, "/field/"), (.stepCollect, "/acts/sample-collected"),
                    (.stepWaitingSamples, "/samples?state=collected"), (.stepImport, "/imports"),
                ]
            case .laboratory:
                [
                    (.stepReceiveSample, "/desks/samples"), (.stepRun, "/acts/test-run-measured"),
                    (.stepImport, "/imports"), (.stepReports, "/reports"),
                ]
            case .facility:
                [
                    (.stepTrips, "/manifests?state=departed,arrived"), (.stepWeigh, "/desks/weighbridge"),
                    (.stepDisposals, "/disposals"),
                ]
            case .carrier: [(.stepTrips, "/manifests?state=departed,arrived")]
            case .registrar: [(.organizations, "/organizations"), (.bins, "/bins"), (.auditTrail, "/audit")]
            case .officer, .auditor, .administrator:
                [
                    (.stepOverdue, "/deadlines"), (.stepOver, "/batches?grainClass=B,C,D"),
                    (.stepDisposals, "/disposals"),
                    (.stepReport, "/bureau-reports"), (.stepStatus, "/status"),
                ]
            }
        return
            "<ul class=\"papers\">\(steps.map { "<li><a href=\"\($0.1)\">\(visit.say($0.0))</a></li>" as Markup })</ul>"
    }
}
