public import Rules

/// Files that somebody handed in, as he is shown them.
public struct ImportSheet: Sendable, Hashable, Encodable {
    /// How far it has come.
    public enum Phase: String, Sendable, Hashable, Codable {
        /// Its acts are decided on, and nothing is stored.
        case previewing
        /// They were, and it can be booked.
        case previewed
        /// Its acts are being stored.
        case booking
        /// They are.
        case booked
    }

    /// A file, and what it was taken for; no kind when nobody knew.
    public struct File: Sendable, Hashable, Encodable {
        /// Name.
        public let name: String
        /// Kind of its rows.
        public let kind: String?
    }

    /// Its number.
    public let id: String
    /// How far it has come.
    public let phase: Phase
    /// Whether it stopped on the way, by its server's end or that of its holder's right, and waits to be gone on with.
    public let isBrokenOff: Bool
    /// When it was handed in, and when it last moved.
    public let begunAt, changedAt: Timestamp
    /// Its files.
    public let files: [File]
    /// Acts it holds, and how many of them have been decided on in this phase.
    public let acts, done: Int
    /// What it came to so far: acts stored, there before, waiting for another person, refused (rows that were not read among them), and
    /// findings of the rules.
    public let stored, known, waiting, refused, findings: Int
    /// What was said of rows, in order; the first thousands.
    public let remarks: [ImportOutcome.Remark]
    /// Cadmium of the files' reports and runs, ng/kg.
    public let cadmium: [Int64]
    /// Names of the files of rows that did not go in, in the layout of the files they came from.
    public let rejected: [String]

    /// Whether it is being worked on.
    public var isUnderWay: Bool { !isBrokenOff && (phase == .previewing || phase == .booking) }
    /// Whether the next step waits for a person: booking what was previewed, or going on after a break.
    public var mayProceed: Bool { isBrokenOff || phase == .previewed }

    /// A job: its row, with the outcome as it was kept.
    public init(
        id: String, phase: Phase, isBrokenOff: Bool, begunAt: Timestamp, changedAt: Timestamp, acts: Int, done: Int,
        outcome: ImportOutcome, files: [String], rejected: [String]
    ) {
        self.id = id
        self.phase = phase
        self.isBrokenOff = isBrokenOff
        self.begunAt = begunAt
        self.changedAt = changedAt
        self.acts = acts
        self.done = done
        self.files = files.map { name in
            File(name: name, kind: outcome.kinds[name].flatMap { $0.isEmpty ? nil : $0 })
        }
        self.rejected = rejected
        stored = outcome.stored
        known = outcome.known
        waiting = outcome.waiting
        refused = outcome.refused
        findings = outcome.findings
        remarks = outcome.remarks
        cadmium = outcome.cadmium
    }
}
