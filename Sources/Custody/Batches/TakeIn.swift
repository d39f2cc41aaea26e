public import Rules

/// Weighs a truck in: one ticket makes one batch (domain.md §6, gate record).
public struct TakeIn: ActBody {
    public static let name = "grain-taken-in"
    public static let roles: Set<Actor.Role> = [.granary]
    /// Ticket number.
    public let ticket: String
    /// Granary.
    public let granary: OrganizationCode
    /// Scale.
    public let scale: ScaleNumber
    /// Plate.
    public let plate: String
    /// Gross, in grams.
    public let grossGrams: Grams
    /// Tare, in grams.
    public let tareGrams: Grams
    /// Net, in grams; custody uses this figure.
    public let netGrams: Grams
    /// Moisture in %, as given.
    public let moisture: String
    /// Impurity in %, as given.
    public let impurity: String
    /// Settlement adjustment in grams; never moves grain.
    public let adjustmentGrams: Grams
    /// Grams by source parcel; sums to net.
    public let sources: [ParcelNumber: Grams]
    /// Bin.
    public let bin: BinNumber
    /// The new batch.
    public let batch: BatchCode
    /// Written into the station's system at, when later than the event.
    public let enteredAt: Timestamp?

    /// The act.
    public init(
        ticket: String, granary: OrganizationCode, scale: ScaleNumber, plate: String, grossGrams: Grams,
        tareGrams: Grams, netGrams: Grams, moisture: String, impurity: String, adjustmentGrams: Grams,
        sources: [ParcelNumber: Grams], bin: BinNumber, batch: BatchCode, enteredAt: Timestamp?
    ) {
        self.ticket = ticket
        self.granary = granary
        self.scale = scale
        self.plate = plate
        self.grossGrams = grossGrams
        self.tareGrams = tareGrams
        self.netGrams = netGrams
        self.moisture = moisture
        self.impurity = impurity
        self.adjustmentGrams = adjustmentGrams
        self.sources = sources
        self.bin = bin
        self.batch = batch
        self.enteredAt = enteredAt
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.organization(granary), .scale(scale), .bin(bin), .batch(batch)]
        for parcel in sources.keys { keys.insert(.parcel(parcel)) }
        return keys
    }

    public func owner(in book: Book) -> OrganizationCode? { granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        let day = circumstances.occurredAt.chinaDate
        guard book.organizations[granary] != nil else { throw Refusal(.organizationUnknown, granary.text) }
        guard let bin = book.bins[bin] else { throw Refusal(.binUnknown, bin.text) }
        guard bin.granary == granary else { throw Refusal(.binOfAnotherGranary, bin.code.text) }
        guard book.batches[batch] == nil else { throw Refusal(.codeTaken, batch.text) }
        guard netGrams > .zero, sources.values.allSatisfy({ $0 > .zero }) else {
            throw Refusal(.massNotPositive, ticket)
        }
        guard grossGrams - tareGrams == netGrams else { throw Refusal(.weightsDisagree, ticket) }
        guard sources.values.reduce(.zero, +) == netGrams else { throw Refusal(.sourcesDoNotSumToNet, ticket) }
        try book.checkParcels(sources.keys)
        if let reason = bin.objection(to: sourceClass(in: book, at: circumstances.occurredAt), adding: netGrams) {
            throw Refusal(reason, bin.code.text)
        }
        var outcome = Outcome()
        outcome.findings += book.findings(onScale: scale, on: day)
        if let enteredAt, enteredAt > circumstances.occurredAt.adding(hours: 24) {
            outcome.findings.append(Finding(.recordedLate, ticket, enteredAt.rfc3339))
        }
        return outcome
    }

    private func sourceClass(in book: Book, at time: Timestamp) -> GrainClass {
        let season = Season.of(time)
        return sources.keys.map { book.parcels[$0]?.grainClass(in: season) ?? .pending }.max() ?? .pending
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        let season = Season.of(at)
        book.open(
            Batch(
                code: batch, granary: granary, county: book.organizations[granary]?.county ?? "", createdAt: at,
                origin: "intake", season: season, sources: sources, parents: [:]), because: ticket)
        for parcel in sources.keys {
            book.parcels[parcel]?.batches[season, default: []].append(batch)
            book.touch(.parcel(parcel))
        }
        book.post([Leg(batch, .paddy, -netGrams), Leg(batch, .bin(bin), netGrams)])
    }
}

/// Harvest seasons, named by year and crop.
public enum Season {
    /// The season a day belongs to: early rice is harvested until August, late rice after (domain.md §1).
    public static func of(_ time: Timestamp) -> String {
        let day = time.chinaDate
        return "\(day.year)-\(day.month <= 8 ? "early" : "late")"
    }

    /// Whether a text names a season: `2025-late`.
    public static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].utf8.count == 4 && parts[0].utf8.allSatisfy { (0x30...0x39).contains($0) }
            && ["early", "late"].contains(parts[1])
    }
}

extension Book {
    /// Opens a batch with the class its sources give it.
    mutating func open(_ batch: Batch, because: String) {
        batches[batch.code] = batch
        batches[batch.code]?.record = record
        for parent in batch.parents.keys {
            batches[parent]?.children.append(batch.code)
            touch(.batch(parent))
        }
        settleClasses(of: [batch.code], at: batch.createdAt, because: because)
    }
}

extension Book {
    /// What is odd about a scale on a day: not registered, or its certificate has run out.
    func findings(onScale code: ScaleNumber, on day: CivilDate) -> [Finding] {
        guard let scale = scales[code] else { return [Finding(.scaleNotRegistered, code.text)] }
        return scale.validTo < day ? [Finding(.scaleCertificateExpired, code.text)] : []
    }
}
