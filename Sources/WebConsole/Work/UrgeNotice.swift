import Custody
import Operations
import Rules

/// A notice that urges somebody: text to print, or to copy into a message. Nothing is booked by it.
struct UrgeNotice {
    /// The console.
    let console: Console
    /// Who urges.
    let visit: Visit

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        var query = ListQuery(.deadlines)
        query.limit = 500
        let wanted = visit.place("code")
        let due = try await console.ledger.list(query, visit.who.actor).documents
        guard let document = due.first(where: { $0.code == wanted }) else { return .page(visit.missing(.overdue)) }
        let names = try await Names(console, visit)
        let object = JSONObject(document.json)
        let text = text(object, names)
        let paragraphs = text.split(separator: "\n").map { "<p>\(String($0))</p>" as Markup }
        let body: Markup = """
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

    private func text(_ due: JSONObject, _ names: Names) -> String {
        let matter = visit.wording.word("matter", due["matter"].text ?? "")
        let since = due["since"].text.flatMap { Timestamp(rfc3339: $0) }.map(visit.wording.moment) ?? "—"
        let until = WorkingCalendar.china.adding(workingDays: 2, to: visit.now.chinaDate).description
        return visit.say(
            .noticeText, names.organization(due["next"].text ?? ""), matter, due["subject"].text ?? "",
            due["batch"].text ?? "", visit.wording.tonnes(due["grams"].number ?? 0), since,
            due["workingDays"].text ?? "0", until)
    }
}
