public import Rules

/// Where the grain of some parcels is now, or where it went: every gram of it in exactly one place.
///
/// Grain of a batch counts as mixed: what leaves it, and what is left, carries the recalled grain in the batch's own proportion.
/// Whole grams throughout; what a division leaves over goes to the largest remainders, so that nothing appears or gets lost.
public struct Recall: Hashable, Sendable {
    /// Recalled grain of one batch in one place.
    public struct Part: Hashable, Sendable {
        /// The batch.
        public let batch: BatchCode
        /// Where it is, or went; never another batch.
        public let place: Place
        /// Grams that grew on the parcels.
        public let grams: Grams
        /// Grams of the batch there, of all sources: what has to be held when it cannot be told apart.
        public let mixedGrams: Grams
    }

    /// What a recall needs to know of a batch.
    public struct Batch: Hashable, Sendable {
        /// Its code.
        public let code: BatchCode
        /// Grams of the recalled parcels that were taken in.
        public let recalledIntake: Grams
        /// Grams by place over its whole life.
        public let ledger: [Place: Grams]

        /// A batch.
        public init(code: BatchCode, recalledIntake: Grams, ledger: [Place: Grams]) {
            self.code = code
            self.recalledIntake = recalledIntake
            self.ledger = ledger
        }
    }

    /// Parts in order of batch, then of place.
    public let parts: [Part]
    /// Grams that came off the parcels.
    public let grams: Grams
    /// Grams that stand in no part: zero, or the book is wrong.
    public var residual: Grams { parts.reduce(grams) { $0 - $1.grams } }

    /// Follows the grain.
    ///
    /// - Parameter batches: everything that grain of the parcels went into.
    /// - Precondition: no batch exceeds 100 million tonnes, so that the products fit into 128 bits.
    public init(in batches: [Batch]) {
        let known = Dictionary(batches.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        var waiting: [BatchCode: Int] = [:]
        for batch in batches {
            for (place, _) in batch.flows(within: known) { waiting[BatchCode(place.code), default: 0] += 1 }
        }
        var inflow = known.mapValues(\.recalledIntake)
        var ready = batches.map(\.code).filter { waiting[$0] == nil }
        var parts: [Part] = []
        while let code = ready.popLast(), let batch = known[code] {
            let flows = Set(batch.flows(within: known).map(\.place))
            for (place, whole, grams) in batch.apportioned(inflow[code] ?? .zero) {
                if flows.contains(place) {
                    inflow[BatchCode(place.code), default: .zero] += grams
                } else if grams > .zero, place.kind != "into" {
                    parts.append(Part(batch: code, place: place, grams: grams, mixedGrams: whole))
                }
            }
            for place in flows {
                let child = BatchCode(place.code)
                waiting[child]? -= 1
                if waiting[child] == 0 { ready.append(child) }
            }
        }
        grams = batches.reduce(.zero) { $0 + $1.recalledIntake }
        self.parts = parts.sorted { ($0.batch, $0.place.rawValue) < ($1.batch, $1.place.rawValue) }
    }
}

extension Recall.Batch {
    /// What went on into other batches of the recall.
    fileprivate func flows(within batches: [BatchCode: Recall.Batch]) -> [(place: Place, grams: Grams)] {
        ledger.filter { $0.key.kind == "into" && $0.value > .zero && batches[BatchCode($0.key.code)] != nil }
            .map { ($0.key, $0.value) }
    }

    /// Grams of the recall by place, in proportion to what went there.
    fileprivate func apportioned(_ inflow: Grams) -> [(place: Place, whole: Grams, grams: Grams)] {
        let places = ledger.filter { $0.value > .zero }.sorted { $0.key.rawValue < $1.key.rawValue }
        let total = UInt128(places.reduce(Grams.zero) { $0 + $1.value }.value)
        guard total > 0 else { return [] }
        let exact = places.map {
            (UInt128(inflow.value) * UInt128($0.value.value)).quotientAndRemainder(dividingBy: total)
        }
        let grams = LargestRemainders.topUp(exact.map(\.quotient), exact.map(\.remainder), to: UInt128(inflow.value))
        return zip(places, grams).map { ($0.key, $0.value, Grams(Int64($1))) }
    }
}
