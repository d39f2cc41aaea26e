import Custody
import Operations
import Rules

/// 过磅: what is expected beside what stands at the gate, then the weighing, by keyboard alone.
struct Weighbridge {
    /// The console.
    let console: Console
    /// Who works there.
    let visit: Visit

    private var wording: Wording { visit.wording }
    private func typed(_ name: String) -> String { ActReading.narrowed(visit.query[name] ?? "") }

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let code = typed("manifest")
        var body = Panel(title: visit.say(.truckAtGate), content: gate(code)).markup
        if !code.isEmpty { body = body + (try await truck(code)) }
        body = body + Panel(title: visit.say(.onTheWay), content: try await expected()).markup
        return .page(
            Screen(title: visit.say(.weighbridge), lead: Markup(text: visit.say(.weighbridgeLead)), body: body))
    }

    /// What the clerk scans or types: the manifest's code, the plate, the tag on the grain.
    private func gate(_ code: String) -> Markup {
        let fields: [(String, String, Markup)] = [
            ("manifest", visit.say(.scanManifest), code.isEmpty ? " inputmode=\"numeric\" autofocus" : ""),
            ("plate", visit.say(.plateAtGate), ""), ("batch", visit.say(.tagAtGate), ""),
        ]
        return """
            <form method="get" action="/desks/weighbridge" class="desk gate">\(fields.map { name, label, more -> Markup in
                "<p class=\"field\"><label for=\"\(name)\">\(label)</label><input id=\"\(name)\" name=\"\(name)\" value=\"\(typed(name))\" autocomplete=\"off\"\(more)></p>"
            })<p><button class="main">\(visit.say(.fetchTruck))</button></p></form>
            """
    }

    private func truck(_ code: String) async throws(LedgerFault) -> Markup {
        guard let trip = try await console.ledger.find(.manifests, code, visit.who.actor, nil)?.decoded(Manifest.self)
        else {
            return "<p class=\"notice bad\" role=\"alert\">\(visit.say(.noSuchManifest, code))</p>"
        }
        let names = try await Names(console, visit)
        let gate = GateCheck(trip: trip, plate: typed("plate"), batch: typed("batch"), names: names, visit: visit)
        let desk = ActDesk(console: console, visit: visit)
        return Panel(
            title: "\(visit.say(.manifest)) \(code)", content: gate.markup + (try await acts(trip, gate, desk)),
            look: "desk"
        ).markup + (try await advice(trip))
    }

    /// Where the grain may go, when it is to be stored here.
    private func advice(_ trip: Manifest) async throws(LedgerFault) -> Markup {
        let own = visit.who.actor.organization
        guard trip.purpose == .transfer, trip.state == .departed || trip.state == .arrived,
            own.text.isEmpty || own == trip.consignee
        else { return .nothing }
        return try await BinAdvice(
            of: trip.consignee, for: [trip.grainClass], adding: trip.loadedGrams, console, visit
        ).markup
    }

    /// The weighing; a truck with another batch on it is not weighed in, whoever may refuses it.
    private func acts(_ trip: Manifest, _ gate: GateCheck, _ desk: ActDesk) async throws(LedgerFault) -> Markup {
        guard trip.state == .departed || trip.state == .arrived else { return .nothing }
        let back = Links.address(.manifests, trip.code.text)
        if gate.isAnotherBatch {
            guard let form = ActForm.named(RefuseManifest.name), desk.permits(form) else { return .nothing }
            let filled = Parameters([
                .init(name: "f.manifest", value: trip.code.text),
                .init(name: "f.reason", value: visit.say(.refusedForBatch, gate.batch, trip.batch.text)),
            ])
            return try await desk.sheet(form, filled, back: back, fixed: ["manifest"]).markup
        }
        guard let form = ActForm.named(ConfirmManifest.name), desk.permits(form) else { return .nothing }
        let filled = Parameters([
            .init(name: "f.manifest", value: trip.code.text), .init(name: "f.plate", value: gate.plate),
        ])
        var sheet = try await desk.sheet(form, filled, back: back, fixed: ["manifest"])
        sheet.preview =
            "<p>\(visit.say(.netWeight)) <output class=\"result\" data-net>—</output> \(visit.say(.kilogram))</p>"
        return sheet.markup + DeskKeys(visit: visit).markup
    }

    private func expected() async throws(LedgerFault) -> Markup {
        let query = ListQuery(.manifests).filtered("state", ["departed", "arrived"])
            .sorted(by: "departedAt", descending: true).limited(to: 20)
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
