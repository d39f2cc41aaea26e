import Custody
import Operations
import Rules

/// The case of a batch: what it is, where it came from, where every kilogram is, what was found, what can be done now.
struct BatchPage {
    /// Everything known of it.
    let dossier: Dossier
    /// Where it came from.
    let up: Trace
    /// Where it went.
    let down: Trace
    /// Names.
    let names: Names
    /// Who looks.
    let visit: Visit
    /// Forms of what can be done now, and what cannot with the reason.
    let acts: Markup

    /// The batch.
    var batch: Batch { dossier.batch }
    /// Words.
    var wording: Wording { visit.wording }

    /// Reads a batch and draws its page.
    static func reply(_ console: Console, _ visit: Visit) async throws(LedgerFault) -> Reply {
        let code = BatchCode(visit.place("code"))
        let (actor, asOf) = (visit.who.actor, visit.asOf)
        // The page of a batch is its dossier: who reads it is noted, as who prints it is.
        guard let dossier = try await console.ledger.dossier(code, actor, asOf),
            let up = try await console.ledger.trace(code, .up, actor, asOf),
            let down = try await console.ledger.trace(code, .down, actor, asOf)
        else { return .page(visit.missing(.batches)) }
        try await console.note("dossier-read", code.text, visit)
        let names = try await Names(console, visit)
        let acts =
            asOf == nil ? try await BatchActs(console: console, visit: visit, dossier: dossier).markup() : .nothing
        let page = BatchPage(dossier: dossier, up: up, down: down, names: names, visit: visit, acts: acts)
        return .page(page.screen)
    }

    private var screen: Screen {
        Screen(
            title: "\(visit.say(.batch)) \(batch.code)", badge: badges, lead: lead,
            trail: [.init(label: visit.say(.batches), address: "/batches")], body: content, asOf: visit.asOf)
    }

    private var badges: Markup {
        let frozen =
            batch.frozenBy.isEmpty
            ? Markup.nothing : wording.tag("late", visit.say(.frozenBecause, batch.frozenBy.joined(separator: "、")))
        let tag = batch.tag.map { tag -> Markup in
            tag.closedAt == nil
                ? wording.tag("bad", visit.say(.tagOpen)) : wording.tag("done", visit.say(.tagClosed))
        }
        return "\(wording.badge(batch.grainClass)) \(frozen) \(tag)"
    }

    private var lead: Markup {
        """
        \(wording.word("origin", batch.origin)) · \(wording.season(batch.season)) · \(wording.time(batch.createdAt)) · \
        \(names.organization(batch.granary.text)) · \(wording.region(batch.county)) \
        <a class="no-print" href="/batches/\(Parameters.encoded(batch.code.text))/dossier">\(visit.say(.printDossier))</a>
        """
    }

    private var content: Markup {
        """
        \(tiles)\
        \(Panel(title: visit.say(.family), content: family, anchor: "family").markup)\
        <div class="columns third"><div>\
        \(Panel(title: visit.say(.massBalance), content: balance, anchor: "balance").markup)\
        \(Panel(title: visit.say(.journey), content: journey, anchor: "journey").markup)\
        \(Panel(title: visit.say(.tests), content: tests, anchor: "tests").markup)</div>\
        <div>\(Panel(title: visit.say(.actsNow), content: acts, anchor: "acts", look: "no-print").markup)\
        \(Panel(title: visit.say(.fourPapers), content: papers, anchor: "papers").markup)\
        \(Panel(title: visit.say(.findings), content: findings, anchor: "findings").markup)\
        \(Panel(title: visit.say(.timeline), content: BatchTimeline(page: self).markup, anchor: "timeline").markup)</div></div>
        """
    }

    private var tiles: Markup {
        let lost = batch.ledger.filter { $0.key.kind == "loss" }.values.reduce(Grams.zero, +)
        let tiles: [(String, Markup, String)] = [
            (
                visit.say(.cameIn), wording.mass(up.nodes.first { $0.batch == batch.code.text }?.intakeGrams ?? 0),
                "calm"
            ),
            (visit.say(.stillThere), wording.mass(batch.stock.value), batch.stock > .zero ? "" : "calm"),
            (visit.say(.losses), wording.mass(lost.value), "calm"),
            (visit.say(.residual), wording.exactMass(batch.residual.value), batch.residual == .zero ? "calm" : "alarm"),
        ]
        return
            "<ul class=\"tiles\">\(tiles.map { "<li class=\"tile \($0.2)\"><span class=\"tile-name\">\($0.0)</span><span class=\"tile-value\">\($0.1)</span></li>" as Markup })</ul>"
    }

    /// The waterfall, and the ledger beneath it.
    private var balance: Markup {
        let rows = batch.ledger.filter { $0.value != .zero }.sorted { $0.key.rawValue < $1.key.rawValue }
        let into = rows.filter { $0.value < .zero && ["paddy", "from"].contains($0.key.kind) }
        let whole = into.reduce(Int64(0)) { $0 - $1.value.value }
        let steps = rows.filter { row in !into.contains { $0.key == row.key } }
            .sorted { rank($0.key) == rank($1.key) ? $0.key.rawValue < $1.key.rawValue : rank($0.key) < rank($1.key) }
            .map { Waterfall.Step(label: names.place($0.key, wording), grams: $0.value.value, look: look($0.key)) }
        let title = visit.say(.waterfallTitle, batch.code.text)
        let drawing = Waterfall(
            whole: whole, wholeName: visit.say(.cameIn), steps: steps, title: title, wording: wording
        ).drawing
        let table = Table(
            caption: title,
            columns: [
                .init(Markup(text: visit.say(.place))),
                .init("\(visit.say(.mass)) (\(visit.say(.kilogram)))", number: true),
            ],
            rows: rows.map {
                [Markup(text: names.place($0.key, wording)), Markup(text: wording.kilograms($0.value.value))]
            },
            foot: [Markup(text: visit.say(.residual)), Markup(text: wording.kilograms(batch.residual.value))])
        return Figure(caption: title, drawing: drawing, table: table, showData: visit.say(.showData)).markup
    }

    private func rank(_ place: Place) -> Int {
        [
            "sample": 0, "loss": 1, "stocktake": 2, "into": 3, "difference": 4, "sold": 5, "product": 6, "residue": 7,
            "process-loss": 8, "facility": 9, "transit": 10, "bin": 11,
        ][place.kind] ?? 5
    }
    private func look(_ place: Place) -> String {
        place.isStock
            ? "stock" : ["loss", "process-loss", "difference", "stocktake"].contains(place.kind) ? "loss" : "out"
    }

    private var family: Markup {
        let drawing = Lineage(
            batch: batch.code.text, up: up, down: down, title: visit.say(.familyTitle, batch.code.text),
            wording: wording)
        return Figure(
            caption: drawing.title, drawing: drawing.drawing, table: drawing.table, showData: visit.say(.showData)
        ).markup
    }

    /// Whose papers travelled: the four of the latest trip, or of every trip when one is short.
    private var papers: Markup {
        guard !dossier.manifests.isEmpty else { return "<p class=\"empty\">\(visit.say(.noTrips))</p>" }
        return dossier.manifests.sorted { $0.departedAt > $1.departedAt }.prefix(6).map { trip -> Markup in
            let papers: [(Phrase, Bool)] = [
                (.paperContract, trip.papers.contract), (.paperInvoice, trip.papers.invoice),
                (.paperUndertaking, trip.papers.undertaking), (.paperReport, trip.papers.report),
            ]
            let marks = papers.map { name, isThere -> Markup in
                "<li>\(wording.tag(isThere ? "good" : "bad", visit.say(isThere ? .present : .absent))) \(visit.say(name))</li>"
            }
            return
                "<h3>\(Links.link(.manifests, trip.code.text)) \(wording.tag(state: trip.state.rawValue))</h3><ul class=\"papers\">\(marks)</ul>"
        }.joined()
    }

    private var findings: Markup {
        Table(
            caption: visit.say(.findings),
            columns: [.init(Markup(text: visit.say(.severity))), .init(Markup(text: visit.say(.finding)))],
            rows: dossier.findings.map { finding in
                let kind = Finding.Kind.allCases.first { $0.code == finding.code }
                return [
                    wording.tag(severity: finding.severity),
                    """
                    \(kind.map { wording.either($0.chinese, $0.english) } ?? finding.code) \
                    <span class="soft">\(finding.subject) \(finding.detail)</span> <span class="code soft">\(finding.code)</span>
                    """,
                ]
            }, empty: visit.say(.noFindings), isCaptionHidden: true
        ).markup
    }
}

extension Visit {
    /// A page that says that there is no such thing, for missing and foreign alike.
    func missing(_ what: Phrase) -> Screen {
        Screen(
            title: say(.notThere), trail: [.init(label: say(.workbench), address: "/")],
            body: "<p class=\"notice warn\">\(say(.notThereLead, say(what)))</p>", status: 404)
    }
}
