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
    public var sources: [ParcelNumber: Grams]
    /// Grams by parent batch.
    public var parents: [BatchCode: Grams]
    /// Batches made from this one.
    public var children: [BatchCode] = []
    /// Grams by place, over its whole life: sums to zero; stock is what stands in bins, trucks, yards.
    public var ledger: [Place: Grams] = [:]
    /// Worst class of its sources; pending outranks all.
    public var sourceClass: GrainClass = .pending
    /// The worst class that is known of a part of its sources while another part is pending; absent when nothing is.
    public var sourceFloor: GrainClass?
    /// Its own tests by sample; the worst counts, a better one takes a re-inspection of that sample or a ruling.
    public var tests: [SampleCode: Test] = [:]
    /// Rulings of two officers, in order; the last one that was confirmed counts.
    public var rulings: [Ruling] = []
    /// Class now.
    public var grainClass: GrainClass = .pending
    /// Tag of a batch that is or was over the limit.
    public var tag: Tag?
    /// Every change of class.
    public var history: [ClassChange] = []
    /// Its open disposal plan; absent once that is certified or withdrawn.
    public var disposal: DisposalNumber?
    /// Manifests and stocktakes whose difference nobody has explained; while there is one, no grain of it moves.
    public var frozenBy: [String] = []
    /// Id of the record that made it or last corrected it.
    public var record: String = ""

    /// A test of the batch itself.
    public struct Test: Hashable, Sendable, Codable {
        /// Class by its verdict.
        public let grainClass: GrainClass
        /// True when the sample stood for the whole mass.
        public let coversWhole: Bool
        /// Batches that had been made of it before the sample was drawn: the test does not stand for their grain.
        /// Absent when there was none.
        public let without: [BatchCode]?
    }
    /// A ruling on the class by two officers (design.md §2.3).
    public struct Ruling: Hashable, Sendable, Codable {
        /// Number.
        public let number: String
        /// The report it rests on: a test of the whole mass.
        public let report: ReportNumber
        /// The class it gives.
        public let grainClass: GrainClass
        /// Reason.
        public let reason: String
        /// The officer who proposed it, by the name of his sign-in.
        public let proposedBy: String
        /// The sample of the report.
        public let sample: SampleCode
        /// Confirmed by another officer at.
        public var confirmedAt: Timestamp?
        /// Batches that had been made of it before the sample was drawn: the ruling is not on their grain.
        /// Absent when there was none.
        public let without: [BatchCode]?
        /// The tests that stood at the confirmation: one that comes later, or turns worse, still worsens the class.
        public var weighed: [SampleCode: GrainClass] = [:]
    }

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

    /// Worst class of its own tests; `nil` when it was never tested itself.
    public var testClass: GrainClass? { tests.values.map(\.grainClass).max() }

    /// The class that follows from sources, own tests and rulings (design.md §2.3), of the batch itself or of what went
    /// into a batch made of it.
    ///
    /// A test settles `pending` when it covered the whole mass, and may worsen a class; it never betters one, also not
    /// below what is known of a part of the sources: blending is no way out. A ruling stands while the test it rests on
    /// does, until a test it did not weigh worsens it. What left before the sample was drawn is bettered by neither.
    func settledClass(for child: BatchCode? = nil) -> GrainClass {
        let standing = rulings.last { ruling in
            ruling.confirmedAt != nil && tests[ruling.sample]?.grainClass == ruling.grainClass
                && !Self.left(ruling.without, child)
        }
        if let standing {
            let later = tests.filter { sample, test in standing.weighed[sample].map { test.grainClass > $0 } ?? true }
            return later.values.map(\.grainClass).reduce(standing.grainClass, max)
        }
        guard let testClass else { return sourceClass }
        guard sourceClass == .pending else { return max(sourceClass, testClass) }
        let settles = tests.values.contains { test in
            test.coversWhole && !Self.left(test.without, child)
        }
        return settles ? max(testClass, sourceFloor ?? .a) : .pending
    }

    private static func left(_ without: [BatchCode]?, _ child: BatchCode?) -> Bool {
        child.map { (without ?? []).contains($0) } ?? false
    }

    /// The worst that is known of what went into a batch made of it: its class, or while that is pending the worst part.
    func knownClass(for child: BatchCode) -> GrainClass? {
        let settled = settledClass(for: child)
        return settled == .pending ? [sourceFloor, testClass].compactMap { $0 }.max() : settled
    }
}
