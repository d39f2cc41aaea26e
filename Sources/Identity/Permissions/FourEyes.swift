public import Rules

/// What two or three pairs of eyes mean: persons, not accounts; in person, not by a program; with no stake of their own.
public enum FourEyes {
    /// Faults of a report's signatures: three persons compile, review and approve (GB/T 27025, 7.8; experience.md §1.2). Who
    /// measured what a report says has compiled it; the approver hands it in, the reviewer consents.
    ///
    /// - Parameters:
    ///   - compilers: persons who recorded the runs that the report's lines name.
    ///   - reviewer: who consented; `nil` before somebody has.
    public static func faults(
        compilers: Set<PersonNumber>, reviewer: PersonNumber?, approver: PersonNumber
    ) -> [AccessFault] {
        let signers = [approver] + (reviewer.map { [$0] } ?? [])
        return Set(signers).count == signers.count && compilers.isDisjoint(with: signers) ? [] : [.signersNotDistinct]
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
        if !reaches(second.acting, over: ties, besideOneOf: first.acting.organization) {
            faults.append(.secondOutOfReach)
        }
        if second.presence == .program { faults.append(.secondNotPresent) }
        if second.acting.role.needsSecondFactor, [.password, .confirmed].contains(second.presence) {
            faults.append(.factorNotFresh)
        }
        if judgesOwnOrganization(second, over: ties, at: now) { faults.append(.judgesOwnOrganization) }
        return faults
    }

    /// Whether a second person has anything to say here: he needs a tie of his own to the object, an officer its region, others that it
    /// is their organisation's; the parties of a trip consent to their colleagues only, for the other party has the opposite interest.
    public static func reaches(
        _ second: Membership, over ties: Ties, besideOneOf organization: CreditCode
    ) -> Bool {
        let relations = second.relations(to: ties).subtracting([.anywhere])
        return !relations.isDisjoint(with: [.ownRegion, .ownOrganization])
            || !relations.isEmpty && second.organization == organization
    }

    /// Whether somebody decides as regulator on an organisation he belongs to, by whatever membership.
    public static func judgesOwnOrganization(_ participant: Participant, over ties: Ties, at now: Timestamp) -> Bool {
        participant.acting.role.isRegulator && participant.hasStake(in: ties, at: now)
    }
}
