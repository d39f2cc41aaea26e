public import Identity
public import Rules

/// Who asks, as he may see himself.
public struct OwnSheet: Sendable, Encodable {
    /// Number and alias; absent for the import office.
    public let person, alias: String?
    /// His memberships; the one he acts by has the number `acting`.
    public let memberships: [MembershipSheet]
    /// Number of the membership he acts by.
    public let acting: String?
    /// The account he signed in with; absent for tokens.
    public let account: AccountSheet?
    /// Sessions of the account that are open, latest first.
    public let sessions: [SessionSheet]
    /// His tokens and devices that are in force.
    public let credentials: [CredentialSheet]

    /// A sheet.
    public init(
        person: String?, alias: String?, memberships: [MembershipSheet], acting: String?, account: AccountSheet?,
        sessions: [SessionSheet], credentials: [CredentialSheet]
    ) {
        self.person = person
        self.alias = alias
        self.memberships = memberships
        self.acting = acting
        self.account = account
        self.sessions = sessions
        self.credentials = credentials
    }
}

/// An open session as its owner sees it.
public struct SessionSheet: Hashable, Sendable, Encodable {
    /// The beginning of its digest: enough to name it, and no secret.
    public let code: String
    /// When it began, and its latest request, to the minute.
    public let startedAt, lastSeenAt: Timestamp
    /// Where it began.
    public let address: String
    /// Whether it is the one that asks.
    public let isCurrent: Bool

    /// A session.
    public init(code: String, startedAt: Timestamp, lastSeenAt: Timestamp, address: String, isCurrent: Bool) {
        self.code = code
        self.startedAt = startedAt
        self.lastSeenAt = lastSeenAt
        self.address = address
        self.isCurrent = isCurrent
    }
}

/// What became of a change of one's own password.
public enum PasswordAnswer: Hashable, Sendable {
    /// It is changed, and every other session of the account has ended.
    case changed
    /// There is no session, or its account has no password.
    case noSession
    /// The old one is wrong.
    case wrong
    /// The new one may not be used.
    case unfit([PasswordFinding])
    /// Too many tries; come again after so many seconds.
    case tryLater(seconds: Int)
}

/// What everybody does with his own account.
public struct OwnAccounts: Sendable {
    /// Who asks.
    public var show: @Sendable (Caller, _ cookie: String?) async throws(LedgerFault) -> OwnSheet
    /// Changes the password of a session's account.
    public var changePassword:
        @Sendable (_ cookie: String, _ old: String, _ new: String) async throws(LedgerFault) -> PasswordAnswer
    /// Ends one of the account's sessions; `false` when it has none of this name that is open.
    public var endSession: @Sendable (_ cookie: String, _ code: String) async throws(LedgerFault) -> Bool

    /// Own accounts of closures.
    public init(
        show: @escaping @Sendable (Caller, String?) async throws(LedgerFault) -> OwnSheet,
        changePassword: @escaping @Sendable (String, String, String) async throws(LedgerFault) -> PasswordAnswer,
        endSession: @escaping @Sendable (String, String) async throws(LedgerFault) -> Bool
    ) {
        self.show = show
        self.changePassword = changePassword
        self.endSession = endSession
    }
}
