public import Rules

/// What a person is in an organisation, how far it reaches, and from when to when.
public struct Membership: Hashable, Sendable {
    /// Number.
    public let number: MembershipNumber
    /// Who.
    public let person: PersonNumber
    /// Organisation.
    public let organization: CreditCode
    /// Role.
    public let role: Role
    /// Reach.
    public let jurisdiction: Jurisdiction
    /// First day.
    public let validFrom: CivilDate
    /// Last day.
    public let validTo: CivilDate
    /// When it was suspended; a membership can come back.
    public private(set) var suspendedAt: Timestamp?

    /// A membership; `nil` when it ends before it begins, or its reach does not suit the role.
    public init?(
        number: MembershipNumber, person: PersonNumber, organization: CreditCode, role: Role,
        jurisdiction: Jurisdiction, validFrom: CivilDate, validTo: CivilDate, suspendedAt: Timestamp? = nil
    ) {
        guard validFrom <= validTo, jurisdiction.suits(role) else { return nil }
        self.number = number
        self.person = person
        self.organization = organization
        self.role = role
        self.jurisdiction = jurisdiction
        self.validFrom = validFrom
        self.validTo = validTo
        self.suspendedAt = suspendedAt
    }

    /// Suspends it; a later suspension does not move the first.
    public mutating func suspend(at now: Timestamp) { suspendedAt = suspendedAt.map { min($0, now) } ?? now }

    /// Ends the suspension.
    public mutating func resume() { suspendedAt = nil }

    /// What it is worth at an instant; first and last day count whole, in China time.
    public func standing(at now: Timestamp) -> MembershipStanding {
        if suspendedAt != nil { return .suspended }
        if now.chinaDate < validFrom { return .notYetValid }
        return now.chinaDate <= validTo ? .valid : .expired
    }

    /// What the person is to an object.
    public func relations(to ties: Ties) -> Set<Relation> {
        var found: Set<Relation> = [.anywhere]
        switch jurisdiction {
        case .region(let prefix):
            if let region = ties.region, prefix.contains(region) { found.insert(.ownRegion) }
            return found
        case .organization:
            if ties.organization == organization { found.insert(.ownOrganization) }
        case .sites(let sites):
            if ties.organization == organization, let site = ties.site, sites.contains(site) {
                found.insert(.ownOrganization)
            }
        case .ownTrips: break
        }
        if ties.consignor == organization { found.insert(.consignor) }
        if ties.carrier == organization { found.insert(.carrier) }
        if ties.consignee == organization { found.insert(.consignee) }
        return found
    }
}

/// What a membership is worth at an instant.
public enum MembershipStanding: String, Hashable, Sendable, CaseIterable {
    /// It counts.
    case valid
    /// Its last day is past.
    case expired
    /// Its first day is to come.
    case notYetValid
    /// It is suspended.
    case suspended
}
