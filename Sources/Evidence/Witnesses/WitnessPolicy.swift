/// Which logs are trusted, which witnesses are known, and which of them must have cosigned (C2SP tlog-policy).
public struct WitnessPolicy: Hashable, Sendable {
    /// A log or witness with the place it can be reached at.
    public struct Party: Hashable, Sendable {
        /// Its key.
        public let key: VerifierKey
        /// Its URL, for those that talk to it; verification needs none.
        public let url: ExactText?
    }

    /// A rule over witnesses.
    indirect enum Rule: Hashable, Sendable {
        case unconditional
        case witness(VerifierKey)
        case group(threshold: Int, members: [Rule])

        func holds(_ cosigners: Set<VerifierKey>) -> Bool {
            switch self {
            case .unconditional: true
            case .witness(let key): cosigners.contains(key)
            case .group(let threshold, let members): members.count { $0.holds(cosigners) } >= threshold
            }
        }

        var fewest: Int {
            switch self {
            case .unconditional: 0
            case .witness: 1
            case .group(let threshold, let members): members.map { $0.fewest }.sorted().prefix(threshold).reduce(0, +)
            }
        }
    }

    /// The logs; a checkpoint of any of them is accepted.
    public let logs: [Party]
    /// The witnesses by the names the policy gives them.
    public let witnesses: [ExactText: Party]
    let quorum: Rule

    init(logs: [Party], witnesses: [ExactText: Party], quorum: Rule) {
        self.logs = logs
        self.witnesses = witnesses
        self.quorum = quorum
    }

    /// A policy that trusts logs and asks for no witness.
    public init(logs: [VerifierKey]) {
        self.init(logs: logs.map { Party(key: $0, url: nil) }, witnesses: [:], quorum: .unconditional)
    }

    /// The fewest witnesses that can make up the quorum.
    public var fewest: Int { quorum.fewest }

    /// Whether the witnesses with these keys make up the quorum.
    public func isSatisfied(by cosigners: some Sequence<VerifierKey>) -> Bool { quorum.holds(Set(cosigners)) }

    /// A checkpoint's cosigners among the policy's witnesses, once a log of the policy has signed it and the quorum is met.
    ///
    /// - Throws: what is not as the policy wants it.
    public func cosigners(of checkpoint: SignedCheckpoint) throws(PolicyFault) -> [VerifiedSignature] {
        let keys = logs.map { $0.key }.filter { $0.name == checkpoint.checkpoint.origin }
        guard !keys.isEmpty else { throw .unknownLog(origin: checkpoint.checkpoint.origin) }
        let verified: [VerifiedSignature]
        do throws(NoteFault) {
            verified = try checkpoint.note.verified(by: keys + witnesses.values.map { $0.key })
        } catch {
            throw .note(error)
        }
        guard verified.contains(where: { keys.contains($0.key) }) else { throw .note(.noKnownSignature) }
        let cosigners = verified.filter { $0.key.type == .cosignature }
        guard isSatisfied(by: cosigners.map { $0.key }) else {
            throw .quorumNotMet(cosigners: cosigners.map { $0.key.name })
        }
        return cosigners
    }
}

/// Why a checkpoint is not accepted under a policy.
public enum PolicyFault: Error, Hashable, Sendable {
    /// No log of the policy has this origin.
    case unknownLog(origin: ExactText)
    /// A signature is missing or fails.
    case note(NoteFault)
    /// Too few witnesses cosigned; these did.
    case quorumNotMet(cosigners: [ExactText])
}
