import Custody
import Operations
import Rules

/// Where the grain of some parcels is now, or went: the question of whoever has to get it back.
struct RecallPage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }
    /// So many harvest years can be chosen.
    private static let years = 3

    /// The numbers that were asked for, however they are parted.
    private var parcels: [ParcelNumber] {
        ActReading.halfWidth(visit.query["parcel"] ?? "").split { $0.isWhitespace || ",、;".contains($0) }
            .map { ParcelNumber(String($0)) }
    }
    /// The harvest that was asked for; empty for all.
    private var season: String { visit.query["season"] ?? "" }

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        guard season.isEmpty || Season.isName(season) else {
            return page(alert(visit.say(.unreadableSeason, season)), status: 422)
        }
        let question = RecallQuestion(parcels: parcels, season: season.isEmpty ? nil : season, asOf: visit.asOf)
        if question.parcels.isEmpty { return page(.nothing) }
        guard question.parcels.count <= RecallQuestion.mostParcels else {
            return page(alert(visit.say(.tooManyParcels, "\(RecallQuestion.mostParcels)")), status: 422)
        }
        switch try await console.ledger.recall(question, visit.who.actor) {
        case .unknown(let unknown):
            let names = unknown.map(\.text).joined(separator: wording.either("、", ", "))
            return page(alert(visit.say(.unknownParcels, names)), status: 422)
        case .found(let report) where report.lines.isEmpty:
            return page("<p class=\"empty\">\(visit.say(report.ownIntakeOnly ? .nothingTaken : .nothingGrown))</p>")
        case .found(let report):
            let names = try await Names(console, visit)
            return page(content(report, names), sheet: table(report, names))
        }
    }

    private func page(_ content: Markup, sheet: Table? = nil, status: Int = 200) -> Reply {
        .page(
            Screen(
                title: visit.say(.recallGrain), lead: Markup(text: visit.say(.recallLead)),
                trail: [.init(label: visit.say(.parcels), address: "/parcels")], body: form + content, sheet: sheet,
                asOf: visit.asOf, status: status))
    }

    private func alert(_ text: String) -> Markup { "<p class=\"notice bad\" role=\"alert\">\(text)</p>" }

    private var form: Markup {
        let years = (0..<Self.years).map { visit.now.chinaDate.year - $0 }
        let offered = years.flatMap { ["\($0)-late", "\($0)-early"] }
        let asked = Season.isName(season) && !offered.contains(season) ? [season] : []
        let options = (offered + asked).map { name -> Markup in
            "<option value=\"\(name)\"\(name == season ? " selected" as Markup : .nothing)>\(wording.season(name))</option>"
        }
        return """
            <form class="fields no-print" action="/recall" method="get">\
            <p class="field wide"><label for="recall-parcel">\(visit.say(.recallParcels))</label>\
            <textarea id="recall-parcel" name="parcel" rows="3" required aria-describedby="recall-hint">\
            \(parcels.map(\.text).joined(separator: "\n"))</textarea>\
            <small id="recall-hint">\(visit.say(.recallParcelsHint, "\(RecallQuestion.mostParcels)"))</small></p>\
            <p class="field"><label for="recall-season">\(visit.say(.season))</label>\
            <select id="recall-season" name="season"><option value="">\(visit.say(.allSeasons))</option>\(options)</select></p>\
            <p class="field"><button>\(visit.say(.follow))</button></p></form>
            """
    }

    private func content(_ report: RecallReport, _ names: Names) -> Markup {
        func mass(_ grams: Int64) -> Markup { "<strong>\(wording.kilograms(grams))</strong> \(visit.say(.kilogram))" }
        let facts = Facts(pairs: [
            (visit.say(.recallParcels), Markup(text: report.parcels.joined(separator: wording.either("、", ", ")))),
            (visit.say(.season), Markup(text: report.season.map { wording.season($0) } ?? visit.say(.allSeasons))),
            (visit.say(report.ownIntakeOnly ? .takenIn : .cameOff), mass(report.intakeGrams)),
            (visit.say(.stillHere), mass(report.stockGrams)),
            (visit.say(.leftStock), mass(report.intakeGrams - report.stockGrams)),
            (visit.say(.residual), mass(report.residualGrams)),
        ])
        let bars = Bars(rows: kinds(report), title: visit.say(.whereNow), wording: wording)
        let figure = Figure(
            caption: visit.say(.whereNow), drawing: bars.drawing, table: bars.table, showData: visit.say(.showData))
        return Panel(title: visit.say(.recallGrain), content: facts.markup + figure.markup + Chart.key(wording)).markup
            + Panel(title: visit.say(.whereNow), content: table(report, names).markup).markup
            + "<p class=\"soft\">\(visit.say(.isMixed))</p>"
    }

    /// A bar for each kind of place, in the order of the lines.
    private func kinds(_ report: RecallReport) -> [Bars.Row] {
        var order: [String] = []
        var grams: [String: [GrainClass: Int64]] = [:]
        for line in report.lines {
            let name = word(line)
            if grams[name] == nil { order.append(name) }
            guard let grainClass = GrainClass(rawValue: line.grainClass) else { continue }
            grams[name, default: [:]][grainClass, default: 0] += line.grams
        }
        return order.map { Bars.Row(label: $0, grams: grams[$0] ?? [:]) }
    }

    /// The kind of place, and why grain was lost.
    private func word(_ line: RecallReport.Line) -> String {
        if line.masked { return visit.say(line.kind == "stock" ? .stillHere : .leftStock) }
        return wording.word("place", line.kind == "loss" ? "loss:\(line.place ?? "")" : line.kind)
    }

    private func table(_ report: RecallReport, _ names: Names) -> Table {
        let kilograms = " (\(visit.say(.kilogram)))"
        return Table(
            caption: "\(visit.say(.whereNow)): \(report.parcels.joined(separator: " "))",
            columns: [
                .init(Markup(text: visit.say(.whereNow))), .init(Markup(text: visit.say(.batch))),
                .init(Markup(text: visit.say(.grainClass))), .init(Markup(text: visit.say(.granary))),
                .init(Markup(text: visit.say(.ofTheseParcels) + kilograms), number: true),
                .init(Markup(text: visit.say(.mixedThere) + kilograms), number: true),
            ],
            rows: report.lines.map { line in
                let place = line.place.map { Place(rawValue: "\(line.kind):\($0)") }
                return [
                    Markup(text: place.map { names.place($0, wording) } ?? word(line)),
                    line.masked
                        ? Markup(text: visit.say(.foreignBatch, line.batch)) : Links.link(.batches, line.batch),
                    GrainClass(rawValue: line.grainClass).map(wording.badge) ?? .nothing,
                    line.granary.map { Links.link(.organizations, $0, names.organization($0)) } ?? "—",
                    Markup(text: wording.kilograms(line.grams)), Markup(text: wording.kilograms(line.mixedGrams)),
                ]
            }, isCaptionHidden: true,
            foot: [
                Markup(text: visit.say(.cameOff)), .nothing, .nothing, .nothing,
                Markup(text: wording.kilograms(report.intakeGrams)), .nothing,
            ])
    }
}
