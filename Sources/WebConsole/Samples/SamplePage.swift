import Custody
import Operations
import Rules

/// A sample: where it was taken, its chain from seal to verdict, its reports.
struct SamplePage {
    /// The sample.
    let sample: Sample
    /// Its reports.
    let reports: [TestReport]
    /// The runs in which it was measured, as far as the reader may see them.
    let runs: [TestRun]
    /// Its pictures.
    let pictures: [SamplePicture]
    /// That it is overdue, if it is.
    let overdue: Markup
    /// Names.
    let names: Names
    /// Who looks.
    let visit: Visit
    /// Forms.
    let acts: Markup
    /// The signature that was asked for, and what speaks against showing it.
    let asked: String
    let faults: [ActReading.Fault]

    private var wording: Wording { visit.wording }

    /// Reads a sample and draws its page.
    ///
    /// - Parameters:
    ///   - asked: the signature that was asked for, if one was.
    ///   - faults: what speaks against showing it.
    static func reply(_ console: Console, _ visit: Visit, asked: String = "", faults: [ActReading.Fault] = [])
        async throws(LedgerFault) -> Reply
    {
        guard
            let sample = try await console.ledger.find(.samples, visit.place("code"), visit.who.actor, visit.asOf)?
                .decoded(Sample.self)
        else { return .page(visit.missing(.samples)) }
        var reports: [TestReport] = []
        for number in sample.reports {
            let found = try await console.ledger.find(.reports, number.text, visit.who.actor, visit.asOf)
            if let report = found?.decoded(TestReport.self) { reports.append(report) }
        }
        var runs: [TestRun] = []
        for number in Set(reports.flatMap(\.lines).map(\.run)).sorted(by: { $0.text < $1.text }) {
            let found = try await console.ledger.find(.testRuns, number.text, visit.who.actor, visit.asOf)
            if let run = found?.decoded(TestRun.self) { runs.append(run) }
        }
        let pictures =
            sample.fieldRecord == nil
            ? nil : try await visit.unveilingDesk(console).pictures(of: sample.code, for: visit.who.caller)
        let overdue = try await OverdueTag(console: console, visit: visit).markup(of: sample.code.text)
        let names = try await Names(console, visit)
        let desk = ActDesk(console: console, visit: visit)
        var forms: [Markup] = []
        let possible =
            switch sample.state {
            case .collected: [ReceiveSample.name, RecordScreening.name, CorrectSample.name]
            case .received: [IssueReport.name, RecordScreening.name]
            case .tested: [ApplyForReinspection.name, IssueReport.name]
            case .refused: [String]()
            }
        for name in possible {
            guard let form = ActForm.named(name), desk.permits(form) else { continue }
            let filled = Parameters([
                .init(name: "f.sample", value: sample.code.text),
                // A further report replaces the last one; whoever applies for re-inspection disputes it.
                .init(
                    name: name == IssueReport.name ? "f.supersedes" : "f.report", value: sample.reports.last?.text ?? ""
                ),
                .init(name: "f.item", value: "Cd"),
            ])
            let sheet = try await desk.sheet(
                form, filled, back: Links.address(.samples, sample.code.text), fixed: ["sample"])
            forms.append(
                "<details class=\"fold\"><summary>\(visit.wording.word("act", name))</summary>\(sheet.markup)</details>"
            )
        }
        let acts: Markup = forms.isEmpty ? "<p class=\"empty\">\(visit.say(.noActs))</p>" : forms.joined()
        return .page(
            SamplePage(
                sample: sample, reports: reports, runs: runs, pictures: pictures ?? [], overdue: overdue, names: names,
                visit: visit, acts: acts, asked: asked, faults: faults
            ).screen)
    }

    private var screen: Screen {
        let body: Markup = """
            <div class="columns third"><div>\(Panel(title: visit.say(.chain), content: chain).markup)\
            \(Panel(title: visit.say(.testReports), content: table).markup)\(fieldRecord)</div>\
            <div>\(Panel(title: visit.say(.sample), content: facts).markup)\
            \(Panel(title: visit.say(.actsNow), content: acts, look: "no-print").markup)</div></div>
            """
        let disputed: Markup = sample.disputed ? wording.tag("late", visit.say(.disputed)) : .nothing
        return Screen(
            title: "\(visit.say(.sample)) \(sample.code)",
            badge:
                "\(wording.badge(sample.verdict.grainClass)) \(wording.tag(sample: sample.state.rawValue)) \(disputed) \(overdue)",
            trail: [.init(label: visit.say(.samples), address: "/samples")], body: body, asOf: visit.asOf,
            status: faults.isEmpty ? 200 : 422)
    }

    private var facts: Markup {
        let subject: (String, Markup) =
            switch sample.subject {
            case .parcel(""), .batch("", _, _): (visit.say(.origin), Markup(text: visit.say(.blinded)))
            case .parcel(let parcel): (visit.say(.parcel), Links.link(.parcels, parcel.text))
            case .batch(let batch, let represents, let isWhole):
                (
                    visit.say(.batch),
                    "\(Links.link(.batches, batch.text)) · \(visit.say(.represents)) \(wording.mass(represents.value))\(isWhole ? " · \(visit.say(.wholeMass))" as Markup : .nothing)"
                )
            }
        return Facts(pairs: [
            subject, (visit.say(.county), Markup(text: wording.region(sample.county))),
            (visit.say(.season), Markup(text: wording.season(sample.season))),
            (visit.say(.mass), wording.exactMass(sample.grams.value)),
            (visit.say(.blindCode), "<span class=\"code\">\(sample.blindCode ?? "—")</span>"),
            (
                visit.say(.laboratory),
                sample.laboratory.map { Links.link(.organizations, $0.text, names.organization($0.text)) } ?? "—"
            ),
        ]).markup
    }

    private var chain: Markup {
        var steps: [(Timestamp, Markup)] = [
            (
                sample.collectedAt,
                "<strong>\(visit.say(.collectedAndSealed))</strong> \(wording.exactMass(sample.grams.value))\(by(sample.collectedBy))"
            )
        ]
        if let at = sample.receivedAt {
            let hours = (at.microseconds - sample.collectedAt.microseconds) / 3_600_000_000
            let late: Markup =
                at > sample.dueAtLaboratory ? wording.tag("late", visit.say(.laterThanTwoDays)) : .nothing
            steps.append(
                (
                    at,
                    "<strong>\(wording.word("state", sample.state == .refused ? "refused" : "received"))</strong> \(visit.say(.hours, "\(hours)")) \(late)\(by(sample.laboratory))"
                ))
        }
        steps += sample.screenings.map { screening in
            (
                screening.at,
                "<strong>\(visit.say(.screening))</strong> Cd \(screening.value) mg/kg \(wording.tag(screening.outcome == "clear" ? "good" : "grey", wording.word("screening", screening.outcome))) <span class=\"soft\">\(visit.say(.screeningOnly))</span>"
            )
        }
        steps += runs.map { run in
            (
                run.measuredAt,
                "<strong>\(wording.word("act", RecordTestRun.name))</strong> \(Links.link(.testRuns, run.code.text)) \(wording.tag(run.isVoid ? "late" : "good", visit.say(run.isVoid ? .runIsVoid : .runCounts)))\(by(run.laboratory))"
            )
        }
        steps += reports.map { report in
            (
                report.issuedAt,
                "<strong>\(visit.say(.report))</strong> \(Links.link(.reports, report.code.text)) \(wording.badge(report.verdict.grainClass))"
            )
        }
        let sorted = steps.enumerated().sorted {
            $0.element.0 == $1.element.0 ? $0.offset < $1.offset : $0.element.0 < $1.element.0
        }
        return
            "<ol class=\"timeline\">\(sorted.map { "<li class=\"test\">\(wording.time($0.element.0))\($0.element.1)</li>" as Markup })</ol>"
    }

    /// Whose hands it was in.
    private func by(_ organization: OrganizationCode?) -> Markup {
        organization.map { " <span class=\"soft\">· \(names.organization($0.text))</span>" } ?? .nothing
    }

    private var table: Markup {
        Table(
            caption: visit.say(.testReports),
            columns: [
                .init(Markup(text: visit.say(.report))), .init(Markup(text: visit.say(.verdict))),
                .init(Markup(text: visit.say(.issued))), .init(Markup(text: visit.say(.edition))),
                .init("Cd (mg/kg)", number: true), .init(Markup(text: visit.say(.state))),
            ],
            rows: reports.map { report in
                [
                    Links.link(.reports, report.code.text), wording.badge(report.verdict.grainClass),
                    wording.time(report.issuedAt),
                    Markup(text: report.edition),
                    Markup(text: report.lines.first { $0.item == .cadmium }?.value ?? "—"),
                    report.supersededBy.map { "\(visit.say(.superseded)) \(Links.link(.reports, $0.text))" }
                        ?? Markup(text: visit.say(.inForce)),
                ]
            }, empty: visit.say(.noReports), isCaptionHidden: true
        ).markup
    }
}
