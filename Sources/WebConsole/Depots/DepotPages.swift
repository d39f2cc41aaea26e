import Custody
import Operations
import Rules

/// The depots with their bins, drawn by class and fill; and the page of one bin.
struct DepotPages {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// All depots the reader may see.
    func plan() async throws(LedgerFault) -> Reply {
        let bins = try await ActChoices(console: console, visit: visit).all(.bins, as: Bin.self)
        let names = try await Names(console, visit)
        let depots = Dictionary(grouping: bins, by: \.granary).sorted { $0.key < $1.key }
        let panels = depots.map { granary, bins -> Markup in
            let sorted = bins.sorted { $0.code < $1.code }
            let title = names.organization(granary.text)
            let drawing = DepotPlan(bins: sorted, title: visit.say(.planOf, title), wording: wording).drawing
            let figure = Figure(
                caption: visit.say(.planOf, title), drawing: drawing, table: table(sorted, title),
                showData: visit.say(.showData))
            return Panel(
                title: "\(title) · \(wording.region(sorted.first?.county ?? ""))", content: figure.markup,
                anchor: "d-\(granary)"
            ).markup
        }
        let body: Markup = "\(Chart.key(wording))<p class=\"soft\">\(visit.say(.planKey))</p>\(panels)"
        return .page(
            Screen(
                title: visit.say(.depotPlan), lead: Markup(text: visit.say(.depotLead)),
                body: panels.isEmpty ? "<p class=\"empty\">\(visit.say(.nothingMatches))</p>" : body))
    }

    private func table(_ bins: [Bin], _ title: String) -> Table {
        Table(
            caption: title,
            columns: [
                .init(Markup(text: visit.say(.bin))), .init(Markup(text: wording.word("field", "use"))),
                .init(Markup(text: wording.word("field", "content"))),
                .init("\(visit.say(.mass)) (\(visit.say(.tonne)))", number: true),
                .init("\(wording.word("field", "capacityGrams")) (\(visit.say(.tonne)))", number: true),
            ],
            rows: bins.map { bin in
                [
                    Links.link(.bins, bin.code.text, bin.name), Markup(text: wording.word("use", bin.use.rawValue)),
                    classes(bin), Markup(text: wording.tonnes(bin.grams.value)),
                    Markup(text: wording.tonnes(bin.capacityGrams.value)),
                ]
            })
    }

    private func classes(_ bin: Bin) -> Markup {
        let held = bin.content.filter { $0.value > .zero }.keys.sorted().compactMap { GrainClass(rawValue: $0) }
        return held.isEmpty ? "—" : held.map(wording.badge).joined(" ")
    }

    /// One bin: what lies in it, batch by batch.
    func bin() async throws(LedgerFault) -> Reply {
        let code = visit.place("code")
        guard let bin = try await console.ledger.find(.bins, code, visit.who.actor, visit.asOf)?.decoded(Bin.self)
        else {
            return .page(visit.missing(.bins))
        }
        let names = try await Names(console, visit)
        let query = ListQuery(.batches).filtered("granary", bin.granary.text).standing(at: visit.asOf)
        let place = Place.bin(bin.code)
        let lying = try await console.ledger.everything(query, visit.who.actor).compactMap { $0.decoded(Batch.self) }
            .filter { $0.grams(in: place) > .zero }
        let drawing = DepotPlan(bins: [bin], title: bin.name, wording: wording).drawing
        let table = Table(
            caption: visit.say(.liesHere),
            columns: [
                .init(Markup(text: visit.say(.batch))), .init(Markup(text: visit.say(.grainClass))),
                .init("\(visit.say(.mass)) (\(visit.say(.kilogram)))", number: true),
                .init(Markup(text: visit.say(.made))),
                .init(Markup(text: visit.say(.state))),
            ],
            rows: lying.sorted { $0.code < $1.code }.map { batch in
                [
                    Links.link(.batches, batch.code.text), wording.badge(batch.grainClass),
                    Markup(text: wording.kilograms(batch.grams(in: place).value)), wording.time(batch.createdAt),
                    batch.frozenBy.isEmpty
                        ? wording.tag("plain", visit.say(.inStock)) : wording.tag("late", visit.say(.frozen)),
                ]
            }, empty: visit.say(.binEmpty), isCaptionHidden: true)
        let facts = Facts(pairs: [
            (visit.say(.granary), Links.link(.organizations, bin.granary.text, names.organization(bin.granary.text))),
            (wording.word("field", "use"), Markup(text: wording.word("use", bin.use.rawValue))),
            (wording.word("field", "kind"), Markup(text: bin.kind)),
            (wording.word("field", "capacityGrams"), wording.mass(bin.capacityGrams.value)),
            (visit.say(.stillThere), wording.mass(bin.grams.value)),
            (visit.say(.code), "<span class=\"code\">\(bin.code.text)</span>"),
        ])
        let body: Markup = """
            <div class="columns third"><div>\(Panel(title: visit.say(.liesHere), content: table.markup).markup)</div>\
            <div>\(Panel(title: visit.say(.bin), content: drawing + facts.markup).markup)</div></div>
            """
        return .page(
            Screen(
                title: names.bin(bin.code.text), badge: classes(bin),
                lead: Markup(text: wording.word("use-rule", bin.use.rawValue)),
                trail: [.init(label: visit.say(.depotPlan), address: "/depots")], body: body, asOf: visit.asOf))
    }
}
