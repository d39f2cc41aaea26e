public import Custody

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

/// One node of a trace.
public struct TraceNode: Sendable, Hashable, Codable {
    /// Batch code.
    public let batch: String
    /// Class now.
    public let grainClass: String
    /// Granary that holds the book for it.
    public let granary: String
    /// Grams by source parcel, for batches taken in from the paddy.
    public let sources: [String: Int64]
    /// Grams by parent batch.
    public let parents: [String: Int64]
    /// Grams by place now and for ever: sums to zero.
    public let ledger: [String: Int64]
    /// A node.
    public init(
        batch: String, grainClass: String, granary: String, sources: [String: Int64], parents: [String: Int64],
        ledger: [String: Int64]
    ) {
        self.batch = batch
        self.grainClass = grainClass
        self.granary = granary
        self.sources = sources
        self.parents = parents
        self.ledger = ledger
    }
}

/// In, out and stock of a scope, in grams; `residual` is zero or the book is wrong.
public struct Balance: Sendable, Hashable, Codable {
    /// Grams that came in: paddy, other batches.
    public let inGrams: Int64
    /// Grams that went out, by where.
    public let outGrams: [String: Int64]
    /// Grams in bins, trucks, yards.
    public let stockGrams: Int64
    /// `in − out − stock`.
    public let residualGrams: Int64
    /// A balance.
    public init(inGrams: Int64, outGrams: [String: Int64], stockGrams: Int64) {
        self.inGrams = inGrams
        self.outGrams = outGrams
        self.stockGrams = stockGrams
        residualGrams = inGrams - outGrams.values.reduce(0, +) - stockGrams
    }
}

/// What a balance is drawn over.
public enum BalanceScope: Sendable, Hashable {
    /// One batch.
    case batch(String)
    /// All batches of a granary.
    case granary(String)
    /// All batches of a county, or of regions by prefix.
    case region(String)
}

/// The direction of a trace.
public enum TraceDirection: String, Sendable { case up, down }

/// What a person or program can do; the surfaces know nothing else of the service.
public struct Ledger: Sendable {
    /// Hands in one act.
    public var submit: @Sendable (Submission) async -> Answer
    /// Finds one object the actor may see; `nil` for missing and foreign alike.
    public var find: @Sendable (AggregateKey, Actor) async throws(LedgerFault) -> Document?
    /// Lists objects of a kind after a code, in code order.
    public var list:
        @Sendable (AggregateKey.Kind, Actor, _ after: String, _ limit: Int) async throws(LedgerFault) -> [Document]
    /// All batches a batch came from, or went into, itself first.
    public var trace: @Sendable (BatchCode, TraceDirection, Actor) async throws(LedgerFault) -> [TraceNode]
    /// The balance of a scope.
    public var balance: @Sendable (BalanceScope, Actor) async throws(LedgerFault) -> Balance?
    /// Everything known of a batch; `nil` for missing and foreign alike.
    public var dossier: @Sendable (BatchCode, Actor) async throws(LedgerFault) -> Dossier?
    /// The actor a bearer token stands for; `nil` when unknown or revoked.
    public var signIn: @Sendable (_ token: String) async throws(LedgerFault) -> Actor?

    /// A ledger of closures.
    public init(
        submit: @escaping @Sendable (Submission) async -> Answer,
        find: @escaping @Sendable (AggregateKey, Actor) async throws(LedgerFault) -> Document?,
        list: @escaping @Sendable (AggregateKey.Kind, Actor, String, Int) async throws(LedgerFault) -> [Document],
        trace: @escaping @Sendable (BatchCode, TraceDirection, Actor) async throws(LedgerFault) -> [TraceNode],
        balance: @escaping @Sendable (BalanceScope, Actor) async throws(LedgerFault) -> Balance?,
        dossier: @escaping @Sendable (BatchCode, Actor) async throws(LedgerFault) -> Dossier?,
        signIn: @escaping @Sendable (String) async throws(LedgerFault) -> Actor?
    ) {
        self.submit = submit
        self.find = find
        self.list = list
        self.trace = trace
        self.balance = balance
        self.dossier = dossier
        self.signIn = signIn
    }
}
