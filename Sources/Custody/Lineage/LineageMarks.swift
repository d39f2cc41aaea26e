/// Which nodes a walk has met: a bit for each. Kept from walk to walk, because a bit for each batch of a province is more than a
/// walk has to do.
public struct LineageMarks: Sendable {
    private var batches: [UInt64] = []
    private var parcels: [UInt64] = []

    /// Nothing met.
    public init() {}

    /// Marks a node.
    ///
    /// - Returns: false when it was marked before.
    @inline(__always)
    mutating func insert(_ node: Int32) -> Bool {
        node < 0 ? Self.insert(node, into: &parcels) : Self.insert(node, into: &batches)
    }

    /// Whether a node is marked.
    @inline(__always)
    func contains(_ node: Int32) -> Bool {
        let (word, bit) = Self.place(of: node)
        let words = node < 0 ? parcels : batches
        return word < words.count && words[word] & bit != 0
    }

    /// Forgets nodes.
    mutating func remove(_ nodes: [Int32]) {
        for node in nodes {
            let (word, bit) = Self.place(of: node)
            if node < 0 { parcels[word] &= ~bit } else { batches[word] &= ~bit }
        }
    }

    private static func place(of node: Int32) -> (word: Int, bit: UInt64) {
        (Int(node.magnitude >> 6), 1 << UInt64(node.magnitude & 63))
    }

    private static func insert(_ node: Int32, into words: inout [UInt64]) -> Bool {
        let (word, bit) = place(of: node)
        if word >= words.count { words += [UInt64](repeating: 0, count: max(word + 1, 2 * words.count) - words.count) }
        if words[word] & bit != 0 { return false }
        words[word] |= bit
        return true
    }
}
