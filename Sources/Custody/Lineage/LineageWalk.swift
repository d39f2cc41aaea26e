/// Everything reached from some nodes in one direction, these included.
public struct LineageWalk: Sendable, Equatable {
    /// Batches and parcels by their numbers, nearest first.
    public internal(set) var nodes: [Int32] = []
    /// The edges between them.
    public internal(set) var edges: [LineageEdge] = []
}

extension LineageGraph {
    /// Walks from some nodes; each node is met once, however many ways lead to it, so that also a circle ends.
    ///
    /// - Parameter marks: used for this walk, and left empty.
    public func walk(from start: [Int32], _ direction: TraceDirection, marking marks: inout LineageMarks) -> LineageWalk
    {
        var walk = LineageWalk()
        for node in start where marks.insert(node) { walk.nodes.append(node) }
        var next = 0
        while next < walk.nodes.count {
            let node = walk.nodes[next]
            next += 1
            switch direction {
            case .up:
                forEachSource(of: node) { source, grams in
                    walk.edges.append(LineageEdge(batch: node, source: source, grams: grams))
                    if marks.insert(source) { walk.nodes.append(source) }
                }
            case .down:
                forEachBatch(from: node) { batch in if marks.insert(batch) { walk.nodes.append(batch) } }
            }
        }
        if direction == .down {
            for node in walk.nodes where node > 0 {
                forEachSource(of: node) { source, grams in
                    guard marks.contains(source) else { return }
                    walk.edges.append(LineageEdge(batch: node, source: source, grams: grams))
                }
            }
        }
        marks.remove(walk.nodes)
        return walk
    }
}
