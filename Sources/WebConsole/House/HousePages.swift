import Operations
import Rules

/// What the house says of itself: the doctor's checks.
struct HousePages {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    /// The doctor's checks.
    func status() async throws(LedgerFault) -> Reply {
        let checks = try await console.house.examine()
        let faults = checks.count { $0.outcome == .fault }
        let warnings = checks.count { $0.outcome == .warning }
        let table = Table(
            caption: visit.say(.checks),
            columns: [
                .init(Markup(text: visit.say(.check))), .init(Markup(text: visit.say(.outcome))),
                .init(Markup(text: visit.say(.found))),
                .init(Markup(text: visit.say(.remedy))),
            ],
            rows: checks.map { check in
                let look = ["good": "good", "warning": "grey", "fault": "bad"][check.outcome.rawValue] ?? "plain"
                return [
                    "<span class=\"code\">\(check.name)</span>",
                    visit.wording.tag(look, visit.wording.word("outcome", check.outcome.rawValue)),
                    Markup(text: visit.wording.either(check.zh, check.en)),
                    Markup(text: check.fix.isEmpty ? "—" : check.fix),
                ]
            }, isCaptionHidden: true)
        let badge =
            faults > 0
            ? visit.wording.tag("bad", visit.say(.faultCount, "\(faults)"))
            : warnings > 0
                ? visit.wording.tag("grey", visit.say(.warningCount, "\(warnings)"))
                : visit.wording.tag("good", visit.say(.allGood))
        return .page(
            Screen(
                title: visit.say(.systemStatus), badge: badge, lead: Markup(text: visit.say(.statusLead)),
                body: Panel(title: visit.say(.checks), content: table.markup).markup))
    }
}
