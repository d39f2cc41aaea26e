import Custody
import Operations
import Rules

/// What is still to be sampled, place by place, and the handsets that are out for it (experience.md §2.2, S04).
struct SamplingPage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }
    /// Parcels that are named one by one.
    private static let mostOpen = 500

    /// The page.
    func reply(faults: [ActReading.Fault] = []) async throws(LedgerFault) -> Reply {
        let parcels = try await parcels()
        let seasons = Set(parcels.flatMap { $0.samples.keys }).sorted(by: >)
        let season = visit.query["season"].flatMap { seasons.contains($0) ? $0 : nil } ?? seasons.first
        let handsets = try await HandsetPanel(console: console, visit: visit).markup(faults)
        let body = visit.administered + (season.map { plan(parcels, in: $0, of: seasons) } ?? nothing) + handsets
        return .page(
            Screen(
                title: visit.say(.sampling), lead: Markup(text: visit.say(.samplingLead)), body: body,
                sheet: season.map { sheet(parcels, in: $0) }, asOf: visit.asOf,
                status: faults.isEmpty ? 200 : 422))
    }

    private var nothing: Markup { "<p class=\"empty\">\(visit.say(.nothingMatches))</p>" }

    /// The parcels of a plan: those whose grain has to be tested before harvest (domain.md §5).
    private func parcels() async throws(LedgerFault) -> [Parcel] {
        var query = ListQuery(.parcels).standing(at: visit.asOf)
        if let county = visit.query["county"] { query = query.filtered("county", county) }
        return try await console.ledger.everything(query, visit.who.actor).compactMap { $0.decoded(Parcel.self) }
            .filter { $0.farmlandClass != .priorityProtection }
    }

    private func plan(_ parcels: [Parcel], in season: String, of seasons: [String]) -> Markup {
        let isWide = isWide(parcels)
        let (places, whole) = progress(of: parcels, in: season)
        let drawing = Coverage(
            rows: places.map {
                .init(label: $0.name, address: address($0, isWide), planned: $0.planned, parts: $0.parts)
            },
            title: visit.say(.samplingPlan), wording: wording
        ).drawing
        let figure = Figure(
            caption: visit.say(.samplingCaption), drawing: drawing, table: table(places, whole, isWide, season),
            showData: visit.say(.showData))
        let key: [(String, String, Phrase)] = [
            ("A", "✔", .withinLimit), ("pending", "○", .verdictPending), ("C", "◆", .overTheLimit),
        ]
        let meanings = key.map { look, shape, phrase -> Markup in
            "<li><span class=\"tag tag-\(look)\"><span aria-hidden=\"true\">\(shape)</span> \(visit.say(phrase))</span></li>"
        }
        return views(seasons, season)
            + Panel(
                title: "\(visit.say(.samplingPlan)) · \(wording.season(season))",
                content: tally(whole) + figure.markup
                    + "<ul class=\"key\">\(meanings)<li><span class=\"tag\">\(visit.say(.notTaken))</span></li></ul>"
            ).markup + (isWide ? .nothing : open(parcels, in: season))
    }

    /// By county for who oversees several, by township within one.
    private func isWide(_ parcels: [Parcel]) -> Bool { Set(parcels.map(\.county)).count > 1 }

    private func progress(of parcels: [Parcel], in season: String) -> (places: [Progress], whole: Progress) {
        let isWide = isWide(parcels)
        let places = Dictionary(grouping: parcels) { isWide ? $0.county : $0.township }
            .map { Progress(code: $0, name: wording.region($0), parcels: $1, season: season) }
            .sorted { ($1.open, $0.code) < ($0.open, $1.code) }
        return (places, Progress(code: "", name: visit.say(.total), parcels: parcels, season: season))
    }

    /// What is taken away: of several counties how far each has come, of one the parcels that are still to be sampled.
    private func sheet(_ parcels: [Parcel], in season: String) -> Table {
        guard isWide(parcels) else { return table(of: unsampled(parcels, in: season)) }
        let (places, whole) = progress(of: parcels, in: season)
        return table(places, whole, true, season)
    }

    private func tally(_ whole: Progress) -> Markup {
        let numbers: [(Phrase, Int)] = [
            (.plannedParcels, whole.planned), (.takenParcels, whole.taken), (.notTaken, whole.open),
            (.overTheLimit, whole.over),
        ]
        return Facts(pairs: numbers.map { (visit.say($0.0), "<strong>\(wording.count($0.1))</strong>") }).markup
    }

    private func table(_ places: [Progress], _ whole: Progress, _ isWide: Bool, _ season: String) -> Table {
        func cells(_ place: Progress, _ name: Markup) -> [Markup] {
            [name]
                + [place.planned, place.taken, place.open, place.pending, place.over].map {
                    Markup(text: wording.count($0))
                }
        }
        let heads: [Phrase] = [.plannedParcels, .takenParcels, .notTaken, .verdictPending, .overTheLimit]
        return Table(
            caption: visit.say(.samplingPlan),
            columns: [.init(Markup(text: visit.say(.place)))]
                + heads.map { .init(Markup(text: visit.say($0)), number: true) },
            rows: places.map { place in
                cells(place, "<a href=\"\(address(place, isWide))\">\(place.name)</a>")
            }, empty: visit.say(.nothingMatches), foot: cells(whole, Markup(text: whole.name)))
    }

    private func address(_ place: Progress, _ isWide: Bool) -> String {
        isWide ? visit.query.with("county", place.code).address("/sampling") : "/parcels?township=\(place.code)"
    }

    /// The parcels of a county that are still to be sampled, one by one.
    private func open(_ parcels: [Parcel], in season: String) -> Markup {
        let open = unsampled(parcels, in: season)
        let table = table(of: open.prefix(Self.mostOpen))
        return Panel(title: "\(visit.say(.notTaken)) · \(wording.count(open.count))", content: table.markup).markup
    }

    private func unsampled(_ parcels: [Parcel], in season: String) -> [Parcel] {
        parcels.filter { $0.samples[season]?.isEmpty != false }.sorted { $0.code.text < $1.code.text }
    }

    private func table(of open: some Sequence<Parcel>) -> Table {
        Table(
            caption: visit.say(.notTaken),
            columns: [
                .init(Markup(text: visit.say(.parcel))), .init(Markup(text: visit.say(.place))),
                .init(Markup(text: visit.say(.area)), number: true),
            ],
            rows: open.map { parcel in
                [
                    Links.link(.parcels, parcel.code.text),
                    Markup(text: "\(wording.region(parcel.township)) \(parcel.village)"),
                    Markup(text: wording.mu(parcel.squareMetres)),
                ]
            }, empty: visit.say(.allTaken), isCaptionHidden: true)
    }

    private func views(_ seasons: [String], _ season: String) -> Markup {
        let links = seasons.map { one -> Markup in
            let here: Markup = one == season ? " aria-current=\"true\"" : .nothing
            let address = visit.query.with("season", one).with("administered", nil).address("/sampling")
            return "<li><a href=\"\(address)\"\(here)>\(wording.season(one))</a></li>"
        }
        let wide: Markup =
            visit.query["county"] == nil
            ? .nothing
            : "<li><a href=\"\(visit.query.with("county", nil).address("/sampling"))\">\(visit.say(.everywhere))</a></li>"
        return "<ul class=\"views\" aria-label=\"\(visit.say(.season))\">\(links)\(wide)</ul>"
    }
}

/// How far the sampling of one place has come in a season.
private struct Progress {
    let code, name: String
    let planned, taken, pending, over: Int

    init(code: String, name: String, parcels: [Parcel], season: String) {
        self.code = code
        self.name = name
        planned = parcels.count
        let sampled = parcels.filter { $0.samples[season]?.isEmpty == false }
        taken = sampled.count
        pending = sampled.count { $0.grainClass(in: season) == .pending }
        over = sampled.count { $0.grainClass(in: season).isOverLimit }
    }

    var open: Int { planned - taken }
    var parts: [Coverage.Part] {
        [
            .init(count: taken - pending - over, look: "k-A", shape: "✔"),
            .init(count: pending, look: "k-pending", shape: "○"), .init(count: over, look: "k-C", shape: "◆"),
        ]
    }
}
