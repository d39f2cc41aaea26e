/// What came of verifying a dossier.
public struct DossierReport: Hashable, Sendable {
    /// A batch and how far its records were counted.
    public struct Stream: Hashable, Sendable {
        /// The batch.
        public let subject: String
        /// Its name in entries.
        public let tag: StreamTag
        /// How many records the dossier says it has.
        public let count: Int
    }

    /// Whose policy was applied.
    public enum PolicySource: Hashable, Sendable {
        /// That of the person who verifies.
        case given
        /// That in the dossier: it proves nothing until its keys are compared with what the log's operator and the
        /// witnesses have published elsewhere.
        case carried
    }

    /// What does not hold; empty when all does. Faults of the whole first, then by record.
    public let faults: [DossierFault]
    /// The log's origin, size and root; `nil` when there is no readable checkpoint.
    public let checkpoint: Checkpoint?
    /// The keys under which the log's signature was looked for.
    public let logKeys: [VerifierKey]
    /// The witnesses whose cosignatures hold, with their times.
    public let cosigners: [VerifiedSignature]
    /// Whose policy was applied.
    public let policySource: PolicySource
    /// The ids of the records, in order.
    public let records: [String]
    /// The batches.
    public let streams: [Stream]
    /// Whether the streams were counted over all entries of the log. Without it, records missing at the *end* of a
    /// stream do not show.
    public let isCountedOverLog: Bool
}
