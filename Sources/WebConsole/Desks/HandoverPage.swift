import Custody
import Operations
import Rules

/// 送样: what a station has collected, or a granary drawn, and no laboratory has yet, what is due first on top; with the transfer
/// sheets that go along.
struct HandoverPage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }
    /// Most samples of one sheet (`HandoverSheet`).
    private static let sheetLength = 40

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let query = ListQuery(.samples).filtered("state", ["collected"]).sorted(by: "collectedAt", descending: false)
        let own = visit.who.actor.organization
        let samples = try await console.ledger.everything(query, visit.who.actor).compactMap { $0.decoded(Sample.self) }
            .filter { own.text.isEmpty || $0.collectedBy == own || !$0.isOfField && visit.who.actor.role == .granary }
        // A code with a space or a comma in it cannot stand among others.
        let listed = samples.filter { !$0.code.text.contains { $0.isWhitespace || $0 == "," } }
        let sheets = stride(from: 0, to: listed.count, by: Self.sheetLength).map { start -> Markup in
            let part = listed[start..<min(start + Self.sheetLength, listed.count)]
            let codes = part.map { Parameters.encoded($0.code.text) }.joined(separator: ",")
            return """
                <a class="button main" href="/v1/handover.pdf?samples=\(codes)">\
                \(visit.say(.printHandover, wording.count(part.count)))</a>
                """
        }
        let table = Table(
            caption: visit.say(.samplesToBring),
            columns: [
                .init(Markup(text: visit.say(.sample))), .init(Markup(text: visit.say(.collectedAndSealed))),
                .init(Markup(text: visit.say(.mass)), number: true),
            ],
            rows: samples.map { sample in
                [
                    Links.link(.samples, sample.code.text),
                    "\(wording.time(sample.collectedAt)) \(SampleClock(sample, visit).tag)",
                    wording.exactMass(sample.grams.value),
                ]
            }, empty: visit.say(.noSamplesHere), isCaptionHidden: true)
        let actions: Markup = sheets.isEmpty ? .nothing : "<p class=\"actions no-print\">\(sheets.joined(" "))</p>"
        return .page(
            Screen(
                title: visit.say(.bringSamples), lead: Markup(text: visit.say(.bringSamplesLead)),
                trail: [.init(label: visit.say(.samples), address: "/samples")],
                body: actions + Panel(title: visit.say(.samplesToBring), content: table.markup).markup, sheet: table))
    }
}

/// The two days that a sample has to reach a laboratory in.
struct SampleClock {
    private let sample: Sample
    private let visit: Visit

    /// The clock of a sample.
    init(_ sample: Sample, _ visit: Visit) {
        self.sample = sample
        self.visit = visit
    }

    /// Hours that are left, or that the two days are over.
    var tag: Markup {
        let wording = visit.wording
        let end = sample.receivedAt ?? visit.now
        if end > sample.dueAtLaboratory { return wording.tag("late", visit.say(.laterThanTwoDays)) }
        func hours(_ from: Timestamp, _ to: Timestamp) -> String {
            "\((to.microseconds - from.microseconds) / 3_600_000_000)"
        }
        return sample.receivedAt == nil
            ? wording.tag("plain", visit.say(.hoursLeft, hours(end, sample.dueAtLaboratory)))
            : wording.tag("good", visit.say(.hours, hours(sample.collectedAt, end)))
    }
}
