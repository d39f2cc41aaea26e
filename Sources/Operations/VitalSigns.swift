public import Rules

/// What a database and its book say of themselves; the doctor judges them.
public struct VitalSigns: Sendable, Hashable {
    /// `server_version_num`: 150020 is 15.20.
    public var serverVersion: Int
    /// True when a commit is on disk before it is answered.
    public var isDurable: Bool
    /// Encoding of the database.
    public var encoding: String
    /// The database's clock.
    public var clock: Timestamp
    /// Connections the server takes.
    public var connectionLimit: Int
    /// True when the write-ahead log is archived.
    public var archives: Bool
    /// True when the service signs in as a superuser.
    public var isSuperuser: Bool
    /// Age of the oldest open transaction, in seconds.
    public var oldestTransactionSeconds: Int64
    /// Migrations this program has and the database has not.
    public var missingMigrations: Int
    /// Triggers that guard the book and are off or gone.
    public var guardsOff: [String]
    /// Sum of all legs: zero, or the book is wrong.
    public var residualGrams: Int64
    /// Records nobody got an answer for.
    public var recordsWithoutAnswer: Int64
    /// Of the last thousand records, those whose digest does not fit.
    public var damagedRecords: Int64
    /// Tokens that still open the door.
    public var liveTokens: Int64
    /// Scales whose certificate ends within 30 days or has ended.
    public var scalesExpiring: Int64
    /// Organisations whose licence has ended.
    public var licencesExpired: Int64
    /// How the evidence log is doing; `nil` when nobody asked it.
    public var log: LogStatus?

    /// Vital signs.
    public init(
        serverVersion: Int, isDurable: Bool, encoding: String, clock: Timestamp, connectionLimit: Int, archives: Bool,
        isSuperuser: Bool, oldestTransactionSeconds: Int64, missingMigrations: Int, guardsOff: [String],
        residualGrams: Int64, recordsWithoutAnswer: Int64, damagedRecords: Int64, liveTokens: Int64,
        scalesExpiring: Int64, licencesExpired: Int64
    ) {
        self.serverVersion = serverVersion
        self.isDurable = isDurable
        self.encoding = encoding
        self.clock = clock
        self.connectionLimit = connectionLimit
        self.archives = archives
        self.isSuperuser = isSuperuser
        self.oldestTransactionSeconds = oldestTransactionSeconds
        self.missingMigrations = missingMigrations
        self.guardsOff = guardsOff
        self.residualGrams = residualGrams
        self.recordsWithoutAnswer = recordsWithoutAnswer
        self.damagedRecords = damagedRecords
        self.liveTokens = liveTokens
        self.scalesExpiring = scalesExpiring
        self.licencesExpired = licencesExpired
    }
}
