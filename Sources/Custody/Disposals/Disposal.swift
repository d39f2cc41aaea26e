public import Rules

/// An approved way to use up over-limit grain, and what became of it.
public struct Disposal: Hashable, Sendable, Codable {
    /// One processing run at the facility.
    public struct Processing: Hashable, Sendable, Codable {
        /// Number.
        public let number: String
        /// When.
        public let at: Timestamp
        /// Input in grams.
        public let inputGrams: Grams
        /// Product.
        public let product: String
        /// Product in grams.
        public let productGrams: Grams
        /// Residue.
        public let residue: String
        /// Residue in grams.
        public let residueGrams: Grams
        /// Where the residue goes.
        public let residueTo: String
        /// Loss in grams.
        public let lossGrams: Grams
        /// `pass`, `fail`, `undecided`, or empty where the output was not tested.
        public let outputVerdict: String
        /// What became of a product that failed its test: use class and destination; absent while it waits.
        public var retreatment: Retreatment?
    }
    /// A failed product put to a lower use.
    public struct Retreatment: Hashable, Sendable, Codable {
        /// Use class it goes to, below the plan's own.
        public let useClass: Int
        /// Where it goes.
        public let destination: String
        /// When.
        public let at: Timestamp
    }
    /// Plan number.
    public let code: DisposalNumber
    /// Batch.
    public let batch: BatchCode
    /// County of the granary.
    public let county: String
    /// Use class 1–4 (domain.md §7).
    public let useClass: Int
    /// Facility.
    public let facility: OrganizationCode
    /// Approved at.
    public let approvedAt: Timestamp
    /// Grams the plan covers.
    public let plannedGrams: Grams
    /// Contract that fixes the use; empty when none was named.
    public let contract: String
    /// Last day of the period the plan allows; absent when it names none.
    public let until: CivilDate?
    /// Grams sent under the plan, less what came back.
    public var dispatchedGrams: Grams = .zero
    /// Grams received at the facility.
    public var receivedGrams: Grams = .zero
    /// Processing runs.
    public var processings: [Processing] = []
    /// Certificate number.
    public var certificate: String?
    /// Certified at.
    public var certifiedAt: Timestamp?
    /// Withdrawn at; absent while it stands.
    public var withdrawnAt: Timestamp?
    /// Manifests whose difference nobody has explained; while there is one, nothing is processed.
    public var frozenBy: [String] = []
    /// True until it is certified or withdrawn.
    public var isOpen: Bool { certificate == nil && withdrawnAt == nil }
    /// Grams processed.
    public var processedGrams: Grams { processings.reduce(.zero) { $0 + $1.inputGrams } }

    /// Numbers of the processings whose product may not be released: it failed, or class 1 or 2 was not tested.
    var unreleasedNumbers: [String] {
        processings.filter { run in
            run.retreatment == nil && run.outputVerdict != "pass" && (useClass <= 2 || run.outputVerdict == "fail")
        }.map(\.number)
    }
}
