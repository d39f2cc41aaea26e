public import Rules

/// Whether an act may be done.
public enum Access: Hashable, Sendable {
    /// It may.
    case allowed
    /// It may, once another person in one of these roles consents.
    case awaitsSecondPerson(Set<Role>)
    /// It may not; everything that speaks against it.
    case refused([AccessFault])

    /// Decides on an act: membership, table, stake, fresh factor, then the second person's consent.
    ///
    /// - Parameter second: who consented, if somebody did.
    public static func decide(
        _ act: String, by first: Participant, with second: Participant? = nil, over ties: Ties, at now: Timestamp
    ) -> Access {
        var faults: [AccessFault] = []
        let permission = Permission.of(first.acting.role, to: act, relations: first.acting.relations(to: ties))
        if first.acting.standing(at: now) != .valid { faults.append(.membershipNotInForce) }
        if permission == .denied { faults.append(.notPermitted) }
        if FourEyes.judgesOwnOrganization(first, over: ties, at: now) { faults.append(.judgesOwnOrganization) }
        if first.acting.role.needsSecondFactor, first.presence == .password { faults.append(.secondFactorMissing) }
        if PermissionTable.actsThatAskForAFreshFactor.contains(act), first.presence != .freshFactor {
            faults.append(.factorNotFresh)
        }
        guard faults.isEmpty else { return .refused(faults) }
        guard case .needsSecondPerson(let roles) = permission else { return .allowed }
        guard let second else { return .awaitsSecondPerson(roles) }
        faults = FourEyes.faults(of: second, beside: first, roles: roles, over: ties, at: now)
        return faults.isEmpty ? .allowed : .refused(faults)
    }
}
