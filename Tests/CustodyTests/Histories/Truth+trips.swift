import Custody
import Rules

extension Truth {
    mutating func dispatch(_ act: Dispatch, _ fact: Fact) {
        let own = text(of: act.batch)
        let grams = act.grossGrams.value - act.tareGrams.value
        expect(trips[act.manifest] == nil, "a manifest was used twice")
        expect(own != "pending", "pending grain left")
        if own != "A" {
            expect(
                act.papers.contract && act.papers.invoice && act.papers.undertaking && act.papers.report
                    && act.notifiedAt.map { $0 <= fact.occurredAt } ?? false, "over-limit grain left without papers")
        }
        for code in [act.carrier, act.consignee] {
            expect(code != "gone" && code != "lapsed", "\(code) is not licensed")
        }
        switch act.purpose {
        case .sale:
            let tests = (masses[act.batch]?.samples ?? []).compactMap { specimens[$0]?.verdict }
            expect(own == "A" && !tests.isEmpty && act.consignee == "mill", "\(own) was sold, tests \(tests)")
        case .transfer: expect(["G", "H"].contains(act.consignee), "transferred to \(act.consignee)")
        case .disposal:
            let plan = act.disposal.flatMap { plans[$0] }
            expect(own != "A" && plan?.batch == act.batch && plan?.facility == act.consignee, "no plan for the trip")
            expect(plan?.isCertified == false, "left under a certified plan")
            expect((plan?.sent ?? 0) + grams <= plan?.planned ?? 0, "more left than planned")
            if let code = act.disposal { plans[code]?.sent += grams }
        }
        trips[act.manifest] = Trip(
            batch: act.batch, purpose: act.purpose, plan: act.purpose == .disposal ? act.disposal : nil,
            consignee: act.consignee, grams: grams, gross: act.grossGrams.value, tare: act.tareGrams.value)
        move(act.batch, "bin:\(act.bin)", "transit:\(act.manifest)", grams)
    }

    mutating func confirm(_ act: ConfirmManifest) {
        guard let trip = trips[act.manifest] else { return expect(false, "a trip nobody began was confirmed") }
        let grams = act.grossGrams.value - act.tareGrams.value
        expect(trip.isOpen && !trip.isRefused && grams > 0, "\(act.manifest) was not open")
        let transit = "transit:\(act.manifest)"
        switch trip.purpose {
        case .sale:
            let own = text(of: trip.batch)
            expect(own == "A", "\(own) was received as food")
            arrive(trip, transit, "sold:\(trip.consignee)", grams)
        case .disposal:
            arrive(trip, transit, "facility:\(trip.consignee)", grams)
            if let plan = trip.plan { plans[plan]?.received += grams }
        case .transfer:
            let batch = act.batch ?? ""
            expect(masses[batch] == nil, "\(batch) was received twice")
            masses[batch] = Mass(granary: trip.consignee, madeAt: step, sources: [], parents: [trip.batch])
            admit(batch, grams, to: act.bin ?? "", of: trip.consignee)
            arrive(trip, transit, "into:\(batch)", grams)
            move(batch, "from:\(trip.batch)", "bin:\(act.bin ?? "")", grams)
            trips[act.manifest]?.received = batch
        }
        close(act.manifest, grams)
        guard differs(trip, act.grossGrams.value, act.tareGrams.value), act.differenceReason == nil else { return }
        masses[trip.batch]?.frozenBy.insert(act.manifest.text)
        if let received = trips[act.manifest]?.received { masses[received]?.frozenBy.insert(act.manifest.text) }
        if let plan = trip.plan { plans[plan]?.frozenBy.insert(act.manifest.text) }
    }

    mutating func giveBack(_ act: ReturnManifest) {
        guard let trip = trips[act.manifest] else { return expect(false, "a trip nobody began came back") }
        let grams = act.grossGrams.value - act.tareGrams.value
        expect(trip.isOpen && trip.isRefused && grams > 0, "\(act.manifest) was not refused")
        admit(trip.batch, grams, to: act.bin, of: masses[trip.batch]?.granary ?? "")
        arrive(trip, "transit:\(act.manifest)", "bin:\(act.bin)", grams)
        if let plan = trip.plan { plans[plan]?.sent -= trip.grams }
        close(act.manifest, grams)
        if differs(trip, act.grossGrams.value, act.tareGrams.value), act.differenceReason == nil {
            masses[trip.batch]?.frozenBy.insert(act.manifest.text)
        }
    }

    mutating func explain(_ act: ExplainDifference) {
        expect(masses[act.batch]?.frozenBy.contains(act.subject) == true, "explained what was not frozen")
        masses[act.batch]?.frozenBy.remove(act.subject)
        guard let trip = trips[ManifestCode(act.subject)] else { return }
        masses[trip.batch]?.frozenBy.remove(act.subject)
        if let received = trip.received { masses[received]?.frozenBy.remove(act.subject) }
        if let plan = trip.plan { plans[plan]?.frozenBy.remove(act.subject) }
    }

    private mutating func close(_ manifest: ManifestCode, _ grams: Int64) {
        trips[manifest]?.isOpen = false
        trips[manifest]?.receivedGrams = grams
    }

    private mutating func arrive(_ trip: Trip, _ transit: String, _ to: String, _ grams: Int64) {
        move(trip.batch, transit, to, trip.grams)
        move(trip.batch, to, "difference", trip.grams - grams, freely: true)
    }

    /// Both scales read 10 g: one limit of error up to 500 intervals, two up to 2,000, three beyond; root of squares.
    func differs(_ trip: Trip, _ gross: Int64, _ tare: Int64) -> Bool {
        func limit(_ load: Int64) -> Int64 { load <= 5_000 ? 10 : load <= 20_000 ? 20 : 30 }
        let squares = [trip.gross, trip.tare, gross, tare].reduce(0) { $0 + limit($1) * limit($1) }
        let difference = (gross - tare) - trip.grams
        return difference * difference > squares
    }
}
