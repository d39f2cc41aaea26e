public import Rules

/// What two or three pairs of eyes mean: persons, not accounts; in person, not by a program; with no stake of their own.
public enum FourEyes {
    /// A release that the act's own line does not cover.
    public enum Release: String, Hashable, Sendable, CaseIterable {
        /// A better class of grain by a ruling (design.md §2.3): two officers.
        case ofClass = "class"
        /// Grain has to leave at once, by flood or fire: who keeps it, or an officer, and an officer.
        case emergency
    }

    /// Faults of a report's signatures: three persons compile, review and approve (GB/T 27025, 7.8; experience.md §1.2).
    public static func faults(compiler: PersonNumber, reviewer: PersonNumber, approver: PersonNumber) -> [AccessFault] {
        Set([compiler, reviewer, approver]).count == 3 ? [] : [.signersNotDistinct]
    }

    /// Faults of a second person's consent to what the first does.
    ///
    /// - Parameter roles: the roles that may consent.
    public static func faults(
        of second: Participant, beside first: Participant, roles: Set<Role>, over ties: Ties, at now: Timestamp
    ) -> [AccessFault] {
        var faults: [AccessFault] = []
        if second.person.number == first.person.number { faults.append(.samePerson) }
        if second.acting.standing(at: now) != .valid { faults.append(.secondNotInForce) }
        if !roles.contains(second.acting.role) { faults.append(.secondOfAnotherRole) }
        if second.acting.relations(to: ties).subtracting([.anywhere]).isEmpty { faults.append(.secondOutOfReach) }
        if second.presence == .program { faults.append(.secondNotPresent) }
        if second.acting.role.needsSecondFactor, [.password, .confirmed].contains(second.presence) {
            faults.append(.factorNotFresh)
        }
        if judgesOwnOrganization(second, over: ties, at: now) { faults.append(.judgesOwnOrganization) }
        return faults
    }

    /// Faults of a release by two persons.
    public static func faults(
        of release: Release, by first: Participant, and second: Participant, over ties: Ties, at now: Timestamp
    ) -> [AccessFault] {
        var faults: [AccessFault] = []
        let keeps = release == .emergency && first.acting.role == .granaryManager
        let relation: Relation = keeps ? .ownOrganization : .ownRegion
        if first.acting.standing(at: now) != .valid { faults.append(.membershipNotInForce) }
        if !(keeps || first.acting.role.isRegulator) || !first.acting.relations(to: ties).contains(relation) {
            faults.append(.notPermitted)
        }
        if first.presence != .freshFactor { faults.append(.factorNotFresh) }
        if judgesOwnOrganization(first, over: ties, at: now) { faults.append(.judgesOwnOrganization) }
        let regulators = Set(Role.allCases.filter(\.isRegulator))
        for fault in Self.faults(of: second, beside: first, roles: regulators, over: ties, at: now)
        where !faults.contains(fault) { faults.append(fault) }
        return faults
    }

    /// Whether somebody decides as regulator on an organisation he belongs to, by whatever membership.
    public static func judgesOwnOrganization(_ participant: Participant, over ties: Ties, at now: Timestamp) -> Bool {
        participant.acting.role.isRegulator && participant.hasStake(in: ties, at: now)
    }
}
