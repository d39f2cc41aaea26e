import Rules

extension Book {
    /// Keys of the batches made from these, and of the bins they lie in, as far as loaded; asked until complete.
    func descent(of codes: [BatchCode]) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = []
        var waiting = codes
        while let code = waiting.popLast() {
            guard keys.insert(.batch(code)).inserted, let batch = batches[code] else { continue }
            for (place, grams) in batch.ledger where place.kind == "bin" && grams != .zero {
                keys.insert(.bin(BinNumber(place.code)))
            }
            for parent in batch.parents.keys { keys.insert(.batch(parent)) }
            for parcel in batch.sources.keys { keys.insert(.parcel(parcel)) }
            waiting += batch.children
        }
        return keys
    }

    /// Settles the class of batches anew after a verdict, and of everything made from them.
    ///
    /// A verdict may turn grain where it lies; no movement does (design.md §2.3).
    mutating func settleClasses(of codes: [BatchCode], at time: Timestamp, because: String) {
        var waiting = codes
        while let code = waiting.popLast() {
            guard var batch = batches[code] else { continue }
            batch.sourceClass = worstSource(of: batch)
            let before = batch.grainClass
            let after = batch.settledClass
            batch.grainClass = after
            batches[code] = batch
            touch(.batch(code))
            guard after != before || batch.history.isEmpty else { continue }
            note(after, on: code, at: time, because: because)
            if after != before { shiftContent(of: code, from: before, to: after) }
            waiting += batch.children
        }
    }

    /// The worst class of a batch's sources; pending outranks all.
    func worstSource(of batch: Batch) -> GrainClass {
        let parcels = batch.sources.keys.map { self.parcels[$0]?.grainClass(in: batch.season) ?? .pending }
        let parents = batch.parents.keys.map { batches[$0]?.grainClass ?? .pending }
        return (parcels + parents).max() ?? .pending
    }

    private mutating func note(_ grainClass: GrainClass, on code: BatchCode, at time: Timestamp, because: String) {
        guard var batch = batches[code] else { return }
        batch.history.append(.init(at: time, grainClass: grainClass, because: because))
        if grainClass.isOverLimit, batch.tag == nil || batch.tag?.closedAt != nil && batch.stock != .zero {
            batch.tag = Batch.Tag(openedAt: batch.tag?.openedAt ?? time, closedAt: nil)
        }
        if grainClass == .a, batch.tag != nil, batch.tag?.closedAt == nil { batch.tag?.closedAt = time }
        batches[code] = batch
    }

    private mutating func shiftContent(of code: BatchCode, from before: GrainClass, to after: GrainClass) {
        guard let batch = batches[code] else { return }
        for (place, grams) in batch.ledger where place.kind == "bin" && grams != .zero {
            let bin = BinNumber(place.code)
            bins[bin]?.content[before.rawValue, default: .zero] -= grams
            bins[bin]?.content[after.rawValue, default: .zero] += grams
            bins[bin]?.dropEmptyClasses()
            touch(.bin(bin))
        }
    }

    /// Closes the tag of a batch of which nothing is left, unless its disposal is still to be certified.
    mutating func closeTagIfGone(_ code: BatchCode, at time: Timestamp) {
        guard let batch = batches[code], batch.tag != nil, batch.tag?.closedAt == nil, batch.stock == .zero else {
            return
        }
        if let plan = batch.disposal, disposals[plan]?.certificate == nil { return }
        batches[code]?.tag?.closedAt = time
        touch(.batch(code))
    }
}
