/// Maximum levels for rice by edition of GB 2762 (domain.md §2); equal to the limit complies.
public struct LimitEdition: Hashable, Sendable {
    /// `GB 2762-2022`.
    public let name: String
    /// First day in force.
    public let inForceFrom: CivilDate
    private let inorganicArsenicUnmilled: Int64

    /// All editions, oldest first.
    public static let all: [LimitEdition] = [
        edition("GB 2762-2012", 2013, 6, 1, inorganicArsenicUnmilled: 200_000),
        edition("GB 2762-2017", 2017, 9, 17, inorganicArsenicUnmilled: 200_000),
        edition("GB 2762-2022", 2023, 6, 30, inorganicArsenicUnmilled: 350_000),
        edition("GB 2762-2025", 2026, 9, 2, inorganicArsenicUnmilled: 350_000),
    ]

    private static func edition(_ name: String, _ year: Int, _ month: Int, _ day: Int, inorganicArsenicUnmilled: Int64)
        -> LimitEdition
    {
        guard let from = CivilDate(year: year, month: month, day: day) else {
            preconditionFailure("an edition comes into force on a day of the calendar")
        }
        return LimitEdition(name: name, inForceFrom: from, inorganicArsenicUnmilled: inorganicArsenicUnmilled)
    }

    /// The edition in force on a day; before 2013 the oldest.
    public static func inForce(on day: CivilDate) -> LimitEdition {
        all.last { $0.inForceFrom <= day } ?? all[0]
    }

    /// The limit of an item; total arsenic has none of its own.
    public func limit(of item: Item, in form: GrainForm) -> NanogramsPerKilogram? {
        switch item {
        case .cadmium, .lead: NanogramsPerKilogram(200_000)
        case .totalMercury: NanogramsPerKilogram(20_000)
        case .chromium: NanogramsPerKilogram(1_000_000)
        case .inorganicArsenic: NanogramsPerKilogram(form == .milledRice ? 200_000 : inorganicArsenicUnmilled)
        case .totalArsenic: nil
        }
    }
}

/// Limits of plant feed material, GB 13078-2017, in force from 2018-05-01 (domain.md §2).
public enum FeedLimits {
    /// The limit of an item; inorganic arsenic has none.
    public static func limit(of item: Item) -> NanogramsPerKilogram? {
        switch item {
        case .cadmium: NanogramsPerKilogram(1_000_000)
        case .lead: NanogramsPerKilogram(10_000_000)
        case .totalArsenic: NanogramsPerKilogram(2_000_000)
        case .totalMercury: NanogramsPerKilogram(100_000)
        case .chromium: NanogramsPerKilogram(5_000_000)
        case .inorganicArsenic: nil
        }
    }
}
