import Custody
import Rules

extension Truth {
    /// Follows an accepted act, and complains where it should not have been accepted.
    mutating func follow(_ fact: Fact, by actor: Actor) {
        step += 1
        defer { if Self.turnsGrain(fact.act.body) { forgetAnswers() } }
        switch fact.act.body {
        case let act as RegisterBin:
            stores[act.code] = Store(granary: act.granary, use: act.use, capacity: act.capacityGrams.value)
        case let act as TakeIn: take(act)
        case let act as MoveBatch:
            admit(act.batch, act.grams.value, to: act.to, of: masses[act.batch]?.granary ?? "")
            move(act.batch, "bin:\(act.from)", "bin:\(act.to)", act.grams.value)
        case let act as MergeBatches: merge(act)
        case let act as SplitBatch: split(act)
        case let act as ReduceBatch:
            expect(masses[act.batch]?.places["bin:\(act.bin)"] == act.beforeGrams.value, "loss against another figure")
            move(act.batch, "bin:\(act.bin)", "loss:\(act.kind.rawValue)", act.beforeGrams.value - act.afterGrams.value)
        case let act as TakeStock: count(act, fact)
        case let act as CorrectIntake: correct(act)
        case let act as Dispatch: dispatch(act, fact)
        case let act as RecordArrival: trips[act.manifest]?.hasArrived = true
        case let act as VoidManifest: void(act)
        case let act as CorrectReceipt: correct(act)
        case let act as ConfirmManifest: confirm(act)
        case let act as RefuseManifest:
            expect(trips[act.manifest]?.isOpen == true, "a closed trip was refused")
            trips[act.manifest]?.isRefused = true
        case let act as ReturnManifest: giveBack(act)
        case let act as ExplainDifference: explain(act)
        default: followPapers(fact, by: actor)
        }
    }

    /// True for acts that may change what is known of grain.
    private static func turnsGrain(_ body: any ActBody) -> Bool {
        body is CollectSample || body is CorrectSample || body is ReceiveSample || body is IssueReport
            || body is ReportReinspection
            || body is ConfirmRuling || body is CorrectIntake
    }

    private mutating func take(_ act: TakeIn) {
        masses[act.batch] = Mass(
            granary: act.granary, madeAt: step, sources: act.sources.keys.sorted(), parents: [])
        admit(act.batch, act.netGrams.value, to: act.bin, of: act.granary)
        expect(act.sources.values.reduce(0) { $0 + $1.value } == act.netGrams.value, "sources do not sum")
        move(act.batch, "paddy", "bin:\(act.bin)", act.netGrams.value)
    }

    private mutating func merge(_ act: MergeBatches) {
        let granary = masses[act.inputs.first?.batch ?? ""]?.granary ?? ""
        let classes = Set(act.inputs.map { text(of: $0.batch) })
        expect(!classes.contains("pending") && (classes == ["A"] || !classes.contains("A")), "merged \(classes)")
        masses[act.batch] = Mass(
            granary: granary, madeAt: step, sources: [], parents: Set(act.inputs.map(\.batch)).sorted())
        let incoming = act.inputs.filter { $0.bin != act.bin }.reduce(0) { $0 + $1.grams.value }
        admit(act.batch, incoming, to: act.bin, of: granary)
        for input in act.inputs {
            expect(masses[input.batch]?.granary == granary, "merged across granaries")
            move(input.batch, "bin:\(input.bin)", "into:\(act.batch)", input.grams.value)
            move(act.batch, "from:\(input.batch)", "bin:\(act.bin)", input.grams.value)
        }
    }

    private mutating func split(_ act: SplitBatch) {
        let granary = masses[act.batch]?.granary ?? ""
        masses[act.newBatch] = Mass(granary: granary, madeAt: step, sources: [], parents: [act.batch])
        admit(act.newBatch, act.bin == act.newBin ? 0 : act.grams.value, to: act.newBin, of: granary)
        move(act.batch, "bin:\(act.bin)", "into:\(act.newBatch)", act.grams.value)
        move(act.newBatch, "from:\(act.batch)", "bin:\(act.newBin)", act.grams.value)
    }

    private mutating func count(_ act: TakeStock, _ fact: Fact) {
        let before = masses[act.batch]?.places["bin:\(act.bin)"] ?? 0
        let counted = act.countedGrams.value
        expect(before == act.bookGrams.value, "counted against another figure")
        let lying = content(of: act.bin).reduce(0) { $0 + $1.grams }
        expect(lying - before + counted <= stores[act.bin]?.capacity ?? 0, "counted more than the bin holds")
        let places = masses[act.batch]?.places ?? [:]
        let lost = (places["loss:natural"] ?? 0) + max(places["stocktake"] ?? 0, 0)
        let inBins = places.filter { $0.key.hasPrefix("bin:") }.values.reduce(0, +)
        let missing = before - counted
        move(act.batch, "bin:\(act.bin)", "stocktake", missing, freely: missing < 0)
        // Within six months a thousandth may be lost, of what lay there and of all that was ever lost.
        let isTooMuch = missing * 1_000 > before || (missing + lost) * 1_000 > inBins + lost
        if missing < 0 || missing > 0 && isTooMuch { masses[act.batch]?.frozenBy.insert(act.operation) }
    }

    private mutating func correct(_ act: CorrectIntake) {
        guard let mass = masses[act.batch] else { return expect(false, "corrected what is not known") }
        let before = text(of: act.batch)
        let place = "bin:\(act.bin)"
        let net = act.grossGrams.value - act.tareGrams.value
        let held = mass.places[place] ?? 0
        expect(Set(mass.places.keys) == ["paddy", place] && mass.samples.isEmpty, "corrected after grain moved")
        let lying = content(of: act.bin).reduce(0) { $0 + $1.grams }
        expect(lying - held + net <= stores[act.bin]?.capacity ?? 0, "\(act.bin) overflows by a correction")
        masses[act.batch]?.sources = act.sources.keys.sorted()
        move(act.batch, "paddy", place, net - held, freely: true)
        forgetAnswers()
        let after = text(of: act.batch)
        let rank = ["A", "B", "C", "D", "pending"]
        let isBettered = rank.firstIndex(of: after) ?? 0 < rank.firstIndex(of: before) ?? 0
        expect(!isBettered, "a correction bettered \(before) to \(after)")
    }
}
