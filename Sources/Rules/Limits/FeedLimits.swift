/// Limits of plant feed material, GB 13078-2017, in force from 2018-05-01 (domain.md §2).
public enum FeedLimits {
    /// The name as reports print it.
    public static let name = "GB 13078-2017"

    /// First day in force: 2018-05-01.
    public static let inForceFrom = CivilDate(daysSinceEpoch: 17_652)

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
