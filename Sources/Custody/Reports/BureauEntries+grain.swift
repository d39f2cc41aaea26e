import Rules

extension BureauEntries {
    /// What came in and went out in the period: intake from the tickets, transfers and sales from the manifests, losses,
    /// samples and differences from what the ledgers gained between the two books.
    mutating func addGrain() {
        for batch in closing.batches.values {
            let code = batch.code.text
            let before = opening.batches[batch.code]
            func gained(_ isCounted: (Place) -> Bool) -> Grams {
                let now = batch.ledger.reduce(Grams.zero) { isCounted($1.key) ? $0 + $1.value : $0 }
                let then = before?.ledger.reduce(Grams.zero) { isCounted($1.key) ? $0 + $1.value : $0 }
                return now - (then ?? .zero)
            }
            // The class at the gate: a verdict that comes later moves no grain and changes no intake. What a correction
            // adds or takes off counts in the period in which it was made.
            let atGate = batch.history.first?.grainClass ?? .pending
            add(BureauFigure(.intakeGrams, atGate), batch.county, code, -gained { $0 == .paddy })
            add(BureauFigure(.sampledGrams), batch.county, code, gained { $0 == .sample })
            add(BureauFigure(.lossGrams), batch.county, code, gained { $0.kind == "loss" })
            add(BureauFigure(.differenceGrams), batch.county, code, gained { $0 == .difference || $0 == .stocktake })
        }
        for trip in closing.manifests.values where trip.state == .accepted && isIn(trip.closedAt) {
            let received = trip.receivedGrams ?? .zero
            switch trip.purpose {
            case .disposal: continue
            case .sale: add(BureauFigure(.soldGrams), trip.county, trip.code.text, received)
            case .transfer:
                add(BureauFigure(.transferredOutGrams), trip.county, trip.code.text, received)
                let county = trip.receivedAs.flatMap { closing.batches[$0]?.county } ?? ""
                add(BureauFigure(.transferredInGrams), county, trip.code.text, received)
            }
        }
    }

    /// Stock at the beginning and at the end, and by class and kind of place at the end; then the same stock by the
    /// other road, bin by bin, trip by trip, plan by plan: what the two do not agree on is the residual.
    mutating func addStock() {
        for batch in opening.batches.values {
            add(BureauFigure(.openingStockGrams), batch.county, batch.code.text, batch.stock)
        }
        var expected: [Place: Grams] = [:]
        for batch in closing.batches.values {
            add(BureauFigure(.closingStockGrams), batch.county, batch.code.text, batch.stock)
            add(BureauFigure(.stockResidualGrams), batch.county, batch.code.text, size(batch.residual))
            for (subject, kind) in Self.kinds {
                let held = batch.ledger.reduce(Grams.zero) { $1.key.kind == kind ? $0 + $1.value : $0 }
                add(BureauFigure(subject, batch.grainClass), batch.county, batch.code.text, held)
            }
            for (place, grams) in batch.ledger where place.isStock { expected[place, default: .zero] += grams }
        }
        for bin in closing.bins.values {
            compare(expected.removeValue(forKey: .bin(bin.code)), bin.grams, bin.county, bin.code.text)
        }
        for trip in closing.manifests.values {
            let isOpen = ![.accepted, .returned, .voided].contains(trip.state)
            let onRoad = isOpen ? trip.loadedGrams : .zero
            compare(expected.removeValue(forKey: .transit(trip.code)), onRoad, trip.county, trip.code.text)
        }
        compareFacilities(&expected)
        // A place with grain that no register knows: the batch that claims it says so.
        for batch in closing.batches.values {
            for (place, grams) in batch.ledger where expected[place] != nil {
                add(BureauFigure(.stockResidualGrams), batch.county, batch.code.text, size(grams))
            }
        }
    }

    private static let kinds: [(BureauFigure.Subject, String)] = [
        (.stockInBinsGrams, "bin"), (.stockInTransitGrams, "transit"), (.stockAtFacilitiesGrams, "facility"),
    ]

    /// A facility's yard holds the grain of many plans: each plan's own batch says what of it should lie there.
    private mutating func compareFacilities(_ expected: inout [Place: Grams]) {
        for plan in closing.disposals.values {
            let place = Place.facility(plan.facility)
            let held = closing.batches[plan.batch]?.grams(in: place)
            compare(held, plan.receivedGrams - plan.processedGrams, plan.county, plan.code.text)
            if let held { expected[place, default: .zero] -= held }
            if expected[place] == .zero { expected[place] = nil }
        }
    }

    private mutating func compare(_ ledger: Grams?, _ register: Grams, _ county: String, _ code: String) {
        add(BureauFigure(.stockResidualGrams), county, code, size((ledger ?? .zero) - register))
    }

    /// Without its sign, so that one fault cannot hide another.
    private func size(_ grams: Grams) -> Grams { grams < .zero ? -grams : grams }

    /// Opening stock and what came in, less what went out and the closing stock: zero, or the book is wrong.
    mutating func addBalance() {
        for county in counties {
            let came = [.openingStockGrams, .intakeGrams, .transferredInGrams].map { sum($0, county) }
            let went = [
                .transferredOutGrams, .soldGrams, .sampledGrams, .lossGrams, .differenceGrams, .disposedGrams,
                .closingStockGrams,
            ].map { sum($0, county) }
            add(BureauFigure(.balanceResidualGrams), county, county, came.reduce(0, +) - went.reduce(0, +))
        }
    }
}
