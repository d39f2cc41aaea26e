import Custody
import Operations
import Rules

/// Who did what beside the book, or was refused: for the auditors and administrators of a region.
struct AuditPage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private static let members: [(name: String, label: Phrase)] = [
        ("who", .auditWho), ("act", .act), ("subject", .auditSubject), ("result", .outcome), ("from", .from),
        ("until", .until),
    ]
    private static let pageSize = 100

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        guard visit.who.caller.mayAudit else { return try await console.refused("audit-read", .auditTrail, visit) }
        let query = query
        let entries = try await console.doors.audits.list(query, visit.who.actor)
        let body = filter + table(entries) + next(after: entries)
        return .page(
            Screen(
                title: visit.say(.auditTrail), lead: Markup(text: visit.say(.auditTrailLead)),
                body: Panel(title: visit.say(.auditTrail), content: body).markup))
    }

    private var query: AuditQuery {
        func text(_ name: String) -> String? { visit.incoming.query[name].flatMap { $0.isEmpty ? nil : $0 } }
        func day(_ name: String, plus days: Int) -> Timestamp? {
            text(name).flatMap { CivilDate(iso: $0) }.map { Timestamp(startOf: $0.adding(days: days)) }
        }
        var query = AuditQuery()
        query.who = text("who")
        query.act = text("act")
        query.subject = text("subject")
        query.result = text("result").flatMap { AuditNote.Outcome(rawValue: $0)?.rawValue }
        query.from = day("from", plus: 0)
        query.until = day("until", plus: 1)
        query.before = text("before").flatMap { Int64($0) }
        query.limit = Self.pageSize
        return query
    }

    private var filter: Markup {
        let fields = Self.members.map { name, label -> Markup in
            let value = visit.incoming.query[name] ?? ""
            let input: Markup =
                switch name {
                case "result":
                    """
                    <select id="audit-result" name="result">\(["", "done", "refused"].map { option($0, isChosen: $0 == value) })</select>
                    """
                case "from", "until": "<input id=\"audit-\(name)\" name=\"\(name)\" type=\"date\" value=\"\(value)\">"
                default: "<input id=\"audit-\(name)\" name=\"\(name)\" value=\"\(value)\" autocomplete=\"off\">"
                }
            return "<p class=\"field\"><label for=\"audit-\(name)\">\(visit.say(label))</label>\(input)</p>"
        }
        return """
            <form class="no-print" action="/audit" method="get"><div class="fields">\(fields)</div>\
            <p class="buttons"><button class="main">\(visit.say(.search))</button></p></form>
            """
    }

    private func option(_ value: String, isChosen: Bool) -> Markup {
        let words = value.isEmpty ? visit.say(.anyOutcome) : visit.incoming.wording.word("audited", value)
        return "<option value=\"\(value)\"\(isChosen ? " selected" as Markup : .nothing)>\(words)</option>"
    }

    private func table(_ entries: [AuditEntry]) -> Markup {
        let heads: [Phrase] = [.time, .auditWho, .act, .auditSubject, .purpose, .outcome, .address, .notes]
        return Table(
            caption: visit.say(.auditTrail), columns: heads.map { .init(Markup(text: visit.say($0))) },
            rows: entries.map { entry in
                let look = entry.result == AuditNote.Outcome.refused.rawValue ? "bad" : "plain"
                return [
                    Timestamp(rfc3339: entry.at).map { visit.incoming.wording.time($0) } ?? Markup(text: entry.at),
                    Markup(text: entry.who), "<span class=\"code\">\(entry.act)</span>",
                    "<span class=\"code\">\(entry.subject)</span>", Markup(text: entry.purpose),
                    visit.incoming.wording.tag(look, visit.incoming.wording.word("audited", entry.result)),
                    "<span class=\"code\">\(entry.address)</span>", Markup(text: entry.detail),
                ]
            }, empty: visit.say(.nothingAudited), isCaptionHidden: true
        ).markup
    }

    private func next(after entries: [AuditEntry]) -> Markup {
        guard entries.count == Self.pageSize, let last = entries.last else { return .nothing }
        let address = visit.incoming.query.with("before", "\(last.number)").address("/audit")
        return "<p><a class=\"button\" href=\"\(address)\">\(visit.say(.older))</a></p>"
    }
}
