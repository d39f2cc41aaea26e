/// Where a complete subtree stands in the tree: the `index`-th one of 2^`level` leaves, counted from the left.
public struct NodeCoordinate: Hashable, Sendable {
    /// Height over the leaves, 0 to 62.
    public let level: Int
    /// Number from the left among the subtrees of this level, from 0.
    public let index: Int

    /// The subtree of a level and number.
    public init(level: Int, index: Int) {
        precondition((0..<63).contains(level) && index >= 0, "a node has a level of 0 to 62 and an index from 0")
        self.level = level
        self.index = index
    }

    /// The complete subtrees that leaves `range` fall into, from left to right, largest possible each
    /// (RFC 6962 §2.1: split at the largest power of two below the size).
    ///
    /// The lower bound must be a multiple of the largest power of two that fits, which every range of RFC 6962 is.
    static func covering(_ range: Range<Int>) -> [NodeCoordinate] {
        var nodes: [NodeCoordinate] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let level = Int.bitWidth - 1 - (range.upperBound - start).leadingZeroBitCount
            precondition(start & (1 << level - 1) == 0, "a range of RFC 6962 starts where its first subtree does")
            nodes.append(NodeCoordinate(level: level, index: start >> level))
            start += 1 << level
        }
        return nodes
    }
}
