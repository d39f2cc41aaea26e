public import Rules

/// A mass of grain of one class.
public struct Batch: Hashable, Sendable, Codable {
    /// Batch code.
    public let code: BatchCode
    /// The granary that holds the book for it.
    public let granary: OrganizationCode
    /// County of the granary.
    public let county: String
    /// When it came to be.
    public let createdAt: Timestamp
    /// How it came to be: `intake`, `merge`, `split`, `receipt`.
    public let origin: String
    /// Season of the grain, of the youngest part.
    public let season: String
    /// Grams by source parcel (intake only).
    public let sources: [ParcelNumber: Grams]
    /// Grams by parent batch.
    public let parents: [BatchCode: Grams]
    /// Batches made from this one.
    public var children: [BatchCode] = []
    /// Grams by place, over its whole life: sums to zero; stock is what stands in bins, trucks, yards.
    public var ledger: [Place: Grams] = [:]
    /// Worst class of its sources; pending outranks all.
    public var sourceClass: GrainClass = .pending
    /// Class of its own last test, if it was tested as a batch.
    public var testClass: GrainClass?
    /// True when the test covered the whole mass.
    public var testCoversWhole = false
    /// The class by a ruling of two officers.
    public var rulingClass: GrainClass?
    /// Class now.
    public var grainClass: GrainClass = .pending
    /// Tag of a batch that is or was over the limit.
    public var tag: Tag?
    /// Every change of class.
    public var history: [ClassChange] = []
    /// Disposal plan, when there is one.
    public var disposal: DisposalNumber?

    /// Mark on a non-compliant batch.
    public struct Tag: Hashable, Sendable, Codable {
        /// Since when.
        public let openedAt: Timestamp
        /// Until when; absent while open.
        public var closedAt: Timestamp?
    }
    /// One change of class.
    public struct ClassChange: Hashable, Sendable, Codable {
        /// When.
        public let at: Timestamp
        /// The class from then on.
        public let grainClass: GrainClass
        /// What brought it about: a report, a source, a ruling.
        public let because: String
    }

    /// Grams in one place.
    public func grams(in place: Place) -> Grams { ledger[place] ?? .zero }
    /// Grams in bins, trucks and yards.
    public var stock: Grams { ledger.reduce(.zero) { $1.key.isStock ? $0 + $1.value : $0 } }
    /// Grams in bins.
    public var inBins: Grams { ledger.reduce(.zero) { $1.key.kind == "bin" ? $0 + $1.value : $0 } }
    /// Sum over all places; anything but zero is a fault of ours.
    public var residual: Grams { ledger.values.reduce(.zero, +) }

    /// The class that follows from sources, own test and ruling (design.md §2.3).
    ///
    /// A test settles `pending` when it covered the whole mass, and may worsen a class; it never improves one.
    var settledClass: GrainClass {
        if let rulingClass { return rulingClass }
        guard let testClass else { return sourceClass }
        if sourceClass == .pending { return testCoversWhole || testClass.isOverLimit ? testClass : .pending }
        return max(sourceClass, testClass)
    }
}
