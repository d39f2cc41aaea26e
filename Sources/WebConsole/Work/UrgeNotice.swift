import Custody
import Operations
import Rules

/// A notice that urges somebody: text to print, or to copy into a message; and the form by which it is recorded that he was.
struct UrgeNotice {
    /// The console.
    let console: Console
    /// Who urges.
    let visit: Visit

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let query = ListQuery(.deadlines).filtered("code", visit.place("code"))
        let due = try await console.ledger.list(query, visit.who.actor).documents
        guard let document = due.first else { return .page(visit.missing(.overdue)) }
        let names = try await Names(console, visit)
        let object = JSONObject(document.json)
        let text = text(object, names)
        let paragraphs = text.split(separator: "\n").map { "<p>\(String($0))</p>" as Markup }
        let body: Markup = """
            \(Panel(title: visit.wording.word("act", UrgeDeadline.name), content: try await record(object), look: "no-print").markup)\
            <div class="letter"><h2>\(visit.say(.noticeTitle))</h2>\(paragraphs)\
            <p class="right">\(visit.say(.office))<br>\(visit.wording.time(visit.now))</p></div>\
            <section class="panel no-print"><h2>\(visit.say(.noticeCopy))</h2><p class="field"><label for="letter">\(visit.say(.noticeCopyHint))</label>\
            <textarea id="letter" class="letter-text" readonly>\(text)</textarea></p>\
            <p><button data-print hidden>\(visit.say(.print))</button></p></section>
            """
        return .page(
            Screen(
                title: visit.say(.urge), lead: Markup(text: visit.say(.noticeLead)),
                trail: [.init(label: visit.say(.overdue), address: "/deadlines")], body: body))
    }

    /// How often it was urged before, and the form, for whoever may.
    private func record(_ due: JSONObject) async throws(LedgerFault) -> Markup {
        let times = due["urgedTimes"].number ?? 0
        let last = due["urgedAt"].text.flatMap { Timestamp(rfc3339: $0) }.map(visit.wording.moment) ?? "—"
        let before =
            times == 0
            ? visit.say(.notUrgedYet) : visit.say(.urgedBefore, "\(times)", last, due["urgedUntil"].text ?? "—")
        let lead: Markup = "<p>\(before)</p>"
        let desk = ActDesk(console: console, visit: visit)
        guard due["isOverdue"].text == "true", let form = ActForm.named(UrgeDeadline.name), desk.permits(form) else {
            return lead
        }
        let matter = due["matter"].text ?? ""
        // What a sample was drawn from is nobody's to read in the record of an urge.
        let isTold = ["liesWrong", "unexplained"].contains(matter)
        let filled = Parameters([
            .init(name: "f.matter", value: matter), .init(name: "f.subject", value: due["subject"].text ?? ""),
            .init(name: "f.batch", value: isTold ? due["batch"].text ?? "" : ""),
            .init(name: "f.until", value: until.description),
        ])
        let back = "/deadlines/\(Parameters.encoded(visit.place("code")))/notice"
        let sheet = try await desk.sheet(form, filled, back: back, fixed: ["matter", "subject", "batch"])
        return lead + sheet.markup
    }

    /// By when it is asked for: two working days on.
    private var until: CivilDate { WorkingCalendar.china.adding(workingDays: 2, to: visit.now.chinaDate) }

    private func text(_ due: JSONObject, _ names: Names) -> String {
        let matter = visit.wording.word("matter", due["matter"].text ?? "")
        let since = due["since"].text.flatMap { Timestamp(rfc3339: $0) }.map(visit.wording.moment) ?? "—"
        return visit.say(
            .noticeText, names.organization(due["next"].text ?? ""), matter, due["subject"].text ?? "",
            due["batch"].text ?? "", visit.wording.tonnes(due["grams"].number ?? 0), since,
            due["workingDays"].text ?? "0", until.description)
    }
}
