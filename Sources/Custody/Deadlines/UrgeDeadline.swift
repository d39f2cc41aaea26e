public import Rules

/// Urges whose act is next on something overdue 催办: nothing moves by it, and everybody concerned reads in the records that it was
/// said, when, and by when it was asked for. A line that is urged and stays open past that day is escalated (experience.md §1.4).
public struct UrgeDeadline: ActBody {
    public static let name = "deadline-urged"
    public static let roles: Set<Actor.Role> = [.officer]
    /// Why the line stands in the list of what is due.
    public let matter: DeadlineList.Matter
    /// Manifest, bin, plan, stocktake, sample or re-inspection.
    public let subject: String
    /// Batch, where the subject alone does not say which line: grain that lies wrong, a difference. A laboratory is not told by an
    /// urge what a sample was drawn from.
    public let batch: BatchCode?
    /// By when it is asked for.
    public let until: CivilDate

    /// The act.
    public init(matter: DeadlineList.Matter, subject: String, batch: BatchCode?, until: CivilDate) {
        self.matter = matter
        self.subject = subject
        self.batch = batch
        self.until = until
    }

    /// Whether it is about a line.
    public func concerns(_ line: DeadlineList.Line) -> Bool {
        line.matter == matter && line.subject == subject && (batch == nil || line.batch == batch?.text)
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = batch.map { [.batch($0)] } ?? []
        switch matter {
        case .handover, .returning, .unexplained: keys.insert(.manifest(ManifestCode(subject)))
        case .liesWrong: keys.insert(.bin(BinNumber(subject)))
        case .sample: keys.insert(.sample(SampleCode(subject)))
        case .disposal:
            keys.insert(.disposal(DisposalNumber(subject)))
            if let held = book.disposals[DisposalNumber(subject)]?.batch { keys.insert(.batch(held)) }
        case .reinspection:
            keys.insert(.reinspection(ReinspectionNumber(subject)))
            if let dispute = book.reinspections[ReinspectionNumber(subject)] { keys.insert(.sample(dispute.sample)) }
        }
        return keys
    }

    private var plan: DisposalNumber? { matter == .disposal ? DisposalNumber(subject) : nil }
    private func trip(in book: Book) -> Manifest? {
        switch matter {
        case .handover, .returning, .unexplained: book.manifests[ManifestCode(subject)]
        default: nil
        }
    }
    private func sample(in book: Book) -> Sample? {
        switch matter {
        case .sample: book.samples[SampleCode(subject)]
        case .reinspection: book.reinspections[ReinspectionNumber(subject)].flatMap { book.samples[$0.sample] }
        default: nil
        }
    }
    private func held(in book: Book) -> Batch? {
        (batch ?? plan.flatMap { book.disposals[$0]?.batch }).flatMap { book.batches[$0] }
    }

    /// The objects of which the line is made, and nothing else: a book in memory may hold very many.
    private func part(of book: Book) -> Book {
        var part = Book()
        if let trip = trip(in: book) { part.manifests[trip.code] = trip }
        if let held = held(in: book) { part.batches[held.code] = held }
        if let sample = sample(in: book) { part.samples[sample.code] = sample }
        if let plan { part.disposals[plan] = book.disposals[plan] }
        let (bin, dispute) = (BinNumber(subject), ReinspectionNumber(subject))
        if matter == .liesWrong { part.bins[bin] = book.bins[bin] }
        if matter == .reinspection { part.reinspections[dispute] = book.reinspections[dispute] }
        return part
    }

    /// County of what is overdue; `nil` when there is no such thing.
    public func county(in book: Book) -> String? {
        plan.flatMap { book.disposals[$0]?.county } ?? sample(in: book)?.county ?? held(in: book)?.county
            ?? trip(in: book)?.county
    }

    public func parties(in book: Book) -> [OrganizationCode] {
        let (trip, dispute) = (trip(in: book), book.reinspections[ReinspectionNumber(subject)])
        return [
            held(in: book)?.granary, trip?.consignor, trip?.carrier, trip?.consignee,
            plan.flatMap { book.disposals[$0]?.facility }, matter == .sample ? sample(in: book)?.collectedBy : nil,
            matter == .reinspection ? dispute?.laboratory : nil,
        ].compactMap { $0 }
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard until >= circumstances.now.chinaDate else { throw Refusal(.urgedUntilThePast, until.description) }
        let lines = DeadlineList(of: part(of: book), asOf: circumstances.now).lines
        guard let line = lines.first(where: { concerns($0) && $0.isOverdue }) else {
            throw Refusal(.nothingOverdue, subject)
        }
        var outcome = Outcome()
        outcome.word = line.next
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {}
}
