public import Custody
public import Rules

/// An act that waits for a second person, as he sees it: all of its words.
public struct PendingAct: Sendable, Encodable {
    /// Its number.
    public let id: String
    /// Name of the act.
    public let kind: String
    /// The act's words, as JSON text.
    public let body: String
    /// Names that go with it, by the part played.
    public let persons: Persons
    /// When it happened.
    public let occurredAt: Timestamp
    /// Who handed it in: number of the person, and his organisation.
    public let person, organization: String
    /// Roles that may consent.
    public let roles: [String]
    /// When it was handed in.
    public let handedInAt: Timestamp
    /// Digest of kind, words, names and time, in hexadecimal; whoever consents names it, and so consents to these words.
    public let digest: String

    /// A pending act.
    public init(
        id: String, kind: String, body: String, persons: Persons, occurredAt: Timestamp, person: String,
        organization: String, roles: [String], handedInAt: Timestamp, digest: String
    ) {
        self.id = id
        self.kind = kind
        self.body = body
        self.persons = persons
        self.occurredAt = occurredAt
        self.person = person
        self.organization = organization
        self.roles = roles
        self.handedInAt = handedInAt
        self.digest = digest
    }
}

/// What became of a consent.
public enum ConsentAnswer: Sendable {
    /// There is no such act that waits, or it is out of his reach.
    case unknown
    /// The words are not those he named.
    case otherWords
    /// What the ledger answered to the act of both.
    case answered(Answer)
    /// What became of an act of administration.
    case administered(AdministrativeAnswer)
}

/// Acts that wait for a second person, and his consent.
public struct Consents: Sendable {
    /// Acts to which a caller may consent, oldest first.
    public var list: @Sendable (Caller) async throws(LedgerFault) -> [PendingAct]
    /// Consents to an act by its number and the digest of its words; the act is then done, once, by both.
    public var consent: @Sendable (_ id: String, _ digest: String, Caller) async throws(LedgerFault) -> ConsentAnswer

    /// Consents of closures.
    public init(
        list: @escaping @Sendable (Caller) async throws(LedgerFault) -> [PendingAct],
        consent: @escaping @Sendable (String, String, Caller) async throws(LedgerFault) -> ConsentAnswer
    ) {
        self.list = list
        self.consent = consent
    }
}
