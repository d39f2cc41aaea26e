import Rules

/// The part of the book a decision sees: aggregates by code, loaded by the store or replayed from records.
///
/// `decide` reads it, `apply` changes it; nothing else does. `changed` and `movements` tell the store what to write.
public struct Book: Sendable {
    /// Organisations by USCC.
    public var organizations: [OrganizationCode: Organization] = [:]
    /// Bins by code.
    public var bins: [BinNumber: Bin] = [:]
    /// Scales by number.
    public var scales: [ScaleNumber: Scale] = [:]
    /// Parcels by code.
    public var parcels: [ParcelNumber: Parcel] = [:]
    /// Samples by code.
    public var samples: [SampleCode: Sample] = [:]
    /// Test runs by number.
    public var testRuns: [TestRunNumber: TestRun] = [:]
    /// Test reports by number.
    public var reports: [ReportNumber: TestReport] = [:]
    /// Re-inspections by number.
    public var reinspections: [ReinspectionNumber: Reinspection] = [:]
    /// Batches by code.
    public var batches: [BatchCode: Batch] = [:]
    /// Manifests by number.
    public var manifests: [ManifestCode: Manifest] = [:]
    /// Disposals by plan number.
    public var disposals: [DisposalNumber: Disposal] = [:]
    /// Issued bureau reports by number.
    public var bureauReports: [BureauReportNumber: IssuedReport] = [:]

    /// Aggregates changed since the last `drain`.
    public private(set) var changed: Set<AggregateKey> = []
    /// Legs posted since the last `drain`.
    public private(set) var legs: [Leg] = []

    /// Id of the record now being applied; what an act makes remembers it, so that a correction can name it.
    var record = ""

    /// An empty book.
    public init() {}

    /// Notes that an aggregate changed.
    mutating func touch(_ key: AggregateKey) { changed.insert(key) }

    /// Hands out what changed since the last call, and forgets it.
    public mutating func drain() -> (changed: Set<AggregateKey>, legs: [Leg]) {
        defer { changed = []; legs = [] }
        return (changed, legs)
    }

    /// Moves grain: updates each batch's ledger and each bin's content.
    ///
    /// - Precondition: the legs sum to zero for each batch; a movement never makes or destroys grain.
    mutating func post(_ movement: [Leg]) {
        var sums: [BatchCode: Grams] = [:]
        for leg in movement { sums[leg.batch, default: .zero] += leg.grams }
        precondition(sums.values.allSatisfy { $0 == .zero }, "a movement neither makes nor destroys grain")
        for leg in movement where leg.grams != .zero {
            batches[leg.batch]?.ledger[leg.place, default: .zero] += leg.grams
            touch(.batch(leg.batch))
            if leg.place.kind == "bin", let grainClass = batches[leg.batch]?.grainClass {
                let bin = BinNumber(leg.place.code)
                bins[bin]?.content[grainClass.rawValue, default: .zero] += leg.grams
                bins[bin]?.dropEmptyClasses()
                touch(.bin(bin))
            }
            legs.append(leg.of(batches[leg.batch]?.grainClass ?? .pending))
        }
    }
}
