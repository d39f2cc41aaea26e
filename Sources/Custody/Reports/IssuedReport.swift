public import Rules

/// A bureau report as issued: figures that nothing changes any more, with a number and two names.
public struct IssuedReport: Hashable, Sendable, Codable {
    /// Number: `BR-4309-2025-10-1`.
    public let code: BureauReportNumber
    /// Version, from 1.
    public let version: Int
    /// The frozen figures.
    public let report: BureauReport
    /// Place in the sequence of records of the last one the figures rest on.
    public let lastRecord: Int64
    /// Who compiled and issued it.
    public let compiledBy: String
    /// Who approved it.
    public let approvedBy: String
    /// When it was issued.
    public let issuedAt: Timestamp
    /// The version before.
    public let supersedes: BureauReportNumber?
    /// Why there is a version after the first; empty in the first.
    public let reason: String
    /// What had changed against the version before; absent in the first.
    public let changes: LaterChanges?
    /// The version that replaced it.
    public var supersededBy: BureauReportNumber?
}

/// What became known of a period after its report was issued (期后变更).
public struct LaterChanges: Hashable, Sendable, Codable {
    /// A figure that is another now.
    public struct Difference: Hashable, Sendable, Codable {
        /// County, six digits; empty for the total.
        public let county: String
        /// Name of the figure.
        public let figure: String
        /// As issued.
        public let frozen: Int64
        /// As the book has it now.
        public let now: Int64
    }
    /// A record that came after the report and tells of something that happened by the end of its period.
    public struct LateRecord: Hashable, Sendable, Codable {
        /// Record id.
        public let id: String
        /// Name of the fact.
        public let kind: String
        /// When it happened.
        public let occurredAt: Timestamp
        /// When it was recorded.
        public let recordedAt: Timestamp
        /// The object it concerns.
        public let subject: String

        /// A record.
        public init(id: String, kind: String, occurredAt: Timestamp, recordedAt: Timestamp, subject: String) {
            self.id = id
            self.kind = kind
            self.occurredAt = occurredAt
            self.recordedAt = recordedAt
            self.subject = subject
        }
    }
    /// Figures that differ, the total first, then by county, in the order of the form.
    public let differences: [Difference]
    /// The records behind them, in order of acceptance.
    public let records: [LateRecord]

    /// Changes.
    public init(differences: [Difference], records: [LateRecord]) {
        self.differences = differences
        self.records = records
    }

    /// True when the report still says what the book says.
    public var isEmpty: Bool { differences.isEmpty && records.isEmpty }
}

extension BureauReport {
    /// Every figure in which two reports of one period and region differ.
    public static func differences(frozen: BureauReport, now: BureauReport) -> [LaterChanges.Difference] {
        let places = Set(frozen.counties.map(\.county)).union(now.counties.map(\.county))
        let scopes: [String?] = [nil] + places.sorted().map { Optional($0) }
        return scopes.flatMap { county in
            BureauFigure.all.compactMap { figure in
                let (then, since) = (frozen.value(figure, county: county), now.value(figure, county: county))
                guard then != since else { return nil }
                return .init(county: county ?? "", figure: figure.name, frozen: then, now: since)
            }
        }
    }
}

extension Book {
    /// True when an act touches a region, or nothing that has a county at all.
    public func concerns(_ act: Act, region: String) -> Bool {
        let counties = act.body.footprint(in: self).compactMap { county(of: $0) }.filter { !$0.isEmpty }
        return counties.isEmpty || counties.contains { $0.hasPrefix(region) }
    }

    private func county(of key: AggregateKey) -> String? {
        switch key.kind {
        case .bin: bins[BinNumber(key.code)]?.county
        case .parcel: parcels[ParcelNumber(key.code)]?.county
        case .sample: samples[SampleCode(key.code)]?.county
        case .batch: batches[BatchCode(key.code)]?.county
        case .manifest: manifests[ManifestCode(key.code)]?.county
        case .disposal: disposals[DisposalNumber(key.code)]?.county
        case .organization: organizations[OrganizationCode(key.code)]?.county
        case .scale, .testRun, .report, .reinspection, .bureauReport: nil
        }
    }
}
