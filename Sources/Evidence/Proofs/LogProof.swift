/// A proof that an entry is in a log, to be checked offline: index, inclusion proof, checkpoint (C2SP tlog-proof).
public struct LogProof: Hashable, Sendable {
    /// The first line.
    public static let header = "c2sp.org/tlog-proof@v1"

    /// Data for the application; not authenticated by anything.
    public let extra: [UInt8]?
    /// The index of the entry, from 0.
    public let index: Int
    /// The inclusion proof, from the leaf's sibling up.
    public let hashes: [Hash256]
    /// The checkpoint as the log published it, with its cosignatures.
    public let checkpoint: SignedCheckpoint

    /// A proof.
    public init(extra: [UInt8]? = nil, index: Int, hashes: [Hash256], checkpoint: SignedCheckpoint) {
        self.extra = extra
        self.index = index
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// The proof of a `.tlog-proof` file; `nil` for anything that is not exactly one.
    public init?(_ bytes: [UInt8]) {
        guard let blank = bytes.indices.dropLast().first(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A }),
            var lines = bytes[...blank].terminatedLines?[...], lines.popFirst()?.elementsEqual(Self.header.utf8) == true
        else { return nil }
        if let text = lines.first?.after(word: "extra") {
            guard let extra = Base64.bytes(of: text) else { return nil }
            self.extra = extra
            lines.removeFirst()
        } else {
            extra = nil
        }
        guard let index = lines.popFirst()?.after(word: "index")?.plainDecimal,
            let checkpoint = try? SignedCheckpoint(unverified: Array(bytes[(blank + 2)...]))
        else { return nil }
        self.index = index
        hashes = lines.compactMap { Hash256(base64: $0) }
        guard hashes.count == lines.count else { return nil }
        self.checkpoint = checkpoint
    }

    /// The file.
    public var bytes: [UInt8] {
        let lines =
            [Self.header] + (extra.map { ["extra \(Base64.text(of: $0))"] } ?? [])
            + ["index \(index)"] + hashes.map({ $0.base64 }) + [""]
        return lines.flatMap { [UInt8]($0.utf8) + [0x0A] } + checkpoint.bytes
    }

    /// Checks the proof for an entry under a policy.
    public func verdict(on entry: [UInt8], under policy: WitnessPolicy) -> ProofVerdict {
        do throws(PolicyFault) {
            let cosigners = try policy.cosigners(of: checkpoint)
            let head = checkpoint.checkpoint.head
            guard index < head.size else { return .indexBeyondTree(index: index, size: head.size) }
            let proof = InclusionProof(index: index, size: head.size, hashes: hashes)
            guard proof.holds(leaf: .leaf(entry), root: head.root) else { return .notIncluded }
            return .holds(index: index, head: head, cosigners: cosigners)
        } catch {
            return .untrusted(error)
        }
    }
}

/// What came of checking a proof.
public enum ProofVerdict: Hashable, Sendable {
    /// The entry stands at this index of the tree with this head, which the log signed and these witnesses cosigned.
    case holds(index: Int, head: TreeHead, cosigners: [VerifiedSignature])
    /// The checkpoint is not one the policy accepts.
    case untrusted(PolicyFault)
    /// The tree is not large enough for the index.
    case indexBeyondTree(index: Int, size: Int)
    /// The hashes do not lead from this entry to the checkpoint's root.
    case notIncluded
}
