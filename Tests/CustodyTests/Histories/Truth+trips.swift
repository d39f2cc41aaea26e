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
            expect(plan?.isCertified == false && plan?.isWithdrawn == false, "left under a certified plan")
            expect((plan?.sent ?? 0) + grams <= plan?.planned ?? 0, "more left than planned")
            if let code = act.disposal { plans[code]?.sent += grams }
        }
        trips[act.manifest] = Trip(
            batch: act.batch, purpose: act.purpose, plan: act.purpose == .disposal ? act.disposal : nil,
            consignee: act.consignee, grams: grams, gross: act.grossGrams.value, tare: act.tareGrams.value, bin: act.bin
        )
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
        trips[act.manifest]?.isAccepted = true
        freezeIfUnexplained(act.manifest, act.grossGrams.value, act.tareGrams.value, act.differenceReason)
    }

    private mutating func freezeIfUnexplained(
        _ manifest: ManifestCode, _ gross: Int64, _ tare: Int64, _ reason: String?
    ) {
        guard let trip = trips[manifest], reason == nil, differs(trip, gross, tare) else { return }
        masses[trip.batch]?.frozenBy.insert(manifest.text)
        if let received = trip.received { masses[received]?.frozenBy.insert(manifest.text) }
        if let plan = trip.plan { plans[plan]?.frozenBy.insert(manifest.text) }
    }

    private mutating func thaw(_ trip: Trip, _ subject: String) {
        masses[trip.batch]?.frozenBy.remove(subject)
        if let received = trip.received { masses[received]?.frozenBy.remove(subject) }
        if let plan = trip.plan { plans[plan]?.frozenBy.remove(subject) }
    }

    mutating func void(_ act: VoidManifest) {
        guard let trip = trips[act.manifest] else { return expect(false, "a trip nobody began was voided") }
        expect(trip.isOpen && !trip.isRefused && !trip.hasArrived, "\(act.manifest) was voided after it had left")
        let bin = act.bin ?? trip.bin
        admit(trip.batch, trip.grams, to: bin, of: masses[trip.batch]?.granary ?? "")
        move(trip.batch, "transit:\(act.manifest)", "bin:\(bin)", trip.grams)
        if let plan = trip.plan { plans[plan]?.sent -= trip.grams }
        trips[act.manifest]?.isOpen = false
    }

    mutating func correct(_ act: CorrectReceipt) {
        guard let trip = trips[act.manifest] else { return expect(false, "corrected the receipt of no trip") }
        let grams = act.grossGrams.value - act.tareGrams.value
        let added = grams - trip.receivedGrams
        expect(trip.isAccepted && grams > 0, "\(act.manifest) had not been received")
        thaw(trip, act.manifest.text)
        switch trip.purpose {
        case .sale: move(trip.batch, "difference", "sold:\(trip.consignee)", added, freely: true)
        case .disposal:
            let yard = "facility:\(trip.consignee)"
            expect((masses[trip.batch]?.places[yard] ?? 0) + added >= 0, "took back what was processed")
            move(trip.batch, "difference", yard, added, freely: true)
            guard let plan = trip.plan else { return expect(false, "a trip to disposal without a plan") }
            expect(plans[plan]?.isCertified == false, "corrected under a certificate")
            plans[plan]?.received += added
            expect(plans[plan].map { $0.used <= $0.received } ?? false, "more was processed than came")
        case .transfer:
            guard let batch = trip.received, let mass = masses[batch] else { return expect(false, "nothing received") }
            let from = "from:\(trip.batch)"
            let bins = mass.places.keys.filter { $0 != from }
            expect(bins.count == 1 && bins.allSatisfy { $0.hasPrefix("bin:") }, "corrected after grain moved")
            expect(mass.samples.isEmpty && mass.frozenBy.isEmpty, "corrected what was drawn from or frozen")
            expect(!masses.values.contains { $0.parents.contains(batch) }, "corrected after grain went on")
            let bin = bins.first ?? ""
            if added > 0 { admit(batch, added, to: BinNumber(String(bin.dropFirst(4))), of: trip.consignee) }
            move(trip.batch, "difference", "into:\(batch)", added, freely: true)
            move(batch, from, bin, added, freely: true)
        }
        trips[act.manifest]?.receivedGrams = grams
        freezeIfUnexplained(act.manifest, act.grossGrams.value, act.tareGrams.value, act.differenceReason)
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
        if let trip = trips[ManifestCode(act.subject)] { thaw(trip, act.subject) }
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
