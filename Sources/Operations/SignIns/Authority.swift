public import Identity
public import Rules

/// By what right an act is handed in.
public enum Authority: Hashable, Sendable {
    /// Nobody said. The committer asks no table, as in its tests; the ledger that surfaces stand on denies it.
    case unstated
    /// The operator of the machine brings in what others recorded: imports of files, the example season, a credential of
    /// the import office. The table is not asked; the credential's scopes are.
    case importing(Set<Scope>)
    /// A person, in person or by a program within its scopes; the table is asked.
    case person(Participant, Set<Scope>)

    /// The import of the command line, which whoever has the database has.
    public static let operatorsImport = Authority.importing([.read, .allActs])

    /// Who acts, when it is a person.
    public var participant: Participant? { if case .person(let participant, _) = self { participant } else { nil } }

    /// Whether a person acts on what he has no tie to: not his region's, not his organisation's, and he is no party of it.
    public func isForeign(to ties: Ties) -> Bool {
        participant.map { $0.acting.relations(to: ties) == [.anywhere] } ?? false
    }

    /// Whether an act may be done.
    ///
    /// - Parameter second: who consented, if somebody did.
    public func access(to act: String, with second: Participant?, over ties: Ties, at now: Timestamp) -> Access {
        switch self {
        case .unstated: return .allowed
        case .importing(let scopes): return scopes.cover(act: act) ? .allowed : .refused([.outOfScope])
        case .person(let first, let scopes):
            let access = Access.decide(act, by: first, with: second, over: ties, at: now)
            guard !scopes.cover(act: act) else { return access }
            if case .refused(let faults) = access { return .refused([.outOfScope] + faults) }
            return .refused([.outOfScope])
        }
    }
}
