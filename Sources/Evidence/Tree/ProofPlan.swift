/// Which nodes of the tree make a proof or a root, before any of them is read.
///
/// A store can fetch what `nodes` asks for in one go, and then let `hashes(reading:)` fold them.
public struct ProofPlan: Hashable, Sendable {
    /// For each hash of the result, the complete subtrees it is made of, from left to right.
    let parts: [[NodeCoordinate]]

    /// The plan of an inclusion proof (RFC 6962 §2.1.1); `nil` when the tree has no such leaf.
    public static func inclusion(of index: Int, in size: Int) -> ProofPlan? {
        guard index >= 0, index < size else { return nil }
        var parts: [[NodeCoordinate]] = []
        var range = 0..<size
        while range.count > 1 {
            let middle = range.lowerBound + largestPowerOfTwo(below: range.count)
            let left = range.lowerBound..<middle
            let right = middle..<range.upperBound
            parts.append(NodeCoordinate.covering(index < middle ? right : left))
            range = index < middle ? left : right
        }
        return ProofPlan(parts: parts.reversed())
    }

    /// The plan of a consistency proof (RFC 6962 §2.1.2); `nil` when `old` is not a size up to `new`.
    ///
    /// From size 0, and from a size to itself, the proof is empty.
    public static func consistency(from old: Int, to new: Int) -> ProofPlan? {
        guard old >= 0, old <= new else { return nil }
        guard old > 0 else { return ProofPlan(parts: []) }
        var parts: [[NodeCoordinate]] = []
        var range = 0..<new
        while range.upperBound != old {
            let middle = range.lowerBound + largestPowerOfTwo(below: range.count)
            let left = range.lowerBound..<middle
            let right = middle..<range.upperBound
            parts.append(NodeCoordinate.covering(old <= middle ? right : left))
            range = old <= middle ? left : right
        }
        if range.lowerBound > 0 { parts.append(NodeCoordinate.covering(range)) }
        return ProofPlan(parts: parts.reversed())
    }

    /// The plan of the root of a tree that is not empty: one hash.
    public static func root(of size: Int) -> ProofPlan? {
        size > 0 ? ProofPlan(parts: [NodeCoordinate.covering(0..<size)]) : nil
    }

    /// Every node the plan reads.
    public var nodes: [NodeCoordinate] { parts.flatMap { $0 } }

    /// The hashes of the proof, in the order it is written: from the leaf towards the root.
    ///
    /// - Throws: what `read` throws.
    public func hashes<Failure: Error>(
        reading read: (NodeCoordinate) throws(Failure) -> Hash256
    ) throws(Failure) -> [Hash256] {
        var hashes: [Hash256] = []
        for part in parts {
            var folded: Hash256?
            for node in part.reversed() {
                let hash = try read(node)
                folded = folded.map { .node(hash, $0) } ?? hash
            }
            if let folded { hashes.append(folded) }
        }
        return hashes
    }

    /// The largest power of two below a number from 2 on.
    private static func largestPowerOfTwo(below number: Int) -> Int {
        1 << (Int.bitWidth - 1 - (number - 1).leadingZeroBitCount)
    }
}
