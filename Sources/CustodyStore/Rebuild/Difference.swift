public import Custody

/// One place where the tables do not say what the records say.
public enum Difference: Sendable, Hashable, CustomStringConvertible {
    /// A stored aggregate is another one than the records make.
    case differs(AggregateKey)
    /// The records make an aggregate that is not stored.
    case missing(AggregateKey)
    /// An aggregate is stored that the records do not make.
    case stray(AggregateKey)
    /// What lies of a batch at a place: as stored, and as the records say; `nil` where there is nothing.
    case holding(batch: String, place: String, stored: Held?, said: Held?)
    /// The table of lineage says otherwise than the documents, how much of what went into a batch; `nil` for a batch that is not there.
    case lineage(batch: String?)
    /// A record, or a movement of it, is marked for others to read than its fact concerns.
    case mismarked(record: String)
    /// A record whose digest does not match its body. Nothing can be made of it, so nothing repairs it.
    case damagedRecord(id: String)

    /// One line.
    public var description: String {
        switch self {
        case .differs(let key): "\(key.kind.rawValue) \(key.code): table and records differ"
        case .missing(let key): "\(key.kind.rawValue) \(key.code): missing from the table"
        case .stray(let key): "\(key.kind.rawValue) \(key.code): not in the records"
        case .holding(let batch, let place, let stored, let said):
            "holding \(batch) \(place): \(Self.words(stored)) stored, \(Self.words(said)) by the records"
        case .lineage(let batch): "lineage of \(batch ?? "a batch that is not there"): table and documents differ"
        case .mismarked(let record): "record \(record): marked for others than it concerns"
        case .damagedRecord(let id): "record \(id): digest does not match its body"
        }
    }

    private static func words(_ held: Held?) -> String {
        held.map { "\($0.grams) g of class \($0.grainClass)" } ?? "nothing"
    }

    /// Grain of a batch at a place.
    public struct Held: Sendable, Hashable {
        /// Grams.
        public let grams: Int64
        /// Granary of the batch.
        public let granary: String
        /// County of the batch.
        public let county: String
        /// Class of the batch.
        public let grainClass: String
    }
}
