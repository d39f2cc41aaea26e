import Custody
import Operations
import Rules

/// A trip: who sent what to whom, the four papers, both weighings and what they may differ by.
struct ManifestPage {
    /// The trip.
    let trip: Manifest
    /// What both weighings may differ by.
    let tolerance: ToleranceSheet
    /// Weighings of the trip.
    let weighings: [JSONObject]
    /// Names.
    let names: Names
    /// Who looks.
    let visit: Visit
    /// That it is overdue, if it is.
    let overdue: Markup
    /// Forms.
    let acts: Markup

    private var wording: Wording { visit.wording }

    /// Reads a trip and draws its page.
    static func reply(_ console: Console, _ visit: Visit) async throws(LedgerFault) -> Reply {
        guard
            let trip = try await console.ledger.find(.manifests, visit.place("code"), visit.who.actor, visit.asOf)?
                .decoded(Manifest.self)
        else { return .page(visit.missing(.manifests)) }
        let query = ListQuery(.weighings).filtered("manifest", trip.code.text)
        let weighings = try await console.ledger.list(query, visit.who.actor).documents.map { JSONObject($0.json) }
        let received = weighings.last { [ConfirmManifest.name, CorrectReceipt.name].contains($0["kind"].text) }
        let tolerance = try await ToleranceSheet(
            trip,
            weighed: received.flatMap { weighing in
                guard let gross = weighing["grossGrams"].number, let tare = weighing["tareGrams"].number else {
                    return nil
                }
                return (weighing["scale"].text ?? "", Grams(gross), Grams(tare))
            }, console, visit)
        let names = try await Names(console, visit)
        let acts = try await forms(console, visit, trip)
        return .page(
            ManifestPage(
                trip: trip, tolerance: tolerance, weighings: weighings, names: names, visit: visit,
                overdue: try await OverdueTag(console: console, visit: visit).markup(of: trip.code.text), acts: acts
            ).screen)
    }

    private static func forms(_ console: Console, _ visit: Visit, _ trip: Manifest) async throws(LedgerFault) -> Markup
    {
        let possible: [String] =
            switch trip.state {
            case .departed: [RecordArrival.name, ConfirmManifest.name, RefuseManifest.name, VoidManifest.name]
            case .arrived: [ConfirmManifest.name, RefuseManifest.name]
            case .refused: [ReturnManifest.name]
            case .accepted: [CorrectReceipt.name]
            case .returned, .voided: []
            }
        let desk = ActDesk(console: console, visit: visit)
        var forms: [Markup] = []
        for name in possible {
            guard let form = ActForm.named(name), desk.permits(form) else { continue }
            let filled = Parameters([.init(name: "f.manifest", value: trip.code.text)])
            let sheet = try await desk.sheet(
                form, filled, back: Links.address(.manifests, trip.code.text), fixed: ["manifest"])
            forms.append(
                "<details class=\"fold\"><summary>\(visit.wording.word("act", name))</summary>\(sheet.markup)</details>"
            )
        }
        return forms.isEmpty ? "<p class=\"empty\">\(visit.say(.noActs))</p>" : forms.joined()
    }

    private var screen: Screen {
        Screen(
            title: "\(visit.say(.manifest)) \(trip.code)",
            badge: "\(wording.badge(trip.grainClass)) \(wording.tag(state: trip.state.rawValue)) \(overdue)",
            lead:
                "\(wording.word("purpose", trip.purpose.rawValue)) · \(Links.link(.batches, trip.batch.text)) → \(names.organization(trip.consignee.text))",
            trail: [.init(label: visit.say(.manifests), address: "/manifests")], body: content, asOf: visit.asOf)
    }

    private var content: Markup {
        """
        \(Panel(title: visit.say(.road), content: "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"\(visit.say(.road))\">\(road)</div>").markup)\
        <div class="columns third"><div>\(Panel(title: visit.say(.weights), content: weights).markup)\
        \(Panel(title: visit.say(.parties), content: parties).markup)</div>\
        <div>\(Panel(title: visit.say(.actsNow), content: acts, look: "no-print").markup)\
        \(Panel(title: visit.say(.fourPapers), content: papers).markup)</div></div>
        """
    }

    /// From, on the way, to: with the hours between.
    private var road: Markup {
        let stops: [(String, String, Bool)] = [
            (visit.say(.departed), wording.moment(trip.departedAt), true),
            (visit.say(.arrived), trip.arrivedAt.map(wording.moment) ?? "—", trip.arrivedAt != nil),
            (
                wording.word("state", trip.closedAt == nil ? "accepted" : trip.state.rawValue),
                trip.closedAt.map(wording.moment) ?? "—", trip.closedAt != nil
            ),
        ]
        let drawn = stops.enumerated().map { at, stop -> Markup in
            let x = 90 + at * 290
            let line =
                at == 0 ? Markup.nothing : Chart.line(x - 276, 40, x - 14, 40, look: stop.2 ? "axis" : "link-line")
            return line + "<circle cx=\"\(x)\" cy=\"40\" r=\"11\" class=\"\(stop.2 ? "k-stock" : "k-free box")\"/>"
                + Chart.text(x, 18, stop.0, anchor: "middle", look: "strong")
                + Chart.text(x, 70, stop.1, anchor: "middle", look: "small")
        }
        let hours = [(trip.departedAt, trip.arrivedAt), (trip.arrivedAt ?? trip.departedAt, trip.closedAt)].enumerated()
            .compactMap { at, leg -> Markup? in
                guard let end = leg.1 else { return nil }
                let hours = (end.microseconds - leg.0.microseconds) / 3_600_000_000
                return Chart.text(235 + at * 290, 34, visit.say(.hours, "\(hours)"), anchor: "middle", look: "small")
            }
        return Chart.svg(width: 780, height: 84, title: visit.say(.road), drawn.joined() + hours.joined())
    }

    private var weights: Markup {
        let loadedGross = trip.loadedGrams + trip.loadedTareGrams
        let received = weighings.last { [ConfirmManifest.name, CorrectReceipt.name].contains($0["kind"].text) }
        var rows: [[Markup]] = [
            [
                Markup(text: visit.say(.loaded)), Links.link(.scales, trip.loadingScale.text),
                Markup(text: wording.kilograms(loadedGross.value)),
                Markup(text: wording.kilograms(trip.loadedTareGrams.value)),
                "<strong>\(wording.kilograms(trip.loadedGrams.value))</strong>",
            ]
        ]
        if let received {
            rows.append([
                Markup(text: visit.say(.received)), Links.link(.scales, received["scale"].text ?? ""),
                Markup(text: received["grossGrams"].number.map { wording.kilograms($0) } ?? "—"),
                Markup(text: received["tareGrams"].number.map { wording.kilograms($0) } ?? "—"),
                "<strong>\(received["netGrams"].number.map { wording.kilograms($0) } ?? "—")</strong>",
            ])
        }
        let table = Table(
            caption: "\(visit.say(.weights)) (\(visit.say(.kilogram)))",
            columns: [
                .init(Markup(text: visit.say(.weighing))), .init(Markup(text: visit.say(.scale))),
                .init(Markup(text: visit.say(.gross)), number: true),
                .init(Markup(text: visit.say(.tare)), number: true),
                .init(Markup(text: visit.say(.net)), number: true),
            ], rows: rows)
        return table.markup + verdict(received)
    }

    private func verdict(_ received: JSONObject?) -> Markup {
        guard let difference = trip.differenceGrams else {
            return "<p class=\"empty\">\(visit.say(.notWeighedYet))</p>"
        }
        let allowed = trip.toleranceGrams.map { "±\(wording.kilograms($0.value)) \(visit.say(.kilogram))" } ?? "—"
        let look = trip.differsBeyondTolerance ? "bad" : "good"
        let word = visit.say(trip.differsBeyondTolerance ? .beyondTolerance : .withinTolerance)
        let reason: Markup =
            trip.differenceReason.isEmpty ? .nothing : "<p>\(visit.say(.reasonGiven)) \(trip.differenceReason)</p>"
        return """
            <p><strong class="mass">\(wording.kilograms(difference.value)) \(visit.say(.kilogram))</strong> · \(visit.say(.allowed)) \(allowed) \
            \(wording.tag(look, word))</p>\(reason)\
            <details><summary>\(visit.say(.howComputed))</summary>\(tolerance.arithmetic)</details>
            """
    }

    private var parties: Markup {
        Facts(pairs: [
            (
                visit.say(.consignor),
                Links.link(.organizations, trip.consignor.text, names.organization(trip.consignor.text))
            ),
            (visit.say(.bin), Links.link(.bins, trip.bin.text, names.bin(trip.bin.text))),
            (visit.say(.carrier), Links.link(.organizations, trip.carrier.text, names.organization(trip.carrier.text))),
            (
                visit.say(.consignee),
                Links.link(.organizations, trip.consignee.text, names.organization(trip.consignee.text))
            ),
            (visit.say(.disposal), trip.disposal.map { Links.link(.disposals, $0.text) } ?? "—"),
            (visit.say(.receivedAs), trip.receivedAs.map { Links.link(.batches, $0.text) } ?? "—"),
        ]).markup
    }

    private var papers: Markup {
        let papers: [(Phrase, Bool)] = [
            (.paperContract, trip.papers.contract), (.paperInvoice, trip.papers.invoice),
            (.paperUndertaking, trip.papers.undertaking), (.paperReport, trip.papers.report),
        ]
        let needed: Markup =
            trip.grainClass.isOverLimit ? .nothing : "<p class=\"soft\">\(visit.say(.papersNotNeeded))</p>"
        return
            "<ul class=\"papers\">\(papers.map { "<li>\(wording.tag($0.1 ? "good" : trip.grainClass.isOverLimit ? "bad" : "plain", visit.say($0.1 ? .present : .absent))) \(visit.say($0.0))</li>" as Markup })</ul>\(needed)"
    }
}
