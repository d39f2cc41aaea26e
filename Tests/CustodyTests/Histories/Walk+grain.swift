import Custody
import Rules

extension Walk {
    /// A batch, a bin and what lies there: mostly something, rarely anything.
    mutating func holding() -> (batch: BatchCode, bin: BinNumber, grams: Int64) {
        for _ in 0..<6 {
            guard let code = late(batches), let batch = book.batches[code] else { break }
            let lying = batch.ledger.filter { $0.key.kind == "bin" && $0.value > .zero }.sorted {
                $0.key.code < $1.key.code
            }
            guard let place = random.one(of: lying) else { continue }
            if random.once(in: 30) { return (code, anyBin(), place.value.value) }
            return (code, BinNumber(place.key.code), place.value.value)
        }
        return (batches.first ?? "none", anyBin(), 1_000)
    }

    mutating func anyBin() -> BinNumber { random.one(of: Self.bins)?.code ?? "G-wait" }

    /// A bin where the batch may lie by its class, mostly; rarely any.
    mutating func fitting(_ batch: BatchCode, of granary: OrganizationCode? = nil) -> BinNumber {
        let owner = granary ?? book.batches[batch]?.granary ?? "G"
        return fitting(book.batches[batch]?.grainClass ?? .pending, of: owner)
    }

    mutating func fitting(_ grainClass: GrainClass, of owner: OrganizationCode) -> BinNumber {
        if random.once(in: 6) { return anyBin() }
        let use: Bin.Use = grainClass == .a ? .ordinary : grainClass == .pending ? .quarantine : .segregated
        let kin = Self.bins.filter { $0.granary == owner && $0.use == use }.map(\.code)
        let clean = kin.filter { book.bins[$0]?.content.keys.allSatisfy { $0 == grainClass.rawValue } == true }
        if use != .ordinary, clean.isEmpty { return BinNumber("\(owner)-wait") }
        return random.one(of: clean.isEmpty ? kin : clean) ?? anyBin()
    }

    /// Part of a mass, often all, rarely more.
    mutating func part(of grams: Int64) -> Grams {
        if random.once(in: 20) { return Grams(grams + 1) }
        return Grams(random.once(in: 3) ? grams : random.number(1...max(grams, 1)))
    }

    mutating func take() -> TakeIn {
        let granary: OrganizationCode = random.once(in: 4) ? "H" : "G"
        let net = random.number(1_000...60_000)
        var sources: [ParcelNumber: Grams] = [:]
        let first = late(parcels) ?? "none"
        sources[first] = Grams(net)
        if random.once(in: 3), let second = late(parcels), second != first {
            sources[first] = Grams(net / 3)
            sources[second] = Grams(net - net / 3)
        }
        let worst = sources.keys.map { book.parcels[$0]?.grainClass(in: "2025-late") ?? .pending }.max() ?? .pending
        return TakeIn(
            ticket: "T", granary: granary, scale: ScaleNumber("scale-\(granary)"), plate: "",
            grossGrams: Grams(net + 5_000),
            tareGrams: Grams(5_000), netGrams: Grams(net), moisture: "", impurity: "", adjustmentGrams: .zero,
            sources: sources, bin: fitting(worst, of: granary), batch: BatchCode(code("B")), enteredAt: nil)
    }

    /// A holding that a verdict turned where it may not lie: it has to go before anything else comes.
    private mutating func misplaced() -> (batch: BatchCode, bin: BinNumber, grams: Int64)? {
        let wrong = Self.bins.map(\.code).filter { code in
            guard let bin = book.bins[code] else { return false }
            switch bin.use {
            case .ordinary: return bin.content.keys.contains { $0 != "A" }
            case .segregated: return bin.content.count > 1 || bin.content.keys.contains { $0 == "A" || $0 == "pending" }
            case .quarantine: return bin.content.keys.contains { $0 != "pending" }
            }
        }
        guard let bin = random.one(of: wrong), let use = book.bins[bin]?.use else { return nil }
        let lying = batches.suffix(100).filter { code in
            guard let batch = book.batches[code], batch.grams(in: .bin(bin)) > .zero else { return false }
            return batch.frozenBy.isEmpty
                && (use == .segregated || batch.grainClass != (use == .ordinary ? .a : .pending))
        }
        return random.one(of: lying).map { ($0, bin, book.batches[$0]?.grams(in: .bin(bin)).value ?? 1) }
    }

    mutating func move() -> MoveBatch {
        if !random.once(in: 4), let wrong = misplaced() {
            return MoveBatch(
                operation: "", batch: wrong.batch, from: wrong.bin, to: fitting(wrong.batch), grams: Grams(wrong.grams),
                reason: "verdict")
        }
        let held = holding()
        return MoveBatch(
            operation: "", batch: held.batch, from: held.bin, to: fitting(held.batch), grams: part(of: held.grams),
            reason: "")
    }

    mutating func merge() -> MergeBatches {
        var first = holding()
        for _ in 0..<8 where book.batches[first.batch]?.grainClass == .pending { first = holding() }
        let kin = batches.suffix(80).filter { code in
            book.batches[code]?.granary == book.batches[first.batch]?.granary
                && book.batches[code]?.grainClass == book.batches[first.batch]?.grainClass && code != first.batch
                && book.batches[code]?.frozenBy.isEmpty == true && (book.batches[code]?.inBins ?? .zero) > .zero
        }
        var inputs = [MergeBatches.Input(batch: first.batch, bin: first.bin, grams: part(of: first.grams))]
        for _ in 0..<2 {
            var other = holding()
            if !random.once(in: 5), let code = random.one(of: Array(kin)), let place = place(of: code) {
                other = (code, BinNumber(place.key.code), place.value.value)
            }
            guard !inputs.contains(where: { $0.batch == other.batch && $0.bin == other.bin }) else { continue }
            inputs.append(.init(batch: other.batch, bin: other.bin, grams: part(of: other.grams)))
        }
        let worst = inputs.compactMap { book.batches[$0.batch]?.grainClass }.max() ?? .pending
        let bin = fitting(worst, of: book.batches[first.batch]?.granary ?? "G")
        return MergeBatches(operation: "", inputs: inputs, batch: BatchCode(code("B")), bin: bin, reason: "")
    }

    mutating func split() -> SplitBatch {
        let held = holding()
        return SplitBatch(
            operation: "", batch: held.batch, bin: held.bin, grams: part(of: held.grams),
            newBatch: BatchCode(code("B")),
            newBin: random.once(in: 2) ? held.bin : fitting(held.batch), reason: "")
    }

    mutating func reduce() -> ReduceBatch {
        let held = holding()
        let kind = random.one(of: LossKind.allCases) ?? .natural
        let after = random.once(in: 10) ? held.grams + 1 : held.grams - random.number(0...(held.grams / 500))
        return ReduceBatch(
            operation: "", batch: held.batch, bin: held.bin, kind: kind, beforeGrams: Grams(held.grams),
            afterGrams: Grams(after), reason: "")
    }

    mutating func count() -> TakeStock {
        let held = holding()
        let found = [held.grams, held.grams - held.grams / 2_000, held.grams - held.grams / 100, held.grams + 3, 0]
        let operation = random.once(in: 12) ? trip().text : code("Z")
        return TakeStock(
            operation: operation, batch: held.batch, bin: held.bin, bookGrams: Grams(held.grams),
            countedGrams: Grams(random.one(of: found) ?? 0))
    }

    mutating func correct() -> CorrectIntake {
        let untouched = batches.suffix(12).filter {
            book.batches[$0]?.origin == "intake" && book.batches[$0]?.children.isEmpty == true
        }
        let code = random.once(in: 5) ? holding().batch : random.one(of: untouched) ?? holding().batch
        let batch = book.batches[code]
        let bin = batch?.ledger.keys.filter { $0.kind == "bin" }.map(\.code).min().map { BinNumber($0) } ?? anyBin()
        let net = max(1, (batch?.grams(in: .bin(bin)).value ?? 1_000) + random.number(-200...200))
        let parcel = random.once(in: 2) ? batch?.sources.keys.min() ?? "none" : late(parcels) ?? "none"
        return CorrectIntake(
            batch: code, bin: bin, grossGrams: Grams(net + 5_000), tareGrams: Grams(5_000),
            sources: [parcel: Grams(net)], reason: random.once(in: 12) ? "" : "typing error")
    }
}
