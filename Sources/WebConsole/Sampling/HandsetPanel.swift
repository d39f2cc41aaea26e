import Identity
import Operations
import Rules

/// The handsets in the field that a reader oversees, or uses himself, each with what it keeps and the form that withdraws it.
struct HandsetPanel {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// The panel; nothing for whoever may see none.
    func markup(_ faults: [ActReading.Fault]) async throws(LedgerFault) -> Markup {
        var query = HandsetQuery()
        query.standing = visit.query["standing"].flatMap { HandsetSheet.standings.contains($0) ? $0 : nil }
        query.after = visit.query["after"]
        guard let page = try await console.doors.handsets.list(query, visit.who.caller) else { return .nothing }
        let heads: [String] = [
            visit.say(.handset), visit.say(.standing), visit.say(.holder), visit.say(.lastHeard),
            visit.say(.recordsWaiting), visit.say(.codesLeft), visit.say(.act),
        ]
        let table = Table(
            caption: visit.say(.handsets),
            columns: heads.enumerated().map { .init(Markup(text: $1), number: $0 == 4 || $0 == 5) },
            rows: page.handsets.map { row($0, faults) }, empty: visit.say(.noHandsets), isCaptionHidden: true)
        let next: Markup =
            page.next.map {
                "<p class=\"pages\"><a class=\"button\" rel=\"next\" href=\"\(visit.query.with("after", $0).address("/sampling"))\">\(visit.say(.nextPage))</a></p>"
            } ?? .nothing
        return Panel(
            title: visit.say(.handsets),
            content: "<p class=\"soft\">\(visit.say(.handsetsLead))</p>\(standings(page))\(table.markup)\(next)",
            anchor: "handsets"
        ).markup
    }

    private func standings(_ page: HandsetPage) -> Markup {
        let present = HandsetSheet.standings.filter { page.standings[$0] != nil }
        guard present.count > 1 || visit.query["standing"] != nil else { return .nothing }
        let links = present.map { one -> Markup in
            let isHere = visit.query["standing"] == one
            let address = visit.query.with("after", nil).with("standing", isHere ? nil : one).address("/sampling")
            let here: Markup = isHere ? " aria-current=\"true\"" : .nothing
            return
                "<li><a href=\"\(address)#handsets\"\(here)>\(wording.word("standing", one)) \(page.standings[one] ?? 0)</a></li>"
        }
        return "<ul class=\"views\" aria-label=\"\(visit.say(.standing))\">\(links)</ul>"
    }

    private func row(_ handset: HandsetSheet, _ faults: [ActReading.Fault]) -> [Markup] {
        let look =
            switch handset.standing {
            case "inUse": "good"
            case "silent": "late"
            case "withdrawn": "grey"
            default: "done"
            }
        let why: Markup =
            handset.reason.map {
                "<br><small>\($0) · \(handset.withdrawnBy ?? "")\(handset.withdrawnAt.map { " · " + wording.moment($0) } ?? "")</small>"
            } ?? .nothing
        return [
            "<span class=\"code\">\(handset.code)</span>",
            wording.tag(look, wording.word("standing", handset.standing)) + why,
            Markup(text: "\(handset.holder) (\(wording.word("role", handset.role)))"),
            wording.time(handset.lastHeardAt), Markup(text: wording.count(handset.waiting)),
            Markup(text: wording.count(handset.codes)), form(handset, faults),
        ]
    }

    private func form(_ handset: HandsetSheet, _ faults: [ActReading.Fault]) -> Markup {
        let caller = visit.who.caller
        let isOwn = caller.authority.participant?.person.number.text == handset.person
        guard !handset.isWithdrawn, caller.maySuspend || isOwn else { return .nothing }
        let to = "/handsets/\(Parameters.encoded(handset.code))/withdraw"
        return AdministrativeForm(
            visit: visit, to: to, button: visit.say(.withdrawHandset),
            fields: [.reason(visit)],
            faults: visit.fields["sheet"] == to ? faults : [], isMain: false
        ).markup
    }
}

extension Console {
    /// The plan of sampling, and the withdrawal of handsets.
    var samplingRoutes: [Route] {
        [
            .get("/sampling") { console, visit throws(LedgerFault) in
                try await SamplingPage(console: console, visit: visit).reply()
            },
            .post("/handsets/{code}/withdraw") { console, visit throws(LedgerFault) in
                let act = AdministrativeAct.withdrawHandset(
                    visit.place("code"), reason: visit.fields["reason"] ?? "")
                let key = String((visit.fields["key"] ?? "").prefix(200))
                let answer = try await console.doors.administration.perform(act, visit.who.caller, key, nil)
                if case .done = answer { return .redirect("/sampling?administered=1#handsets") }
                return try await SamplingPage(console: console, visit: visit).reply(faults: visit.faults(of: answer))
            },
        ]
    }
}
