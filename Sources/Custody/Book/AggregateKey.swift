/// What a command reads or changes as one unit: the unit of locking, versioning and projection.
public struct AggregateKey: Hashable, Comparable, Sendable {
    /// The kinds, each one table; their order is the order of locking.
    public enum Kind: String, CaseIterable, Sendable {
        case organization, bin, scale, parcel, sample, reinspection, batch, manifest, disposal
        case testRun = "test_run"
        case report
        case bureauReport = "bureau_report"
    }

    /// Which table.
    public let kind: Kind
    /// Which row.
    public let code: String

    /// A key.
    public init(_ kind: Kind, _ code: String) {
        self.kind = kind
        self.code = code
    }

    /// Order by kind, then code: the order of locking, so that opposite transfers cannot deadlock.
    public static func < (left: Self, right: Self) -> Bool {
        left.kind == right.kind ? left.code < right.code : left.kind.rawValue < right.kind.rawValue
    }

    /// The key of an organisation.
    public static func organization(_ code: OrganizationCode) -> Self { .init(.organization, code.text) }
    /// The key of a bin.
    public static func bin(_ code: BinNumber) -> Self { .init(.bin, code.text) }
    /// The key of a scale.
    public static func scale(_ code: ScaleNumber) -> Self { .init(.scale, code.text) }
    /// The key of a parcel.
    public static func parcel(_ code: ParcelNumber) -> Self { .init(.parcel, code.text) }
    /// The key of a sample.
    public static func sample(_ code: SampleCode) -> Self { .init(.sample, code.text) }
    /// The key of a test run.
    public static func testRun(_ code: TestRunNumber) -> Self { .init(.testRun, code.text) }
    /// The key of a report.
    public static func report(_ code: ReportNumber) -> Self { .init(.report, code.text) }
    /// The key of a re-inspection.
    public static func reinspection(_ code: ReinspectionNumber) -> Self { .init(.reinspection, code.text) }
    /// The key of a batch.
    public static func batch(_ code: BatchCode) -> Self { .init(.batch, code.text) }
    /// The key of a manifest.
    public static func manifest(_ code: ManifestCode) -> Self { .init(.manifest, code.text) }
    /// The key of a disposal.
    public static func disposal(_ code: DisposalNumber) -> Self { .init(.disposal, code.text) }
    /// The key of an issued bureau report.
    public static func bureauReport(_ code: BureauReportNumber) -> Self { .init(.bureauReport, code.text) }
}
