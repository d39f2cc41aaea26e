import Custody
import Operations
import Rules

/// Where the grain of a season grew, which granary took it in, and where it is by now (experience.md §2.2, S19): the books of its
/// batches added up, so that of each granary as much goes out to the right as came in from the left, to the gram.
struct SeasonFlow {
    /// The batches of the season that a reader sees.
    let batches: [Batch]
    /// Names.
    let names: Names
    /// Words.
    let wording: Wording

    private enum Column: Int { case grown, granary, end }
    /// With more granaries than this the middle stands for counties: the drawing stays one that can be read.
    private static let mostGranaries = 24

    private var isByCounty: Bool { Set(batches.map(\.granary)).count > Self.mostGranaries }

    /// What went from where to where, in grams.
    var flows: [Sankey.Flow] {
        var sums: [Sankey.Node: [Sankey.Node: Int64]] = [:]
        func add(_ from: Sankey.Node, _ to: Sankey.Node, _ grams: Int64) {
            if grams != 0 { sums[from, default: [:]][to, default: 0] += grams }
        }
        let byCode = Dictionary(batches.map { ($0.code, $0) }) { first, _ in first }
        for batch in batches {
            let here = granary(of: batch)
            for (origin, grams) in origins(of: batch) { add(origin, here, grams) }
            for (place, grams) in batch.ledger where place.kind != "paddy" {
                let other = ["into", "from"].contains(place.kind) ? byCode[BatchCode(place.code)] : nil
                // What went from batch to batch of one granary has not moved here.
                if let other, granary(of: other) == here { continue }
                if grams > .zero {
                    add(here, end(place, other), grams.value)
                } else {
                    add(found(place, other), here, -grams.value)
                }
            }
        }
        return sums.flatMap { from, ends in ends.map { Sankey.Flow(from: from, to: $0.key, grams: $0.value) } }
            .filter { $0.grams > 0 }
            .sorted { ($0.from.column, $0.from.label, $0.to.label) < ($1.from.column, $1.from.label, $1.to.label) }
    }

    /// The drawing with its figures.
    func figure(_ title: String) -> Markup {
        let flows = flows
        guard !flows.isEmpty else { return "<p class=\"empty\">\(wording.text(.nothingMatches))</p>" }
        let sankey = Sankey(flows: flows, title: title, wording: wording)
        return Figure(
            caption: title, drawing: sankey.drawing, table: sankey.table, showData: wording.text(.showData)
        ).markup
    }

    /// Where a batch grew, by county. Its sources say so of what was taken in; a correction may have changed the mass since.
    private func origins(of batch: Batch) -> [(Sankey.Node, Int64)] {
        let taken = -batch.grams(in: .paddy).value
        let known = batch.sources.values.reduce(Int64(0)) { $0 + $1.value }
        guard known == taken else { return [(grown(wording.text(.fromElsewhere)), taken)] }
        return batch.sources.map { parcel, grams in
            (grown(wording.region(String(parcel.text.prefix(6)))), grams.value)
        }
    }

    private func grown(_ label: String) -> Sankey.Node {
        .init(column: Column.grown.rawValue, label: label, look: "k-in")
    }

    private func granary(of batch: Batch) -> Sankey.Node {
        .init(
            column: Column.granary.rawValue,
            label: isByCounty ? wording.region(batch.county) : names.organization(batch.granary.text), look: "k-stock")
    }

    /// What a granary found on top of its book, or had from another.
    private func found(_ place: Place, _ other: Batch?) -> Sankey.Node {
        let label =
            if let other { "\(wording.word("place", "from")) \(granary(of: other).label)" } else {
                place.kind == "from" ? wording.text(.fromElsewhere) : wording.word("place", place.kind)
            }
        return .init(column: Column.grown.rawValue, label: label, look: "k-loss")
    }

    private func end(_ place: Place, _ other: Batch?) -> Sankey.Node {
        let kind = wording.word("place", place.kind == "loss" ? place.rawValue : place.kind)
        let label =
            if let other { "\(kind) \(granary(of: other).label)" } else {
                ["facility", "sold"].contains(place.kind) ? names.organization(place.code) : kind
            }
        return .init(column: Column.end.rawValue, label: label, look: Self.looks[place.kind] ?? "k-loss")
    }

    private static let looks = [
        "bin": "k-stock", "transit": "k-stock", "facility": "k-C", "sold": "k-A", "product": "k-in", "residue": "k-out",
        "sample": "k-out", "into": "k-stock",
    ]
}

/// The flows of a season's grain, as a page.
struct FlowPage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let all = try await console.ledger.everything(
            ListQuery(.batches).standing(at: visit.asOf), visit.who.actor
        ).compactMap { $0.decoded(Batch.self) }
        let seasons = Set(all.map(\.season)).sorted(by: >)
        guard let season = visit.query["season"].flatMap({ seasons.contains($0) ? $0 : nil }) ?? seasons.first else {
            return page("<p class=\"empty\">\(visit.say(.nothingMatches))</p>")
        }
        let isWhole = visit.query["grain"] == "all"
        let shown = all.filter { $0.season == season && (isWhole || $0.tag != nil || $0.grainClass.isOverLimit) }
        let names = try await Names(console, visit)
        let title = visit.say(isWhole ? .flowOfAll : .flowOfOver, visit.wording.season(season))
        let figure = SeasonFlow(batches: shown, names: names, wording: visit.wording).figure(title)
        let seasonViews = seasons.map { Lens(visit.wording.season($0), $0, isWhole, $0 == season) }
        let grainViews = [
            Lens(visit.say(.overGrain), season, false, !isWhole), Lens(visit.say(.allGrain), season, true, isWhole),
        ]
        return page(
            list(seasonViews, visit.say(.season)) + list(grainViews, visit.say(.grainClass))
                + Panel(title: title, content: figure).markup)
    }

    /// A way to look at it.
    private struct Lens {
        let label, season: String
        let isWhole, isHere: Bool

        init(_ label: String, _ season: String, _ isWhole: Bool, _ isHere: Bool) {
            self.label = label
            self.season = season
            self.isWhole = isWhole
            self.isHere = isHere
        }
    }

    private func list(_ lenses: [Lens], _ label: String) -> Markup {
        let links = lenses.map { lens -> Markup in
            let here: Markup = lens.isHere ? " aria-current=\"true\"" : .nothing
            let address = visit.query.with("season", lens.season).with("grain", lens.isWhole ? "all" : nil)
                .address("/flows")
            return "<li><a href=\"\(address)\"\(here)>\(lens.label)</a></li>"
        }
        return "<ul class=\"views\" aria-label=\"\(label)\">\(links)</ul>"
    }

    private func page(_ body: Markup) -> Reply {
        .page(
            Screen(
                title: visit.say(.seasonFlow), lead: Markup(text: visit.say(.seasonFlowLead)), body: body,
                asOf: visit.asOf))
    }
}
