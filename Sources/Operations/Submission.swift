public import Custody
public import Identity
public import Rules

/// One act somebody hands in, with the key under which it is done at most once.
public struct Submission: Sendable {
    /// Who.
    public let actor: Actor
    /// What.
    public let act: Act
    /// Who stood by, by the part played; kept apart from the record.
    public let persons: Persons
    /// When it happened.
    public let occurredAt: Timestamp
    /// Idempotency key, unique within the actor's organisation and name; kept as long as the record.
    public let key: String
    /// Decide and answer, store nothing.
    public let isDryRun: Bool
    /// Version the act's chief object has to have still, when the caller insists (`ActBody.chief`).
    public let expectedVersion: Int64?
    /// By what right.
    public let authority: Authority
    /// Who consented, where the act asks for two.
    public let second: Participant?

    /// A submission.
    public init(
        actor: Actor, act: Act, persons: Persons = [:], occurredAt: Timestamp, key: String, isDryRun: Bool = false,
        expectedVersion: Int64? = nil, authority: Authority = .unstated, second: Participant? = nil
    ) {
        self.authority = authority
        self.second = second
        self.actor = actor
        self.act = act
        self.persons = persons
        self.occurredAt = occurredAt
        self.key = key
        self.isDryRun = isDryRun
        self.expectedVersion = expectedVersion
    }

    /// Whose key it is.
    public var scope: String { Self.scope(of: actor) }
    /// Whose keys somebody's are.
    public static func scope(of actor: Actor) -> String { "\(actor.organization)/\(actor.name)" }
}

/// What is handed back for an accepted act.
public struct Receipt: Hashable, Sendable, Codable {
    /// Id of the record, UUIDv7.
    public let recordId: String
    /// Name of the fact.
    public let kind: String
    /// Findings, never empty of meaning: stored with the record.
    public let findings: [Finding]
    /// Hash of the record's leaf in the evidence log, base64 (RFC 6962 §2.1): what the log must prove to contain; `nil`
    /// for what was not stored, and in receipts older than the log.
    public let leaf: String?
    /// A receipt.
    public init(recordId: String, kind: String, findings: [Finding], leaf: String? = nil) {
        self.recordId = recordId
        self.kind = kind
        self.findings = findings
        self.leaf = leaf
    }
}

/// The answers a submission can get (reliability.md R3): done, refused for good, not confirmed, or not taken on.
public enum Answer: Sendable, Hashable {
    /// Done and durable; `replayed` when the same key was answered before.
    case done(Receipt, replayed: Bool)
    /// Refused; nothing was changed.
    case refused(Refusal)
    /// The chief object has another version than the one expected; nothing was changed.
    case stale
    /// The key was used with another body.
    case keyReused
    /// Outcome unknown, or out of time: send again with the same key.
    case notConfirmed
    /// The act's maker may not do it; everything that speaks against it. Nothing was changed.
    case denied([AccessFault])
    /// The act could be done, once another person in one of these roles consents who stands to the object as he has to.
    /// Nothing was changed.
    case awaitsSecondPerson(Set<Role>, over: Ties)
    /// The same, and the act waits under this number (`Consents`). Nothing else was changed.
    case pending(String, Set<Role>)
    /// Not taken on: too much is waiting, or the service is closing. Nothing was done; send again later.
    case busy
}
