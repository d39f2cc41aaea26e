public import Rules

/// Corrects the field record of a sample until the laboratory has it, while nobody can know its value (domain.md §6): afterwards
/// a parcel could be renamed out of a verdict, and another sample is collected instead. The old record stays.
public struct CorrectSample: ActBody {
    public static let name = "sample-corrected"
    public static let roles: Set<Actor.Role> = [.station]
    /// Sample code.
    public let sample: SampleCode
    /// Parcel, as it should have been.
    public let parcel: ParcelNumber
    /// Collected and sealed at, as it should have been.
    public let collectedAt: Timestamp
    /// Task number.
    public let task: String
    /// Pattern of the points.
    public let pattern: String
    /// Number of points.
    public let points: Int
    /// Grams.
    public let grams: Grams
    /// Seal number.
    public let seal: String
    /// Reason.
    public let reason: String

    /// The act.
    public init(
        sample: SampleCode, parcel: ParcelNumber, collectedAt: Timestamp, task: String, pattern: String, points: Int,
        grams: Grams, seal: String, reason: String
    ) {
        self.sample = sample
        self.parcel = parcel
        self.collectedAt = collectedAt
        self.task = task
        self.pattern = pattern
        self.points = points
        self.grams = grams
        self.seal = seal
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        book.sampleKeys(of: sample).union(book.cascadeKeys(of: parcel))
    }
    /// The organisation that collected it.
    public func owner(in book: Book) -> OrganizationCode? { book.samples[sample]?.collectedBy }
    public func corrects(in book: Book) -> String? { book.samples[sample]?.record }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let known = book.samples[sample] else { throw Refusal(.sampleUnknown, sample.text) }
        guard !reason.isEmpty else { throw Refusal(.reasonMissing, "reason") }
        guard known.isOfField, known.state == .collected else { throw Refusal(.sampleNotCorrectable, sample.text) }
        guard let parcel = book.parcels[parcel] else { throw Refusal(.parcelUnknown, parcel.text) }
        guard grams > .zero else { throw Refusal(.massNotPositive, "grams") }
        guard collectedAt <= circumstances.occurredAt else { throw Refusal(.occurredInFuture, collectedAt.rfc3339) }
        var outcome = Outcome()
        let day = collectedAt.chinaDate
        let others = (parcel.samples[Season.of(collectedAt)] ?? []).filter { $0 != sample }
            .compactMap { book.samples[$0] }
        if others.contains(where: { $0.collectedAt.chinaDate == day && $0.state != .refused }) {
            outcome.findings.append(Finding(.secondSampleOfDay, parcel.code.text, sample.text))
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let known = book.samples[sample], case .parcel(let before) = known.subject else { return }
        let season = Season.of(collectedAt)
        var corrected = Sample(
            code: sample, subject: .parcel(parcel), county: book.parcels[parcel]?.county ?? "", season: season,
            collectedAt: collectedAt, grams: grams)
        corrected.collectedBy = known.collectedBy
        corrected.record = book.record
        book.samples[sample] = corrected
        book.touch(.sample(sample))
        if before != parcel || known.season != season {
            book.parcels[before]?.samples[known.season]?.removeAll { $0 == sample }
            if book.parcels[before]?.samples[known.season]?.isEmpty == true {
                book.parcels[before]?.samples[known.season] = nil
            }
            book.parcels[parcel]?.samples[season, default: []].append(sample)
            book.touch(.parcel(before))
            book.touch(.parcel(parcel))
        }
        book.settleParcel(before, season: known.season, at: at, because: sample.text)
        book.settleParcel(parcel, season: season, at: at, because: sample.text)
    }
}
