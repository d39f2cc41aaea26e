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
        /// `pass`, `fail`, or empty where no test is asked.
        public let outputVerdict: String
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
    /// Approver.
    public let approver: String
    /// Approved at.
    public let approvedAt: Timestamp
    /// Grams the plan covers.
    public let plannedGrams: Grams
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
    /// Grams processed.
    public var processedGrams: Grams { processings.reduce(.zero) { $0 + $1.inputGrams } }
}
