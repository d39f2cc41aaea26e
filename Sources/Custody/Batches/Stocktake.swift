public import Rules

/// Counts what really lies in a bin of a batch 盘点: the difference goes to a place of its own, and what is missing or on
/// top beyond the natural loss freezes the batch until it is explained (domain.md §7, design.md §2.4).
public struct TakeStock: ActBody {
    public static let name = "stock-taken"
    public static let roles: Set<Actor.Role> = [.granary, .officer]
    /// Number of the stocktake.
    public let operation: String
    /// Batch.
    public let batch: BatchCode
    /// Bin.
    public let bin: BinNumber
    /// Grams by the book before the count; a count against another figure is refused.
    public let bookGrams: Grams
    /// Grams counted.
    public let countedGrams: Grams

    /// The act.
    public init(operation: String, batch: BatchCode, bin: BinNumber, bookGrams: Grams, countedGrams: Grams) {
        self.operation = operation
        self.batch = batch
        self.bin = bin
        self.bookGrams = bookGrams
        self.countedGrams = countedGrams
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        [.batch(batch), .bin(bin), .manifest(ManifestCode(operation))]
    }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard countedGrams >= .zero else { throw Refusal(.massNotPositive, "countedGrams") }
        // A freeze is lifted by the number that laid it: a stocktake may not bear the number of a trip.
        guard book.manifests[ManifestCode(operation)] == nil else { throw Refusal(.codeTaken, operation) }
        let held = try book.holding(of: batch, in: bin, atLeast: bookGrams, circumstances)
        guard held.grams(in: .bin(bin)) == bookGrams else { throw Refusal(.holdingTooSmall, "bookGrams") }
        guard let bin = book.bins[bin], bin.grams - bookGrams + countedGrams <= bin.capacityGrams else {
            throw Refusal(.binCapacityExceeded, bin.text)
        }
        var outcome = Outcome()
        let gain = countedGrams - bookGrams
        if gain > .zero { outcome.findings.append(Finding(.stocktakeGain, batch.text, "\(gain.value) g")) }
        if gain < .zero,
            let excess = held.naturalLossExcess(of: -gain, from: bookGrams, on: circumstances.occurredAt.chinaDate)
        {
            outcome.findings.append(Finding(.stocktakeShortage, batch.text, excess))
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        let gain = countedGrams - bookGrams
        book.post([Leg(batch, .bin(bin), gain), Leg(batch, .stocktake, -gain)])
        if !outcome.findings.isEmpty { book.freeze(batch, by: operation) }
        book.closeTagIfGone(batch, at: at)
    }
}

extension Batch {
    /// What natural loss cannot explain of a loss in one bin, in words: `101 g > 100 g`; `nil` when it can.
    ///
    /// The allowance is one for the whole time in store (domain.md §7: not added per year), so that losses booked
    /// before count too: a loss is not made small by booking it in parts.
    func naturalLossExcess(of loss: Grams, from before: Grams, on day: CivilDate) -> String? {
        func allowance(_ mass: Grams) -> Grams {
            NaturalLoss.allowance(of: mass, storedFrom: createdAt.chinaDate, until: day)
        }
        let earlier = grams(in: .loss(.natural)) + max(grams(in: .stocktake), .zero)
        if loss > allowance(before) { return "\(loss.value) g > \(allowance(before).value) g" }
        let all = loss + earlier
        let allowed = allowance(inBins + earlier)
        return all > allowed ? "\(all.value) g > \(allowed.value) g" : nil
    }
}
