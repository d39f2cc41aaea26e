import Custody
import Operations
import Rules

/// The desks of a granary: intake with its weighing, and the weighbridge for trucks that arrive.
struct DeskPages {
    /// The console.
    let console: Console
    /// Who works there.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// 收购: one truck of a grower, from its weighing to the bin.
    func receiving() async throws(LedgerFault) -> Reply {
        guard let form = ActForm.named(TakeIn.name) else { return .page(visit.missing(.objects)) }
        let desk = ActDesk(console: console, visit: visit)
        var filled = Parameters(visit.query.pairs.filter { $0.name.hasPrefix("f.") })
        let own = visit.who.actor.organization.text
        if !own.isEmpty { filled = filled.with("f.granary", own) }
        var sheet = try await desk.sheet(form, filled, back: "/desks/receiving", fixed: own.isEmpty ? [] : ["granary"])
        sheet.preview =
            "<p class=\"soft\">\(visit.say(.netWeight)) <output class=\"result\" data-net>—</output> \(visit.say(.kilogram))</p>"
        let body: Markup = """
            <div class="columns third"><div>\(Panel(title: visit.say(.weighIn), content: sheet.markup, look: "desk").markup)</div>\
            <div>\(Panel(title: visit.say(.theOrder), content: steps).markup)\
            \(Panel(title: visit.say(.lastTickets), content: try await latest(TakeIn.name)).markup)</div></div>
            """
        return .page(
            Screen(title: visit.say(.receivingDesk), lead: Markup(text: visit.say(.receivingLead)), body: body))
    }

    private var steps: Markup {
        let steps: [Phrase] = [.deskStep1, .deskStep2, .deskStep3, .deskStep4, .deskStep5, .deskStep6]
        return "<ol>\(steps.map { "<li>\(visit.say($0))</li>" as Markup })</ol>"
    }

    private func latest(_ kind: String) async throws(LedgerFault) -> Markup {
        var query = ListQuery(.weighings)
        query.limit = 8
        query.isDescending = true
        query.sort = Resource.weighings.fields.first { $0.name == "occurredAt" }
        if let field = Resource.weighings.fields.first(where: { $0.name == "kind" }) {
            query.conditions = [.init(field, .isOneOf([kind]))]
        }
        let rows = try await console.ledger.list(query, visit.who.actor).documents.map { JSONObject($0.json) }
        return Table(
            caption: visit.say(.lastTickets),
            columns: [
                .init(Markup(text: visit.say(.time))), .init(Markup(text: wording.word("field", "plate"))),
                .init("\(visit.say(.net)) (\(visit.say(.kilogram)))", number: true),
                .init(Markup(text: visit.say(.batch))),
            ],
            rows: rows.map { row in
                [
                    row["occurredAt"].text.flatMap { Timestamp(rfc3339: $0) }.map(wording.time) ?? "—",
                    Markup(text: row["plate"].text ?? "—"),
                    Markup(text: row["netGrams"].number.map { wording.kilograms($0) } ?? "—"),
                    row["batch"].text.map { Links.link(.batches, $0) } ?? "—",
                ]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true
        ).markup
    }

    /// 过磅: scan the manifest, see what is expected, weigh, confirm.
    func weighbridge() async throws(LedgerFault) -> Reply {
        let wanted = ActReading.narrowed(visit.query["manifest"] ?? "")
        let field: Markup = """
            <form method="get" action="/desks/weighbridge" class="desk"><p class="field"><label for="manifest">\(visit.say(.scanManifest))</label>\
            <input id="manifest" name="manifest" value="\(wanted)" inputmode="numeric" autocomplete="off" autofocus></p>\
            <p><button class="main">\(visit.say(.fetchTruck))</button></p></form>
            """
        var body = Panel(title: visit.say(.truckAtGate), content: field).markup
        if !wanted.isEmpty { body = body + (try await truck(wanted)) }
        body = body + Panel(title: visit.say(.onTheWay), content: try await expected()).markup
        return .page(
            Screen(title: visit.say(.weighbridge), lead: Markup(text: visit.say(.weighbridgeLead)), body: body))
    }

    private func truck(_ code: String) async throws(LedgerFault) -> Markup {
        guard let trip = try await console.ledger.find(.manifests, code, visit.who.actor, nil)?.decoded(Manifest.self)
        else {
            return "<p class=\"notice bad\" role=\"alert\">\(visit.say(.noSuchManifest, code))</p>"
        }
        let names = try await Names(console, visit)
        let card: Markup = """
            <div class="pair"><div class="card"><h3>\(visit.say(.expected))</h3><p>\(wording.badge(trip.grainClass)) \(Links.link(.batches, trip.batch.text))</p>\
            <p class="result">\(wording.kilograms(trip.loadedGrams.value)) \(visit.say(.kilogram))</p>\
            <p>\(names.organization(trip.consignor.text)) → \(names.organization(trip.consignee.text))</p></div>\
            <div class="card \(trip.papers.areComplete ? "fits" : "differs")"><h3>\(visit.say(.checkPapers))</h3>\
            <p>\(wording.tag(trip.papers.areComplete ? "good" : trip.grainClass.isOverLimit ? "bad" : "plain", visit.say(trip.papers.areComplete ? .complete : .incomplete)))</p>\
            <p>\(wording.tag(state: trip.state.rawValue)) \(wording.time(trip.departedAt))</p></div></div>
            """
        guard trip.state == .departed || trip.state == .arrived, let form = ActForm.named(ConfirmManifest.name) else {
            return Panel(title: "\(visit.say(.manifest)) \(code)", content: card).markup
        }
        let desk = ActDesk(console: console, visit: visit)
        guard desk.permits(form) else { return Panel(title: "\(visit.say(.manifest)) \(code)", content: card).markup }
        var sheet = try await desk.sheet(
            form, Parameters([.init(name: "f.manifest", value: code)]), back: Links.address(.manifests, code),
            fixed: ["manifest"])
        sheet.preview =
            "<p>\(visit.say(.netWeight)) <output class=\"result\" data-net>—</output> \(visit.say(.kilogram))</p>"
        return Panel(title: "\(visit.say(.manifest)) \(code)", content: card + sheet.markup, look: "desk").markup
    }

    private func expected() async throws(LedgerFault) -> Markup {
        var query = ListQuery(.manifests)
        query.limit = 20
        query.isDescending = true
        query.sort = Resource.manifests.fields.first { $0.name == "departedAt" }
        if let field = Resource.manifests.fields.first(where: { $0.name == "state" }) {
            query.conditions = [.init(field, .isOneOf(["departed", "arrived"]))]
        }
        let names = try await Names(console, visit)
        let trips = try await console.ledger.list(query, visit.who.actor).documents.compactMap {
            $0.decoded(Manifest.self)
        }
        return Table(
            caption: visit.say(.onTheWay),
            columns: [
                .init(Markup(text: visit.say(.manifest))), .init(Markup(text: visit.say(.state))),
                .init(Markup(text: visit.say(.grainClass))),
                .init("\(visit.say(.loaded)) (\(visit.say(.kilogram)))", number: true),
                .init(Markup(text: visit.say(.departed))),
                .init(Markup(text: visit.say(.consignee))),
            ],
            rows: trips.map { trip in
                [
                    "<a class=\"code\" href=\"/desks/weighbridge?manifest=\(Parameters.encoded(trip.code.text))\">\(trip.code.text)</a>",
                    wording.tag(state: trip.state.rawValue), wording.badge(trip.grainClass),
                    Markup(text: wording.kilograms(trip.loadedGrams.value)), wording.time(trip.departedAt),
                    Markup(text: names.organization(trip.consignee.text)),
                ]
            }, empty: visit.say(.noTrucks), isCaptionHidden: true
        ).markup
    }
}
