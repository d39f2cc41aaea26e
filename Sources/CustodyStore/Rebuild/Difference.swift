public import Custody

/// One place where the tables do not say what the records say.
public enum Difference: Sendable, Hashable, CustomStringConvertible {
    /// A stored aggregate is another one than the records make.
    case differs(AggregateKey)
    /// The records make an aggregate that is not stored.
    case missing(AggregateKey)
    /// An aggregate is stored that the records do not make.
    case stray(AggregateKey)
    /// Grams of a batch at a place: as stored, and as the records say; `nil` where there is nothing.
    case holding(batch: String, place: String, stored: Int64?, said: Int64?)
    /// A record whose digest does not match its body. Nothing can be made of it, so nothing repairs it.
    case damagedRecord(id: String)

    /// One line.
    public var description: String {
        switch self {
        case .differs(let key): "\(key.kind.rawValue) \(key.code): table and records differ"
        case .missing(let key): "\(key.kind.rawValue) \(key.code): missing from the table"
        case .stray(let key): "\(key.kind.rawValue) \(key.code): not in the records"
        case .holding(let batch, let place, let stored, let said):
            "holding \(batch) \(place): \(Self.grams(stored)) stored, \(Self.grams(said)) by the records"
        case .damagedRecord(let id): "record \(id): digest does not match its body"
        }
    }

    private static func grams(_ value: Int64?) -> String { value.map { "\($0) g" } ?? "nothing" }
}
