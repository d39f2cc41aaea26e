public import Custody
import Rules

/// The direction of a trace.
public enum TraceDirection: String, Sendable { case up, down }

/// Where a batch came from, or went: a graph with grams on every edge.
public struct Trace: Sendable, Hashable, Codable {
    /// A batch.
    public struct Node: Sendable, Hashable, Codable {
        /// Batch code.
        public let batch: String
        /// Class now.
        public let grainClass: String
        /// Granary that holds the book for it.
        public let granary: String
        /// How it came to be.
        public let origin: String
        /// Grams that came into it.
        public let intakeGrams: Int64
        /// Grams in bins, trucks and yards.
        public let stockGrams: Int64
        /// Grams by place over its whole life: sums to zero.
        public let ledger: [String: Int64]
    }
    /// Grain that went from a parcel or a batch into a batch.
    public struct Edge: Sendable, Hashable, Codable {
        /// `parcel` or `batch`.
        public let kind: String
        /// Where it came from.
        public let from: String
        /// The batch it went into.
        public let to: String
        /// Grams.
        public let grams: Int64
    }
    /// A parcel that grain of the traced batch grew on.
    public struct Source: Sendable, Hashable, Codable {
        /// The parcel; absent for what came from a batch the book does not hold.
        public let parcel: String?
        /// Grams of the batch's intake.
        public let grams: Int64
        /// Share of the batch's intake, six decimals; the shares sum to 1.000000.
        public let share: String
    }
    /// The traced batch.
    public let batch: String
    /// Which way.
    public let direction: String
    /// All batches reached, the traced one included, in order of code.
    public let nodes: [Node]
    /// What went from where into which of them.
    public let edges: [Edge]
    /// The parcels of the traced batch, whatever the direction, greatest share first.
    public let sources: [Source]

    /// The trace of a batch.
    ///
    /// - Parameters:
    ///   - reached: the batch and all that the direction leads to.
    ///   - ancestors: the batch and everything it came from.
    public init(
        of code: BatchCode, _ direction: TraceDirection, reached: [BatchCode: Batch], ancestors: [BatchCode: Batch]
    ) {
        batch = code.text
        self.direction = direction.rawValue
        let batches = reached.values.sorted { $0.code < $1.code }
        nodes = batches.map { batch in
            Node(
                batch: batch.code.text, grainClass: batch.grainClass.rawValue, granary: batch.granary.text,
                origin: batch.origin, intakeGrams: batch.intake.value, stockGrams: batch.stock.value,
                ledger: Dictionary(uniqueKeysWithValues: batch.ledger.map { ($0.key.rawValue, $0.value.value) }))
        }
        edges = batches.flatMap { batch in
            batch.sources.sorted { $0.key < $1.key }.map {
                Edge(kind: "parcel", from: $0.key.text, to: batch.code.text, grams: $0.value.value)
            }
                + batch.parents.sorted { $0.key < $1.key }.filter { reached[$0.key] != nil }.map {
                    Edge(kind: "batch", from: $0.key.text, to: batch.code.text, grams: $0.value.value)
                }
        }
        sources = SourceShares(of: code, in: ancestors).sources.map {
            Source(parcel: $0.parcel?.text, grams: $0.grams.value, share: $0.text)
        }
    }
}
