/// Verifies a dossier from its files alone: no server, no database, no clock.
public struct DossierVerifier: Sendable {
    /// The policy to apply; `nil` to take the dossier's own.
    public let policy: WitnessPolicy?
    /// The kinds of record this program knows: an unknown one is refused, not guessed at.
    public let kinds: Set<String>

    /// A verifier.
    public init(policy: WitnessPolicy? = nil, kinds: Set<String>) {
        self.policy = policy
        self.kinds = kinds
    }

    /// Every fault of a dossier, each with the record it concerns.
    public func report(on files: DossierFiles) -> DossierReport {
        var check = DossierCheck(files: files, policy: policy, kinds: kinds)
        check.run()
        return check.report(isCountedOverLog: false)
    }

    /// Every fault of a dossier, its streams counted over all entries of the log up to the checkpoint: this finds also
    /// the records withheld at the end of a stream.
    ///
    /// - Throws: what reading the log throws.
    public func report<Failure: Error>(
        on files: DossierFiles, over log: LogSource<Failure>
    ) throws(Failure) -> DossierReport {
        var check = DossierCheck(files: files, policy: policy, kinds: kinds)
        check.run()
        guard let head = check.checkpoint?.checkpoint.head else { return check.report(isCountedOverLog: false) }
        var counts = check.manifest.streams.map { StreamCount(of: $0.tag) }
        let faults = try LogAudit.faults(of: log, at: head) { _, bytes in
            guard let entry = try? LeafEntry(bytes) else { return }
            for position in counts.indices { counts[position].take(entry) }
        }
        check.compare(counts, faults)
        return check.report(isCountedOverLog: faults.isEmpty)
    }
}
