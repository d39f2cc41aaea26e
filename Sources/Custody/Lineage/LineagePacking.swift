/// Packs edges as they come, in order of batch, then of source.
public struct LineagePacking: Sendable {
    private var packed = PackedLineage()

    /// Nothing packed yet.
    ///
    /// - Parameter expected: about how many edges there will be, so that room is made once.
    public init(expecting expected: Int) { packed.reserve(edges: expected) }

    /// One more edge.
    public mutating func append(_ edge: LineageEdge) { packed.append(edge) }

    /// The graph of all edges.
    public consuming func graph() -> LineageGraph {
        packed.finish()
        return LineageGraph(packed: packed)
    }
}
