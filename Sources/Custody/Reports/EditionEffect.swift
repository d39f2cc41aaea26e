public import Rules

/// What another edition of the limits would make of the tests of a season; asking changes nothing (experience.md §3, S25).
///
/// Every tested sample is judged anew by the printed values that stand for it, as paddy, and compared with its verdict.
public struct EditionEffect: Hashable, Sendable, Codable {
    /// A sample whose verdict would be another.
    public struct Change: Hashable, Sendable, Codable {
        /// The sample.
        public let sample: SampleCode
        /// Its county.
        public let county: String
        /// Its parcel; absent for a sample of a batch.
        public let parcel: ParcelNumber?
        /// The verdict it has.
        public let now: SampleVerdict
        /// The verdict it would have.
        public let then: SampleVerdict
        /// The batches that rest on it, as far as the book it was asked of holds them.
        public let batches: [BatchCode]
    }

    /// The edition asked about, as reports print it.
    public let edition: String
    /// The season.
    public let season: String
    /// Samples judged.
    public let judged: Int
    /// Samples that would be judged otherwise, in order of code.
    public let changes: [Change]
    /// Batches that rest on them, each once, in order of code.
    public let batches: [BatchCode]

    /// The effect of an edition on a season of a book.
    public init(of edition: LimitEdition, on season: String, in book: Book) {
        let samples = book.samples.values.filter { $0.season == season && $0.state == .tested }
        changes = samples.sorted { $0.code.text < $1.code.text }.compactMap { sample in
            let lines = book.standing(on: sample).compactMap { try? $0.reportLine }
            let then = SampleVerdict.judge(lines, edition: edition, form: .paddy)
            guard then != sample.verdict else { return nil }
            return Change(
                sample: sample.code, county: sample.county, parcel: sample.parcel, now: sample.verdict, then: then,
                batches: book.batches(restingOn: sample))
        }
        batches = Set(changes.flatMap(\.batches)).sorted { $0.text < $1.text }
        judged = samples.count
        self.edition = edition.name
        self.season = season
    }
}

extension Book {
    /// The batches that a sample speaks for: the one it was drawn from, or those its parcel went into that season.
    fileprivate func batches(restingOn sample: Sample) -> [BatchCode] {
        switch sample.subject {
        case .batch(let batch, _, _): [batch]
        case .parcel(let parcel): parcels[parcel]?.batches[sample.season] ?? []
        }
    }
}

extension Sample {
    /// The parcel it was taken from; `nil` for a sample of a batch.
    fileprivate var parcel: ParcelNumber? { if case .parcel(let parcel) = subject { parcel } else { nil } }
}
