public import Rules

/// A person as administration shows him; `name` and `phone` with their middle covered; whole for a purpose (`UnveilingDesk`).
public struct PersonSheet: Hashable, Sendable, Encodable {
    /// Number, and name in records.
    public let code, alias: String
    /// The human name but for its first character, and the telephone number with its middle covered; absent when erased or never given.
    public let name, phone: String?
    /// Memberships within the reader's reach, oldest first.
    public let memberships: [MembershipSheet]
    /// How many more he has elsewhere.
    public let elsewhere: Int
    /// Accounts and credentials that act by those memberships.
    public var accounts: [AccountSheet]?
    /// Credentials that act by those memberships, latest first.
    public var credentials: [CredentialSheet]?
    /// Rises with every membership, suspension and account of his.
    public let version: Int64

    /// A person.
    public init(
        code: String, alias: String, name: String?, phone: String?, memberships: [MembershipSheet], elsewhere: Int,
        accounts: [AccountSheet]? = nil, credentials: [CredentialSheet]? = nil, version: Int64
    ) {
        self.code = code
        self.alias = alias
        self.name = name
        self.phone = phone
        self.memberships = memberships
        self.elsewhere = elsewhere
        self.accounts = accounts
        self.credentials = credentials
        self.version = version
    }
}

/// A membership as it is shown.
public struct MembershipSheet: Hashable, Sendable, Encodable {
    /// Number; organisation, role, region, standing, and who granted it.
    public let code, organization, role, region, standing, grantedBy: String
    /// Sites, where it has only some.
    public let sites: [String]
    /// First and last day.
    public let validFrom, validTo: String

    /// What it may be worth: `valid`, `suspended`, `ended`, `expired`, `notYetValid`.
    public static let standings = ["valid", "suspended", "ended", "expired", "notYetValid"]
    /// What persons are asked for by: a standing, or `idle`, a valid one that nobody has used for 90 days.
    public static let asked = standings + ["idle"]

    /// A membership: the texts in the order of their declaration.
    public init(_ texts: [String], sites: [String], validFrom: String, validTo: String) {
        precondition(texts.count == 6, "a membership has six texts")
        code = texts[0]
        organization = texts[1]
        role = texts[2]
        region = texts[3]
        standing = texts[4]
        grantedBy = texts[5]
        self.sites = sites
        self.validFrom = validFrom
        self.validTo = validTo
    }
}

/// An account as it is shown; nothing of its secrets.
public struct AccountSheet: Hashable, Sendable, Encodable {
    /// Name, and number of the membership it acts by.
    public let name, membership: String
    /// `none`, `first` (to be changed at the next sign-in), `own`.
    public let password: String
    /// When the password was set, when a first one ends, when he signed in last.
    public let passwordSetAt, firstUntil, lastSignInAt: Timestamp?
    /// Whether it has a second factor, and whether the provider of single sign-on opens it.
    public let hasFactor, isLinked: Bool

    /// An account.
    public init(
        name: String, membership: String, password: String, passwordSetAt: Timestamp?, firstUntil: Timestamp?,
        lastSignInAt: Timestamp?, hasFactor: Bool, isLinked: Bool
    ) {
        self.name = name
        self.membership = membership
        self.password = password
        self.passwordSetAt = passwordSetAt
        self.firstUntil = firstUntil
        self.lastSignInAt = lastSignInAt
        self.hasFactor = hasFactor
        self.isLinked = isLinked
    }
}

/// A credential as it is shown; its secret is not kept.
public struct CredentialSheet: Hashable, Sendable, Encodable {
    /// Name; `token` or `device`; alias and number of the holder, his role and organisation; standing; who granted it.
    public let code, kind, holder, person, role, organization, standing, grantedBy: String
    /// What it may be used for.
    public let scopes: [String]
    /// When it was granted, from when it opens nothing, when it was revoked and last used.
    public let grantedAt, expiresAt: Timestamp
    /// When it was revoked and last used.
    public let revokedAt, lastUsedAt: Timestamp?
    /// SHA-256 of the certificate it is bound to.
    public let certificate: String?

    /// What it may be worth: `valid`, `suspended`, `expired`, `revoked`.
    public static let standings = ["valid", "suspended", "expired", "revoked"]

    /// A credential: the texts in the order of their declaration.
    public init(
        _ texts: [String], scopes: [String], grantedAt: Timestamp, expiresAt: Timestamp, revokedAt: Timestamp?,
        lastUsedAt: Timestamp?, certificate: String?
    ) {
        precondition(texts.count == 8, "a credential has eight texts")
        code = texts[0]
        kind = texts[1]
        holder = texts[2]
        person = texts[3]
        role = texts[4]
        organization = texts[5]
        standing = texts[6]
        grantedBy = texts[7]
        self.scopes = scopes
        self.grantedAt = grantedAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
        self.lastUsedAt = lastUsedAt
        self.certificate = certificate
    }
}

/// Which persons are asked for; `nil` for all.
public struct PeopleQuery: Sendable {
    /// Organisation, role, standing of a membership; part of alias or, for administrators, name.
    public var organization, role, standing, text: String?
    /// Only persons behind this alias.
    public var after: String?
    /// Most of a page.
    public var limit = 50

    /// Everybody.
    public init() {}
}

/// A page of persons, with how many there are of each role and standing, whatever was asked of these two.
public struct PeoplePage: Sendable {
    /// The persons.
    public let persons: [PersonSheet]
    /// The alias behind which the next page begins; `nil` on the last.
    public let next: String?
    /// Persons by role, and by standing.
    public let roles, standings: [String: Int]

    /// A page.
    public init(persons: [PersonSheet], next: String?, roles: [String: Int], standings: [String: Int]) {
        self.persons = persons
        self.next = next
        self.roles = roles
        self.standings = standings
    }
}

/// Which credentials are asked for; `nil` for all.
public struct CredentialQuery: Sendable {
    /// Number of the holder, `token` or `device`, standing.
    public var person, kind, standing: String?
    /// Only those behind this name.
    public var after: String?
    /// Most of a page.
    public var limit = 50

    /// All.
    public init() {}
}

/// A page of credentials.
public struct CredentialPage: Sendable {
    /// The credentials.
    public let credentials: [CredentialSheet]
    /// The name behind which the next page begins; `nil` on the last.
    public let next: String?
    /// Credentials by kind, and by standing.
    public let kinds, standings: [String: Int]

    /// A page.
    public init(credentials: [CredentialSheet], next: String?, kinds: [String: Int], standings: [String: Int]) {
        self.credentials = credentials
        self.next = next
        self.kinds = kinds
        self.standings = standings
    }
}
