/// Reading files of stations, granaries and facilities into the book.
public struct Imports: Sendable {
    /// Reads files; on a dry run nothing is stored, and the outcome says what would be.
    public var read: @Sendable (_ files: [ImportFile], Caller, _ isDryRun: Bool) async -> ImportOutcome

    /// Imports of a closure.
    public init(read: @escaping @Sendable ([ImportFile], Caller, Bool) async -> ImportOutcome) { self.read = read }
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
public struct ImportOutcome: Sendable, Hashable {
    /// Something about one row.
    public struct Remark: Sendable, Hashable {
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
    /// Acts found.
    public var read = 0
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
    /// What was said of rows, in order.
    public var remarks: [Remark] = []

    /// An empty outcome.
    public init() {}
}
