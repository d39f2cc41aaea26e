public import Identity
public import Rules

extension MembershipEntry {
    /// Whether its role asks for a second factor: such a one is granted by two persons (docs/decisions/0008).
    public var isOffice: Bool { Role(rawValue: role)?.needsSecondFactor ?? false }
}

/// A fault beside the member that has it.
public struct MemberFault: Hashable, Sendable {
    /// Name of the member; empty when it is of the whole.
    public let member: String
    /// What is wrong.
    public let fault: AdministrativeFault

    /// A fault.
    public init(_ member: String, _ fault: AdministrativeFault) {
        self.member = member
        self.fault = fault
    }
}

/// What was done.
public struct Administered: Hashable, Sendable {
    /// Name of the act.
    public let kind: String
    /// What came of it: number of the person or membership, name of the account or credential.
    public let subject: String
    /// A secret, this once; never again, whoever asks.
    public var secret: ShownOnce?
    /// Whether it was done before, under the same key.
    public var isReplayed = false

    /// What was done.
    public init(kind: String, subject: String, secret: ShownOnce? = nil, isReplayed: Bool = false) {
        self.kind = kind
        self.subject = subject
        self.secret = secret
        self.isReplayed = isReplayed
    }
}

/// A secret that is shown once and stored as its digest.
public struct ShownOnce: Hashable, Sendable {
    /// The text: first password, token, address of an authenticator.
    public let text: String
    /// From when it serves no more.
    public var until: Timestamp?
    /// Recovery codes that come with a second factor.
    public var recoveryCodes: [String] = []

    /// A secret.
    public init(_ text: String, until: Timestamp? = nil, recoveryCodes: [String] = []) {
        self.text = text
        self.until = until
        self.recoveryCodes = recoveryCodes
    }
}

/// What became of an act of administration.
public enum AdministrativeAnswer: Hashable, Sendable {
    /// It was done, once.
    case done(Administered)
    /// It waits under a number for the consent of another person in one of these roles; nothing of it is in force. The
    /// subject is who or what it is about.
    case waits(id: String, subject: String, Set<Role>)
    /// He may not, or not yet.
    case denied([AccessFault])
    /// There is no such person, membership, account or credential, or none within his reach.
    case unknown
    /// The words do not fit, or what is there forbids it.
    case unfit([MemberFault])
    /// It has changed since it was read.
    case stale
    /// The key was used with other words.
    case keyReused
    /// Too many passwords are being hashed: come again.
    case busy
}

/// Persons, memberships, accounts and credentials, as surfaces know them. Each closure asks itself what the caller may.
public struct Administration: Sendable {
    /// Does an act once for each key of a person.
    ///
    /// - Parameter version: the person's version as it was read, where the caller wants to be sure of it.
    public var perform:
        @Sendable (AdministrativeAct, Caller, _ key: String, _ version: Int64?) async throws(LedgerFault) ->
            AdministrativeAnswer
    /// Persons within reach, by alias; `nil` when the caller may not ask.
    public var persons: @Sendable (PeopleQuery, Caller) async throws(LedgerFault) -> PeoplePage?
    /// One person by number; `nil` for missing and out of reach alike.
    public var person: @Sendable (String, Caller) async throws(LedgerFault) -> PersonSheet?
    /// Name and telephone number of a person by number, noted with the purpose before they are told; `nil` for missing and out of
    /// reach alike. Who may ask is decided before (`UnveilingDesk`).
    public var detail: @Sendable (String, _ purpose: String, Caller) async throws(LedgerFault) -> PersonDetail?
    /// Credentials within reach, and the caller's own, by name; `nil` when the caller may not ask.
    public var credentials: @Sendable (CredentialQuery, Caller) async throws(LedgerFault) -> CredentialPage?

    /// Administration of closures.
    public init(
        perform:
            @escaping @Sendable (AdministrativeAct, Caller, String, Int64?) async throws(LedgerFault) ->
            AdministrativeAnswer,
        persons: @escaping @Sendable (PeopleQuery, Caller) async throws(LedgerFault) -> PeoplePage?,
        person: @escaping @Sendable (String, Caller) async throws(LedgerFault) -> PersonSheet?,
        detail: @escaping @Sendable (String, String, Caller) async throws(LedgerFault) -> PersonDetail?,
        credentials: @escaping @Sendable (CredentialQuery, Caller) async throws(LedgerFault) -> CredentialPage?
    ) {
        self.perform = perform
        self.persons = persons
        self.person = person
        self.detail = detail
        self.credentials = credentials
    }
}

extension Caller {
    private static let readers: Set<Role> = [.administrator, .countyOfficer, .cityOfficer, .auditor]

    /// Whether he may read the persons of his region; names are covered (`UnveilingDesk`).
    public var mayReadPeople: Bool {
        authority.participant.map { Self.readers.contains($0.acting.role) } ?? false
    }

    /// Whether he administers: registers, grants, opens, resets.
    public var mayAdminister: Bool { authority.participant?.acting.role == .administrator }

    /// Whether he may cut somebody off: suspend a membership, revoke a credential.
    public var maySuspend: Bool { mayReadPeople && authority.participant?.acting.role != .auditor }
}
