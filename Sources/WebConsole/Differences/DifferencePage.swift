import Custody
import Operations
import Rules

/// Where weights get lost on the road: loaded against received, trip by trip, and what leans to one side (experience.md §2.2, S16).
struct DifferencePage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }
    /// So many trips are drawn, the latest; the tables count all.
    private static let drawn = 400
    /// So many groups are shown of each kind; those that lean come first.
    private static let shown = 30

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let first = visit.query["from"].flatMap { CivilDate(iso: $0) }
        let last = visit.query["until"].flatMap { CivilDate(iso: $0) }
        let analysis = try await console.ledger.differences(
            from: first, until: last, for: visit.who.actor, asOf: visit.asOf)
        let names = try await Names(console, visit)
        let body =
            form(first, last)
            + (analysis.whole.map { content(analysis, $0, names) }
                ?? "<p class=\"empty\">\(visit.say(.nothingMatches))</p>")
        return .page(
            Screen(
                title: visit.say(.differences), lead: Markup(text: visit.say(.differencesLead)),
                trail: [.init(label: visit.say(.manifests), address: "/manifests")], body: body,
                sheet: table(of: analysis.trips), asOf: visit.asOf))
    }

    private func form(_ first: CivilDate?, _ last: CivilDate?) -> Markup {
        func day(_ name: String, _ label: Phrase, _ value: CivilDate?) -> Markup {
            """
            <p class="field"><label for="d-\(name)">\(visit.say(label))</label>\
            <input type="date" id="d-\(name)" name="\(name)" value="\(value?.description ?? "")"></p>
            """
        }
        return """
            <form class="fields no-print" action="/differences" method="get">\(day("from", .from, first))\
            \(day("until", .to, last))<p class="field"><button>\(visit.say(.apply))</button></p></form>
            """
    }

    private func content(_ analysis: DifferenceAnalysis, _ whole: DifferenceAnalysis.Group, _ names: Names) -> Markup {
        let facts = Facts(pairs: [
            (visit.say(.tripCount), "<strong>\(wording.count(whole.trips))</strong>"),
            (visit.say(.beyondTolerance), "<strong>\(wording.count(whole.beyond))</strong>"),
            (visit.say(.differenceSum), signed(whole.sumGrams)),
            (visit.say(.differenceMean), "\(signed(whole.meanGrams)) \(lean(whole))"),
        ])
        let drawn = Array(analysis.trips.prefix(Self.drawn))
        let plot = DifferencePlot(
            trips: drawn, mean: whole.meanGrams, title: visit.say(.differences), wording: wording)
        let figure = Figure(
            caption: visit.say(.differencesCaption, wording.count(drawn.count)), drawing: plot.drawing,
            table: table(of: drawn), showData: visit.say(.showData))
        let groups: [(Phrase, [DifferenceAnalysis.Group], ([String]) -> Markup)] = [
            (
                .byPair, analysis.pairs,
                { key in key.map { Links.link(.organizations, $0, names.organization($0)) }.joined(" → ") }
            ),
            (.byScale, analysis.scales, { key in key.map { Links.link(.scales, $0) }.joined() }),
            (
                .byPlate, analysis.plates,
                { key in
                    key.map { "<a href=\"/manifests?plate=\(Parameters.encoded($0))\">\($0)</a>" as Markup }.joined()
                }
            ),
        ]
        return Panel(title: visit.say(.differences), content: facts.markup + figure.markup).markup
            + groups.map { title, groups, name in
                Panel(title: visit.say(title), content: table(groups, visit.say(title), name).markup).markup
            }.joined()
            + "<p class=\"soft\">\(visit.say(.oneSidedRule, wording.count(DifferenceAnalysis.fewest)))</p>"
    }

    private func signed(_ grams: Grams) -> Markup {
        "\(grams.value > 0 ? "+" : "")\(wording.kilograms(grams.value)) \(visit.say(.kilogram))"
    }

    private func lean(_ group: DifferenceAnalysis.Group) -> Markup {
        let within = "±\(wording.kilograms(group.meanToleranceGrams.value))"
        guard group.trips >= DifferenceAnalysis.fewest else { return wording.tag("plain", visit.say(.tooFewTrips)) }
        return group.isOneSided
            ? wording.tag("bad", visit.say(.oneSided, within)) : wording.tag("good", visit.say(.notOneSided, within))
    }

    private func table(
        _ groups: [DifferenceAnalysis.Group], _ caption: String, _ name: ([String]) -> Markup
    ) -> Table {
        let kilograms = " (\(visit.say(.kilogram)))"
        return Table(
            caption: caption,
            columns: [
                .init(Markup(text: caption)), .init(Markup(text: visit.say(.tripCount)), number: true),
                .init(Markup(text: visit.say(.beyondTolerance)), number: true),
                .init(Markup(text: visit.say(.differenceSum) + kilograms), number: true),
                .init(Markup(text: visit.say(.differenceMean) + kilograms), number: true),
                .init(Markup(text: visit.say(.verdict))),
            ],
            rows: groups.prefix(Self.shown).map { group in
                [
                    name(group.key), Markup(text: wording.count(group.trips)),
                    Markup(text: wording.count(group.beyond)),
                    Markup(text: wording.kilograms(group.sumGrams.value)),
                    Markup(text: wording.kilograms(group.meanGrams.value)), lean(group),
                ]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true)
    }

    private func table(of trips: [DifferenceAnalysis.Trip]) -> Table {
        let kilograms = " (\(visit.say(.kilogram)))"
        return Table(
            caption: visit.say(.differences),
            columns: [
                .init(Markup(text: visit.say(.manifest))), .init(Markup(text: visit.say(.departed))),
                .init(Markup(text: visit.say(.loaded) + kilograms), number: true),
                .init(Markup(text: visit.say(.received) + kilograms), number: true),
                .init(Markup(text: visit.say(.difference) + kilograms), number: true),
                .init("±\(kilograms)", number: true),
            ],
            rows: trips.map { trip in
                [
                    Links.link(.manifests, trip.manifest.text), wording.time(trip.departedAt),
                    Markup(text: wording.kilograms(trip.loadedGrams.value)),
                    Markup(text: wording.kilograms(trip.receivedGrams.value)),
                    trip.isBeyond
                        ? wording.tag("late", wording.kilograms(trip.differenceGrams.value))
                        : Markup(text: wording.kilograms(trip.differenceGrams.value)),
                    Markup(text: wording.kilograms(trip.toleranceGrams.value)),
                ]
            })
    }
}
