public import Custody
public import Identity
import Rules

/// Who stands behind a request, whichever way he came in.
public struct Caller: Hashable, Sendable {
    /// Who acts and reads, as the book knows him.
    public let actor: Actor
    /// By what right he acts.
    public let authority: Authority
    /// What the way he came in may be used for.
    public let scopes: Set<Scope>
    /// Name of the account or the credential.
    public let name: String
    /// Name of the role, `granary-manager`; `import` for the import office.
    public let role: String

    /// A caller.
    public init(actor: Actor, authority: Authority, scopes: Set<Scope>, name: String, role: String) {
        self.actor = actor
        self.authority = authority
        self.scopes = scopes
        self.name = name
        self.role = role
    }
}

extension Actor {
    /// A person as the book knows him: by the one alias that all his accounts and credentials act under, so that two
    /// accounts of one person are one (reliability.md §8, 15).
    ///
    /// - Parameter region: the region of who has one; of others, where they see what belongs to nobody.
    public init(_ membership: Membership, alias: String, region: String) {
        self.init(
            name: alias, organization: OrganizationCode(membership.organization.text),
            role: Role(membership.role), region: region)
    }
}

extension Actor.Role {
    /// The coarse role that the book's acts and reads know (docs/decisions/0008).
    public init(_ role: Identity.Role) {
        switch role {
        case .sampler: self = .station
        case .technician, .reviewer, .approver: self = .laboratory
        case .weigher, .keeper, .granaryManager: self = .granary
        case .carrier: self = .carrier
        case .facilityOperator: self = .facility
        case .countyOfficer, .cityOfficer: self = .officer
        case .departmentReader, .auditor: self = .auditor
        case .administrator: self = .registrar
        }
    }
}
