/// Edges that do not change any more, packed: both ways 16 bytes an edge and its share of the nodes.
struct PackedLineage: Sendable {
    /// Sources by batch, in order of source.
    private var up = Adjacency()
    /// Grams beside `up`; `Self.heavy` for what stands in `heavyGrams`.
    private var grams: [UInt32] = []
    private var heavyGrams: [Int: Int64] = [:]
    /// Batches by the batch they were made of, and by the parcel (its number without the sign).
    private var fromBatches = Adjacency()
    private var fromParcels = Adjacency()

    private static let heavy = UInt32.max

    /// One more than the highest number of a batch.
    var batchCount: Int { up.nodeCount }
    /// Edges.
    var edgeCount: Int { up.targets.count }
    /// Bytes of the arrays.
    var byteCount: Int {
        let adjacencies = [up, fromBatches, fromParcels].map { 4 * ($0.offsets.capacity + $0.targets.capacity) }
        return adjacencies.reduce(4 * grams.capacity + 64 * heavyGrams.count, +)
    }

    /// Makes room for so many edges.
    mutating func reserve(edges: Int) {
        up.reserve(edges: edges)
        grams.reserveCapacity(edges)
    }

    /// One more edge, in order of batch, then of source; the way down is there after `finish`.
    mutating func append(_ edge: LineageEdge) {
        if edge.grams < Int64(Self.heavy) {
            grams.append(UInt32(edge.grams))
        } else {
            heavyGrams[grams.count] = edge.grams
            grams.append(Self.heavy)
        }
        up.append(edge.source, to: Int(edge.batch))
    }

    /// Packs the way down, after the last edge.
    mutating func finish() {
        let up = up
        let (lowest, highest) = up.targets.reduce((Int32(0), Int32(0))) { (min($0.0, $1), max($0.1, $1)) }
        fromBatches = Adjacency(nodeCount: Int(highest) + 1) { note in
            Self.forEach(in: up) { batch, source in if source > 0 { note(Int(source), batch) } }
        }
        fromParcels = Adjacency(nodeCount: 1 - Int(lowest)) { note in
            Self.forEach(in: up) { batch, source in if source < 0 { note(-Int(source), batch) } }
        }
    }

    private static func forEach(in up: Adjacency, _ body: (_ batch: Int32, _ source: Int32) -> Void) {
        for batch in 0..<up.nodeCount {
            for index in up.range(of: batch) { body(Int32(batch), up.targets[index]) }
        }
    }

    /// Where the edges into a batch stand.
    func edges(into batch: Int32) -> Range<Int> { up.range(of: Int(batch)) }
    /// Where the grain of an edge came from.
    func source(_ edge: Int) -> Int32 { up.targets[edge] }
    /// Grams of an edge.
    func grams(_ edge: Int) -> Int64 { grams[edge] == Self.heavy ? heavyGrams[edge] ?? 0 : Int64(grams[edge]) }

    /// Batches that grain of a source went into.
    func batches(from source: Int32) -> ArraySlice<Int32> {
        let adjacency = source < 0 ? fromParcels : fromBatches
        return adjacency.targets[adjacency.range(of: Int(source.magnitude))]
    }

    /// The edge between two; `nil` when there is none.
    func edge(from source: Int32, into batch: Int32) -> Int? {
        var range = edges(into: batch)
        while let first = range.first {
            let middle = first + range.count / 2
            if up.targets[middle] == source { return middle }
            range = up.targets[middle] < source ? middle + 1..<range.upperBound : first..<middle
        }
        return nil
    }
}
