public import Rules

/// Every entry of a bureau report, gathered from two books: before the period, and at its end.
public struct BureauEntries: Sendable {
    /// The entries, by figure in the order of the form, then county, then code.
    public private(set) var entries: [BureauEntry] = []
    /// The counties of the region: those known by name, and any other that the book has an object of.
    public let counties: [String]

    let opening: Book
    let closing: Book
    let period: ReportPeriod
    let region: String
    /// The last instant whose facts count.
    let cut: Timestamp

    /// The entries of a period.
    public init(opening: Book, closing: Book, period: ReportPeriod, region: String, asOf: Timestamp) {
        self.opening = opening
        self.closing = closing
        self.period = period
        self.region = region
        cut = BureauReport.cut(of: period, asOf: asOf)
        counties = Self.counties(of: closing, in: region)
        addTests()
        addGrain()
        addStock()
        addTrips()
        addDisposals()
        addOversight()
        addBalance()
        let places = Dictionary(uniqueKeysWithValues: BureauFigure.all.enumerated().map { ($1.name, $0) })
        entries.sort {
            let (left, right) = (places[$0.figure] ?? 0, places[$1.figure] ?? 0)
            return left == right ? ($0.county, $0.code) < ($1.county, $1.code) : left < right
        }
    }

    /// The entries behind a figure, of one county or of all.
    public func rows(_ figure: BureauFigure, county: String? = nil) -> [BureauEntry] {
        entries.filter { $0.figure == figure.name && (county == nil || $0.county == county) }
    }

    private static func counties(of book: Book, in region: String) -> [String] {
        var found = Set(RegionCode.knownCounties.map(\.text))
        found.formUnion(book.parcels.values.map(\.county))
        found.formUnion(book.batches.values.map(\.county))
        found.formUnion(book.samples.values.map(\.county))
        found.formUnion(book.organizations.values.map(\.county))
        return found.filter { $0.utf8.count == 6 && $0.hasPrefix(region) }.sorted()
    }

    /// Adds an entry; what lies outside the region and a mass of zero are left out.
    mutating func add(_ figure: BureauFigure, _ county: String, _ code: String, _ amount: Int64 = 1) {
        guard county.hasPrefix(region), county.utf8.count == 6, amount != 0 else { return }
        entries.append(BureauEntry(figure: figure.name, county: county, code: code, amount: amount))
    }

    /// Adds a mass.
    mutating func add(_ figure: BureauFigure, _ county: String, _ code: String, _ grams: Grams) {
        add(figure, county, code, grams.value)
    }

    /// True for a time in the period, up to the cut.
    func isIn(_ time: Timestamp?) -> Bool {
        guard let time else { return false }
        return period.contains(time) && time <= cut
    }

    /// The sum of a subject's entries in a county.
    func sum(_ subject: BureauFigure.Subject, _ county: String) -> Int64 {
        let names = Set(BureauFigure.all.filter { $0.subject == subject }.map(\.name))
        return entries.reduce(0) { names.contains($1.figure) && $1.county == county ? $0 + $1.amount : $0 }
    }
}
