public import Identity
public import Rules

/// What a handset in the field says of itself.
public struct HandsetReport: Hashable, Sendable, Codable {
    /// Records it keeps that are not in the book.
    public var waiting: Int
    /// Pre-issued codes it has left.
    public var codes: Int
    /// What it drew beside its name, 43 to 128 characters of base64url: the name is its own by this.
    public var secret: String
    /// Whether it was withdrawn, and has erased all that it kept.
    public var forgotten: Bool?

    /// A report.
    public init(waiting: Int, codes: Int, secret: String, forgotten: Bool? = nil) {
        self.waiting = waiting
        self.codes = codes
        self.secret = secret
        self.forgotten = forgotten
    }

    /// Members that are no count of records or codes on a handset, and a secret that is none.
    public var faults: [MemberFault] {
        let counts = [("waiting", waiting), ("codes", codes)].filter { !(0...1_000_000).contains($0.1) }
            .map { MemberFault($0.0, .countUnfit) }
        let isSecret = secret.wholeMatch(of: #/[A-Za-z0-9_-]{43,128}/#) != nil
        return counts + (isSecret ? [] : [MemberFault("secret", .handsetSecretForm)])
    }
}

/// A handset in the field as it is shown.
public struct HandsetSheet: Hashable, Sendable, Encodable {
    /// Name it gave itself; alias and number of who used it last, his role, organisation and region; standing.
    public let code, holder, person, role, organization, region, standing: String
    /// When it was first and last heard.
    public let firstHeardAt, lastHeardAt: Timestamp
    /// Records it keeps that are not in the book, and pre-issued codes it has left, as it said last.
    public let waiting, codes: Int
    /// When it was withdrawn, and when it had erased all that it kept.
    public let withdrawnAt, forgottenAt: Timestamp?
    /// Why it was withdrawn, and who did it.
    public let reason, withdrawnBy: String?

    /// Whether it was withdrawn, before or after it erased what it kept.
    public let isWithdrawn: Bool

    /// `inUse`, `silent`, `withdrawn`: not yet told or not yet done; `forgotten`: it has erased all that it kept.
    public static let standings = ["inUse", "silent", "withdrawn", "forgotten"]
    /// Hours without a word after which one that keeps records is silent (experience.md §1.1, step 8).
    public static let hoursToSilence: Int64 = 24

    /// A handset: the texts in the order of their declaration.
    public init(
        _ texts: [String], heard: (first: Timestamp, last: Timestamp), waiting: Int, codes: Int,
        withdrawnAt: Timestamp?, forgottenAt: Timestamp?, reason: String?, withdrawnBy: String?
    ) {
        precondition(texts.count == 7, "a handset has seven texts")
        code = texts[0]
        holder = texts[1]
        person = texts[2]
        role = texts[3]
        organization = texts[4]
        region = texts[5]
        standing = texts[6]
        firstHeardAt = heard.first
        lastHeardAt = heard.last
        self.waiting = waiting
        self.codes = codes
        self.withdrawnAt = withdrawnAt
        isWithdrawn = withdrawnAt != nil
        self.forgottenAt = forgottenAt
        self.reason = reason
        self.withdrawnBy = withdrawnBy
    }
}

/// Which handsets are asked for; `nil` for all.
public struct HandsetQuery: Sendable {
    /// Standing.
    public var standing: String?
    /// Only handsets behind this name.
    public var after: String?
    /// Most of a page.
    public var limit = 50

    /// All of them.
    public init() {}
}

/// What a handset is told.
public enum HandsetAnswer: Sendable, Hashable {
    /// It was heard; this is known of it.
    case heard(HandsetSheet)
    /// It was not, and why.
    case denied(AccessFault)
}

/// A page of handsets.
public struct HandsetPage: Sendable {
    /// By name.
    public let handsets: [HandsetSheet]
    /// Where the next page begins; `nil` on the last.
    public let next: String?
    /// How many of each standing.
    public let standings: [String: Int]

    /// A page.
    public init(handsets: [HandsetSheet], next: String?, standings: [String: Int]) {
        self.handsets = handsets
        self.next = next
        self.standings = standings
    }
}

/// Handsets in the field, as surfaces know them; one is withdrawn by `AdministrativeAct.withdrawHandset`.
public struct Handsets: Sendable {
    /// Hears a handset, and tells it whether it is withdrawn; a name is heard with the secret alone that it was first heard with.
    public var hear: @Sendable (_ name: String, HandsetReport, Caller) async throws(LedgerFault) -> HandsetAnswer
    /// Handsets within reach, and the caller's own, by name; `nil` when he may read nothing.
    public var list: @Sendable (HandsetQuery, Caller) async throws(LedgerFault) -> HandsetPage?
    /// Whether a handset was withdrawn, whoever asks.
    public var isWithdrawn: @Sendable (_ name: String) async throws(LedgerFault) -> Bool

    /// Handsets of closures.
    public init(
        hear: @escaping @Sendable (String, HandsetReport, Caller) async throws(LedgerFault) -> HandsetAnswer,
        list: @escaping @Sendable (HandsetQuery, Caller) async throws(LedgerFault) -> HandsetPage?,
        isWithdrawn: @escaping @Sendable (String) async throws(LedgerFault) -> Bool
    ) {
        self.hear = hear
        self.list = list
        self.isWithdrawn = isWithdrawn
    }

    /// Whether a text can be the name of a handset.
    public static func isName(_ text: String) -> Bool {
        text.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9._-]{0,63}/#) != nil
    }
}
