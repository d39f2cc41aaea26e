public import Rules

/// Withdraws an approved plan of which nothing was sent, so that another can be made for the batch (domain.md §8): a facility
/// that lost its licence, a contract that fell through. Where grain has gone under it, the plan is finished and certified, and
/// what is left of the batch is planned anew.
public struct WithdrawDisposal: ActBody {
    public static let name = "disposal-withdrawn"
    public static let roles: Set<Actor.Role> = [.officer]
    /// Plan.
    public let disposal: DisposalNumber
    /// Reason.
    public let reason: String

    /// The act.
    public init(disposal: DisposalNumber, reason: String) {
        self.disposal = disposal
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.disposal(disposal)]
        if let plan = book.disposals[disposal] { keys.insert(.batch(plan.batch)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? {
        book.disposals[disposal].flatMap { book.batches[$0.batch]?.granary }
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let plan = book.disposals[disposal] else { throw Refusal(.disposalUnknown, disposal.text) }
        guard !reason.isEmpty else { throw Refusal(.reasonMissing, "reason") }
        guard plan.certificate == nil else { throw Refusal(.disposalCertified, disposal.text) }
        guard plan.withdrawnAt == nil else { throw Refusal(.disposalNotApproved, disposal.text) }
        // What came back or was voided was taken off again: anything left is on the road or at the facility.
        guard plan.dispatchedGrams == .zero else { throw Refusal(.disposalInUse, disposal.text) }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.disposals[disposal]?.withdrawnAt = at
        book.touch(.disposal(disposal))
        if let batch = book.disposals[disposal]?.batch { book.release(batch, from: disposal, at: at) }
    }
}

extension Book {
    /// The batch has no open plan any more: what is left of it may be planned anew, and its tag closes when nothing is.
    mutating func release(_ code: BatchCode, from plan: DisposalNumber, at time: Timestamp) {
        if batches[code]?.disposal == plan { batches[code]?.disposal = nil }
        touch(.batch(code))
        closeTagIfGone(code, at: time)
    }
}
