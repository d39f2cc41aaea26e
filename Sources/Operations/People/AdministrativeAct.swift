/// What administrators do with persons and what they hold. Words are as they were sent; the operation reads them, and says
/// beside which member one does not fit.
public enum AdministrativeAct: Hashable, Sendable, Codable {
    /// A person with his first membership.
    case registerPerson(PersonEntry)
    /// One more membership, of a person by number.
    case grantMembership(person: String, MembershipEntry)
    /// Suspends all of a person's memberships within reach.
    case suspendPerson(String, reason: String)
    /// Takes these suspensions back.
    case restorePerson(String, reason: String)
    /// Suspends a membership by number.
    case suspendMembership(String, reason: String)
    /// Takes its suspension back.
    case restoreMembership(String, reason: String)
    /// Ends it for good.
    case endMembership(String, reason: String)
    /// Opens an account by a membership, with a first password.
    case openAccount(membership: String, name: String)
    /// Gives an account a first password in place of its own.
    case resetPassword(account: String)
    /// Gives an account a new second factor, shown to who consents.
    case resetFactor(account: String)
    /// Grants a credential to a program or a device.
    case grantCredential(CredentialEntry)
    /// Revokes one by name, for good.
    case revokeCredential(String)
    /// Withdraws a handset by name, for good: it forgets all that it keeps once that is handed in.
    case withdrawHandset(String, reason: String)

    /// Its name in the table of permissions and in the audit; of grants, one of two, by the role.
    public var name: String {
        switch self {
        case .registerPerson: "person-registered"
        case .grantMembership(_, let entry): entry.isOffice ? "office-granted" : "membership-granted"
        case .suspendPerson, .suspendMembership: "membership-suspended"
        case .restorePerson, .restoreMembership: "membership-restored"
        case .endMembership: "membership-ended"
        case .openAccount: "account-opened"
        case .resetPassword: "password-reset"
        case .resetFactor: "second-factor-reset"
        case .grantCredential: "credential-granted"
        case .revokeCredential: "credential-revoked"
        case .withdrawHandset: "handset-withdrawn"
        }
    }

    /// The names of all of them.
    public static let names = [
        "person-registered", "membership-granted", "office-granted", "membership-suspended", "membership-restored",
        "membership-ended", "account-opened", "password-reset", "second-factor-reset", "credential-granted",
        "credential-revoked", "handset-withdrawn",
    ]
}

/// A person who is to be registered.
public struct PersonEntry: Hashable, Sendable, Codable {
    /// His name in records, for ever; no personal data.
    public var alias: String
    /// Name and telephone number; kept apart, and can be erased.
    public var name, phone: String?
    /// What he is.
    public var membership: MembershipEntry

    /// A person.
    public init(alias: String, name: String?, phone: String?, membership: MembershipEntry) {
        self.alias = alias
        self.name = name
        self.phone = phone
        self.membership = membership
    }
}

/// What a person is to be, where, and from when to when.
public struct MembershipEntry: Hashable, Sendable, Codable {
    /// Unified social credit code, and the role's name.
    public var organization, role: String
    /// Region in digits; where the organisation is registered without one.
    public var region: String?
    /// Site codes of a keeper or weigher who has only some.
    public var sites: [String]?
    /// First day, today without one; last day, a year from the first without one.
    public var validFrom, validTo: String?

    /// A membership.
    public init(
        organization: String, role: String, region: String? = nil, sites: [String]? = nil, validFrom: String? = nil,
        validTo: String? = nil
    ) {
        self.organization = organization
        self.role = role
        self.region = region
        self.sites = sites
        self.validFrom = validFrom
        self.validTo = validTo
    }
}

/// A credential that is to be granted.
public struct CredentialEntry: Hashable, Sendable, Codable {
    /// Unique name; `token` or `device`; number of the membership it acts for.
    public var name, kind, membership: String
    /// `read`, `act`, `act:NAME`.
    public var scopes: [String]
    /// Days until it ends; the longest of its kind without a number.
    public var days: Int?
    /// SHA-256 of the one certificate over which it opens, in hexadecimal.
    public var certificate: String?
    /// Says of a device that it can show no certificate.
    public var unbound: Bool?

    /// A credential.
    public init(
        name: String, kind: String, membership: String, scopes: [String], days: Int? = nil, certificate: String? = nil,
        unbound: Bool? = nil
    ) {
        self.name = name
        self.kind = kind
        self.membership = membership
        self.scopes = scopes
        self.days = days
        self.certificate = certificate
        self.unbound = unbound
    }
}
