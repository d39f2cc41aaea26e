public import Rules

/// Gives the reason of a difference beyond tolerance, and lifts the freeze on both sides (design.md §2.4). Both weights
/// stay as they are.
public struct ExplainDifference: ActBody {
    public static let name = "difference-explained"
    public static let roles: Set<Actor.Role> = [.granary, .facility, .officer]
    /// Manifest, or number of the stocktake.
    public let subject: String
    /// Batch it froze.
    public let batch: BatchCode
    /// Reason.
    public let reason: String

    /// The act.
    public init(subject: String, batch: BatchCode, reason: String) {
        self.subject = subject
        self.batch = batch
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.batch(batch), .manifest(ManifestCode(subject))]
        if let trip = book.manifests[ManifestCode(subject)] {
            keys.insert(.batch(trip.batch))
            if let received = trip.receivedAs { keys.insert(.batch(received)) }
            if let plan = trip.disposal { keys.insert(.disposal(plan)) }
        }
        return keys
    }
    public func parties(in book: Book) -> [OrganizationCode] {
        let trip = trip(in: book)
        return [book.batches[batch]?.granary, trip?.consignor, trip?.consignee].compactMap { $0 }
    }

    /// The trip that froze the batch; `nil` for a stocktake, and for a trip of other grain.
    private func trip(in book: Book) -> Manifest? {
        guard let trip = book.manifests[ManifestCode(subject)], trip.batch == batch || trip.receivedAs == batch else {
            return nil
        }
        return trip
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let held = book.batches[batch] else { throw Refusal(.batchUnknown, batch.text) }
        guard !reason.isEmpty else { throw Refusal(.reasonMissing, "reason") }
        guard held.frozenBy.contains(subject) else { throw Refusal(.nothingToExplain, subject) }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.thaw(batch, from: subject)
        guard let trip = trip(in: book) else { return }
        book.manifests[trip.code]?.differenceReason = reason
        book.touch(.manifest(trip.code))
        book.thaw(trip, from: subject)
    }
}

extension Book {
    /// Nothing of the batch moves until the difference is explained.
    mutating func freeze(_ code: BatchCode, by subject: String) {
        batches[code]?.frozenBy.append(subject)
        touch(.batch(code))
    }

    /// Nothing received under the plan is processed until the difference is explained.
    mutating func freeze(_ plan: DisposalNumber, by subject: String) {
        disposals[plan]?.frozenBy.append(subject)
        touch(.disposal(plan))
    }

    /// Lifts the freeze on both ends of a trip.
    mutating func thaw(_ trip: Manifest, from subject: String) {
        thaw(trip.batch, from: subject)
        if let received = trip.receivedAs { thaw(received, from: subject) }
        if let plan = trip.disposal { thaw(plan, from: subject) }
    }

    mutating func thaw(_ code: BatchCode, from subject: String) {
        batches[code]?.frozenBy.removeAll { $0 == subject }
        touch(.batch(code))
    }

    mutating func thaw(_ plan: DisposalNumber, from subject: String) {
        disposals[plan]?.frozenBy.removeAll { $0 == subject }
        touch(.disposal(plan))
    }
}
