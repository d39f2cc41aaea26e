/// Reading files of stations, granaries and facilities into the book: work that takes its time, shows how far it is, and is found again
/// (docs/decisions/0028). Everybody sees what he handed in himself, and nothing else.
public struct Imports: Sendable {
    /// Takes files in, once for each key, and begins to decide on their acts; a preview stores nothing. His door is asked again for each
    /// act: one whose right has ended breaks the work off.
    public var begin:
        @Sendable (_ files: [ImportFile], Entitlement, _ key: String, _ isPreview: Bool) async throws(LedgerFault) ->
            ImportAnswer
    /// Books what was previewed, or goes on after a break.
    public var proceed: @Sendable (_ id: String, Entitlement) async throws(LedgerFault) -> ImportAnswer
    /// One by its number; `nil` for missing and others' alike.
    public var find: @Sendable (_ id: String, Caller) async throws(LedgerFault) -> ImportSheet?
    /// The latest fifty, newest first, without remarks.
    public var list: @Sendable (Caller) async throws(LedgerFault) -> [ImportSheet]
    /// The rows of a file that did not go in, with the reason in a last column: corrected, it is handed in again.
    public var rejected: @Sendable (_ id: String, _ number: Int, Caller) async throws(LedgerFault) -> ImportFile?

    /// Imports of closures.
    public init(
        begin: @escaping @Sendable ([ImportFile], Entitlement, String, Bool) async throws(LedgerFault) -> ImportAnswer,
        proceed: @escaping @Sendable (String, Entitlement) async throws(LedgerFault) -> ImportAnswer,
        find: @escaping @Sendable (String, Caller) async throws(LedgerFault) -> ImportSheet?,
        list: @escaping @Sendable (Caller) async throws(LedgerFault) -> [ImportSheet],
        rejected: @escaping @Sendable (String, Int, Caller) async throws(LedgerFault) -> ImportFile?
    ) {
        self.begin = begin
        self.proceed = proceed
        self.find = find
        self.list = list
        self.rejected = rejected
    }

    /// So many may be under way for one person at once.
    public static let mostUnderWay = 3
}

/// What became of files that were handed in.
public enum ImportAnswer: Sendable, Hashable {
    /// It is under way under this number; `true` when it was before, by the same key.
    case underWay(String, isReplayed: Bool)
    /// There is none of this number.
    case unknown
    /// It is under way already, or done.
    case notWaiting
    /// The key was used with other files.
    case keyReused
    /// As many as may be are under way.
    case tooMany
}

/// A file somebody hands in.
public struct ImportFile: Sendable, Hashable {
    /// Its name; the kind is told from the content.
    public let name: String
    /// Its bytes, in UTF-8, UTF-16 or GB18030.
    public let bytes: [UInt8]

    /// A file.
    public init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// What reading files came to.
public struct ImportOutcome: Sendable, Hashable, Codable {
    /// Something about one row.
    public struct Remark: Sendable, Hashable, Codable {
        /// File.
        public let file: String
        /// Row, from 1 with the heads.
        public let row: Int
        /// Column; empty for the whole row.
        public let column: String
        /// Stable code.
        public let code: String
        /// True when the row does not go in.
        public let isRejected: Bool
        /// What it is, in Chinese.
        public let zh: String
        /// What it is, in English.
        public let en: String
        /// What to do.
        public let hint: String

        /// A remark.
        public init(
            file: String, row: Int, column: String, code: String, isRejected: Bool, zh: String, en: String, hint: String
        ) {
            self.file = file
            self.row = row
            self.column = column
            self.code = code
            self.isRejected = isRejected
            self.zh = zh
            self.en = en
            self.hint = hint
        }
    }
    /// What each file was taken for; empty when nobody knew.
    public var kinds: [String: String] = [:]
    /// Acts stored, or that would be.
    public var stored = 0
    /// Acts the book had already.
    public var known = 0
    /// Acts that wait for another person's consent, or would.
    public var waiting = 0
    /// Acts and rows that did not go in.
    public var refused = 0
    /// Findings of the rules on what was stored.
    public var findings = 0
    /// Cadmium found in the files' reports and runs, in ng/kg, to be seen beside that of the book.
    public var cadmium: [Int64] = []
    /// What was said of rows, in order; the first `mostRemarks`.
    public var remarks: [Remark] = []
    /// Remarks that are kept; error files have every row all the same.
    public static let mostRemarks = 2_000

    /// An empty outcome.
    public init() {}
}
