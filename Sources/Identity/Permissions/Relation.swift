public import Rules

/// What a person's membership is to the object of an act.
public enum Relation: String, Hashable, Sendable, CaseIterable {
    /// The object is of his organisation, and of his sites if he has only some.
    case ownOrganization = "own-organization"
    /// His organisation sends the trip off.
    case consignor
    /// His organisation carries it.
    case carrier
    /// His organisation is to receive it.
    case consignee
    /// The object lies in his region.
    case ownRegion = "own-region"
    /// None is needed.
    case anywhere
}

/// What an object belongs to, as far as rights ask.
public struct Ties: Hashable, Sendable {
    /// The organisation whose object it is: keeper of the batch, laboratory of the sample, facility of the plan.
    public var organization: CreditCode?
    /// Its site, 21 places.
    public var site: String?
    /// Its region in digits: county or township.
    public var region: String?
    /// Who sends, of a trip.
    public var consignor: CreditCode?
    /// Who carries, of a trip.
    public var carrier: CreditCode?
    /// Who receives, of a trip.
    public var consignee: CreditCode?

    /// Ties; what is not named does not tie.
    public init(
        organization: CreditCode? = nil, site: String? = nil, region: String? = nil, consignor: CreditCode? = nil,
        carrier: CreditCode? = nil, consignee: CreditCode? = nil
    ) {
        self.organization = organization
        self.site = site
        self.region = region
        self.consignor = consignor
        self.carrier = carrier
        self.consignee = consignee
    }

    /// Every organisation with a stake in it.
    public var parties: Set<CreditCode> { Set([organization, consignor, carrier, consignee].compactMap { $0 }) }
}
