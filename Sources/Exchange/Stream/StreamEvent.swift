/// Where an event or a finding was read: the file's name and the row in it, as a spreadsheet numbers rows (from 1).
public struct RowOrigin: Sendable, Hashable {
    /// Name of the file, without its folder.
    public let file: String
    /// Row in the file, from 1, title and header lines counted. For a group of rows, the first of them.
    public let row: Int

    /// An origin from its parts.
    public init(file: String, row: Int) {
        self.file = file
        self.row = row
    }
}

/// One thing that happened in the season, in the words of the season stream (`events.jsonl`).
public struct StreamEvent: Sendable, Hashable {
    /// Kind of event, for example `weighed_in`.
    public let type: String
    /// When it happened, RFC 3339 with `+08:00`, to the second.
    public let occurredAt: String
    /// What is known of it; masses in grams, concentrations as text.
    public let data: JSONValue
    /// Where it was read.
    public let origin: RowOrigin

    /// An event from its parts.
    public init(type: String, occurredAt: String, data: JSONValue, origin: RowOrigin) {
        self.type = type
        self.occurredAt = occurredAt
        self.data = data
        self.origin = origin
    }
}

extension StreamEvent {
    /// Kinds in the order in which they can cause one another: of two events of the same minute the earlier kind
    /// goes first (masters, then sample, laboratory, intake, operations, road, disposal).
    static let causalOrder: [String] = [
        "organization_registered", "scale_registered", "bin_registered", "parcel_registered",
        "sample_collected", "sample_received", "screened", "run_measured", "report_issued",
        "reinspection_applied", "reinspection_reported", "weighed_in", "batch_reduced", "batch_moved",
        "batches_merged", "batch_split", "bulk_sampled", "disposal_planned", "dispatched", "arrived",
        "manifest_confirmed", "manifest_refused", "manifest_returned", "processed", "disposal_certified",
    ]

    /// Place of each kind in `causalOrder`.
    static let causalRank: [String: Int] = Dictionary(
        uniqueKeysWithValues: causalOrder.enumerated().map { ($1, $0) })

    /// The events by time, then by cause, then as they were read. Times are texts of one form and one offset, so
    /// their order is the order of time.
    static func sorted(_ events: [StreamEvent]) -> [StreamEvent] {
        events.enumerated().sorted { left, right in
            let (one, other) = (left.element, right.element)
            if one.occurredAt != other.occurredAt { return one.occurredAt < other.occurredAt }
            let ranks = (causalRank[one.type] ?? .max, causalRank[other.type] ?? .max)
            return ranks.0 == ranks.1 ? left.offset < right.offset : ranks.0 < ranks.1
        }.map(\.element)
    }
}
