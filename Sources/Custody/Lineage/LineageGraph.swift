/// Which batch was made of what, in grams, for walks over a whole province: packed arrays, and beside them what was written since.
///
/// A value: who copies it has it as it was, whatever becomes of the original (docs/decisions/0030).
public struct LineageGraph: Sendable {
    private(set) var packed = PackedLineage()
    /// Grams by batch and source that are not as packed; zero for what is no source any more.
    private var lateSources: [Int32: [Int32: Int64]] = [:]
    /// Batches by source, of edges that are not packed.
    private var lateBatches: [Int32: [Int32]] = [:]
    /// Edges that are not as packed.
    public private(set) var lateCount = 0

    /// Edges, those that went away included until they are packed.
    public var edgeCount: Int { packed.edgeCount + lateBatches.values.reduce(0) { $0 + $1.count } }
    /// The highest number of a batch that is packed; −1 when none is.
    public var highestBatch: Int32 { Int32(packed.batchCount) - 1 }
    /// Bytes of what is packed.
    public var byteCount: Int { packed.byteCount }

    /// A graph without edges.
    public init() {}

    /// A graph of packed edges.
    init(packed: PackedLineage) { self.packed = packed }

    /// Takes in edges as they are now; one that is known is replaced.
    ///
    /// - Returns: false when all of it was known already.
    @discardableResult
    public mutating func apply(_ edges: [LineageEdge]) -> Bool {
        var isNew = false
        for edge in edges where grams(from: edge.source, into: edge.batch) != edge.grams {
            if lateSources[edge.batch]?[edge.source] == nil {
                lateCount += 1
                if packed.edge(from: edge.source, into: edge.batch) == nil {
                    lateBatches[edge.source, default: []].append(edge.batch)
                }
            }
            lateSources[edge.batch, default: [:]][edge.source] = edge.grams
            isNew = true
        }
        return isNew
    }

    /// Grams that went from a source into a batch; `nil` when the graph knows of none.
    public func grams(from source: Int32, into batch: Int32) -> Int64? {
        if let late = lateSources[batch]?[source] { return late }
        return packed.edge(from: source, into: batch).map(packed.grams)
    }

    /// Calls for each edge into a batch that bears grain: the packed ones in order of source, then later ones in order too.
    @inline(__always)
    func forEachSource(of batch: Int32, _ body: (_ source: Int32, _ grams: Int64) -> Void) {
        guard !lateSources.isEmpty, let late = lateSources[batch] else {
            for edge in packed.edges(into: batch) where packed.grams(edge) > 0 {
                body(packed.source(edge), packed.grams(edge))
            }
            return
        }
        var sources = late
        for edge in packed.edges(into: batch) where sources[packed.source(edge)] == nil {
            sources[packed.source(edge)] = packed.grams(edge)
        }
        for (source, grams) in sources.sorted(by: { $0.key < $1.key }) where grams > 0 { body(source, grams) }
    }

    /// Calls for each batch that grain of a source went into.
    @inline(__always)
    func forEachBatch(from source: Int32, _ body: (_ batch: Int32) -> Void) {
        if lateSources.isEmpty {
            for batch in packed.batches(from: source) { body(batch) }
            return
        }
        for batch in packed.batches(from: source) where lateSources[batch]?[source] != 0 { body(batch) }
        for batch in lateBatches[source] ?? [] where lateSources[batch]?[source] != 0 { body(batch) }
    }

    /// The same graph with everything packed, in time linear in its edges.
    public func repacked() -> LineageGraph {
        let batches = max(packed.batchCount, Int(lateSources.keys.max() ?? 0) + 1)
        var packing = LineagePacking(expecting: edgeCount)
        for batch in 0..<Int32(batches) {
            forEachSource(of: batch) { source, grams in
                packing.append(LineageEdge(batch: batch, source: source, grams: grams))
            }
        }
        return packing.graph()
    }
}
