import Rules

extension Book {
    /// Keys of the batches made from these, and of the bins they lie in, as far as loaded; asked until complete.
    func descent(of codes: [BatchCode]) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = []
        var visited: Set<BatchCode> = []
        var waiting = codes
        while let code = waiting.popLast() {
            // Not by its key: that may be there already as the parent of another, whose children are not its own.
            guard visited.insert(code).inserted else { continue }
            keys.insert(.batch(code))
            guard let batch = batches[code] else { continue }
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
            let known = (batch.sourceClass, batch.sourceFloor, batch.grainClass)
            let standing = sourceStanding(of: batch, from: batch.sources.keys)
            batch.sourceClass = standing.grainClass
            batch.sourceFloor = standing.floor
            batch.grainClass = batch.settledClass()
            batches[code] = batch
            touch(.batch(code))
            if batch.grainClass != known.2 || batch.history.isEmpty {
                note(batch.grainClass, on: code, at: time, because: because)
            }
            if batch.grainClass != known.2 { shiftContent(of: code, from: known.2, to: batch.grainClass) }
            // What was made of it may change though it does not itself: by a test that stands for a part of it only.
            guard codes.contains(code) || known != (batch.sourceClass, batch.sourceFloor, batch.grainClass) else {
                continue
            }
            waiting += batch.children
        }
    }

    /// What the sources of a batch make of it: the worst class, pending outranking all, and the worst that is known.
    func sourceStanding(of batch: Batch, from sources: some Sequence<ParcelNumber>) -> SourceStanding {
        let parcels = sources.map { self.parcels[$0] }
        let parents = batch.parents.keys.map { batches[$0] }
        let classes =
            parcels.map { $0?.grainClass(in: batch.season) ?? .pending }
            + parents.map { $0?.settledClass(for: batch.code) ?? .pending }
        let known =
            parcels.compactMap { $0?.judged?[batch.season] } + parents.compactMap { $0?.knownClass(for: batch.code) }
        let grainClass = classes.max() ?? .pending
        return SourceStanding(grainClass: grainClass, floor: grainClass == .pending ? known.max() : nil)
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

    /// Closes the tag of a batch of which nothing is left, unless it has a plan that is still to be certified.
    mutating func closeTagIfGone(_ code: BatchCode, at time: Timestamp) {
        guard let batch = batches[code], batch.tag != nil, batch.tag?.closedAt == nil, batch.stock == .zero,
            batch.disposal == nil
        else {
            return
        }
        batches[code]?.tag?.closedAt = time
        touch(.batch(code))
    }
}

/// What the sources of a batch make of it.
struct SourceStanding: Hashable, Comparable {
    /// The worst class; pending outranks all.
    let grainClass: GrainClass
    /// The worst that is known while it is pending.
    let floor: GrainClass?

    /// By class, then by what is known.
    static func < (left: Self, right: Self) -> Bool {
        (left.grainClass, left.floor ?? .a) < (right.grainClass, right.floor ?? .a)
    }
}
