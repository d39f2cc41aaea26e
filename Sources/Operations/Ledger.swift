public import Custody
public import Rules

/// Why an operation could not be answered.
public enum LedgerFault: Error, Sendable {
    /// The database is away or too slow; send again.
    case away
}

/// One stored object as the API shows it.
public struct Document: Sendable, Hashable {
    /// Its code.
    public let code: String
    /// Version, for `ETag`.
    public let version: Int64
    /// JSON bytes.
    public let json: [UInt8]
    /// A document.
    public init(code: String, version: Int64, json: [UInt8]) {
        self.code = code
        self.version = version
        self.json = json
    }
}

/// What a person or program can do; the surfaces know nothing else of the service.
///
/// Where a time is given, the answer is the book as it stood: all that had happened until then, as recorded by now.
public struct Ledger: Sendable {
    /// Hands in one act.
    public var submit: @Sendable (Submission) async -> Answer
    /// Finds one object the actor may see; `nil` for missing and foreign alike.
    public var find:
        @Sendable (Resource, _ code: String, Actor, _ asOf: Timestamp?) async throws(LedgerFault) -> Document?
    /// Lists objects the actor may see.
    public var list: @Sendable (ListQuery, Actor) async throws(LedgerFault) -> Page
    /// Values of a field among what a list would show, those of most rows first, up to forty.
    public var facet: @Sendable (Field, ListQuery, Actor) async throws(LedgerFault) -> [FacetValue]
    /// The batches a batch came from, or went into; `nil` for missing and foreign alike.
    public var trace:
        @Sendable (BatchCode, TraceDirection, Actor, _ asOf: Timestamp?) async throws(LedgerFault) -> Trace?
    /// Where the grain of parcels is now, or went.
    public var recall: @Sendable (RecallQuestion, Actor) async throws(LedgerFault) -> RecallAnswer
    /// The balance of a scope; `nil` for missing and foreign alike.
    public var balance: @Sendable (BalanceScope, Actor, _ asOf: Timestamp?) async throws(LedgerFault) -> Balance?
    /// Everything known of a batch; `nil` for missing and foreign alike.
    public var dossier: @Sendable (BatchCode, Actor, _ asOf: Timestamp?) async throws(LedgerFault) -> Dossier?
    /// What another edition of the limits would make of a season's tests; `nil` for whoever does not oversee them.
    public var effect: @Sendable (LimitEdition, _ season: String, Actor) async throws(LedgerFault) -> EditionEffect?

    /// A ledger of closures.
    public init(
        submit: @escaping @Sendable (Submission) async -> Answer,
        find: @escaping @Sendable (Resource, String, Actor, Timestamp?) async throws(LedgerFault) -> Document?,
        list: @escaping @Sendable (ListQuery, Actor) async throws(LedgerFault) -> Page,
        facet: @escaping @Sendable (Field, ListQuery, Actor) async throws(LedgerFault) -> [FacetValue] = { _, _, _ in []
        },
        trace: @escaping @Sendable (BatchCode, TraceDirection, Actor, Timestamp?) async throws(LedgerFault) -> Trace?,
        recall: @escaping @Sendable (RecallQuestion, Actor) async throws(LedgerFault) -> RecallAnswer,
        balance: @escaping @Sendable (BalanceScope, Actor, Timestamp?) async throws(LedgerFault) -> Balance?,
        dossier: @escaping @Sendable (BatchCode, Actor, Timestamp?) async throws(LedgerFault) -> Dossier?,
        effect: @escaping @Sendable (LimitEdition, String, Actor) async throws(LedgerFault) -> EditionEffect?
    ) {
        self.submit = submit
        self.find = find
        self.list = list
        self.facet = facet
        self.trace = trace
        self.recall = recall
        self.balance = balance
        self.dossier = dossier
        self.effect = effect
    }
}
