/// What is measured in the soil of a paddy field, total contents, with the values of GB 15618-2018 (domain.md §5).
public enum SoilElement: String, CaseIterable, Sendable {
    /// Cadmium.
    case cadmium = "Cd"
    /// Mercury.
    case mercury = "Hg"
    /// Arsenic.
    case arsenic = "As"
    /// Lead.
    case lead = "Pb"
    /// Chromium.
    case chromium = "Cr"

    /// Screening and intervention value for the four bands of pH, in μg/kg; paddy field (tables 1 and 3).
    private var values: [(screening: Int64, intervention: Int64)] {
        switch self {
        case .cadmium: [(300, 1_500), (400, 2_000), (600, 3_000), (800, 4_000)]
        case .mercury: [(500, 2_000), (500, 2_500), (600, 4_000), (1_000, 6_000)]
        case .arsenic: [(30_000, 200_000), (30_000, 150_000), (25_000, 120_000), (20_000, 100_000)]
        case .lead: [(80_000, 400_000), (100_000, 500_000), (140_000, 700_000), (240_000, 1_000_000)]
        case .chromium: [(250_000, 800_000), (250_000, 850_000), (300_000, 1_000_000), (350_000, 1_300_000)]
        }
    }

    /// Up to it the soil is no risk to produce.
    public func screeningValue(at acidity: SoilAcidity) -> NanogramsPerKilogram {
        NanogramsPerKilogram(values[acidity.band].screening * 1000)
    }

    /// Above it food crops are not grown.
    public func interventionValue(at acidity: SoilAcidity) -> NanogramsPerKilogram {
        NanogramsPerKilogram(values[acidity.band].intervention * 1000)
    }
}
