import Custody
import Operations
import Rules

/// A test report: each value with its readings, how it was rounded, the limit, and what follows.
struct ReportPage {
    /// The report.
    let report: TestReport
    /// The sample.
    let sample: Sample?
    /// Its runs by number.
    let runs: [String: TestRun]
    /// Names.
    let names: Names
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// Reads a report and draws its page.
    static func reply(_ console: Console, _ visit: Visit) async throws(LedgerFault) -> Reply {
        let actor = visit.who.actor
        guard
            let report = try await console.ledger.find(.reports, visit.place("code"), actor, visit.asOf)?
                .decoded(TestReport.self)
        else { return .page(visit.missing(.testReports)) }
        let sample = try await console.ledger.find(.samples, report.sample.text, actor, visit.asOf)?.decoded(
            Sample.self)
        var runs: [String: TestRun] = [:]
        for run in Set(report.lines.map(\.run)) {
            runs[run.text] = try await console.ledger.find(.testRuns, run.text, actor, visit.asOf)?.decoded(
                TestRun.self)
        }
        let names = try await Names(console, visit)
        return .page(ReportPage(report: report, sample: sample, runs: runs, names: names, visit: visit).screen)
    }

    private var screen: Screen {
        let state: Markup =
            report.supersededBy.map {
                "\(wording.tag("grey", visit.say(.superseded))) \(Links.link(.reports, $0.text))"
            } ?? .nothing
        let facts = Facts(pairs: [
            (visit.say(.sample), Links.link(.samples, report.sample.text)),
            (visit.say(.issued), wording.time(report.issuedAt)),
            (visit.say(.edition), Markup(text: report.edition)),
            (visit.say(.supersedes), report.supersedes.map { Links.link(.reports, $0.text) } ?? "—"),
            (
                visit.say(.laboratory),
                sample?.laboratory.map { Links.link(.organizations, $0.text, names.organization($0.text)) } ?? "—"
            ),
            (visit.say(.record), Links.link(.records, report.record, "\(report.record.prefix(13))…")),
        ])
        return Screen(
            title: "\(visit.say(.report)) \(report.code)",
            badge: "\(wording.badge(report.verdict.grainClass)) \(state)",
            lead: Markup(text: visit.say(.reportLead)),
            trail: [.init(label: visit.say(.testReports), address: "/reports")],
            body: Panel(title: visit.say(.report), content: facts.markup).markup
                + Panel(title: visit.say(.roundingTrace), content: trace).markup, asOf: visit.asOf)
    }

    private var judgements: [String: ItemJudgement] {
        guard let edition = LimitEdition(named: report.edition) else { return [:] }
        let lines = report.lines.compactMap { line in
            ReportedValue(line.value).map {
                ReportLine(
                    item: line.item, value: $0, method: Method(line.method),
                    lod: NanogramsPerKilogram(milligramsPerKilogram: line.lod))
            }
        }
        let judged = SampleVerdict.judgements(of: lines, edition: edition, form: .brownRice)
        return Dictionary(judged.map { ($0.line.item.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// One line an item: readings → mean → reported → limit → verdict.
    private var trace: Markup {
        let judgements = judgements
        return Table(
            caption: visit.say(.roundingTrace),
            columns: [
                .init(Markup(text: visit.say(.item))), .init(Markup(text: visit.say(.readings))),
                .init(Markup(text: visit.say(.rounded))), .init("\(visit.say(.reported)) (mg/kg)", number: true),
                .init("\(visit.say(.limit)) (mg/kg)", number: true), .init(Markup(text: visit.say(.onTheRuler))),
                .init(Markup(text: visit.say(.verdict))), .init(Markup(text: visit.say(.method))),
            ],
            rows: report.lines.map { row($0, judgements[$0.item.rawValue]) }, isCaptionHidden: true
        ).markup
    }

    private func row(_ line: IssueReport.Line, _ judgement: ItemJudgement?) -> [Markup] {
        let limit = judgement?.yardstick
        let value = ReportedValue(line.value)?.value
        let ruler = value.flatMap { value in
            limit.map { Ruler(value: value, limit: $0, title: "\(line.value) / \($0.milligramsText) mg/kg").drawing }
        }
        let verdict: Markup =
            switch judgement?.verdict {
            case .complies: wording.tag("good", wording.word("item-verdict", "complies"))
            case .over: wording.tag("bad", wording.word("item-verdict", "over"))
            case .undecided: wording.tag("grey", wording.word("item-verdict", "undecided"))
            case nil: "—"
            }
        let reason = judgement.map { wording.word("judged", $0.reason.rawValue) } ?? ""
        return [
            "\(wording.either(line.item.zh, line.item.rawValue))", readings(line), rounding(line),
            "<strong>\(line.value)</strong>", Markup(text: limit?.milligramsText ?? "—"), ruler ?? "—",
            "\(verdict) <span class=\"soft\">\(reason)</span>",
            "\(line.method)<br><span class=\"soft\">LOD \(line.lod) · LOQ \(line.loq) · \(Links.link(.testRuns, line.run.text))</span>",
        ]
    }

    private func raw(_ line: IssueReport.Line) -> [String] {
        guard let run = runs[line.run.text], let blind = sample?.blindCode else { return [] }
        return run.rows.first { $0.kind == "sample" && $0.name == blind }?.readings[line.item.rawValue] ?? []
    }
    private func readings(_ line: IssueReport.Line) -> Markup {
        let raw = raw(line)
        return raw.isEmpty
            ? "<span class=\"soft\">\(visit.say(.noReadings))</span>"
            : "<span class=\"mass\">\(raw.joined(separator: " · "))</span>"
    }
    private func rounding(_ line: IssueReport.Line) -> Markup {
        let values = raw(line).compactMap { ReportedValue($0)?.value }
        guard !values.isEmpty, values.count == raw(line).count else { return "—" }
        let digits = Rounding.significantDigits(
            of: line.method, atOrAboveOneMilligram: values.reduce(.zero, +).value >= Int64(values.count) * 1_000_000)
        let printed = Rounding.printedMean(of: values, method: line.method)
        let agrees = printed == line.value
        return
            "\(visit.say(.meanRounded, printed, "\(digits)")) \(agrees ? .nothing : wording.tag("grey", visit.say(.differsFromReport)))"
    }
}
