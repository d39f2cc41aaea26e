public import Rules

/// What has come into the book, as far as somebody may see it, in the order of the evidence log.
public struct News: Hashable, Sendable, Codable {
    /// One record, by its headline: who wants more asks for the record.
    public struct Headline: Hashable, Sendable, Codable {
        /// Id of the record.
        public let record: String
        /// Its kind, such as `batch-moved`.
        public let kind: String
        /// When it happened.
        public let occurredAt: Timestamp

        /// A headline.
        public init(record: String, kind: String, occurredAt: Timestamp) {
            self.record = record
            self.kind = kind
            self.occurredAt = occurredAt
        }
    }

    /// How many leaves of the log have been looked at: where to go on from.
    public let position: Int64
    /// What he may see of them, in order.
    public let records: [Headline]

    /// News.
    public init(position: Int64, records: [Headline]) {
        self.position = position
        self.records = records
    }
}
