import Custody
import Operations
import Rules

/// The first page of the day: figures that need somebody to do something, and where to do it.
struct Workbench {
    /// The console.
    let console: Console
    /// Who works.
    let visit: Visit

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let names = try await Names(console, visit)
        let due = try await console.ledger.list(
            ListQuery(.deadlines).filtered("overdue", "true").sorted(by: "weight", descending: true).limited(to: 500)
                .counted, visit.who.actor)
        let figures = try await WorkFigures(console: console, visit: visit).markup(due: due)
        let body: Markup = """
            \(figures)<div class="columns third" data-live><div>\(Panel(title: visit.say(.dueFirst), content: dueTable(due, names)).markup)\
            \(try await stock())</div>\
            <div>\(Panel(title: visit.say(.nextSteps), content: steps).markup)\
            \(seesFindings ? Panel(title: visit.say(.latestHolds), content: try await holds()).markup : .nothing)\
            \(Panel(title: visit.say(.latestRecords), content: try await records()).markup)</div></div>
            """
        let reach =
            visit.who.actor.region.isEmpty ? visit.say(.everywhere) : visit.wording.region(visit.who.actor.region)
        return .page(
            Screen(
                title: visit.say(.workbench),
                lead: Markup(text: visit.say(.workbenchLead, visit.who.displayName, reach)),
                body: body))
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

    /// Whoever holds grain, or looks after those who do, decides on findings.
    private var seesFindings: Bool { ![.carrier, .registrar].contains(visit.who.actor.role) }

    /// What has come into the book last, of what he sees.
    private func records() async throws(LedgerFault) -> Markup {
        let query = ListQuery(.records).sorted(by: "seq", descending: true).limited(to: 6)
        let records = try await console.ledger.list(query, visit.who.actor).documents
        guard !records.isEmpty else { return "<p class=\"empty\">\(visit.say(.nothingRecorded))</p>" }
        let lines = records.map { document -> Markup in
            let record = JSONObject(document.json)
            let when = record["recordedAt"].text.flatMap { Timestamp(rfc3339: $0) }.map(visit.wording.time)
            return """
                <li>\(Links.link(.records, document.code, visit.wording.word("act", record["kind"].text ?? "")))\
                 <span class="soft">\(when ?? .nothing)</span></li>
                """
        }
        return "<ul class=\"papers\">\(lines)</ul>"
    }

    /// What lies in bins and at facilities by county and class, for whoever sees any.
    private func stock() async throws(LedgerFault) -> Markup {
        let places = try await console.ledger.everything(ListQuery(.places), visit.who.actor).map {
            JSONObject($0.json)
        }
        var byCounty: [String: [GrainClass: Int64]] = [:]
        for place in places where place["kind"].text != "site" {
            for (name, grams) in place["gramsByClass"].object.members {
                guard let grainClass = GrainClass(rawValue: name) else { continue }
                byCounty[place["county"].text ?? "", default: [:]][grainClass, default: 0] +=
                    JSONMember(value: grams).number ?? 0
            }
        }
        guard !byCounty.isEmpty else { return .nothing }
        let rows = byCounty.map { Bars.Row(label: visit.wording.region($0.key), grams: $0.value) }
            .sorted { $0.sum == $1.sum ? $0.label < $1.label : $0.sum > $1.sum }
        let bars = Bars(rows: rows, title: visit.say(.stockByCounty), wording: visit.wording)
        let figure = Figure(
            caption: bars.title, drawing: bars.drawing, table: bars.table, showData: visit.say(.showData))
        return Panel(title: visit.say(.stockByCounty), content: figure.markup + Chart.key(visit.wording)).markup
    }

    private func holds() async throws(LedgerFault) -> Markup {
        let query = ListQuery(.findings).filtered("severity", "hold").sorted(by: "occurredAt", descending: true)
            .limited(to: 6)
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
