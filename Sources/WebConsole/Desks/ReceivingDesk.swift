import Custody
import Operations
import Rules

/// The desk where growers deliver: intake with its weighing.
struct ReceivingDesk {
    /// The console.
    let console: Console
    /// Who works there.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// 收购: one truck of a grower, from its weighing to the bin.
    func reply() async throws(LedgerFault) -> Reply {
        guard let form = ActForm.named(TakeIn.name) else { return .page(visit.missing(.objects)) }
        let desk = ActDesk(console: console, visit: visit)
        var filled = Parameters(visit.query.pairs.filter { $0.name.hasPrefix("f.") })
        let own = visit.who.actor.organization.text
        if !own.isEmpty { filled = filled.with("f.granary", own) }
        var sheet = try await desk.sheet(form, filled, back: "/desks/receiving", fixed: own.isEmpty ? [] : ["granary"])
        sheet.preview =
            "<p class=\"soft\">\(visit.say(.netWeight)) <output class=\"result\" data-net>—</output> \(visit.say(.kilogram))</p>"
        let advice = try await BinAdvice(
            of: visit.who.actor.organization, for: GrainClass.allCases, adding: Grams(1), console, visit)
        let body: Markup = """
            <div class="columns third"><div>\(Panel(title: visit.say(.weighIn), content: sheet.markup + DeskKeys(visit: visit).markup, look: "desk").markup)</div>\
            <div>\(Panel(title: visit.say(.theOrder), content: steps).markup)\
            \(Panel(title: visit.say(.lastTickets), content: try await latest(TakeIn.name)).markup)</div></div>\(advice.markup)
            """
        return .page(
            Screen(title: visit.say(.receivingDesk), lead: Markup(text: visit.say(.receivingLead)), body: body))
    }

    private var steps: Markup {
        let steps: [Phrase] = [.deskStep1, .deskStep2, .deskStep3, .deskStep4, .deskStep5, .deskStep6]
        return "<ol>\(steps.map { "<li>\(visit.say($0))</li>" as Markup })</ol>"
    }

    private func latest(_ kind: String) async throws(LedgerFault) -> Markup {
        let query = ListQuery(.weighings).filtered("kind", kind).sorted(by: "occurredAt", descending: true)
            .limited(to: 8)
        let rows = try await console.ledger.list(query, visit.who.actor).documents.map { JSONObject($0.json) }
        return Table(
            caption: visit.say(.lastTickets),
            columns: [
                .init(Markup(text: visit.say(.time))), .init(Markup(text: wording.word("field", "plate"))),
                .init("\(visit.say(.net)) (\(visit.say(.kilogram)))", number: true),
                .init(Markup(text: visit.say(.batch))),
            ],
            rows: rows.map { row in
                [
                    "\(row["occurredAt"].text.flatMap { Timestamp(rfc3339: $0) }.map(wording.time) ?? "—") \(print(row["code"].text ?? ""))",
                    Markup(text: row["plate"].text ?? "—"),
                    Markup(text: row["netGrams"].number.map { wording.kilograms($0) } ?? "—"),
                    row["batch"].text.map { Links.link(.batches, $0) } ?? "—",
                ]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true
        ).markup
    }

    /// The driver waits for it at the window.
    private func print(_ code: String) -> Markup {
        "<a href=\"/v1/weighings/\(Parameters.encoded(code))/ticket.pdf\">PDF</a>"
    }
}
