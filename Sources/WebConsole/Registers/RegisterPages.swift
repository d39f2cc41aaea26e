import Custody
import Operations
import Rules

/// Pages of registered things: parcels, organisations, and any other object by its members.
struct RegisterPages {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// A parcel: soil, class, and what grew on it by season.
    func parcel() async throws(LedgerFault) -> Reply {
        guard
            let parcel = try await console.ledger.find(.parcels, visit.place("code"), visit.who.actor, visit.asOf)?
                .decoded(Parcel.self)
        else { return .page(visit.missing(.parcels)) }
        let seasons = Set(parcel.samples.keys).union(parcel.batches.keys).union(parcel.classes.keys).sorted(by: >)
        let table = Table(
            caption: visit.say(.history),
            columns: [
                .init(Markup(text: visit.say(.season))), .init(Markup(text: visit.say(.grainClass))),
                .init(Markup(text: visit.say(.samples))), .init(Markup(text: visit.say(.batches))),
            ],
            rows: seasons.map { season in
                [
                    Markup(text: wording.season(season)), wording.badge(parcel.grainClass(in: season)),
                    (parcel.samples[season] ?? []).map { Links.link(.samples, $0.text) }.joined(" "),
                    (parcel.batches[season] ?? []).map { Links.link(.batches, $0.text) }.joined(" "),
                ]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true)
        let stricter: Markup =
            parcel.classBySoil.map {
                $0 > parcel.farmlandClass ? wording.tag("grey", visit.say(.soilSaysWorse)) : .nothing
            } ?? .nothing
        let facts = Facts(pairs: [
            (
                visit.say(.township),
                Markup(text: "\(wording.region(parcel.county)) \(wording.region(parcel.township)) \(parcel.village)")
            ),
            (
                visit.say(.area),
                "\(wording.mu(parcel.squareMetres)) \(visit.say(.mu)) · \(wording.count(parcel.squareMetres)) m²"
            ),
            (
                wording.word("field", "farmlandClass"),
                "\(wording.word("farmland", parcel.farmlandClass.rawValue)) \(stricter)"
            ),
            (wording.word("field", "soilPH"), Markup(text: parcel.soilPH)),
            (wording.word("field", "soilCadmium"), "\(parcel.soilCadmium) mg/kg"),
            (visit.say(.coordinates), "<span class=\"code\">\(parcel.longitude), \(parcel.latitude)</span>"),
        ])
        return .page(
            Screen(
                title: "\(visit.say(.parcel)) \(parcel.code)",
                lead: Markup(text: "\(wording.region(parcel.county)) \(wording.region(parcel.township))"),
                trail: [.init(label: visit.say(.parcels), address: "/parcels")],
                body: Panel(title: visit.say(.parcel), content: facts.markup + recall(parcel)).markup
                    + Panel(title: visit.say(.history), content: table.markup).markup, asOf: visit.asOf))
    }

    /// The way to where the grain of the parcel is now, for whom such a question is.
    private func recall(_ parcel: Parcel) -> Markup {
        guard Menu.recallers.contains(visit.who.actor.role), !parcel.batches.isEmpty else { return .nothing }
        return
            "<p class=\"no-print\"><a href=\"/recall?parcel=\(Parameters.encoded(parcel.code.text))\">\(visit.say(.followGrain))</a></p>"
    }

    /// An organisation, its licence, its scales and its bins.
    func organization() async throws(LedgerFault) -> Reply {
        let code = visit.place("code")
        guard
            let organization = try await console.ledger.find(.organizations, code, visit.who.actor, visit.asOf)?
                .decoded(Organization.self)
        else { return .page(visit.missing(.organizations)) }
        let choices = ActChoices(console: console, visit: visit)
        let scales = try await choices.all(.scales, as: Scale.self).filter { $0.owner.text == code }
        let bins = try await choices.all(.bins, as: Bin.self).filter { $0.granary.text == code }
        let today = visit.now.chinaDate
        let licence =
            organization.isLicensed(on: today)
            ? wording.tag("good", visit.say(.licenceInForce)) : wording.tag("late", visit.say(.licenceEnded))
        let facts = Facts(pairs: [
            (wording.word("field", "kind"), Markup(text: wording.word("kind", organization.kind.rawValue))),
            (visit.say(.code), "<span class=\"code\">\(code)</span>"),
            (visit.say(.county), Markup(text: wording.region(organization.county))),
            (wording.word("field", "licence"), "\(organization.licence) \(licence)"),
            (visit.say(.validity), "\(organization.validFrom.description) – \(organization.validTo.description)"),
            (
                wording.word("field", "useClasses"),
                Markup(text: organization.useClasses.map { wording.word("use-class", "\($0)") }.joined(separator: "、"))
            ),
        ])
        let scaleTable = Table(
            caption: visit.say(.scales),
            columns: [
                .init(Markup(text: visit.say(.scale))),
                .init("\(wording.word("field", "maximumGrams")) (\(visit.say(.tonne)))", number: true),
                .init("e (\(visit.say(.kilogram)))", number: true),
                .init(Markup(text: wording.word("field", "validTo"))),
            ],
            rows: scales.map { scale in
                [
                    Links.link(.scales, scale.code.text), Markup(text: wording.tonnes(scale.maximumGrams.value)),
                    Markup(text: wording.kilograms(scale.intervalGrams.value)),
                    scale.validTo < today
                        ? "\(scale.validTo.description) \(wording.tag("late", visit.say(.expired)))"
                        : Markup(text: scale.validTo.description),
                ]
            }, empty: "—", isCaptionHidden: true)
        let plan: Markup =
            bins.isEmpty
            ? .nothing
            : Panel(
                title: visit.say(.depotPlan),
                content:
                    "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"\(visit.say(.depotPlan))\">\(DepotPlan(bins: bins.sorted { $0.code < $1.code }, title: organization.name, wording: wording).drawing)</div>\(Chart.key(wording))"
            ).markup
        return .page(
            Screen(
                title: organization.name, badge: wording.tag("plain", wording.word("kind", organization.kind.rawValue)),
                trail: [.init(label: visit.say(.organizations), address: "/organizations")],
                body: Panel(title: visit.say(.organization), content: facts.markup).markup + plan
                    + Panel(title: visit.say(.scales), content: scaleTable.markup).markup, asOf: visit.asOf))
    }

    /// Any object by its members; what is nested is shown as the book writes it.
    func object(_ resource: Resource) async throws(LedgerFault) -> Reply {
        guard let layout = ListLayout.of(resource),
            let document = try await console.ledger.find(resource, visit.place("code"), visit.who.actor, visit.asOf)
        else { return .page(visit.missing(.objects)) }
        let names = try await Names(console, visit)
        let object = JSONObject(document.json)
        let fields = resource.fields.filter { $0.name != "code" && $0.isMember && object[$0.name].value != nil }
        let plain = fields.filter { $0.form != .nested && $0.name != "body" }
        let facts = Facts(
            pairs: plain.map { field in
                let cell = Cell(resource: resource, name: field.name, wording: wording, names: names)
                return (cell.head, cell.markup(document, object))
            })
        let nested = fields.filter { $0.form == .nested || $0.name == "body" }.map { field -> Markup in
            let member = object[field.name]
            let text = field.name == "body" ? member.text ?? "" : member.value?.json ?? ""
            return Panel(
                title: wording.word("field", field.name), content: Tree(JSONTree(Array(text.utf8)), wording).markup
            ).markup
        }
        return .page(
            Screen(
                title: "\(visit.say(layout.title)) \(document.code)",
                trail: [.init(label: visit.say(layout.title), address: "/\(resource.rawValue)")],
                body: Panel(
                    title: visit.say(.particulars), content: facts.markup + namesLeftOut(resource, document.code)
                ).markup
                    + nested.joined(),
                asOf: visit.asOf))
    }

    /// The way to the names that a record left out, for whoever may be told.
    private func namesLeftOut(_ resource: Resource, _ code: String) -> Markup {
        guard resource == .records, visit.who.caller.mayUnveil else { return .nothing }
        return """
            <p class="buttons no-print"><a class="button" href="/records/\(Parameters.encoded(code))/names">\(visit.say(.tellName))</a></p>
            """
    }
}

/// A value of JSON as lists within lists, for pages that have no drawing of their own.
struct Tree {
    private let tree: JSONTree
    private let wording: Wording

    /// A value.
    init(_ tree: JSONTree, _ wording: Wording) {
        self.tree = tree
        self.wording = wording
    }

    /// The lists.
    var markup: Markup {
        switch tree {
        case .null: return "—"
        case .flag(let flag): return Markup(text: wording.text(flag ? .yes : .no))
        case .number(let digits): return Markup(text: Wording.grouped(digits))
        case .text(let text): return Markup(text: text)
        case .list(let values):
            if let rows = rows(values) { return rows }
            return "<ul>\(values.map { "<li>\(Tree($0, wording).markup)</li>" as Markup })</ul>"
        case .object(let members):
            return
                "<dl class=\"facts\">\(members.sorted { $0.key < $1.key }.map { "<div><dt>\(wording.word("field", $0.key))</dt><dd>\(Tree($0.value, wording).markup)</dd></div>" as Markup })</dl>"
        }
    }

    /// A list of objects as a table.
    private func rows(_ values: [JSONTree]) -> Markup? {
        let objects = values.map { JSONObject($0) }
        guard let first = objects.first, !first.members.isEmpty else { return nil }
        let names = Set(objects.flatMap(\.members.keys)).sorted { $0 == "name" ? true : $1 == "name" ? false : $0 < $1 }
        return Table(
            caption: wording.text(.particulars), columns: names.map { .init(Markup(text: wording.word("field", $0))) },
            rows: objects.map { object in
                names.map { name in object.members[name].map { Tree($0, wording).flat } ?? "" }
            },
            isCaptionHidden: true
        ).markup
    }

    /// In one cell.
    private var flat: Markup {
        switch tree {
        case .list(let values): values.map { Tree($0, wording).flat }.joined(" · ")
        case .object(let members):
            members.sorted { $0.key < $1.key }.map { "<div>\($0.key)：\(Tree($0.value, wording).flat)</div>" as Markup }
                .joined()
        default: markup
        }
    }
}
