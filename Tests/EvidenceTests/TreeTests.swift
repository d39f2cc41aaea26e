import Evidence
import Testing

/// RFC 6962 §2.1 as it is written: recursive. What was computed once is kept.
struct NaiveTree {
    let leaves: [Hash256]
    private var known: [Range<Int>: Hash256] = [:]

    init(_ leaves: [Hash256]) { self.leaves = leaves }

    mutating func root(_ range: Range<Int>) -> Hash256 {
        guard range.count > 1 else { return range.isEmpty ? .emptyTree : leaves[range.lowerBound] }
        if let hash = known[range] { return hash }
        let (left, right) = Self.halves(range)
        let hash = Hash256.node(root(left), root(right))
        known[range] = hash
        return hash
    }

    mutating func path(_ index: Int, _ range: Range<Int>) -> [Hash256] {
        guard range.count > 1 else { return [] }
        let (left, right) = Self.halves(range)
        return left.contains(index) ? path(index, left) + [root(right)] : path(index, right) + [root(left)]
    }

    mutating func proof(_ old: Int, _ range: Range<Int>) -> [Hash256] {
        if old == range.upperBound { return range.lowerBound == 0 ? [] : [root(range)] }
        let (left, right) = Self.halves(range)
        return old <= left.upperBound ? proof(old, left) + [root(right)] : proof(old, right) + [root(left)]
    }

    private static func halves(_ range: Range<Int>) -> (Range<Int>, Range<Int>) {
        var half = 1
        while half * 2 < range.count { half *= 2 }
        let middle = range.lowerBound + half
        return (range.lowerBound..<middle, middle..<range.upperBound)
    }
}

/// A tree in memory that remembers every complete subtree.
struct RememberedTree {
    private(set) var frontier = Frontier()
    private(set) var leaves: [Hash256] = []
    private(set) var nodes: [NodeCoordinate: Hash256] = [:]

    init(size: Int) {
        for number in 0..<size { append(.leaf([UInt8]("leaf \(number)".utf8))) }
    }

    mutating func append(_ leaf: Hash256) {
        leaves.append(leaf)
        var completed: [(NodeCoordinate, Hash256)] = []
        frontier.append(leaf) { completed.append(($0, $1)) }
        for (node, hash) in completed { nodes[node] = hash }
    }

    func hash(_ node: NodeCoordinate) throws -> Hash256 { try #require(nodes[node]) }
}

@Suite("The Merkle tree")
struct TreeTests {
    struct Eight: Decodable { let leaves_hex, leaf_hashes_hex, roots_by_size_hex: [String] }

    @Test("Leaf hashes and roots of the eight official leaves", .withVectors)
    func eightLeaves() throws {
        let eight: Eight = try Vectors.json("rfc6962/eight-leaves.json")
        var frontier = Frontier()
        #expect(frontier.root.hex == eight.roots_by_size_hex[0])
        for (number, leaf) in eight.leaves_hex.enumerated() {
            #expect(Hash256.leaf(hex(leaf)).hex == eight.leaf_hashes_hex[number])
            frontier.append(.leaf(hex(leaf)))
            #expect(frontier.root.hex == eight.roots_by_size_hex[number + 1])
        }
        #expect(frontier.size == 8)
    }

    struct InclusionVector: Decodable {
        let leafIdx, treeSize: UInt64
        let root, leafHash: String
        let proof: [String]?
        let desc, file: String
        let wantErr: Bool
    }

    @Test("Every official inclusion proof, right and wrong", .withVectors)
    func inclusionVectors() throws {
        let vectors: [InclusionVector] = try Vectors.json("rfc6962/inclusion.json")
        for vector in vectors {
            let hashes = (vector.proof ?? []).map { Hash256(base64: $0.utf8) }
            let proof = InclusionProof(
                index: Int(truncatingIfNeeded: vector.leafIdx), size: Int(truncatingIfNeeded: vector.treeSize),
                hashes: hashes.compactMap(\.self))
            // A hash of another length is refused where the text is read.
            var holds = !hashes.contains(nil)
            if let root = Hash256(base64: vector.root.utf8), let leaf = Hash256(base64: vector.leafHash.utf8) {
                holds = holds && proof.holds(leaf: leaf, root: root)
            } else {
                holds = false
            }
            #expect(holds == !vector.wantErr, "\(vector.file): \(vector.desc)")
        }
        #expect(vectors.contains { $0.wantErr } && vectors.contains { !$0.wantErr })
    }

    struct ConsistencyVector: Decodable {
        let size1, size2: UInt64
        let root1, root2: String
        let proof: [String]?
        let desc, file: String
        let wantErr: Bool
    }

    @Test("Every official consistency proof, right and wrong", .withVectors)
    func consistencyVectors() throws {
        let vectors: [ConsistencyVector] = try Vectors.json("rfc6962/consistency.json")
        for vector in vectors {
            let hashes = (vector.proof ?? []).map { Hash256(base64: $0.utf8) }
            let proof = ConsistencyProof(
                from: Int(truncatingIfNeeded: vector.size1), to: Int(truncatingIfNeeded: vector.size2),
                hashes: hashes.compactMap(\.self))
            var holds = !hashes.contains(nil)
            if let old = Hash256(base64: vector.root1.utf8), let new = Hash256(base64: vector.root2.utf8) {
                holds = holds && proof.holds(oldRoot: old, newRoot: new)
            } else {
                holds = false
            }
            #expect(holds == !vector.wantErr, "\(vector.file): \(vector.desc)")
        }
        #expect(vectors.contains { $0.wantErr } && vectors.contains { !$0.wantErr })
    }

    @Test("Sizes 0 to 200: root, every inclusion proof and every consistency proof are those of RFC 6962's recursion")
    func againstRecursion() throws {
        let tree = RememberedTree(size: 200)
        var naive = NaiveTree(tree.leaves)
        var grown = Frontier()
        for size in 0...200 {
            let root = naive.root(0..<size)
            #expect(grown.root == root && grown.hashes.count == size.nonzeroBitCount)
            #expect(Frontier(size: size, hashes: grown.hashes) == grown)
            if size > 0 { #expect(try ProofPlan.root(of: size)?.hashes(reading: tree.hash) == [root]) }
            // Every proof of the small trees, every seventh of the larger ones.
            for other in stride(from: 0, to: size, by: size < 70 ? 1 : 7) {
                let inclusion = try #require(try InclusionProof(of: other, in: size, reading: tree.hash))
                #expect(inclusion.hashes == naive.path(other, 0..<size))
                #expect(inclusion.holds(leaf: tree.leaves[other], root: root))
                let consistency = try #require(try ConsistencyProof(from: other, to: size, reading: tree.hash))
                let oldRoot = naive.root(0..<other)
                if other > 0 { #expect(consistency.hashes == naive.proof(other, 0..<size)) }
                #expect(consistency.holds(oldRoot: oldRoot, newRoot: root))
            }
            if size < 200 { grown.append(tree.leaves[size]) }
        }
        #expect(grown == tree.frontier)
    }

    @Test("Random trees up to 5,000 leaves: proofs hold, and a changed, dropped or added hash fails", arguments: 1...6)
    func random(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        let size = Int.random(in: 201...5000, using: &random)
        let tree = RememberedTree(size: size)
        var naive = NaiveTree(tree.leaves)
        let root = naive.root(0..<size)
        #expect(tree.frontier.root == root)
        for _ in 0..<20 {
            let index = Int.random(in: 0..<size, using: &random)
            let old = Int.random(in: 1..<size, using: &random)
            let oldRoot = naive.root(0..<old)
            let inclusion = try #require(try InclusionProof(of: index, in: size, reading: tree.hash))
            let consistency = try #require(try ConsistencyProof(from: old, to: size, reading: tree.hash))
            #expect(inclusion.holds(leaf: tree.leaves[index], root: root))
            #expect(consistency.holds(oldRoot: oldRoot, newRoot: root))
            for wrong in Self.spoiled(inclusion.hashes) {
                let proof = InclusionProof(index: index, size: size, hashes: wrong)
                #expect(!proof.holds(leaf: tree.leaves[index], root: root))
            }
            for wrong in Self.spoiled(consistency.hashes) {
                let proof = ConsistencyProof(from: old, to: size, hashes: wrong)
                #expect(!proof.holds(oldRoot: oldRoot, newRoot: root))
            }
            #expect(!consistency.holds(oldRoot: root, newRoot: oldRoot))
            #expect(
                !InclusionProof(index: index ^ 1, size: size, hashes: inclusion.hashes)
                    .holds(leaf: tree.leaves[index], root: root))
        }
    }

    private static func spoiled(_ hashes: [Hash256]) -> [[Hash256]] {
        var all = [hashes + [.emptyTree], [.emptyTree] + hashes, Array(hashes.dropLast()), Array(hashes.dropFirst())]
        for place in hashes.indices {
            var bytes = hashes[place].bytes
            bytes[place % 32] ^= 1
            var changed = hashes
            changed[place] = Hash256(bytes: bytes) ?? .emptyTree
            all.append(changed)
        }
        return all
    }

    @Test("A frontier with too many or too few hashes is none, and sizes outside the tree have no proof")
    func bounds() {
        #expect(Frontier(size: 3, hashes: [.emptyTree]) == nil && Frontier(size: -1, hashes: []) == nil)
        #expect(ProofPlan.inclusion(of: 3, in: 3) == nil && ProofPlan.inclusion(of: -1, in: 3) == nil)
        #expect(ProofPlan.consistency(from: 4, to: 3) == nil && ProofPlan.consistency(from: -1, to: 3) == nil)
        #expect(ProofPlan.root(of: 0) == nil)
        for size in [0, 1, 7] {
            let root = size == 0 ? Hash256.emptyTree : .leaf([1])
            #expect(ConsistencyProof(from: size, to: size, hashes: []).holds(oldRoot: root, newRoot: root))
            #expect(!ConsistencyProof(from: size, to: size, hashes: [root]).holds(oldRoot: root, newRoot: root))
            #expect(!ConsistencyProof(from: size, to: size, hashes: []).holds(oldRoot: root, newRoot: .leaf([2])))
        }
        #expect(Hash256(bytes: [1, 2, 3]) == nil)
        let largest = ProofPlan.inclusion(of: Int.max - 1, in: Int.max)
        #expect(largest?.nodes.isEmpty == false)
    }
}
