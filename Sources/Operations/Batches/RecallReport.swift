public import Custody
public import Rules

/// Grain of which parcels is looked for.
public struct RecallQuestion: Sendable, Hashable {
    /// Most parcels of one question.
    public static let mostParcels = 200
    /// The parcels.
    public let parcels: [ParcelNumber]
    /// The harvest; `nil` for all.
    public let season: String?
    /// The time the answer stands on; `nil` for now.
    public let asOf: Timestamp?

    /// A question; each parcel counts once.
    public init(parcels: [ParcelNumber], season: String? = nil, asOf: Timestamp? = nil) {
        self.parcels = Set(parcels).sorted()
        self.season = season
        self.asOf = asOf
    }
}

/// What comes of the question.
public enum RecallAnswer: Sendable {
    /// Where the grain is.
    case found(RecallReport)
    /// Parcels that are missing, or not for the asker to see.
    case unknown([ParcelNumber])
}

/// Where the grain of some parcels is now, or where it went: grams that sum to what came off the parcels.
public struct RecallReport: Sendable, Hashable, Codable {
    /// Recalled grain of one batch in one place.
    public struct Line: Sendable, Hashable, Codable {
        /// `bin`, `transit`, `facility`, `sold`, `product`, `residue`, `loss`, `sample`, `difference`, `stocktake`, `process-loss`; of a
        /// masked batch `stock` or `gone`.
        public let kind: String
        /// Which bin, manifest, facility or buyer, absent when masked; or why it was lost.
        public let place: String?
        /// Batch code, or a pseudonym (`#1`) that holds within this answer.
        public let batch: String
        /// True when the reader may not see the batch.
        public let masked: Bool
        /// Class of the batch.
        public let grainClass: String
        /// Granary that holds the book for it; absent when masked.
        public let granary: String?
        /// County of the granary; absent when masked.
        public let county: String?
        /// Season of the batch's grain, of its youngest part; absent when masked.
        public let season: String?
        /// Grams that grew on the parcels: the batch counts as mixed.
        public let grams: Int64
        /// Grams of the batch there, of all sources: what has to be held when it cannot be told apart.
        public let mixedGrams: Int64
    }

    /// A batch that grain of the parcels went into.
    public struct Batch: Sendable, Hashable {
        /// Its code.
        public let code: BatchCode
        /// True when the asker may see it.
        public let isSeen: Bool
        /// Class now.
        public let grainClass: String
        /// Granary that holds the book for it.
        public let granary: String
        /// County of the granary.
        public let county: String
        /// Season of its grain.
        public let season: String
        /// Grams by parcel, of an intake.
        public let sources: [ParcelNumber: Grams]
        /// Grams by place over its whole life.
        public let ledger: [Place: Grams]

        /// A batch.
        public init(
            code: BatchCode, isSeen: Bool, grainClass: String, granary: String, county: String, season: String,
            sources: [ParcelNumber: Grams], ledger: [Place: Grams]
        ) {
            self.code = code
            self.isSeen = isSeen
            self.grainClass = grainClass
            self.granary = granary
            self.county = county
            self.season = season
            self.sources = sources
            self.ledger = ledger
        }
    }

    /// The parcels.
    public let parcels: [String]
    /// The harvest; absent for all.
    public let season: String?
    /// True for who oversees nobody: only grain that he took in himself is followed.
    public let ownIntakeOnly: Bool
    /// Grams that came off the parcels.
    public let intakeGrams: Int64
    /// Grams that no line accounts for: zero, or the book is wrong.
    public let residualGrams: Int64
    /// Grams that are still in bins, trucks and yards.
    public let stockGrams: Int64
    /// Where it is, the largest first; then where the rest went.
    public let lines: [Line]

    /// The report on a question.
    ///
    /// - Parameters:
    ///   - batches: everything that grain of the parcels went into, of whatever season.
    ///   - ownIntakeOnly: true when the sources of others' batches were left out.
    public init(of question: RecallQuestion, in batches: [Batch], ownIntakeOnly: Bool) {
        let recalled = Recall(
            in: batches.map { batch in
                let isAsked = question.season.map { $0 == batch.season } ?? true
                let intake = isAsked ? question.parcels.compactMap { batch.sources[$0] }.reduce(.zero, +) : .zero
                return Recall.Batch(code: batch.code, recalledIntake: intake, ledger: batch.ledger)
            })
        let known = Dictionary(batches.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        let hidden = Set(recalled.parts.map(\.batch)).filter { known[$0]?.isSeen != true }.sorted()
        parcels = question.parcels.map(\.text)
        season = question.season
        self.ownIntakeOnly = ownIntakeOnly
        intakeGrams = recalled.grams.value
        residualGrams = recalled.residual.value
        stockGrams = recalled.parts.filter(\.place.isStock).reduce(0) { $0 + $1.grams.value }
        let own = recalled.parts.compactMap { part in
            known[part.batch].flatMap { $0.isSeen ? (part.place.isStock, Line(part, of: $0)) : nil }
        }
        let foreign = hidden.enumerated().flatMap { number, code in
            [true, false].compactMap { isStock -> (Bool, Line)? in
                let parts = recalled.parts.filter { $0.batch == code && $0.place.isStock == isStock }
                let grainClass = known[code]?.grainClass ?? ""
                return parts.isEmpty
                    ? nil : (isStock, Line(parts, isStock: isStock, under: "#\(number + 1)", grainClass))
            }
        }
        lines = (own + foreign).sorted { left, right in
            left.0 == right.0 ? left.1.grams > right.1.grams : left.0
        }.map(\.1)
    }
}

extension RecallReport.Line {
    /// What is where of a batch that the reader may see.
    fileprivate init(_ part: Recall.Part, of batch: RecallReport.Batch) {
        self.init(
            kind: part.place.kind, place: part.place.code.isEmpty ? nil : part.place.code, batch: batch.code.text,
            masked: false, grainClass: batch.grainClass, granary: batch.granary, county: batch.county,
            season: batch.season, grams: part.grams.value, mixedGrams: part.mixedGrams.value)
    }

    /// What is told of a masked batch: what is still there of it, and what is gone, but not where.
    fileprivate init(_ parts: [Recall.Part], isStock: Bool, under name: String, _ grainClass: String) {
        self.init(
            kind: isStock ? "stock" : "gone", place: nil, batch: name, masked: true, grainClass: grainClass,
            granary: nil,
            county: nil, season: nil, grams: parts.reduce(0) { $0 + $1.grams.value },
            mixedGrams: parts.reduce(0) { $0 + $1.mixedGrams.value })
    }
}
