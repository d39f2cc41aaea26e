public import Rules

/// Moves grain of a batch from one bin of a granary to another.
public struct MoveBatch: ActBody {
    public static let name = "batch-moved"
    public static let roles: Set<Actor.Role> = [.granary]
    /// Operation number.
    public let operation: String
    /// Batch.
    public let batch: BatchCode
    /// From.
    public let from: BinNumber
    /// To.
    public let to: BinNumber
    /// Grams moved.
    public let grams: Grams
    /// Reason.
    public let reason: String

    /// The act.
    public init(operation: String, batch: BatchCode, from: BinNumber, to: BinNumber, grams: Grams, reason: String) {
        self.operation = operation
        self.batch = batch
        self.from = from
        self.to = to
        self.grams = grams
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.batch(batch), .bin(from), .bin(to)] }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        let held = try book.holding(of: batch, in: from, atLeast: grams, circumstances)
        guard from != to else { throw Refusal(.codeTaken, to.text) }
        try book.admit(held.grainClass, grams, to: to, of: held.granary)
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.post([Leg(batch, .bin(from), -grams), Leg(batch, .bin(to), grams)])
    }
}

/// Merges holdings into a new batch, which takes the worst class (design.md §2.3).
public struct MergeBatches: ActBody {
    public static let name = "batches-merged"
    public static let roles: Set<Actor.Role> = [.granary]
    /// One holding that goes in.
    public struct Input: Hashable, Sendable, Codable {
        /// Batch.
        public let batch: BatchCode
        /// Bin.
        public let bin: BinNumber
        /// Grams.
        public let grams: Grams
        /// An input.
        public init(batch: BatchCode, bin: BinNumber, grams: Grams) {
            self.batch = batch
            self.bin = bin
            self.grams = grams
        }
    }
    /// Operation number.
    public let operation: String
    /// Holdings.
    public let inputs: [Input]
    /// The new batch.
    public let batch: BatchCode
    /// Its bin.
    public let bin: BinNumber
    /// Reason.
    public let reason: String

    /// The act.
    public init(operation: String, inputs: [Input], batch: BatchCode, bin: BinNumber, reason: String) {
        self.operation = operation
        self.inputs = inputs
        self.batch = batch
        self.bin = bin
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.batch(batch), .bin(bin)]
        for input in inputs {
            keys.formUnion([.batch(input.batch), .bin(input.bin)])
            if let plan = book.batches[input.batch]?.disposal { keys.insert(.disposal(plan)) }
        }
        return keys
    }

    public func owner(in book: Book) -> OrganizationCode? {
        inputs.first.flatMap { book.batches[$0.batch]?.granary }
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard Set(inputs.map { "\($0.batch) \($0.bin)" }).count == inputs.count, inputs.count > 1 else {
            throw Refusal(.nothingToMerge, operation)
        }
        guard book.batches[batch] == nil else { throw Refusal(.codeTaken, batch.text) }
        var classes: [GrainClass] = []
        var granary: OrganizationCode?
        var seasons: Set<String> = []
        for input in inputs {
            let held = try book.holding(of: input.batch, in: input.bin, atLeast: input.grams, circumstances)
            guard granary == nil || granary == held.granary else { throw Refusal(.binOfAnotherGranary, input.bin.text) }
            granary = held.granary
            classes.append(held.grainClass)
            seasons.insert(held.season)
        }
        if classes.contains(.pending) {
            guard classes.allSatisfy({ $0 == .pending }) else { throw Refusal(.mixesPendingWithJudged, operation) }
            throw Refusal(.quarantineHoldsBatchesApart, operation)
        }
        guard !classes.contains(.a) || classes.allSatisfy({ $0 == .a }) else {
            throw Refusal(.mixesOverLimitWithCompliant, operation)
        }
        guard let worst = classes.max(), let granary else { throw Refusal(.nothingToMerge, operation) }
        let incoming = inputs.filter { $0.bin != bin }.reduce(Grams.zero) { $0 + $1.grams }
        try book.admit(worst, incoming, to: bin, of: granary)
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let first = inputs.first.flatMap({ book.batches[$0.batch] }) else { return }
        var parents: [BatchCode: Grams] = [:]
        for input in inputs { parents[input.batch, default: .zero] += input.grams }
        let season = parents.keys.compactMap { book.batches[$0]?.season }.max() ?? first.season
        book.open(
            Batch(
                code: batch, granary: first.granary, county: first.county, createdAt: at, origin: "merge",
                season: season, sources: [:], parents: parents), because: operation)
        book.post(
            inputs.flatMap {
                [
                    Leg($0.batch, .bin($0.bin), -$0.grams), Leg($0.batch, .into(batch), $0.grams),
                    Leg(batch, .from($0.batch), -$0.grams), Leg(batch, .bin(bin), $0.grams),
                ]
            })
        for parent in parents.keys { book.closeTagIfGone(parent, at: at) }
    }
}

/// Splits grams off a batch into a new batch of the same class.
public struct SplitBatch: ActBody {
    public static let name = "batch-split"
    public static let roles: Set<Actor.Role> = [.granary]
    /// Operation number.
    public let operation: String
    /// Batch.
    public let batch: BatchCode
    /// Its bin.
    public let bin: BinNumber
    /// Grams split off.
    public let grams: Grams
    /// The new batch.
    public let newBatch: BatchCode
    /// Its bin.
    public let newBin: BinNumber
    /// Reason.
    public let reason: String

    /// The act.
    public init(
        operation: String, batch: BatchCode, bin: BinNumber, grams: Grams, newBatch: BatchCode, newBin: BinNumber,
        reason: String
    ) {
        self.operation = operation
        self.batch = batch
        self.bin = bin
        self.grams = grams
        self.newBatch = newBatch
        self.newBin = newBin
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        [.batch(batch), .bin(bin), .batch(newBatch), .bin(newBin)]
    }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        let held = try book.holding(of: batch, in: bin, atLeast: grams, circumstances)
        guard book.batches[newBatch] == nil else { throw Refusal(.codeTaken, newBatch.text) }
        // In place it brings nothing in, and needs no room; but no new batch is made where its class may not lie.
        try book.admit(held.grainClass, bin == newBin ? .zero : grams, to: newBin, of: held.granary)
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let parent = book.batches[batch] else { return }
        book.open(
            Batch(
                code: newBatch, granary: parent.granary, county: parent.county, createdAt: at, origin: "split",
                season: parent.season, sources: [:], parents: [batch: grams]), because: operation)
        book.post([
            Leg(batch, .bin(bin), -grams), Leg(batch, .into(newBatch), grams),
            Leg(newBatch, .from(batch), -grams), Leg(newBatch, .bin(newBin), grams),
        ])
        book.closeTagIfGone(batch, at: at)
    }
}

/// Books what drying, cleaning or natural loss took off a batch, by its loss slip (domain.md §6).
public struct ReduceBatch: ActBody {
    public static let name = "batch-reduced"
    public static let roles: Set<Actor.Role> = [.granary]
    /// Operation number.
    public let operation: String
    /// Batch.
    public let batch: BatchCode
    /// Bin.
    public let bin: BinNumber
    /// Kind of loss.
    public let kind: LossKind
    /// Grams before.
    public let beforeGrams: Grams
    /// Grams after.
    public let afterGrams: Grams
    /// Reason.
    public let reason: String

    /// The act.
    public init(
        operation: String, batch: BatchCode, bin: BinNumber, kind: LossKind, beforeGrams: Grams, afterGrams: Grams,
        reason: String
    ) {
        self.operation = operation
        self.batch = batch
        self.bin = bin
        self.kind = kind
        self.beforeGrams = beforeGrams
        self.afterGrams = afterGrams
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.batch(batch), .bin(bin)] }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard afterGrams >= .zero else { throw Refusal(.massNotPositive, "afterGrams") }
        let held = try book.holding(of: batch, in: bin, atLeast: beforeGrams, circumstances)
        guard held.grams(in: .bin(bin)) == beforeGrams else { throw Refusal(.holdingTooSmall, "beforeGrams") }
        guard afterGrams <= beforeGrams else { throw Refusal(.lossIsNegative, "afterGrams") }
        var outcome = Outcome()
        if kind == .natural,
            let excess = held.naturalLossExcess(
                of: beforeGrams - afterGrams, from: beforeGrams, on: circumstances.occurredAt.chinaDate)
        {
            outcome.findings.append(Finding(.naturalLossAboveAllowance, batch.text, excess))
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        let loss = beforeGrams - afterGrams
        book.post([Leg(batch, .bin(bin), -loss), Leg(batch, .loss(kind), loss)])
        book.closeTagIfGone(batch, at: at)
    }
}

extension Book {
    /// The batch, provided it has that much grain in the bin and existed at the time.
    func holding(of code: BatchCode, in bin: BinNumber, atLeast grams: Grams, _ circumstances: Circumstances)
        throws(Refusal) -> Batch
    {
        guard let batch = batches[code] else { throw Refusal(.batchUnknown, code.text) }
        guard bins[bin] != nil else { throw Refusal(.binUnknown, bin.text) }
        guard grams > .zero else { throw Refusal(.massNotPositive, "grams") }
        guard circumstances.occurredAt >= batch.createdAt else { throw Refusal(.occurredBeforeBatch, code.text) }
        guard batch.frozenBy.isEmpty else { throw Refusal(.batchIsFrozen, batch.frozenBy.joined(separator: " ")) }
        guard batch.grams(in: .bin(bin)) >= grams else { throw Refusal(.holdingTooSmall, code.text) }
        return batch
    }

    /// Lets grain into a bin of a granary, or says what forbids it.
    func admit(_ grainClass: GrainClass, _ grams: Grams, to code: BinNumber, of granary: OrganizationCode)
        throws(Refusal)
    {
        guard let bin = bins[code] else { throw Refusal(.binUnknown, code.text) }
        guard bin.granary == granary else { throw Refusal(.binOfAnotherGranary, code.text) }
        if let reason = bin.objection(to: grainClass, adding: grams) { throw Refusal(reason, code.text) }
    }
}
