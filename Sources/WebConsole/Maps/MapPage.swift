import Custody
import Operations
import Rules

/// The map of a district: parcels by class, the share over the limit by county, and what rolled from where to where.
struct MapPage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.incoming.wording }
    /// No more parcels are drawn: the page stays one that a browser shows at once.
    private static let most = 5_000

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let parcels = try await all(.parcels, upTo: Self.most).compactMap { $0.decoded(Parcel.self) }
        let seasons = Set(parcels.flatMap { $0.samples.keys } + [visit.query["season"] ?? ""].filter(Self.isSeason))
            .sorted(by: >)
        guard let season = visit.query["season"].flatMap({ seasons.contains($0) ? $0 : nil }) ?? seasons.first
        else { return page("<p class=\"empty\">\(visit.say(.nothingMatches))</p>") }
        let slider = TimeSlider(season: season, asOf: visit.asOf, now: visit.now, wording: wording)
        if let day = visit.query["week"].flatMap({ slider.day($0) }) { return .redirect(address(season, asOf: day)) }
        let organizations = try await all(.organizations, upTo: Self.most).compactMap { $0.decoded(Organization.self) }
        let sampled = parcels.filter { $0.samples[season] != nil }
        let map = DistrictMap(
            points: sampled.compactMap { point($0, season) }, around: parcels.compactMap(position(of:)),
            flows: try await flows(organizations), sites: sites(organizations), title: visit.say(.districtMap),
            wording: wording)
        let figure = Figure(
            caption: visit.say(.mapCaption), drawing: map.drawing, table: flowTable(map.flows),
            showData: visit.say(.showData))
        let shares = shareTable(sampled, season)
        return page(
            views(seasons, season)
                + Panel(
                    title: visit.say(.districtMap),
                    content: slider.markup + moving(season) + figure.markup + Chart.key(wording) + map.key
                        + "<p class=\"soft\">\(visit.say(.sitesHere))</p>"
                )
                .markup
                + Panel(title: visit.say(.overShare), content: shares.markup).markup)
    }

    private func page(_ body: Markup) -> Reply {
        .page(
            Screen(
                title: visit.say(.districtMap), lead: Markup(text: visit.say(.mapLead)), body: body, head: head,
                asOf: visit.asOf))
    }

    /// What the map that can be moved is made of; of the past there is the drawing alone.
    private var head: Markup {
        let files = console.leaflet
        guard files.count == 2, visit.asOf == nil else { return .nothing }
        return """
            <link rel="stylesheet" href="\(files[1].address)"><script src="\(files[0].address)" defer></script>\
            <script src="\(Asset.map.address)" defer></script>
            """
    }

    /// The place of the map that can be moved; without script it stays hidden, and the drawing says the same.
    private func moving(_ season: String) -> Markup {
        guard !console.leaflet.isEmpty, visit.asOf == nil else { return .nothing }
        var words = Dictionary(uniqueKeysWithValues: GrainClass.allCases.map { ($0.rawValue, wording.name(of: $0)) })
        words["zoomIn"] = visit.say(.zoomIn)
        words["zoomOut"] = visit.say(.zoomOut)
        let pairs = words.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(separator: ",")
        return """
            <div class="moving no-print" data-map data-season="\(season)" data-words="\("{\(pairs)}")" role="group" \
            aria-label="\(visit.say(.districtMap))" hidden></div>
            """
    }

    private func all(_ resource: Resource, upTo most: Int) async throws(LedgerFault) -> [Document] {
        try await console.ledger.everything(
            ListQuery(resource).standing(at: visit.asOf), visit.who.actor, upTo: most)
    }

    private func position(of parcel: Parcel) -> DistrictMap.Position? {
        DistrictMap.Position(longitude: parcel.longitude, latitude: parcel.latitude)
    }

    /// A season that somebody looks back to may have no sample yet at that time.
    private static func isSeason(_ text: String) -> Bool { text.wholeMatch(of: #/[0-9]{4}-(?:early|late)/#) != nil }

    private func address(_ season: String, asOf day: CivilDate) -> String {
        let query = Parameters([.init(name: "season", value: season)])
        return query.with("asOf", day < visit.now.chinaDate ? day.description : nil).address("/map")
    }

    private func point(_ parcel: Parcel, _ season: String) -> DistrictMap.Point? {
        guard let position = position(of: parcel) else { return nil }
        return .init(
            position: position, grainClass: parcel.grainClass(in: season), code: parcel.code.text,
            county: parcel.county,
            township: parcel.township)
    }

    /// Over-limit grain that was sent, by the counties of who sent and who receives it.
    private func flows(_ organizations: [Organization]) async throws(LedgerFault) -> [DistrictMap.Flow] {
        let counties = Dictionary(organizations.map { ($0.code.text, $0.county) }) { first, _ in first }
        var sums: [String: [String: Int64]] = [:]
        for trip in try await all(.manifests, upTo: Self.most).map({ JSONObject($0.json) }) {
            guard let from = trip["county"].text, let to = counties[trip["consignee"].text ?? ""] else { continue }
            sums[from, default: [:]][to, default: 0] += trip["loadedGrams"].number ?? 0
        }
        return sums.flatMap { from, ends in ends.map { .init(from: from, to: $0.key, grams: $0.value) } }
            .sorted { ($1.grams, $0.from, $0.to) < ($0.grams, $1.from, $1.to) }
    }

    private func sites(_ organizations: [Organization]) -> [String: (granaries: Int, facilities: Int)] {
        Dictionary(grouping: organizations, by: \.county).mapValues { here in
            (here.count { $0.kind == .granary }, here.count { $0.kind == .facility })
        }.filter { $0.value.granaries + $0.value.facilities > 0 }
    }

    private func views(_ seasons: [String], _ season: String) -> Markup {
        let links = seasons.map { one -> Markup in
            let here: Markup = one == season ? " aria-current=\"true\"" : .nothing
            return "<li><a href=\"/map?season=\(Parameters.encoded(one))\"\(here)>\(wording.season(one))</a></li>"
        }
        return "<ul class=\"views\" aria-label=\"\(visit.say(.season))\">\(links)</ul>"
    }

    private func flowTable(_ flows: [DistrictMap.Flow]) -> Table {
        Table(
            caption: visit.say(.mapCaption),
            columns: [
                .init(Markup(text: visit.say(.from))), .init(Markup(text: visit.say(.to))),
                .init("\(visit.say(.loaded)) (\(visit.say(.tonne)))", number: true),
            ],
            rows: flows.map { flow in
                [
                    Markup(text: wording.region(flow.from)), Markup(text: wording.region(flow.to)),
                    Markup(text: wording.tonnes(flow.grams)),
                ]
            }, empty: visit.say(.nothingMatches))
    }

    /// Parcels by county and class, with the share over the limit in tenths of a per cent.
    private func shareTable(_ parcels: [Parcel], _ season: String) -> Table {
        let byCounty = Dictionary(grouping: parcels, by: \.county)
        return Table(
            caption: visit.say(.overShare),
            columns: [.init(Markup(text: visit.say(.county)))]
                + GrainClass.allCases.map { .init(Markup(text: wording.name(of: $0)), number: true) }
                + [.init(Markup(text: visit.say(.overShare)), number: true)],
            rows: byCounty.sorted { $0.key < $1.key }.map { county, parcels in
                let classes = parcels.map { $0.grainClass(in: season) }
                let judged = classes.count { $0 != .pending }
                let tenths = judged == 0 ? 0 : (classes.count { $0.isOverLimit } * 2_000 + judged) / (2 * judged)
                return [
                    "<a href=\"/parcels?county=\(county)\">\(wording.region(county))</a>"
                ]
                    + GrainClass.allCases.map { one in Markup(text: wording.count(classes.count { $0 == one })) }
                    + [Markup(text: judged == 0 ? "—" : "\(tenths / 10).\(tenths % 10) %")]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true)
    }
}
