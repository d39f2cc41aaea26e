import Custody
import Operations
import Rules

/// The dossier to be printed: completeness first, then everything known of a batch on one sheet after another.
struct DossierSheet {
    /// The page it is made of.
    let page: BatchPage

    /// Reads a batch for its dossier.
    static func reply(_ console: Console, _ visit: Visit) async throws(LedgerFault) -> Reply {
        let code = BatchCode(visit.place("code"))
        let (actor, asOf) = (visit.who.actor, visit.asOf)
        guard let dossier = try await console.ledger.dossier(code, actor, asOf),
            let up = try await console.ledger.trace(code, .up, actor, asOf),
            let down = try await console.ledger.trace(code, .down, actor, asOf)
        else { return .page(visit.missing(.batches)) }
        try await console.note("dossier-read", code.text, visit)
        let names = try await Names(console, visit)
        let page = BatchPage(dossier: dossier, up: up, down: down, names: names, visit: visit, acts: .nothing)
        return .page(DossierSheet(page: page).screen)
    }

    private var visit: Visit { page.visit }
    private var wording: Wording { page.wording }

    private var screen: Screen {
        let code = page.batch.code.text
        return Screen(
            title: "\(visit.say(.dossier)) \(code)", badge: wording.badge(page.batch.grainClass),
            lead:
                """
                \(visit.say(.dossierLead)) <a class="button main no-print" href="\(pdf(code))">\(visit.say(.print)) PDF</a> \
                <a class="button no-print" href="/v1/batches/\(Parameters.encoded(code))/dossier.zip" download>\
                \(visit.say(.evidenceFile))</a> <a class="no-print" href="/verify/">\(visit.say(.verifyDossier))</a>
                """,
            trail: [
                .init(label: visit.say(.batches), address: "/batches"),
                .init(label: code, address: Links.address(.batches, code)),
            ],
            body: """
                \(Panel(title: visit.say(.completeness), content: completeness).markup)\
                \(Panel(title: visit.say(.sources), content: sources).markup)\
                \(Panel(title: visit.say(.tests), content: page.tests).markup)\
                \(Panel(title: visit.say(.movements), content: movements).markup)\
                \(Panel(title: visit.say(.journey), content: page.journey).markup)\
                \(Panel(title: visit.say(.timeline), content: BatchTimeline(page: page).markup).markup)
                """, asOf: visit.asOf)
    }

    /// The dossier with its seal on each page.
    private func pdf(_ code: String) -> String {
        Parameters([]).with("asOf", visit.asOf?.rfc3339).address("/v1/batches/\(Parameters.encoded(code))/dossier.pdf")
    }

    /// What a complete dossier has, and what this one lacks.
    private var completeness: Markup {
        let trips = page.dossier.manifests
        let isOver = page.batch.grainClass.isOverLimit
        let papers = trips.allSatisfy { $0.papers.areComplete || !$0.grainClass.isOverLimit }
        let reported = page.dossier.samples.contains { !$0.reports.isEmpty }
        let certified = page.dossier.disposals.allSatisfy { $0.certificate != nil } && !page.dossier.disposals.isEmpty
        let items: [(Phrase, Bool)] =
            [
                (.sourcesKnown, !page.up.sources.isEmpty), (.reportThere, reported), (.papersThere, papers),
                (.balanceCloses, page.batch.residual == .zero), (.nothingFrozen, page.batch.frozenBy.isEmpty),
            ]
            + (isOver ? [(.disposalCertified, certified)] : [])
        let missing = items.count { !$0.1 }
        let head: Markup =
            missing == 0
            ? wording.tag("good", visit.say(.complete)) : wording.tag("bad", visit.say(.missingPieces, "\(missing)"))
        return
            "<p>\(head)</p><ul class=\"papers\">\(items.map { "<li>\(wording.tag($0.1 ? "good" : "bad", visit.say($0.1 ? .present : .absent))) \(visit.say($0.0))</li>" as Markup })</ul>"
    }

    private var sources: Markup {
        Table(
            caption: visit.say(.sources),
            columns: [
                .init(Markup(text: visit.say(.parcel))), .init(Markup(text: visit.say(.township))),
                .init("\(visit.say(.mass)) (\(visit.say(.kilogram)))", number: true),
                .init(Markup(text: visit.say(.share)), number: true),
            ],
            rows: page.up.sources.map { source in
                let parcel = page.dossier.parcels.first { $0.code.text == source.parcel }
                return [
                    source.parcel.map { Links.link(.parcels, $0) } ?? "—",
                    Markup(
                        text: parcel.map { "\(wording.region($0.county)) \(wording.region($0.township)) \($0.village)" }
                            ?? "—"),
                    Markup(text: wording.kilograms(source.grams)), Markup(text: source.share),
                ]
            }, isCaptionHidden: true
        ).markup
    }

    private var movements: Markup {
        Table(
            caption: visit.say(.movements),
            columns: [
                .init(Markup(text: visit.say(.time))), .init(Markup(text: visit.say(.act))),
                .init(Markup(text: visit.say(.place))),
                .init("\(visit.say(.mass)) (\(visit.say(.kilogram)))", number: true),
                .init(Markup(text: visit.say(.record))),
            ],
            rows: page.dossier.movements.map { movement in
                [
                    Timestamp(rfc3339: movement.occurredAt).map(wording.time) ?? "—",
                    Markup(text: wording.word("act", movement.kind)),
                    Markup(text: page.names.place(Place(rawValue: movement.place), wording)),
                    Markup(text: wording.kilograms(movement.grams)),
                    Links.link(.records, movement.record, "\(movement.record.prefix(13))…"),
                ]
            }, isCaptionHidden: true
        ).markup
    }
}
