public import Custody
import Rules

/// Where a batch came from, or went: a graph with grams on every edge.
public struct Trace: Sendable, Hashable, Codable {
    /// A batch. Of one that the reader may not see there are a pseudonym (`#1`), class, grams and generation only.
    public struct Node: Sendable, Hashable, Codable {
        /// Batch code, or a pseudonym that holds within this answer.
        public let batch: String
        /// Class now.
        public let grainClass: String
        /// How far from the traced batch, by the shortest way.
        public let generation: Int
        /// True when the reader may not see it.
        public let masked: Bool
        /// Granary that holds the book for it; absent when masked.
        public let granary: String?
        /// How it came to be; absent when masked.
        public let origin: String?
        /// Grams that came into it.
        public let intakeGrams: Int64
        /// Grams in bins, trucks and yards.
        public let stockGrams: Int64
        /// Grams by place over its whole life: sums to zero; absent when masked.
        public let ledger: [String: Int64]?

        init(_ batch: Batch, generation: Int, masked: Bool) {
            self.batch = batch.code.text
            grainClass = batch.grainClass.rawValue
            self.generation = generation
            self.masked = masked
            granary = masked ? nil : batch.granary.text
            origin = masked ? nil : batch.origin
            intakeGrams = batch.intake.value
            stockGrams = batch.stock.value
            let places = batch.ledger.map { ($0.key.rawValue, $0.value.value) }
            ledger = masked ? nil : Dictionary(places, uniquingKeysWith: +)
        }
    }
    /// Grain that went from a parcel or a batch into a batch.
    public struct Edge: Sendable, Hashable, Codable {
        /// `parcel` or `batch`.
        public let kind: String
        /// Where it came from; `#` for parcels of a masked batch.
        public let from: String
        /// The batch it went into.
        public let to: String
        /// Grams.
        public let grams: Int64
    }
    /// A parcel that grain of the traced batch grew on.
    public struct Source: Sendable, Hashable, Codable {
        /// The parcel; absent for what came from a batch the book does not hold, or from a masked one.
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
    ///   - batches: the batch, everything it came from, and for `down` everything it went into.
    ///   - masked: those of them that stand under a pseudonym, with the parcel `#` as their source.
    public init(
        of code: BatchCode, _ direction: TraceDirection, in batches: [BatchCode: Batch], masked: Set<BatchCode> = []
    ) {
        batch = code.text
        self.direction = direction.rawValue
        let generations = Self.generations(from: code, direction, in: batches)
        let reached = batches.values.filter { generations[$0.code] != nil }.sorted { $0.code < $1.code }
        nodes = reached.map {
            Node($0, generation: generations[$0.code] ?? 0, masked: masked.contains($0.code))
        }
        edges = reached.flatMap { batch in
            batch.sources.sorted { $0.key < $1.key }.map {
                Edge(kind: "parcel", from: $0.key.text, to: batch.code.text, grams: $0.value.value)
            }
                + batch.parents.sorted { $0.key < $1.key }.filter { generations[$0.key] != nil }.map {
                    Edge(kind: "batch", from: $0.key.text, to: batch.code.text, grams: $0.value.value)
                }
        }
        sources = SourceShares(of: code, in: batches).sources.map {
            Source(parcel: $0.parcel == "#" ? nil : $0.parcel?.text, grams: $0.grams.value, share: $0.text)
        }
    }

    /// How far each batch is from the traced one; absent for what the direction does not lead to.
    private static func generations(
        from code: BatchCode, _ direction: TraceDirection, in batches: [BatchCode: Batch]
    ) -> [BatchCode: Int] {
        var links: [BatchCode: [BatchCode]] = [:]
        for batch in batches.values {
            for parent in batch.parents.keys where batches[parent] != nil {
                if direction == .up {
                    links[batch.code, default: []].append(parent)
                } else {
                    links[parent, default: []].append(batch.code)
                }
            }
        }
        var generations = batches[code] == nil ? [:] : [code: 0]
        var edge = Array(generations.keys)
        while !edge.isEmpty {
            let next = Set(edge.flatMap { links[$0] ?? [] }).filter { generations[$0] == nil }
            let distance = (generations[edge[0]] ?? 0) + 1
            for batch in next { generations[batch] = distance }
            edge = Array(next)
        }
        return generations
    }
}
