import Custody
import Rules

extension Truth {
    mutating func followPapers(_ fact: Fact, by actor: Actor) {
        switch fact.act.body {
        case let act as CollectSample:
            specimens[act.sample] = Specimen(parcel: act.parcel, drawnAt: step)
            parcels[act.parcel, default: []].append(act.sample)
        case let act as CorrectSample:
            guard let known = specimens[act.sample], let before = known.parcel else {
                return expect(false, "corrected the field record of no field sample")
            }
            expect(!known.isReceived && !known.isRefused && known.reports.isEmpty, "corrected what a laboratory had")
            parcels[before]?.removeAll { $0 == act.sample }
            parcels[act.parcel, default: []].append(act.sample)
            specimens[act.sample]?.parcel = act.parcel
        case let act as DrawBulkSample: draw(act)
        case let act as ReceiveSample:
            specimens[act.sample]?.isReceived = act.accepted
            specimens[act.sample]?.isRefused = !act.accepted
            expect(act.sealIntact || !act.accepted, "a broken seal was accepted")
        case let act as IssueReport: report(act)
        case let act as ApplyForReinspection:
            if fact.outcome.word == "accepted" {
                disputed[act.reinspection] = act.sample
                specimens[act.sample]?.disputes.append(act.reinspection)
            }
        case let act as ReportReinspection:
            guard let sample = disputed[act.reinspection] else { return expect(false, "reported out of time") }
            specimens[sample]?.disputes.removeAll { $0 == act.reinspection }
            let grainClass = Self.grainClass(act.value, method: act.method)
            expect(grainClass != nil, "a rapid method settled a dispute")
            specimens[sample]?.final = grainClass
            specimens[sample]?.verdict = Self.verdict([grainClass])
        case let act as ProposeRuling: propose(act, by: actor)
        case let act as ConfirmRuling: confirm(act, by: actor)
        case let act as PlanDisposal:
            let own = text(of: act.batch)
            expect(!["A", "pending"].contains(own), "planned for \(own)")
            expect(act.grams.value <= masses[act.batch]?.stock ?? 0, "planned more than there is")
            let isPlanned = plans.values.contains { $0.batch == act.batch && !$0.isCertified && !$0.isWithdrawn }
            expect(!isPlanned, "planned twice")
            plans[act.disposal] = Plan(
                batch: act.batch, facility: act.facility, planned: act.grams.value, useClass: act.useClass)
        case let act as WithdrawDisposal:
            let plan = plans[act.disposal]
            expect(plan?.sent == 0 && plan?.isCertified == false, "withdrew a plan under which grain went")
            expect(plan?.isWithdrawn == false, "withdrew a plan twice")
            plans[act.disposal]?.isWithdrawn = true
        case let act as RecordProcessing: process(act, fact)
        case let act as RetreatOutput:
            expect(plans[act.disposal]?.held[act.number] == true, "retreated what was free")
            plans[act.disposal]?.held[act.number] = false
        case let act as CertifyDisposal: certify(act)
        default: break
        }
    }

    private mutating func draw(_ act: DrawBulkSample) {
        let mass = masses[act.batch]
        let isWhole = act.representedGrams.value >= mass?.stock ?? 0 && mass?.places["bin:\(act.bin)"] == mass?.stock
        specimens[act.sample] = Specimen(batch: act.batch, drawnAt: step, coversWhole: isWhole)
        masses[act.batch]?.samples.append(act.sample)
        move(act.batch, "bin:\(act.bin)", "sample", act.grams.value)
    }

    private mutating func report(_ act: IssueReport) {
        guard let line = act.lines.first, let known = specimens[act.sample] else { return }
        expect(known.isReceived, "reported on what was not received")
        reported[act.report] = act.sample
        if let old = act.supersedes { specimens[act.sample]?.reports[old]?.isSuperseded = true }
        let standing = specimens[act.sample]?.reports.values.filter { !$0.isSuperseded }.map(\.grainClass) ?? []
        let own = Self.grainClass(line.value, method: line.method)
        specimens[act.sample]?.reports[act.report] = Line(grainClass: own)
        // What a re-inspection settled stands in place of what the reports say.
        specimens[act.sample]?.verdict = Self.verdict([own] + (known.final.map { [$0] } ?? standing))
    }

    private mutating func propose(_ act: ProposeRuling, by actor: Actor) {
        guard let code = reported[act.report], let sample = specimens[code], let grainClass = sample.verdict else {
            return expect(false, "a ruling on nothing settled")
        }
        expect(sample.batch == act.batch && sample.coversWhole, "a ruling on a part")
        masses[act.batch]?.rulings.append(
            Judgement(number: act.number, sample: code, grainClass: grainClass, proposedBy: actor.name))
    }

    private mutating func confirm(_ act: ConfirmRuling, by actor: Actor) {
        guard let index = masses[act.batch]?.rulings.firstIndex(where: { $0.number == act.number }),
            var ruling = masses[act.batch]?.rulings.remove(at: index)
        else { return expect(false, "confirmed what nobody proposed") }
        expect(ruling.proposedBy != actor.name && !ruling.isConfirmed, "one officer ruled alone")
        expect(specimens[ruling.sample]?.verdict == ruling.grainClass, "confirmed on another verdict")
        expect(specimens[ruling.sample]?.disputes.isEmpty == true, "confirmed on a result in dispute")
        ruling.isConfirmed = true
        for code in masses[act.batch]?.samples ?? [] { ruling.weighed[code] = specimens[code]?.verdict }
        masses[act.batch]?.rulings.append(ruling)
    }

    private mutating func process(_ act: RecordProcessing, _ fact: Fact) {
        guard let plan = plans[act.disposal] else { return expect(false, "processed without a plan") }
        expect(plan.frozenBy.isEmpty && !plan.isCertified, "processed what is frozen or certified")
        plans[act.disposal]?.used += act.inputGrams.value
        expect(plan.used + act.inputGrams.value <= plan.received, "processed more than came")
        let yard = "facility:\(plan.facility)"
        move(plan.batch, yard, "product", act.productGrams.value)
        move(plan.batch, yard, "residue", act.residueGrams.value)
        move(plan.batch, yard, "process-loss", act.lossGrams.value)
        expect(
            act.productGrams.value + act.residueGrams.value + act.lossGrams.value == act.inputGrams.value,
            "outputs do not sum")
        // Food at 0.2, feed at 1.0 (GB 2762, GB 13078); without a test neither leaves.
        let limit = plan.useClass == 1 ? 0 : 2
        let value = act.outputValues["Cd"].flatMap { Self.grainClass($0, method: "") }
        plans[act.disposal]?.held[act.number] = plan.useClass <= 2 && (value.map { $0 > limit } ?? true)
    }

    private mutating func certify(_ act: CertifyDisposal) {
        guard let plan = plans[act.disposal] else { return expect(false, "certified no plan") }
        expect(plan.used == plan.received && plan.received > 0, "certified with grain in the yard")
        expect(!plan.held.values.contains(true), "certified a product that may not leave")
        expect(!trips.values.contains { $0.plan == act.disposal && $0.isOpen }, "certified with a truck on the road")
        plans[act.disposal]?.isCertified = true
    }
}
