/// The way in through another department's OpenID provider, as surfaces know it.
public struct SingleSignOn: Sendable {
    /// What the way is called at the door, in Chinese and in English.
    public let label: (zh: String, en: String)
    /// Sends a browser to the provider, to come back to a page of the console.
    public var begin: @Sendable (_ target: String, _ language: String) async throws(LedgerFault) -> SingleSignOnStart
    /// Takes what came back with the browser.
    public var finish: @Sendable (SingleSignOnReturn) async throws(LedgerFault) -> SingleSignOnAnswer
    /// Takes the second factor of who came back and whose role asks for one.
    public var confirm: @Sendable (_ ticket: String, _ factor: String) async throws(LedgerFault) -> SingleSignOnAnswer

    /// A way of closures.
    public init(
        label: (zh: String, en: String),
        begin: @escaping @Sendable (String, String) async throws(LedgerFault) -> SingleSignOnStart,
        finish: @escaping @Sendable (SingleSignOnReturn) async throws(LedgerFault) -> SingleSignOnAnswer,
        confirm: @escaping @Sendable (String, String) async throws(LedgerFault) -> SingleSignOnAnswer
    ) {
        self.label = label
        self.begin = begin
        self.finish = finish
        self.confirm = confirm
    }
}

/// How a sign-in at the provider begins.
public enum SingleSignOnStart: Sendable {
    /// Go there, with this in a cookie of the console that lives for so many seconds.
    case redirect(address: String, cookie: String, seconds: Int64)
    /// The provider cannot be reached, or does not fit the settings.
    case away
}

/// What came back with the browser.
public struct SingleSignOnReturn: Sendable {
    /// Members of the query: `code`, `state`, `iss`, `error`; `nil` when they are missing.
    public let code, state, issuer, error: String?
    /// The cookie of the beginning.
    public let cookie: String?

    /// What came back.
    public init(code: String?, state: String?, issuer: String?, error: String?, cookie: String?) {
        self.code = code
        self.state = state
        self.issuer = issuer
        self.error = error
        self.cookie = cookie
    }
}

/// What the door answers to who comes from the provider.
public enum SingleSignOnAnswer: Sendable {
    /// A session is open; go to the page that was wanted.
    case opened(cookie: String, SignedIn, target: String)
    /// The account's second factor is still missing; the ticket, in a cookie, says for whom it is asked.
    case needsFactor(ticket: String, seconds: Int64)
    /// No sign-in.
    case refused(SingleSignOnRefusal)
    /// The provider cannot be reached, or does not fit the settings.
    case away
    /// Too many attempts; try again after so many seconds.
    case tryLater(seconds: Int)
}

/// Why there is no sign-in.
public enum SingleSignOnRefusal: Sendable, Hashable {
    /// The answer does not belong to this browser, or came too late, or twice.
    case lost
    /// The person, or the provider, broke it off.
    case brokenOff
    /// What the provider sent is not good.
    case unproven
    /// Nobody bound this person to an account; his name at the provider, to tell the administrator.
    case unlinked(subject: String)
    /// The account's membership is not in force.
    case notInForce
    /// The second factor is wrong; the ticket serves on.
    case wrongFactor

    /// Code for the audit.
    public var code: String {
        switch self {
        case .lost: "GL-I-0711"
        case .brokenOff: "GL-I-0712"
        case .unproven: "GL-I-0713"
        case .unlinked: "GL-I-0714"
        case .notInForce: "GL-I-0601"
        case .wrongFactor: "GL-I-0502"
        }
    }
}
