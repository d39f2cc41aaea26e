/// A proof that a leaf stands at an index of a tree (RFC 6962 §2.1.1, RFC 9162 §2.1.3).
public struct InclusionProof: Hashable, Sendable {
    /// The leaf's index, from 0.
    public let index: Int
    /// The size of the tree.
    public let size: Int
    /// The hashes, from the leaf's sibling up to the root's child.
    public let hashes: [Hash256]

    /// A proof, not yet checked.
    public init(index: Int, size: Int, hashes: [Hash256]) {
        self.index = index
        self.size = size
        self.hashes = hashes
    }

    /// The proof for a leaf, from the nodes of the tree; `nil` when the tree has no such leaf.
    ///
    /// - Throws: what `read` throws.
    public init?<Failure: Error>(
        of index: Int, in size: Int, reading read: (NodeCoordinate) throws(Failure) -> Hash256
    ) throws(Failure) {
        guard let plan = ProofPlan.inclusion(of: index, in: size) else { return nil }
        self.init(index: index, size: size, hashes: try plan.hashes(reading: read))
    }

    /// The root the proof leads to from a leaf hash (RFC 9162 §2.1.3.2); `nil` when the proof has not the hashes that a
    /// leaf of this index needs in a tree of this size.
    public func root(from leaf: Hash256) -> Hash256? {
        guard index >= 0, index < size else { return nil }
        var hash = leaf
        var node = index
        var last = size - 1
        for sibling in hashes {
            guard last > 0 else { return nil }
            if node & 1 == 1 || node == last {
                hash = .node(sibling, hash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, sibling)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 ? hash : nil
    }

    /// Whether it proves that `leaf` stands at the index of the tree with this root.
    public func holds(leaf: Hash256, root: Hash256) -> Bool { self.root(from: leaf) == root }
}
