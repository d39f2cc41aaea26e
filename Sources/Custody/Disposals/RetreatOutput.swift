public import Rules

/// Puts a product that failed its output test, or was never tested, to a lower use class (domain.md §7: the classes are
/// tried in order). Only then can the disposal be certified.
public struct RetreatOutput: ActBody {
    public static let name = "output-retreated"
    public static let roles: Set<Actor.Role> = [.facility, .officer]
    /// Plan.
    public let disposal: DisposalNumber
    /// Processing number.
    public let number: String
    /// Use class it goes to: 2, 3 or 4, below the plan's own.
    public let useClass: Int
    /// Where it goes.
    public let destination: String

    /// The act.
    public init(disposal: DisposalNumber, number: String, useClass: Int, destination: String) {
        self.disposal = disposal
        self.number = number
        self.useClass = useClass
        self.destination = destination
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.disposal(disposal)]
        // Whose grain it was says who may not decide on it.
        if let plan = book.disposals[disposal] { keys.insert(.batch(plan.batch)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.disposals[disposal]?.facility }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let plan = book.disposals[disposal] else { throw Refusal(.disposalUnknown, disposal.text) }
        guard plan.certificate == nil else { throw Refusal(.disposalCertified, disposal.text) }
        guard plan.unreleasedNumbers.contains(number) else { throw Refusal(.outputNeedsNoRetreatment, number) }
        guard useClass > plan.useClass, useClass <= 4 else { throw Refusal(.useClassNotAllowed, "useClass") }
        guard !destination.isEmpty else { throw Refusal(.reasonMissing, "destination") }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let place = book.disposals[disposal]?.processings.firstIndex(where: { $0.number == number }) else {
            return
        }
        book.disposals[disposal]?.processings[place].retreatment = .init(
            useClass: useClass, destination: destination, at: at)
        book.touch(.disposal(disposal))
    }
}
