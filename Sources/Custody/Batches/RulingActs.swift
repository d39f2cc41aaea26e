public import Rules

/// An officer proposes a class for a batch on a test of its whole mass; it counts when another officer confirms it
/// (design.md §2.3: the only way to a better class besides re-inspection).
public struct ProposeRuling: ActBody {
    public static let name = "ruling-proposed"
    public static let roles: Set<Actor.Role> = [.officer]
    /// Number of the ruling.
    public let number: String
    /// Batch.
    public let batch: BatchCode
    /// Report on a bulk sample that stood for the whole mass.
    public let report: ReportNumber
    /// Reason.
    public let reason: String

    /// The act.
    public init(number: String, batch: BatchCode, report: ReportNumber, reason: String) {
        self.number = number
        self.batch = batch
        self.report = report
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.batch(batch), .report(report)]
        if let sample = book.reports[report]?.sample { keys.insert(.sample(sample)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let held = book.batches[batch] else { throw Refusal(.batchUnknown, batch.text) }
        guard let report = book.reports[report] else { throw Refusal(.reportUnknown, report.text) }
        guard !reason.isEmpty else { throw Refusal(.reasonMissing, "reason") }
        guard !held.rulings.contains(where: { $0.number == number }) else { throw Refusal(.codeTaken, number) }
        guard let sample = book.samples[report.sample], sample.covers(wholeOf: batch), report.supersededBy == nil,
            sample.verdict.grainClass != .pending, !sample.disputed
        else { throw Refusal(.rulingNeedsWholeTest, report.code.text) }
        var outcome = Outcome()
        outcome.word = circumstances.actor.name
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let sample = book.reports[report].flatMap({ book.samples[$0.sample] }) else { return }
        book.batches[batch]?.rulings.append(
            .init(
                number: number, report: report, grainClass: sample.verdict.grainClass, reason: reason,
                proposedBy: outcome.word ?? "", sample: sample.code, without: sample.without))
        book.touch(.batch(batch))
    }
}

/// A second officer confirms a ruling; from then on the batch has the class it gives.
public struct ConfirmRuling: ActBody {
    public static let name = "ruling-confirmed"
    public static let roles: Set<Actor.Role> = [.officer]
    /// Number of the ruling.
    public let number: String
    /// Batch.
    public let batch: BatchCode

    /// The act.
    public init(number: String, batch: BatchCode) {
        self.number = number
        self.batch = batch
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys = book.descent(of: [batch])
        keys.insert(.batch(batch))
        for ruling in book.batches[batch]?.rulings ?? [] where ruling.number == number {
            keys.insert(.sample(ruling.sample))
        }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let held = book.batches[batch] else { throw Refusal(.batchUnknown, batch.text) }
        guard let ruling = held.rulings.first(where: { $0.number == number }) else {
            throw Refusal(.rulingUnknown, number)
        }
        guard ruling.confirmedAt == nil else { throw Refusal(.rulingConfirmed, number) }
        guard ruling.proposedBy != circumstances.actor.name else { throw Refusal(.rulingBySameOfficer, number) }
        guard let sample = book.samples[ruling.sample], sample.verdict.grainClass == ruling.grainClass,
            !sample.disputed
        else { throw Refusal(.rulingNeedsWholeTest, ruling.report.text) }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let held = book.batches[batch], let place = held.rulings.firstIndex(where: { $0.number == number }) else {
            return
        }
        var ruling = held.rulings[place]
        ruling.confirmedAt = at
        ruling.weighed = held.tests.mapValues(\.grainClass)
        // In order of confirmation: the last one counts.
        book.batches[batch]?.rulings.remove(at: place)
        book.batches[batch]?.rulings.append(ruling)
        book.touch(.batch(batch))
        book.settleClasses(of: [batch], at: at, because: number)
    }
}

extension Sample {
    /// True when it was drawn from a batch and stood for all of it.
    func covers(wholeOf code: BatchCode) -> Bool {
        if case .batch(code, _, ofWhole: true) = subject { true } else { false }
    }
}
