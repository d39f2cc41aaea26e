/// The right edge of a tree: the hashes of its complete subtrees, one for each bit set in its size.
///
/// It is all that is needed to append leaves and to know the root: at most 63 hashes, however large the log.
public struct Frontier: Hashable, Sendable {
    /// How many leaves the tree has.
    public private(set) var size: Int
    /// The hashes of the complete subtrees, the largest first.
    public private(set) var hashes: [Hash256]

    /// The tree without leaves.
    public init() {
        size = 0
        hashes = []
    }

    /// A stored frontier; `nil` when the number of hashes is not the number of subtrees of that size.
    public init?(size: Int, hashes: [Hash256]) {
        guard size >= 0, hashes.count == size.nonzeroBitCount else { return nil }
        self.size = size
        self.hashes = hashes
    }

    /// The root of the tree (RFC 6962 §2.1).
    public var root: Hash256 {
        guard let last = hashes.last else { return .emptyTree }
        return hashes.dropLast().reversed().reduce(last) { .node($1, $0) }
    }

    /// The tree's size and root.
    public var head: TreeHead { TreeHead(size: size, root: root) }

    /// Appends a leaf.
    ///
    /// - Parameters:
    ///   - leaf: its hash, `Hash256.leaf` of the entry.
    ///   - completed: called for each subtree the leaf completes, itself first, then upwards.
    public mutating func append(_ leaf: Hash256, completed: (NodeCoordinate, Hash256) -> Void = { _, _ in }) {
        var hash = leaf
        completed(NodeCoordinate(level: 0, index: size), hash)
        for level in 0..<size.trailingOneBitCount {
            hash = .node(hashes.removeLast(), hash)
            completed(NodeCoordinate(level: level + 1, index: size >> (level + 1)), hash)
        }
        hashes.append(hash)
        size += 1
    }
}

/// A size and the root of the tree of that size.
public struct TreeHead: Hashable, Sendable {
    /// How many leaves.
    public let size: Int
    /// The root hash.
    public let root: Hash256

    /// The head of a tree.
    public init(size: Int, root: Hash256) {
        self.size = size
        self.root = root
    }
}

extension Int {
    /// How many one bits stand at the low end.
    var trailingOneBitCount: Int { (~self).trailingZeroBitCount }
}
