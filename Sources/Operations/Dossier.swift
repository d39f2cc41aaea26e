public import Custody

/// Everything known of a batch: where it came from, what was tested, where it lay, how it travelled, what became of it.
public struct Dossier: Sendable, Codable {
    /// A finding on anything in the dossier.
    public struct Remark: Sendable, Codable, Hashable {
        /// Stable code.
        public let code: String
        /// `hold`, `warn`, `info`.
        public let severity: String
        /// What it concerns.
        public let subject: String
        /// Figures.
        public let detail: String
    }
    /// One movement of the batch, leg by leg, from the immutable records.
    public struct Movement: Sendable, Codable, Hashable {
        /// Record id.
        public let record: String
        /// Name of the fact.
        public let kind: String
        /// When it happened, RFC 3339.
        public let occurredAt: String
        /// Place.
        public let place: String
        /// Change in grams.
        public let grams: Int64
    }
    /// The batch.
    public let batch: Batch
    /// The batches it was made of, at any distance.
    public let ancestors: [Batch]
    /// The parcels the grain grew on.
    public let parcels: [Parcel]
    /// Samples of those parcels and batches.
    public let samples: [Sample]
    /// Reports on those samples.
    public let reports: [TestReport]
    /// Trips of the batch.
    public let manifests: [Manifest]
    /// Disposal plans of the batch, and what became of it.
    public let disposals: [Disposal]
    /// Movements of the batch in the order of the records.
    public let movements: [Movement]
    /// Findings on anything above.
    public let findings: [Remark]
}
