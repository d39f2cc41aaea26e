public import Rules

/// Who acts: a person or device of an organisation, in a role, within a region.
public struct Actor: Hashable, Sendable, Codable {
    /// Roles of this version; the fuller list of persons is kept elsewhere.
    ///
    /// `administrator` is the operator's import office, which sees all; the person who keeps accounts and registers is a
    /// `registrar`, who sees the registers of his region and no grain. A `station` samples; its `laboratory` measures what it
    /// is brought, and is not told where it comes from (domain.md §6).
    public enum Role: String, Sendable, Codable, CaseIterable {
        case administrator, station, laboratory, granary, carrier, facility, officer, auditor, registrar
    }
    /// Name of the person or token; no personal data.
    public let name: String
    /// USCC of the organisation, empty for the bureau's administrators.
    public let organization: OrganizationCode
    /// Role.
    public let role: Role
    /// Region prefix the actor may see: `43`, `4309`, `430903`.
    public let region: String

    /// An actor.
    public init(name: String, organization: OrganizationCode, role: Role, region: String) {
        self.name = name
        self.organization = organization
        self.role = role
        self.region = region
    }
}

/// What surrounds a decision: who, when it happened, when it is recorded.
public struct Circumstances: Sendable {
    /// Who.
    public let actor: Actor
    /// When it happened, as people say.
    public let occurredAt: Timestamp
    /// Now, by the database's clock.
    public let now: Timestamp
    /// Who stood by, by the part played. A decision may compare names; it never keeps one.
    public let persons: Persons
    /// Number of the person who acts, whichever of his accounts or tokens he came by; `nil` for the import office.
    public let person: String?

    /// Circumstances.
    public init(
        actor: Actor, occurredAt: Timestamp, now: Timestamp, persons: Persons = [:], person: String? = nil
    ) {
        self.person = person
        self.actor = actor
        self.occurredAt = occurredAt
        self.now = now
        self.persons = persons
    }
}

/// What a decision settled beyond the act's own words: kept in the record, so that a replay never judges again.
public struct Outcome: Hashable, Sendable, Codable {
    /// Findings.
    public var findings: [Finding] = []
    /// Verdict of a report or re-inspection.
    public var verdict: SampleVerdict?
    /// Limit edition used.
    public var edition: String?
    /// Why a run is void.
    public var faults: [String]?
    /// Tolerance of two scales, in grams.
    public var toleranceGrams: Grams?
    /// A word the act settled: outcome of a screening, of an output test; who compiled a bureau report; who was urged.
    public var word: String?
    /// An outcome without findings.
    public init() {}
}

/// An accepted act: the fact, before the store gives it its number.
public struct Fact: Hashable, Sendable {
    /// What was done.
    public let act: Act
    /// What the decision settled.
    public let outcome: Outcome
    /// When it happened.
    public let occurredAt: Timestamp
    /// Id of the record that this one corrects; nothing is overwritten (design.md §2.1).
    public let corrects: String?
    /// Id of its record, UUIDv7; the store gives it before the fact is applied.
    public var id: String

    /// A fact.
    public init(act: Act, outcome: Outcome, occurredAt: Timestamp, corrects: String? = nil, id: String = "") {
        self.act = act
        self.outcome = outcome
        self.occurredAt = occurredAt
        self.corrects = corrects
        self.id = id
    }
}

/// One kind of act: its words, the aggregates it touches, the decision, the effect.
public protocol ActBody: Codable, Hashable, Sendable {
    /// Name of the act's fact in records and routes, in the past: `batch-moved`.
    static var name: String { get }
    /// Roles that may do it; the administrator may always.
    static var roles: Set<Actor.Role> { get }
    /// Aggregates it reads or changes, as far as the book loaded so far can tell; asked again until nothing is missing.
    func footprint(in book: Book) -> Set<AggregateKey>
    /// The organisation whose grain, site or trip it is: the actor has to belong to it; `nil` means no such tie.
    func owner(in book: Book) -> OrganizationCode?
    /// Every organisation that may do it, where more than one may: both ends of a trip, or its carrier.
    func parties(in book: Book) -> [OrganizationCode]
    /// Id of the record it corrects, as far as the book loaded so far can tell.
    func corrects(in book: Book) -> String?
    /// Decides; changes nothing.
    func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome
    /// Carries the fact into the book; never fails.
    func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book)
}

extension ActBody {
    /// Acts without an owner by default.
    public func owner(in book: Book) -> OrganizationCode? { nil }
    /// The owner alone by default.
    public func parties(in book: Book) -> [OrganizationCode] { owner(in: book).map { [$0] } ?? [] }
    /// Corrects nothing by default.
    public func corrects(in book: Book) -> String? { nil }
}
