import Custody
import Operations
import Rules

/// 检测批: what was measured, whether quality control lets its results count, and how the laboratory's runs went before.
struct TestRunPage {
    /// The run.
    let run: TestRun
    /// Runs of the same laboratory up to this one, oldest first.
    let before: [TestRun]
    /// Names.
    let names: Names
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }
    /// So many runs are drawn.
    private static let most = 30

    /// Reads a run and draws its page.
    static func reply(_ console: Console, _ visit: Visit) async throws(LedgerFault) -> Reply {
        guard
            let run = try await console.ledger.find(.testRuns, visit.place("code"), visit.who.actor, visit.asOf)?
                .decoded(TestRun.self)
        else { return .page(visit.missing(.testRuns)) }
        let query = ListQuery(.testRuns).filtered("laboratory", run.laboratory.text)
            .filtered("measuredAt", atMost: run.measuredAt.rfc3339).sorted(by: "measuredAt", descending: true)
            .limited(to: most).standing(at: visit.asOf)
        let before = try await console.ledger.list(query, visit.who.actor).documents.compactMap {
            $0.decoded(TestRun.self)
        }
        let names = try await Names(console, visit)
        return .page(TestRunPage(run: run, before: before.reversed(), names: names, visit: visit).screen)
    }

    private var screen: Screen {
        Screen(
            title: "\(visit.say(.testRuns)) \(run.code)",
            badge: run.isVoid
                ? wording.tag("bad", visit.say(.runIsVoid)) : wording.tag("good", visit.say(.runCounts)),
            lead: Markup(text: visit.say(.runLead)),
            trail: [.init(label: visit.say(.testRuns), address: "/test-runs")],
            body: Panel(title: visit.say(.qualityControl), content: facts + verdict).markup + charts
                + Panel(title: visit.say(.measured), content: rows).markup, asOf: visit.asOf)
    }

    private var facts: Markup {
        func count(_ kind: String) -> String { wording.count(run.rows.filter { $0.kind == kind }.count) }
        return Facts(pairs: [
            (
                visit.say(.laboratory),
                Links.link(.organizations, run.laboratory.text, names.organization(run.laboratory.text))
            ),
            (wording.word("field", "measuredAt"), wording.time(run.measuredAt)),
            (wording.word("field", "unit"), Markup(text: run.unit)),
            (wording.word("row", "sample"), Markup(text: count("sample"))),
            (wording.word("row", "duplicate"), Markup(text: count("duplicate"))),
        ]).markup
    }

    private var verdict: Markup {
        guard run.isVoid else { return "<p>\(visit.say(.runPassed))</p>" }
        return """
            <div class="notice bad"><strong>\(visit.say(.runFailed))</strong><ul>\(run.faultWords.map { "<li>\(wording.either($0.zh, $0.en))</li>" as Markup })</ul></div>
            """
    }

    /// One control chart for each item that had a reference material.
    private var charts: Markup {
        let items = Item.allCases.filter { item in run.recoveries.contains { $0.item == item } }
        let figures = items.map { item -> Markup in
            let points = before.compactMap { run in
                // The worst of several materials stands for the run.
                run.recoveries.filter { $0.item == item }.max { abs($0.perMille - 1_000) < abs($1.perMille - 1_000) }
                    .map {
                        ControlChart.Point(run: run, recovery: $0)
                    }
            }
            let title = visit.say(.recoveriesOf, wording.either(item.zh, item.rawValue))
            return ControlChart(points: points, shown: run.code, title: title, wording: wording).markup
        }
        return figures.isEmpty ? .nothing : Panel(title: visit.say(.controlChart), content: figures.joined()).markup
    }

    private var rows: Markup {
        let items = Item.allCases.filter { item in run.rows.contains { $0.readings[item.rawValue] != nil } }
        return Table(
            caption: visit.say(.measured),
            columns: [
                .init(Markup(text: wording.word("field", "name"))), .init(Markup(text: wording.word("field", "kind"))),
                .init(Markup(text: wording.word("field", "certified"))),
            ] + items.map { .init("\(wording.either($0.zh, $0.rawValue)) (\(run.unit))", number: true) },
            rows: run.rows.map { row in
                [
                    "<span class=\"code\">\(row.name)</span>", Markup(text: wording.word("row", row.kind)),
                    Markup(text: row.certified ?? "—"),
                ] + items.map { Markup(text: (row.readings[$0.rawValue] ?? []).joined(separator: " · ")) }
            }, isCaptionHidden: true
        ).markup
    }
}
