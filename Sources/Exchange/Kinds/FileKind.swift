/// The kinds of season file. A file says by its header which one it is; its name does not count.
public enum FileKind: String, Sendable, Hashable, CaseIterable {
    /// Testing stations, granaries, carriers, facilities, mills.
    case organizations
    /// Weighbridges.
    case scales
    /// Bins of the granaries.
    case bins
    /// Paddy parcels.
    case parcels
    /// Field samples.
    case samples
    /// Rapid screening by XRF.
    case screenings = "xrf_screen"
    /// Test reports, one row per item.
    case reports = "lab_reports"
    /// Re-inspections.
    case reinspections
    /// Intake tickets.
    case intake = "weighbridge_in"
    /// Operations in the granaries.
    case operations = "batch_ops"
    /// Samples drawn from batches.
    case bulkSamples = "bulk_samples"
    /// Trucks on the road.
    case manifests
    /// Disposal plans and processing.
    case disposals = "disposal"
    /// An export of ICP-MS or LC-ICP-MS.
    case instrumentRun = "instrument_run"
}

extension FileKind {
    private static let keysByKind: [FileKind: [String: String]] = Dictionary(
        uniqueKeysWithValues: allCases.map { kind in
            let pairs = kind.columns.flatMap { column in column.names.map { (HeaderCell($0).key, column.key) } }
            return (kind, Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
        })

    /// Keys of the columns by the folded heads under which they go.
    var columnKeys: [String: String] { Self.keysByKind[self] ?? [:] }

    /// The columns of this kind; names and synonyms are those in use at the stations and granaries.
    var columns: [Column] {
        switch self {
        case .organizations: Self.organizationColumns
        case .scales: Self.scaleColumns
        case .bins: Self.binColumns
        case .parcels: Self.parcelColumns
        case .samples: Self.sampleColumns
        case .screenings: Self.screeningColumns
        case .reports: Self.reportColumns
        case .reinspections: Self.reinspectionColumns
        case .intake: Self.intakeColumns
        case .operations: Self.operationColumns
        case .bulkSamples: Self.bulkSampleColumns
        case .manifests: Self.manifestColumns
        case .disposals: Self.disposalColumns
        case .instrumentRun: Self.instrumentColumns
        }
    }
}
