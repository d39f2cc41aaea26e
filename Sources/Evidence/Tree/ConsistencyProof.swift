/// A proof that a tree is the beginning of a later one (RFC 6962 §2.1.2, RFC 9162 §2.1.4).
public struct ConsistencyProof: Hashable, Sendable {
    /// The size of the earlier tree.
    public let old: Int
    /// The size of the later tree.
    public let new: Int
    /// The hashes, in the order of RFC 6962.
    public let hashes: [Hash256]

    /// A proof, not yet checked.
    public init(from old: Int, to new: Int, hashes: [Hash256]) {
        self.old = old
        self.new = new
        self.hashes = hashes
    }

    /// The proof between two sizes, from the nodes of the later tree; `nil` when `old` is not a size up to `new`.
    ///
    /// - Throws: what `read` throws.
    public init?<Failure: Error>(
        from old: Int, to new: Int, reading read: (NodeCoordinate) throws(Failure) -> Hash256
    ) throws(Failure) {
        guard let plan = ProofPlan.consistency(from: old, to: new) else { return nil }
        self.init(from: old, to: new, hashes: try plan.hashes(reading: read))
    }

    /// Whether it proves that the tree with the first root is the beginning of that with the second
    /// (RFC 9162 §2.1.4.2). From size 0 and from a size to itself, only the empty proof does.
    public func holds(oldRoot: Hash256, newRoot: Hash256) -> Bool {
        guard old >= 0, old <= new else { return false }
        if old == new { return hashes.isEmpty && oldRoot == newRoot }
        if old == 0 { return hashes.isEmpty && oldRoot == .emptyTree }
        // An old tree that is one complete subtree is itself the first node of the path.
        var path = hashes[...]
        let isComplete = old.nonzeroBitCount == 1
        guard let first = isComplete ? oldRoot : path.popFirst() else { return false }
        let shift = (old - 1).trailingOneBitCount
        var node = (old - 1) >> shift
        var last = (new - 1) >> shift
        var oldHash = first
        var newHash = first
        for hash in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                oldHash = .node(hash, oldHash)
                newHash = .node(hash, newHash)
                while node & 1 == 0, node != 0 {
                    node >>= 1
                    last >>= 1
                }
            } else {
                newHash = .node(newHash, hash)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot
    }
}
