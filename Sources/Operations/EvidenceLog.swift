public import Custody

/// The published evidence log, as the surfaces see it: bytes by path, the proof of a record, how it is doing.
public struct EvidenceLog: Sendable {
    /// What there is to prove a record with.
    public enum Proof: Hashable, Sendable {
        /// No such record.
        case missing
        /// The record's leaf waits for the next checkpoint.
        case pending
        /// The proof's text (C2SP tlog-proof).
        case proven([UInt8])
    }

    /// The bytes of a resource by its path below the log's prefix; `nil` for every other path.
    public var resource: @Sendable (_ path: String) async throws(LedgerFault) -> [UInt8]?
    /// The proof of a record, waited for up to a number of seconds.
    public var proof: @Sendable (_ record: String, _ seconds: Int) async throws(LedgerFault) -> Proof
    /// How the log is doing.
    public var status: @Sendable () async throws(LedgerFault) -> LogStatus
    /// The dossier of a batch, packed, for whoever may see every record in it.
    public var dossier: @Sendable (BatchCode, Actor) async throws(LedgerFault) -> PackedDossier
    /// What was published after so many leaves, waited for up to a number of seconds; without a position nothing but where
    /// the log stands now.
    public var news: @Sendable (_ after: Int64?, Actor, _ seconds: Int) async throws(LedgerFault) -> News

    /// A log of closures.
    public init(
        resource: @escaping @Sendable (String) async throws(LedgerFault) -> [UInt8]?,
        proof: @escaping @Sendable (String, Int) async throws(LedgerFault) -> Proof,
        status: @escaping @Sendable () async throws(LedgerFault) -> LogStatus,
        dossier: @escaping @Sendable (BatchCode, Actor) async throws(LedgerFault) -> PackedDossier,
        news: @escaping @Sendable (Int64?, Actor, Int) async throws(LedgerFault) -> News
    ) {
        self.resource = resource
        self.proof = proof
        self.status = status
        self.dossier = dossier
        self.news = news
    }
}

/// What there is of a batch's dossier.
public enum PackedDossier: Hashable, Sendable {
    /// No such batch, or none that he may see.
    case missing
    /// It holds records that he may not see.
    case withheld
    /// Some of its records wait for the next checkpoint.
    case pending
    /// A zip archive, as `grainledger verify` and the page `/verify` read it.
    case packed([UInt8])
}

/// How the evidence log is doing.
public struct LogStatus: Hashable, Sendable, Codable {
    /// What an examination of the whole log found.
    public struct Examination: Hashable, Sendable, Codable {
        /// When it ended, RFC 3339.
        public let endedAt: String
        /// How many seconds ago that is.
        public let ageSeconds: Int64
        /// Leaves examined.
        public let size: Int64
        /// What does not hold; empty when all does.
        public let faults: [LogFinding]

        /// An examination.
        public init(endedAt: String, ageSeconds: Int64, size: Int64, faults: [LogFinding]) {
            self.endedAt = endedAt
            self.ageSeconds = ageSeconds
            self.size = size
            self.faults = faults
        }
    }

    /// A witness as it answered last.
    public struct Witness: Hashable, Sendable, Codable {
        /// The name of its key.
        public let name: String
        /// Leaves under the last checkpoint that it cosigned; `nil` for none.
        public let cosignedSize: Int64?
        /// When that was, RFC 3339.
        public let cosignedAt: String?
        /// What it answered last: `cosigned`, `away`, `refused` …; `nil` when it was never asked.
        public let answer: String?

        /// A witness.
        public init(name: String, cosignedSize: Int64?, cosignedAt: String?, answer: String?) {
            self.name = name
            self.cosignedSize = cosignedSize
            self.cosignedAt = cosignedAt
            self.answer = answer
        }
    }

    /// The log's name; `nil` until a key has given it one.
    public var origin: String?
    /// The public keys it has signed with, the newest first.
    public var keys: [String]
    /// Leaves in the tree.
    public var size: Int64
    /// Leaves under the last checkpoint; `nil` when nothing was signed yet.
    public var signedSize: Int64?
    /// Leaves that wait for a place.
    public var pending: Int64
    /// Age of the oldest of them, in seconds.
    public var oldestPendingSeconds: Int64
    /// Records that no leaf stands for: 0, or the log is not worth its name.
    public var recordsWithoutLeaf: Int64
    /// Why nothing is added and signed; `nil` when all is well.
    public var frozen: String?
    /// The last examination.
    public var examination: Examination?
    /// Whether enough witnesses have cosigned the last checkpoint; `nil` where no policy asks for any.
    public var quorum: Bool?
    /// The witnesses of the policy, by their names.
    public var witnesses: [Witness] = []

    /// A status.
    public init(
        origin: String?, keys: [String], size: Int64, signedSize: Int64?, pending: Int64, oldestPendingSeconds: Int64,
        recordsWithoutLeaf: Int64, frozen: String?, examination: Examination?
    ) {
        self.origin = origin
        self.keys = keys
        self.size = size
        self.signedSize = signedSize
        self.pending = pending
        self.oldestPendingSeconds = oldestPendingSeconds
        self.recordsWithoutLeaf = recordsWithoutLeaf
        self.frozen = frozen
        self.examination = examination
    }
}

/// Something in the log that does not hold.
public struct LogFinding: Hashable, Sendable, Codable {
    /// Stable code.
    public let code: String
    /// The record it concerns; `nil` when it concerns none alone.
    public let record: String?
    /// Index, path or stream.
    public let place: String
    /// What does not hold, in Chinese.
    public let zh: String
    /// The same in English.
    public let en: String

    /// A finding.
    public init(code: String, record: String?, place: String, zh: String, en: String) {
        self.code = code
        self.record = record
        self.place = place
        self.zh = zh
        self.en = en
    }
}

/// The kinds of record there are: what a verifier knows, and refuses to guess beyond.
public enum RecordKinds {
    /// Kinds that the log itself writes: a change of its key, and the erasure of personal values.
    public static let ofTheLog: Set<String> = ["log-key", "erasure"]
    /// All of them.
    public static let all = Set((Act.kinds + Act.computed).map { $0.name }).union(ofTheLog)
}
