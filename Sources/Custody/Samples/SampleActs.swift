public import Rules

/// Collects and seals a field sample (domain.md §6).
public struct CollectSample: ActBody {
    public static let name = "sample-collected"
    public static let roles: Set<Actor.Role> = [.station]
    /// Sample code.
    public let sample: SampleCode
    /// Parcel.
    public let parcel: ParcelNumber
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
    /// What the phone in the field kept besides; absent from files of stations.
    public let fieldRecord: FieldRecord?

    /// The act.
    public init(
        sample: SampleCode, parcel: ParcelNumber, task: String, pattern: String, points: Int, grams: Grams,
        seal: String, fieldRecord: FieldRecord? = nil
    ) {
        self.sample = sample
        self.parcel = parcel
        self.task = task
        self.pattern = pattern
        self.points = points
        self.grams = grams
        self.seal = seal
        self.fieldRecord = fieldRecord
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.sample(sample), .parcel(parcel)]
        keys.formUnion(book.cascadeKeys(of: parcel))
        return keys
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard book.samples[sample] == nil else { throw Refusal(.codeTaken, sample.text) }
        guard let parcel = book.parcels[parcel] else { throw Refusal(.parcelUnknown, parcel.text) }
        guard grams > .zero else { throw Refusal(.massNotPositive, "grams") }
        var outcome = Outcome()
        let day = circumstances.occurredAt.chinaDate
        let others = (parcel.samples[Season.of(circumstances.occurredAt)] ?? []).compactMap { book.samples[$0] }
        if others.contains(where: { $0.collectedAt.chinaDate == day && $0.state != .refused }) {
            outcome.findings.append(Finding(.secondSampleOfDay, parcel.code.text, sample.text))
        }
        // Whose it is: the others may not correct its record.
        if !circumstances.actor.organization.text.isEmpty { outcome.word = circumstances.actor.organization.text }
        if let reason = fieldRecord?.signatureRefused {
            outcome.findings.append(Finding(.growerDidNotSign, sample.text, reason))
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        let season = Season.of(at)
        book.samples[sample] = Sample(
            code: sample, subject: .parcel(parcel), county: book.parcels[parcel]?.county ?? "", season: season,
            collectedAt: at, grams: grams, fieldRecord: fieldRecord)
        book.samples[sample]?.collectedBy = outcome.word.map { OrganizationCode($0) }
        book.samples[sample]?.record = book.record
        book.parcels[parcel]?.samples[season, default: []].append(sample)
        book.touch(.sample(sample))
        book.touch(.parcel(parcel))
        book.settleParcel(parcel, season: season, at: at, because: sample.text)
    }
}

/// Draws a bulk sample from a batch in store; the sample leaves the batch.
public struct DrawBulkSample: ActBody {
    public static let name = "bulk-sample-drawn"
    public static let roles: Set<Actor.Role> = [.granary, .station]
    /// Slip number.
    public let slip: String
    /// Sample code.
    public let sample: SampleCode
    /// Batch.
    public let batch: BatchCode
    /// Bin.
    public let bin: BinNumber
    /// Reason.
    public let reason: String
    /// Grams it represents, before it is drawn.
    public let representedGrams: Grams
    /// Grams drawn.
    public let grams: Grams

    /// The act.
    public init(
        slip: String, sample: SampleCode, batch: BatchCode, bin: BinNumber, reason: String, representedGrams: Grams,
        grams: Grams
    ) {
        self.slip = slip
        self.sample = sample
        self.batch = batch
        self.bin = bin
        self.reason = reason
        self.representedGrams = representedGrams
        self.grams = grams
    }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.sample(sample), .batch(batch), .bin(bin)] }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard book.samples[sample] == nil else { throw Refusal(.codeTaken, sample.text) }
        _ = try book.holding(of: batch, in: bin, atLeast: grams, circumstances)
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let drawnFrom = book.batches[batch] else { return }
        // What lies in another bin or rides on a truck was not drawn from, whatever the slip says it stands for.
        let ofWhole = representedGrams >= drawnFrom.stock && drawnFrom.grams(in: .bin(bin)) == drawnFrom.stock
        book.samples[sample] = Sample(
            code: sample, subject: .batch(batch, represents: representedGrams, ofWhole: ofWhole),
            county: drawnFrom.county, season: drawnFrom.season, collectedAt: at, grams: grams,
            without: drawnFrom.children.isEmpty ? nil : drawnFrom.children)
        book.samples[sample]?.record = book.record
        book.touch(.sample(sample))
        book.post([Leg(batch, .bin(bin), -grams), Leg(batch, .sample, grams)])
        book.closeTagIfGone(batch, at: at)
    }
}

/// Receives a sample at the laboratory, or refuses it (domain.md §6: a broken seal is refused).
public struct ReceiveSample: ActBody {
    public static let name = "sample-received"
    public static let roles: Set<Actor.Role> = [.station, .laboratory]
    /// Sample code.
    public let sample: SampleCode
    /// Laboratory.
    public let laboratory: OrganizationCode
    /// True when the seal is intact.
    public let sealIntact: Bool
    /// True when accepted.
    public let accepted: Bool
    /// Reason of a refusal.
    public let reason: String
    /// Blind code; empty when refused.
    public let blindCode: String

    /// The act.
    public init(
        sample: SampleCode, laboratory: OrganizationCode, sealIntact: Bool, accepted: Bool, reason: String,
        blindCode: String
    ) {
        self.sample = sample
        self.laboratory = laboratory
        self.sealIntact = sealIntact
        self.accepted = accepted
        self.reason = reason
        self.blindCode = blindCode
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        Set([.organization(laboratory)]).union(book.sampleKeys(of: sample))
    }
    public func owner(in book: Book) -> OrganizationCode? { laboratory }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let sample = book.samples[sample] else { throw Refusal(.sampleUnknown, sample.text) }
        guard let station = book.organizations[laboratory] else { throw Refusal(.organizationUnknown, laboratory.text) }
        guard station.kind == .station else { throw Refusal(.organizationKindWrong, laboratory.text) }
        guard sample.state == .collected else { throw Refusal(.sampleAlreadyReceived, sample.code.text) }
        guard sealIntact || !accepted else { throw Refusal(.sealBroken, sample.code.text) }
        var outcome = Outcome()
        if circumstances.occurredAt > sample.dueAtLaboratory {
            outcome.findings.append(Finding(.sampleLate, sample.code.text, sample.collectedAt.rfc3339))
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.samples[sample]?.state = accepted ? .received : .refused
        book.samples[sample]?.laboratory = laboratory
        book.samples[sample]?.blindCode = blindCode.isEmpty ? nil : blindCode
        book.samples[sample]?.receivedAt = at
        book.touch(.sample(sample))
        if let entry = book.samples[sample], case .parcel(let parcel) = entry.subject {
            book.settleParcel(parcel, season: entry.season, at: at, because: sample.text)
        }
    }
}

/// Records a rapid screening, in the field or at the laboratory; it never settles a verdict (domain.md §3.8).
public struct RecordScreening: ActBody {
    public static let name = "sample-screened"
    public static let roles: Set<Actor.Role> = [.station, .laboratory]
    /// Sample code.
    public let sample: SampleCode
    /// Element: cadmium only.
    public let item: Item
    /// Value as read, mg/kg.
    public let value: String
    /// Instrument.
    public let instrument: String

    /// The act.
    public init(sample: SampleCode, item: Item, value: String, instrument: String) {
        self.sample = sample
        self.item = item
        self.value = value
        self.instrument = instrument
    }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.sample(sample)] }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let sample = book.samples[sample] else { throw Refusal(.sampleUnknown, sample.text) }
        guard sample.state != .refused else { throw Refusal(.sampleNotReceived, sample.code.text) }
        guard item == .cadmium else { throw Refusal(.screeningIsForCadmiumOnly, item.rawValue) }
        guard let reading = ReportedValue(value) else { throw Refusal(.valueUnreadable, value) }
        var outcome = Outcome()
        let screened = ScreeningOutcome.cadmium(reading)
        outcome.word = screened.rawValue
        if screened != .clear { outcome.findings.append(Finding(.screeningNotClear, sample.code.text, value)) }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.samples[sample]?.screenings.append(
            .init(value: value, outcome: outcome.word ?? "", at: at, instrument: instrument))
        book.touch(.sample(sample))
    }
}

extension Book {
    /// Keys a verdict on a parcel reaches: its samples, its batches and everything made from them.
    func cascadeKeys(of code: ParcelNumber) -> Set<AggregateKey> {
        guard let parcel = parcels[code] else { return [.parcel(code)] }
        var keys: Set<AggregateKey> = [.parcel(code)]
        for samples in parcel.samples.values { keys.formUnion(samples.map { .sample($0) }) }
        for batches in parcel.batches.values { keys.formUnion(descent(of: batches)) }
        return keys
    }

    /// Keys a verdict on a sample reaches.
    func sampleKeys(of code: SampleCode) -> Set<AggregateKey> {
        let keys: Set<AggregateKey> = [.sample(code)]
        switch samples[code]?.subject {
        case .parcel(let parcel): return keys.union(cascadeKeys(of: parcel))
        case .batch(let batch, _, _): return keys.union(descent(of: [batch]))
        case nil: return keys
        }
    }

    /// Settles the class of a parcel's season: the worst of its samples that were not refused.
    mutating func settleParcel(_ code: ParcelNumber, season: String, at time: Timestamp, because: String) {
        guard let parcel = parcels[code] else { return }
        let judged = (parcel.samples[season] ?? []).compactMap { samples[$0] }.filter { $0.state != .refused }
        let settled = judged.map(\.verdict.grainClass).max() ?? .pending
        let known = judged.map(\.verdict.grainClass).filter { $0 != .pending }.max()
        guard parcel.grainClass(in: season) != settled || parcel.judged?[season] != known else { return }
        parcels[code]?.classes[season] = settled
        parcels[code]?.judged = (parcel.judged ?? [:]).merging([season: known ?? .a]) { _, new in new }
        if known == nil { parcels[code]?.judged?[season] = nil }
        touch(.parcel(code))
        settleClasses(of: parcel.batches[season] ?? [], at: time, because: because)
    }
}
