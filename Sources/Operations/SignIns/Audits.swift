public import Custody
public import Identity
public import Rules

/// What somebody did or was refused, beside the book: sign-ins, denials, exports, dossiers read, names unmasked.
public struct AuditNote: Hashable, Sendable {
    /// How it ended.
    public enum Outcome: String, Hashable, Sendable, CaseIterable { case done, refused }

    /// Account, credential, or `operator` on the command line; never what was typed into a form.
    public var who: String
    /// The person behind it, when there is one.
    public var person: PersonNumber?
    /// Region of who did it, for whose auditors it is; empty when nobody is known.
    public var region: String
    /// What: `sign-in`, `act:batch-moved`, `dossier-read`.
    public var act: String
    /// On which object.
    public var subject: String
    /// What for, as the person said.
    public var purpose: String
    /// How it ended.
    public var outcome: Outcome
    /// Codes of what spoke against it, or other words that are no secret and no personal data.
    public var detail: String

    /// A note.
    public init(
        who: String, person: PersonNumber? = nil, region: String = "", act: String, subject: String = "",
        purpose: String = "", outcome: Outcome = .done, detail: String = ""
    ) {
        self.who = who
        self.person = person
        self.region = region
        self.act = act
        self.subject = subject
        self.purpose = purpose
        self.outcome = outcome
        self.detail = detail
    }

    /// A note on what a caller did.
    public init(
        _ caller: Caller, _ act: String, _ subject: String = "", purpose: String = "", outcome: Outcome = .done,
        detail: String = ""
    ) {
        self.init(
            who: caller.name, person: caller.authority.participant?.person.number, region: caller.actor.region,
            act: act, subject: subject, purpose: purpose, outcome: outcome, detail: detail)
    }

    /// A note on what a caller was refused, with the codes of what spoke against it.
    public init(refused act: String, on subject: String = "", for faults: [AccessFault], to caller: Caller) {
        self.init(
            caller, act, subject, outcome: .refused, detail: faults.map(\.notice.code).joined(separator: " "))
    }
}

/// A note as it is stored.
public struct AuditEntry: Sendable, Encodable {
    /// Its number; rises with time.
    public let number: Int64
    /// When, address, request, and the note's own words.
    public let at, who, person, region, act, subject, purpose, address, result, detail, request: String

    /// A stored note: the texts in the order of their declaration.
    public init(number: Int64, texts: [String]) {
        precondition(texts.count == 11, "an entry has eleven texts")
        self.number = number
        at = texts[0]
        who = texts[1]
        person = texts[2]
        region = texts[3]
        act = texts[4]
        subject = texts[5]
        purpose = texts[6]
        address = texts[7]
        result = texts[8]
        detail = texts[9]
        request = texts[10]
    }
}

/// Which notes are asked for.
public struct AuditQuery: Sendable {
    /// Members that have to be equal; `nil` for all.
    public var who, person, act, subject, result: String?
    /// From when, inclusive, and until when, exclusive.
    public var from, until: Timestamp?
    /// Only notes older than the one with this number.
    public var before: Int64?
    /// Most notes of a page.
    public var limit = 50

    /// Everything, newest first.
    public init() {}
}

/// How many notes an hour has, in China time.
public struct AuditHour: Hashable, Sendable {
    /// The day.
    public let day: CivilDate
    /// The hour, 0 to 23.
    public let hour: Int
    /// Notes in it, and how many of them are of what was refused.
    public let notes, refused: Int

    /// An hour.
    public init(day: CivilDate, hour: Int, notes: Int, refused: Int) {
        self.day = day
        self.hour = hour
        self.notes = notes
        self.refused = refused
    }
}

/// The audit as surfaces know it.
public struct Audits: Sendable {
    /// Writes a note; returns when it is durable.
    public var note: @Sendable (AuditNote) async throws(LedgerFault) -> Void
    /// Notes that an actor may see, newest first; whether the caller may ask is the surface's check (`Caller.mayAudit`).
    public var list: @Sendable (AuditQuery, Actor) async throws(LedgerFault) -> [AuditEntry]
    /// The same notes counted by hours, oldest first; hours without a note are left out.
    public var hours: @Sendable (AuditQuery, Actor) async throws(LedgerFault) -> [AuditHour]
    /// Whether an act on a subject was noted, whoever asks.
    public var isNoted: @Sendable (_ act: String, _ subject: String) async throws(LedgerFault) -> Bool

    /// An audit of closures.
    public init(
        note: @escaping @Sendable (AuditNote) async throws(LedgerFault) -> Void,
        list: @escaping @Sendable (AuditQuery, Actor) async throws(LedgerFault) -> [AuditEntry],
        hours: @escaping @Sendable (AuditQuery, Actor) async throws(LedgerFault) -> [AuditHour],
        isNoted: @escaping @Sendable (String, String) async throws(LedgerFault) -> Bool
    ) {
        self.note = note
        self.list = list
        self.hours = hours
        self.isNoted = isNoted
    }
}

extension Caller {
    /// Whether he may read the audit of his region.
    public var mayAudit: Bool { role == Role.auditor.rawValue || role == Role.administrator.rawValue }
}
