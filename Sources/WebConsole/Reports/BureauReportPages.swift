import Custody
import Operations
import Rules

/// The bureau's reports: drawn up for a period, opened figure by figure, issued, and held against what came later.
struct BureauReportPages {
    /// The console.
    let console: Console
    /// Who reports.
    let visit: Visit

    private var wording: Wording { visit.wording }
    private var region: String {
        visit.query["region"] ?? (visit.who.actor.region.isEmpty ? "43" : visit.who.actor.region)
    }

    /// The preview of a period, and the reports issued so far.
    func overview() async throws(LedgerFault) -> Reply {
        // Drawing up reads the whole book: it is done for a period that somebody asks for, not for whoever passes by.
        guard let period = visit.query["period"].flatMap({ ReportPeriod($0) }) else { return try await issuedAlone() }
        let scope = BureauReportScope(region: region, period: period, asOf: visit.asOf ?? visit.now)
        let issued = try await console.reports.list(region, visit.who.actor, "", 100)
        let report = try await console.reports.preview(scope, visit.who.actor)
        let preview: Markup = report.map { figures($0) } ?? "<p class=\"empty\">\(visit.say(.notYourRegion))</p>"
        let isFrozen = issued.filter { $0.issued.report.period == period }
        let issue = BureauReportIssue(console: console, visit: visit).form(
            region: region, period: period, version: isFrozen.count + 1)
        let body: Markup = """
            \(Panel(title: visit.say(.period), content: form(period), look: "no-print").markup)\
            \(Panel(title: "\(visit.say(.preview)) · \(wording.region(region)) · \(wording.either(period.chinese, period.english))", content: preview).markup)\
            \(Panel(title: visit.say(.issuedReports), content: table(issued)).markup)\
            \(issue)
            """
        return .page(
            Screen(
                title: visit.say(.bureauReports), lead: Markup(text: visit.say(.bureauLead)), body: body,
                asOf: scope.asOf))
    }

    /// The period to ask for, and what was issued before.
    private func issuedAlone() async throws(LedgerFault) -> Reply {
        let issued = try await console.reports.list(region, visit.who.actor, "", 100)
        return .page(
            Screen(
                title: visit.say(.bureauReports), lead: Markup(text: visit.say(.bureauLead)),
                body: unread + Panel(title: visit.say(.period), content: form(lastPeriod), look: "no-print").markup
                    + Panel(title: visit.say(.issuedReports), content: table(issued)).markup))
    }

    /// What is said of a period that is none.
    private var unread: Markup {
        guard let typed = visit.query["period"], !typed.isEmpty else { return .nothing }
        return "<p class=\"notice bad\" role=\"alert\">\(typed): \(visit.say(.periodHint)) (GL-Q-0001)</p>"
    }

    /// The month before this one, unless the book is older: then the last month somebody asked for.
    private var lastPeriod: ReportPeriod {
        let day = visit.now.chinaDate
        return day.month == 1 ? .month(year: day.year - 1, month: 12) : .month(year: day.year, month: day.month - 1)
    }

    private func form(_ period: ReportPeriod) -> Markup {
        """
        <form method="get" action="/bureau-reports"><div class="fields"><p class="field"><label for="period">\(visit.say(.period))</label>\
        <input id="period" name="period" value="\(period.text)"><span class="hint">\(visit.say(.periodHint))</span></p>\
        <p class="field"><label for="region">\(visit.say(.region))</label><input id="region" name="region" value="\(region)">\
        <span class="hint">\(visit.say(.regionHint))</span></p></div><p><button>\(visit.say(.drawUp))</button></p></form>
        """
    }

    /// Figures by county; each that is no zero opens its rows.
    func figures(_ report: BureauReport, number: String? = nil) -> Markup {
        let shown = BureauFigure.all.filter { figure in
            report.value(figure) != 0 || figure.part.isEmpty && figure.subject.isMass
        }
        let counties = report.counties
        return Table(
            caption: visit.say(.figuresCaption),
            columns: [.init(Markup(text: visit.say(.figure)))] + [.init(Markup(text: visit.say(.total)), number: true)]
                + counties.map { .init(Markup(text: wording.region($0.county)), number: true) },
            rows: shown.map { figure in
                let name = wording.either(figure.chinese, figure.english)
                let unit = figure.subject.isMass ? " (\(visit.say(.tonne)))" : ""
                let address = rowsAddress(report, figure, number)
                let head: Markup =
                    report.value(figure) == 0 ? "\(name)\(unit)" : "<a href=\"\(address)\">\(name)\(unit)</a>"
                return [head, "<strong>\(value(figure, report.value(figure)))</strong>"]
                    + counties.map { Markup(text: value(figure, report.value(figure, county: $0.county))) }
            }
        ).markup
    }

    private func value(_ figure: BureauFigure, _ value: Int64) -> String {
        value == 0 ? "0" : figure.subject.isMass ? wording.tonnes(value) : wording.count(value)
    }
    private func rowsAddress(_ report: BureauReport, _ figure: BureauFigure, _ number: String?) -> String {
        let query = Parameters([
            .init(name: "figure", value: figure.name), .init(name: "region", value: report.region),
            .init(name: "period", value: report.period.text), .init(name: "number", value: number ?? ""),
        ])
        return query.address("/bureau-reports/rows")
    }

    private func table(_ issued: [FrozenReport]) -> Markup {
        Table(
            caption: visit.say(.issuedReports),
            columns: [
                .init(Markup(text: visit.say(.number))), .init(Markup(text: visit.say(.period))),
                .init(Markup(text: visit.say(.version)), number: true),
                .init(Markup(text: visit.say(.issued))), .init(Markup(text: visit.say(.compiledBy))),
                .init(Markup(text: visit.say(.approvedBy))),
            ],
            rows: issued.map { frozen in
                [
                    "<a class=\"code\" href=\"/bureau-reports/\(Parameters.encoded(frozen.issued.code.text))\">\(frozen.issued.code.text)</a>",
                    Markup(
                        text: wording.either(frozen.issued.report.period.chinese, frozen.issued.report.period.english)),
                    "\(frozen.issued.version)",
                    wording.time(frozen.issued.issuedAt), Markup(text: frozen.issued.compiledBy),
                    Markup(text: frozen.issued.approvedBy),
                ]
            }, empty: visit.say(.nothingIssued), isCaptionHidden: true
        ).markup
    }

    /// An issued report with what became known since.
    func issued() async throws(LedgerFault) -> Reply {
        let number = BureauReportNumber(visit.place("number"))
        guard let frozen = try await console.reports.find(number, visit.who.actor) else {
            return .page(visit.missing(.bureauReports))
        }
        let changes = try await console.reports.changes(number, visit.who.actor)
        let differences = changes?.differences ?? []
        let later = Table(
            caption: visit.say(.laterChanges),
            columns: [
                .init(Markup(text: visit.say(.figure))), .init(Markup(text: visit.say(.county))),
                .init(Markup(text: visit.say(.asIssued)), number: true),
                .init(Markup(text: visit.say(.asNow)), number: true),
            ],
            rows: differences.map { difference in
                let figure = BureauFigure(name: difference.figure)
                return [
                    Markup(text: figure.map { wording.either($0.chinese, $0.english) } ?? difference.figure),
                    Markup(text: difference.county.isEmpty ? visit.say(.total) : wording.region(difference.county)),
                    Markup(text: figure.map { value($0, difference.frozen) } ?? "\(difference.frozen)"),
                    Markup(text: figure.map { value($0, difference.now) } ?? "\(difference.now)"),
                ]
            }, empty: visit.say(.nothingLater), isCaptionHidden: true)
        let facts = Facts(pairs: [
            (visit.say(.version), "\(frozen.issued.version)"),
            (visit.say(.issued), wording.time(frozen.issued.issuedAt)),
            (visit.say(.compiledBy), Markup(text: frozen.issued.compiledBy)),
            (visit.say(.approvedBy), Markup(text: frozen.issued.approvedBy)),
            (visit.say(.digest), "<span class=\"code\">\(frozen.digest)</span>"),
        ])
        let body: Markup = """
            \(Panel(title: visit.say(.particulars), content: facts.markup).markup)\
            \(Panel(title: visit.say(.figures), content: figures(frozen.issued.report, number: frozen.issued.code.text)).markup)\
            \(Panel(title: visit.say(.laterChanges), content: later.markup).markup)
            """
        let report = frozen.issued.report
        return .page(
            Screen(
                title: "\(visit.say(.bureauReport)) \(frozen.issued.code)",
                lead:
                    "\(wording.region(report.region)) · \(wording.either(report.period.chinese, report.period.english))",
                trail: [.init(label: visit.say(.bureauReports), address: "/bureau-reports")], body: body,
                asOf: report.asOf))
    }

    /// The entries behind a figure.
    func rows() async throws(LedgerFault) -> Reply {
        guard let figure = visit.query["figure"].flatMap({ BureauFigure(name: $0) }) else {
            return .page(visit.missing(.bureauReports))
        }
        var entries: [BureauEntry]?
        if let number = visit.query["number"] {
            entries = try await console.reports.rows(BureauReportNumber(number), figure, nil, visit.who.actor)
        } else if let period = visit.query["period"].flatMap({ ReportPeriod($0) }) {
            let scope = BureauReportScope(region: region, period: period, asOf: visit.asOf ?? visit.now)
            entries = try await console.reports.previewRows(scope, figure, nil, visit.who.actor)
        }
        guard let entries else { return .page(visit.missing(.bureauReports)) }
        let unit = figure.subject.isMass ? " (\(visit.say(.kilogram)))" : ""
        let table = Table(
            caption: wording.either(figure.chinese, figure.english),
            columns: [
                .init(Markup(text: visit.say(.code))), .init(Markup(text: visit.say(.county))),
                .init("\(visit.say(.amount))\(unit)", number: true),
            ],
            rows: entries.map { entry in
                [
                    "<a class=\"code\" href=\"/find?q=\(Parameters.encoded(entry.code))\">\(entry.code)</a>",
                    Markup(text: wording.region(entry.county)),
                    Markup(text: figure.subject.isMass ? wording.kilograms(entry.amount) : wording.count(entry.amount)),
                ]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true,
            foot: [
                Markup(text: visit.say(.total)), "",
                Markup(
                    text: {
                        let sum = entries.reduce(Int64(0)) { $0 + $1.amount };
                        return figure.subject.isMass ? wording.kilograms(sum) : wording.count(sum)
                    }()),
            ])
        return .page(
            Screen(
                title: wording.either(figure.chinese, figure.english), lead: Markup(text: visit.say(.rowsLead)),
                trail: [.init(label: visit.say(.bureauReports), address: "/bureau-reports")],
                body: Panel(title: visit.say(.entries), content: table.markup).markup, sheet: table))
    }
}
