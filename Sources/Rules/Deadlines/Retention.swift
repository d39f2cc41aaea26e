/// How long papers and data have to be kept at least (domain.md §9). Keeping them longer is always allowed.
public enum Retention: String, CaseIterable, Sendable {
    /// Grain business ledger 粮食经营台账: three years.
    case grainLedger = "grain-ledger"
    /// Quality file 质量档案: three years from the outbound sale.
    case qualityFile = "quality-file"
    /// Papers and files of the sale of over-limit grain: five years from the outbound sale.
    case overLimitSale = "over-limit-sale"
    /// Farm production record: two years.
    case farmProduction = "farm-production"
    /// Feed records: two years.
    case feedRecord = "feed-record"
    /// Data of a hazardous-waste manifest: five years (measures of 1999), ten (measures of 2022, from 2022-01-01).
    case hazardousWasteManifest = "hazardous-waste-manifest"

    /// Years to keep what began on a day.
    public func years(from day: CivilDate) -> Int {
        switch self {
        case .farmProduction, .feedRecord: 2
        case .grainLedger, .qualityFile: 3
        case .overLimitSale: 5
        case .hazardousWasteManifest: day.year < 2022 ? 5 : 10
        }
    }

    /// The last day of the term; `nil` past the year 9999.
    ///
    /// - Parameter day: the outbound sale, or where none is named the day of the entry.
    public func lastDay(from day: CivilDate) -> CivilDate? { day.adding(months: years(from: day) * 12) }
}
