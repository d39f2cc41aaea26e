public import Custody

/// What can be listed and read: the plural words of the addresses.
public enum Resource: String, CaseIterable, Sendable {
    case organizations, bins, scales, parcels, samples
    case testRuns = "test-runs"
    case reports, verdicts, reinspections, batches, manifests, disposals
    case movements, weighings, places, findings, records, deadlines

    /// The kind of aggregate behind it; `nil` for what is drawn from records, holdings or several aggregates.
    public var kind: AggregateKey.Kind? {
        switch self {
        case .organizations: .organization
        case .bins: .bin
        case .scales: .scale
        case .parcels: .parcel
        case .samples: .sample
        case .testRuns: .testRun
        case .reports: .report
        case .reinspections: .reinspection
        case .batches: .batch
        case .manifests: .manifest
        case .disposals: .disposal
        case .verdicts, .movements, .weighings, .places, .findings, .records, .deadlines: nil
        }
    }
}

/// One member of a resource, and what may be asked of it.
public struct Field: Hashable, Sendable {
    /// What its values are.
    public enum Form: Hashable, Sendable {
        /// Text, compared whole.
        case text
        /// A region code: asked for by prefix, so that `4309` finds `430903`.
        case region
        /// One of a closed list of words.
        case word([String])
        /// A whole number.
        case integer
        /// RFC 3339 time.
        case time
        /// A day, `yyyy-MM-dd`.
        case day
        /// `true` or `false`.
        case flag
        /// An object or a list: shown, never asked for.
        case nested
    }

    /// Its name in answers and questions.
    public let name: String
    /// What its values are.
    public let form: Form
    /// Where it stands in the document; one step, its name, for a plain member.
    public let path: [String]

    /// A field.
    public init(_ name: String, _ form: Form = .text, path: [String]? = nil) {
        self.name = name
        self.form = form
        self.path = path ?? [name]
    }

    /// True for a plain member, which may be picked with `fields`.
    public var isMember: Bool { path == [name] }
    /// True for what a list may be put in order by.
    public var isSortable: Bool { form != .nested && form != .flag }
    /// The names of its filters: `grams`, `gramsMin`, `gramsMax`; `createdFrom`, `createdTo`.
    public var filters: [String] {
        switch form {
        case .nested: []
        case .text, .region, .word, .flag: [name]
        case .integer: [name, "\(name)Min", "\(name)Max"]
        case .time, .day: ["\(stem)From", "\(stem)To"]
        }
    }
    private var stem: String { name.hasSuffix("At") ? String(name.dropLast(2)) : name }
}
