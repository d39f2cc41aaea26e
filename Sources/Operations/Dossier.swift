public import Custody
import Rules

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

        /// A movement.
        public init(record: String, kind: String, occurredAt: String, place: String, grams: Int64) {
            self.record = record
            self.kind = kind
            self.occurredAt = occurredAt
            self.place = place
            self.grams = grams
        }
    }
    /// A batch it was made of that the reader may not see: under a pseudonym, without names, places and times.
    public struct MaskedAncestor: Sendable, Codable, Hashable {
        /// The pseudonym, as it stands in the parents of the others: `#1`.
        public let batch: String
        /// Class now.
        public let grainClass: String
        /// How far from the batch, by the shortest way.
        public let generation: Int
        /// Grams that came into it.
        public let intakeGrams: Int64
        /// Grams in bins, trucks and yards.
        public let stockGrams: Int64

        /// A masked node of a trace.
        public init(_ node: Trace.Node) {
            batch = node.batch
            grainClass = node.grainClass
            generation = node.generation
            intakeGrams = node.intakeGrams
            stockGrams = node.stockGrams
        }
    }
    /// The batch.
    public let batch: Batch
    /// The batches it was made of, at any distance, as far as the reader may see them.
    public let ancestors: [Batch]
    /// The others.
    public let maskedAncestors: [MaskedAncestor]
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

    /// Records of movements that were entered afterwards 补录: others that tell of later things were recorded before them.
    public var enteredAfterwards: Set<String> {
        var (latest, late) = (Timestamp(.min), Set<String>())
        for movement in movements {
            guard let at = Timestamp(rfc3339: movement.occurredAt) else { continue }
            if at < latest { late.insert(movement.record) }
            latest = max(latest, at)
        }
        return late
    }

    /// A dossier.
    public init(
        batch: Batch, ancestors: [Batch], maskedAncestors: [MaskedAncestor], parcels: [Parcel], samples: [Sample],
        reports: [TestReport], manifests: [Manifest], disposals: [Disposal], movements: [Movement], findings: [Remark]
    ) {
        self.batch = batch
        self.ancestors = ancestors
        self.maskedAncestors = maskedAncestors
        self.parcels = parcels
        self.samples = samples
        self.reports = reports
        self.manifests = manifests
        self.disposals = disposals
        self.movements = movements
        self.findings = findings
    }
}
