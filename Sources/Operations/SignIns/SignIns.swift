public import Custody
public import Identity

/// What the console's front door can do: open a session, know it again, close it. Values and closures, as in `Ledger`;
/// pages and routes know nothing of passwords, digests or tables.
public struct SignIns: Sendable {
    /// Opens a session for who gives his account, password and, where his role asks for one, his second factor.
    public var open: @Sendable (SignInAttempt) async throws(LedgerFault) -> SignInAnswer
    /// Whose session a cookie's value is; `nil` when it is unknown, ended, idle too long or too old.
    public var session: @Sendable (_ cookie: String) async throws(LedgerFault) -> SignedIn?
    /// The same for work that goes on beside its holder: nobody is there, and the session grows no younger by it.
    public var glance: @Sendable (_ cookie: String) async throws(LedgerFault) -> SignedIn?
    /// Ends a session at once on every instance.
    public var close: @Sendable (_ cookie: String) async throws(LedgerFault) -> Void
    /// Takes the second factor anew; the session goes on under another cookie, and no longer than it would have.
    /// `refused` for a wrong factor and for a session that is over.
    public var confirm: @Sendable (_ cookie: String, _ factor: String) async throws(LedgerFault) -> SignInAnswer

    /// Sign-ins of closures.
    public init(
        open: @escaping @Sendable (SignInAttempt) async throws(LedgerFault) -> SignInAnswer,
        session: @escaping @Sendable (String) async throws(LedgerFault) -> SignedIn?,
        glance: @escaping @Sendable (String) async throws(LedgerFault) -> SignedIn?,
        close: @escaping @Sendable (String) async throws(LedgerFault) -> Void,
        confirm: @escaping @Sendable (String, String) async throws(LedgerFault) -> SignInAnswer = { _, _ in .refused }
    ) {
        self.open = open
        self.session = session
        self.glance = glance
        self.close = close
        self.confirm = confirm
    }

    /// Who came in by a cookie, for work that outlasts his request.
    public func entitlement(_ caller: Caller, by cookie: String) -> Entitlement {
        let glance = glance
        return Entitlement(caller) { () throws(LedgerFault) in try await glance(cookie)?.caller }
    }
}

/// What somebody types at the door.
public struct SignInAttempt: Sendable {
    /// Account name as typed.
    public let account: String
    /// Password as typed.
    public let password: String
    /// Six digits of the second factor or a recovery code; empty when none was given.
    public let factor: String
    /// What the person chooses in place of a first password; empty otherwise.
    public let newPassword: String
    /// Network address the attempt comes from, for the throttle and the audit.
    public let address: String
    /// The mark of the browser, when it shows one.
    public let mark: String

    /// An attempt.
    public init(
        account: String, password: String, factor: String = "", newPassword: String = "", address: String,
        mark: String = ""
    ) {
        self.mark = mark
        self.account = account
        self.password = password
        self.factor = factor
        self.newPassword = newPassword
        self.address = address
    }
}

/// What the door answers. Unknown account and wrong password are one answer (reliability.md §8, 2).
public enum SignInAnswer: Sendable {
    /// A session is open; the cookie's value is shown this once.
    case opened(cookie: String, SignedIn)
    /// Account and password fit; the second factor is still missing.
    case needsFactor
    /// They fit, and the password is a first one: another has to be chosen, against which these speak.
    case needsPassword([PasswordFinding])
    /// They do not fit, or the membership is not in force.
    case refused
    /// Too many attempts; try again after so many seconds.
    case tryLater(seconds: Int)
}

/// Who is signed in, as the surfaces see him.
public struct SignedIn: Sendable, Hashable {
    /// Who acts and reads.
    public let actor: Actor
    /// Number of the person; a person is one, whatever accounts and memberships.
    public let person: String
    /// Name to greet by.
    public let displayName: String
    /// Role by its name in the table of permissions: `granary-manager`.
    public let role: String
    /// Token every form of the session carries.
    public let csrf: String
    /// Name of the account.
    public let account: String
    /// Who acts, for the table of permissions; a submission of his is handed in by this right.
    public let authority: Authority
    /// What his browser keeps from now on, so that nobody closes the door of his name to it; empty but where he has just signed in.
    public var mark = ""

    /// A signed-in person.
    public init(
        actor: Actor, person: String, displayName: String, role: String, csrf: String, account: String = "",
        authority: Authority = .unstated
    ) {
        self.actor = actor
        self.person = person
        self.displayName = displayName
        self.role = role
        self.csrf = csrf
        self.account = account
        self.authority = authority
    }

    /// Him as whoever stands behind a request.
    public var caller: Caller {
        Caller(actor: actor, authority: authority, scopes: [.read, .allActs], name: account, role: role)
    }
}
