public import Rules

/// Corrects the weights or the sources of an intake while its grain still lies where it was put (design.md §2.1): the
/// old record stays, this one names it.
public struct CorrectIntake: ActBody {
    public static let name = "intake-corrected"
    public static let roles: Set<Actor.Role> = [.granary]
    /// Batch of the ticket.
    public let batch: BatchCode
    /// Its bin.
    public let bin: BinNumber
    /// Gross, in grams, as it should have been.
    public let grossGrams: Grams
    /// Tare, in grams, as it should have been.
    public let tareGrams: Grams
    /// Grams by source parcel; sums to gross less tare.
    public let sources: [ParcelNumber: Grams]
    /// Reason.
    public let reason: String

    /// The act.
    public init(
        batch: BatchCode, bin: BinNumber, grossGrams: Grams, tareGrams: Grams, sources: [ParcelNumber: Grams],
        reason: String
    ) {
        self.batch = batch
        self.bin = bin
        self.grossGrams = grossGrams
        self.tareGrams = tareGrams
        self.sources = sources
        self.reason = reason
    }

    var netGrams: Grams { grossGrams - tareGrams }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.batch(batch), .bin(bin)]
        for parcel in sources.keys { keys.insert(.parcel(parcel)) }
        for parcel in book.batches[batch]?.sources.keys ?? [:].keys { keys.insert(.parcel(parcel)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }
    public func corrects(in book: Book) -> String? { book.batches[batch]?.record }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let held = book.batches[batch] else { throw Refusal(.batchUnknown, batch.text) }
        guard !reason.isEmpty else { throw Refusal(.reasonMissing, "reason") }
        guard held.isUntouched(in: bin) else { throw Refusal(.batchMovedOn, batch.text) }
        guard netGrams > .zero, sources.values.allSatisfy({ $0 > .zero }) else {
            throw Refusal(.massNotPositive, "netGrams")
        }
        guard sources.values.reduce(.zero, +) == netGrams else { throw Refusal(.sourcesDoNotSumToNet, batch.text) }
        try book.checkParcels(sources.keys)
        // Else a granary could rename its way out of a verdict: a better class takes a test of the whole mass.
        guard
            book.sourceStanding(of: held, from: sources.keys) >= book.sourceStanding(of: held, from: held.sources.keys)
        else { throw Refusal(.correctionBettersClass, batch.text) }
        guard let bin = book.bins[bin] else { throw Refusal(.binUnknown, bin.text) }
        // The grain lies where it lies, whatever the corrected sources make of it; only capacity can forbid more.
        guard bin.grams - held.grams(in: .bin(bin.code)) + netGrams <= bin.capacityGrams else {
            throw Refusal(.binCapacityExceeded, bin.code.text)
        }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let held = book.batches[batch] else { return }
        let added = netGrams - held.grams(in: .bin(bin))
        for parcel in held.sources.keys where sources[parcel] == nil {
            book.parcels[parcel]?.batches[held.season]?.removeAll { $0 == batch }
            book.touch(.parcel(parcel))
        }
        for parcel in sources.keys where held.sources[parcel] == nil {
            book.parcels[parcel]?.batches[held.season, default: []].append(batch)
            book.touch(.parcel(parcel))
        }
        book.batches[batch]?.sources = sources
        book.batches[batch]?.record = book.record
        book.touch(.batch(batch))
        book.post([Leg(batch, .paddy, -added), Leg(batch, .bin(bin), added)])
        book.settleClasses(of: [batch], at: at, because: reason)
    }
}

extension Batch {
    /// True while all grain of an intake still lies in one bin: nothing was drawn, moved, split, merged or lost.
    public func isUntouched(in bin: BinNumber) -> Bool {
        origin == "intake" && children.isEmpty && disposal == nil && frozenBy.isEmpty
            && ledger.filter { $0.value != .zero }.keys.allSatisfy { $0 == .paddy || $0 == .bin(bin) }
            && grams(in: .bin(bin)) > .zero
    }
}

extension Book {
    /// Sources have to be registered parcels that may grow food (domain.md §5).
    func checkParcels(_ codes: some Sequence<ParcelNumber>) throws(Refusal) {
        for code in codes.sorted() {
            guard let parcel = parcels[code] else { throw Refusal(.parcelUnknown, code.text) }
            guard parcel.farmlandClass.allowsFoodCrops else { throw Refusal(.parcelIsStrictlyControlled, code.text) }
        }
    }
}
