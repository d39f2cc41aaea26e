public import Rules

/// The bureau's report of a month or season by county: tests, verdicts, grain by class, disposal, what is overdue.
///
/// Every figure is the sum of entries with a code each, so that it can be opened; the entries of the listed figures
/// stand in the report itself.
public struct BureauReport: Hashable, Sendable, Codable {
    /// Figures of one county, or of all: counts, and masses in grams, by the name of the figure; zeros are kept.
    public typealias Figures = [String: Int64]

    /// One county.
    public struct County: Hashable, Sendable, Codable {
        /// Code, six digits.
        public let county: String
        /// Its figures.
        public let figures: Figures
    }

    /// Region prefix: `43`, `4309`, `430903`.
    public let region: String
    /// Period.
    public let period: ReportPeriod
    /// What happened later is not in it.
    public let asOf: Timestamp
    /// The counties of the region, by code.
    public let counties: [County]
    /// Sums over the counties.
    public let total: Figures
    /// What somebody has to act on, code by code.
    public let listed: [BureauEntry]

    /// True for a prefix of region codes: province, prefecture or county, 2, 4 or 6 digits.
    public static func isRegion(_ text: String) -> Bool {
        [2, 4, 6].contains(text.utf8.count) && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    /// The last instant whose facts count: the end of the period, or `asOf` while it runs.
    public static func cut(of period: ReportPeriod, asOf: Timestamp) -> Timestamp {
        min(asOf, Timestamp(period.end.microseconds - 1))
    }
    /// The last instant before the period: what happened until then is its opening stock.
    public static func opening(of period: ReportPeriod) -> Timestamp { Timestamp(period.start.microseconds - 1) }

    /// The report of a period.
    ///
    /// - Parameter opening: the book of what happened before the period (`opening(of:)`).
    /// - Parameter closing: the book of what happened until its end or `asOf` (`cut(of:asOf:)`).
    public init(opening: Book, closing: Book, period: ReportPeriod, region: String, asOf: Timestamp) {
        let entries = BureauEntries(opening: opening, closing: closing, period: period, region: region, asOf: asOf)
        self.init(entries, region: region, period: period, asOf: asOf)
    }

    /// The report made of entries.
    public init(_ entries: BureauEntries, region: String, period: ReportPeriod, asOf: Timestamp) {
        self.region = region
        self.period = period
        self.asOf = asOf
        let zeros = Figures(uniqueKeysWithValues: BureauFigure.all.map { ($0.name, 0) })
        let sums = entries.entries.reduce(into: [String: Figures]()) { sums, entry in
            sums[entry.county, default: zeros][entry.figure, default: 0] += entry.amount
        }
        counties = entries.counties.map { County(county: $0, figures: sums[$0] ?? zeros) }
        total = counties.reduce(into: zeros) { total, county in
            total.merge(county.figures) { $0 + $1 }
        }
        listed = entries.entries.filter { BureauFigure(name: $0.figure)?.subject.isListed ?? false }
    }

    /// A figure of a county, or of the whole region without one; zero where the form has none.
    public func value(_ figure: BureauFigure, county: String? = nil) -> Int64 {
        guard let county else { return total[figure.name] ?? 0 }
        return counties.first { $0.county == county }?.figures[figure.name] ?? 0
    }

    /// The sum over the classes of a subject.
    public func value(_ subject: BureauFigure.Subject, county: String? = nil) -> Int64 {
        BureauFigure.all.filter { $0.subject == subject }.reduce(0) { $0 + value($1, county: county) }
    }

    /// True when both residuals are zero in every county; a report that is not closed is not issued.
    public var isClosed: Bool {
        let residuals = [BureauFigure(.balanceResidualGrams), BureauFigure(.stockResidualGrams)]
        return residuals.allSatisfy { figure in
            value(figure) == 0 && counties.allSatisfy { $0.figures[figure.name] == 0 }
        }
    }
}

/// One line behind a figure: the object that is counted, or the mass it stands for.
public struct BureauEntry: Hashable, Sendable, Codable {
    /// Name of the figure.
    public let figure: String
    /// County, six digits.
    public let county: String
    /// Sample, report, run, batch, manifest, processing, plan or bin.
    public let code: String
    /// 1, or grams.
    public let amount: Int64
}
