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
        if visit.query["format"] == "csv" { return try await csv() }
        let query = query
        let entries = try await console.doors.audits.list(query, visit.who.actor)
        let export: Markup = """
            <p class="no-print"><a class="button" href="\(visit.incoming.query.with("before", nil).with("format", "csv").address("/audit"))">\(visit.say(.exportCSV))</a></p>
            """
        let body = filter + (try await strip(query, to: entries.first)) + export + table(entries) + next(after: entries)
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

    /// Days of the strip, and at most, when days are asked for.
    private static let (days, mostDays) = (14, 31)

    /// What was asked for, hour by hour, of the days asked for, or of fourteen up to the newest note of the page.
    private func strip(_ query: AuditQuery, to newest: AuditEntry?) async throws(LedgerFault) -> Markup {
        var asked = query
        let newest = newest.flatMap { Timestamp(rfc3339: $0.at) } ?? visit.now
        let last = asked.until.map { $0.chinaDate.daysSinceEpoch - 1 } ?? newest.chinaDate.daysSinceEpoch
        let first = asked.from?.chinaDate.daysSinceEpoch ?? last - Self.days + 1
        let days = min(max(first, last - Self.mostDays + 1), last)...last
        asked.from = Timestamp(startOf: CivilDate(daysSinceEpoch: days.lowerBound))
        (asked.before, asked.limit) = (nil, 24 * days.count)
        let hours = try await console.doors.audits.hours(asked, visit.who.actor)
        return AuditStrip(hours: hours, days: days, wording: visit.wording).markup
    }

    /// Notes that one file takes; who wants more asks for them by time.
    private static let mostExported = 50_000

    /// All that was asked for as a table to keep, which is noted like every export (GB/T 22239-2019, 8.1.4.3: kept six months).
    private func csv() async throws(LedgerFault) -> Reply {
        var query = query
        (query.before, query.limit) = (nil, 500)
        let heads: [Phrase] = [.time, .auditWho, .act, .auditSubject, .purpose, .outcome, .address, .notes]
        var lines = [(heads.map { visit.say($0) } + [visit.say(.region), visit.say(.requestNumber)])]
        while true {
            let entries = try await console.doors.audits.list(query, visit.who.actor)
            // A sheet that leaves rows out in silence would be taken for the whole.
            guard lines.count + entries.count <= Self.mostExported else { return tooMuch }
            lines += entries.map {
                [
                    $0.at, $0.who, $0.act, $0.subject, $0.purpose, $0.result, $0.address, $0.detail, $0.region,
                    $0.request,
                ]
            }
            guard entries.count == query.limit, let last = entries.last else { break }
            query.before = last.number
        }
        try await console.note("export", "audit", visit)
        let text = lines.map { $0.map(ListSheet.quoted).joined(separator: ",") + "\r\n" }.joined()
        return .file(
            name: "audit.csv", type: "text/csv; charset=utf-8", bytes: Array("\u{FEFF}".utf8) + Array(text.utf8))
    }

    private var tooMuch: Reply {
        .page(
            Screen(
                title: visit.say(.auditTrail),
                lead: Markup(text: visit.say(.tooManyRows, visit.wording.count(Self.mostExported))),
                trail: [
                    .init(label: visit.say(.auditTrail), address: visit.query.with("format", nil).address("/audit"))
                ], body: .nothing, status: 422))
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
