/// Who is next to whom, in two arrays: the neighbours of `n` are `targets[offsets[n] ..< offsets[n + 1]]`. Four bytes a node, four
/// an edge, and neighbours lie side by side.
struct Adjacency: Sendable {
    private(set) var offsets: [UInt32] = [0]
    private(set) var targets: [Int32] = []

    /// Nodes there is room for: the first that has none is `nodeCount`.
    var nodeCount: Int { offsets.count - 1 }

    /// Where the neighbours of a node stand; nowhere for one that is out of bounds.
    func range(of node: Int) -> Range<Int> {
        guard node >= 0, node < nodeCount else { return 0..<0 }
        return Int(offsets[node])..<Int(offsets[node + 1])
    }

    /// One more neighbour of a node that is none of those before the last one.
    mutating func append(_ target: Int32, to node: Int) {
        while offsets.count <= node + 1 { offsets.append(UInt32(targets.count)) }
        targets.append(target)
        offsets[node + 1] = UInt32(targets.count)
    }

    /// Room for what is to come.
    mutating func reserve(edges: Int) { targets.reserveCapacity(edges) }

    /// An empty adjacency.
    init() {}

    /// From pairs in any order that can be gone through twice: counted first, then put where they belong.
    init(nodeCount: Int, _ forEach: ((_ node: Int, _ target: Int32) -> Void) -> Void) {
        var starts = [UInt32](repeating: 0, count: nodeCount + 1)
        forEach { node, _ in starts[node + 1] += 1 }
        for node in 0..<nodeCount { starts[node + 1] += starts[node] }
        var targets = [Int32](repeating: 0, count: Int(starts[nodeCount]))
        offsets = starts
        forEach { node, target in
            targets[Int(starts[node])] = target
            starts[node] += 1
        }
        self.targets = targets
    }
}
