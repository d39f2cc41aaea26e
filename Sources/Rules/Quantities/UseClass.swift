/// What over-limit grain may be used for, tried in this order (domain.md §7).
public enum UseClass: Int, CaseIterable, Comparable, Sendable {
    /// The fraction that meets the food limits after technical treatment.
    case food = 1
    /// Feed, for what meets the feed limits (GB 13078-2017).
    case feed = 2
    /// Non-food industry: alcohol, starch.
    case industry = 3
    /// Harmless disposal: compost, landfill, incineration.
    case harmlessDisposal = 4

    /// Order in which the uses are tried.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// The limit a product of this use has to meet; `nil` where none is set.
    ///
    /// - Parameter edition: the edition of GB 2762 in force, asked for use as food only; food leaves as milled rice.
    public func productLimit(of item: Item, edition: LimitEdition) -> NanogramsPerKilogram? {
        switch self {
        case .food: edition.limit(of: item, in: .milledRice)
        case .feed: FeedLimits.limit(of: item)
        case .industry, .harmlessDisposal: nil
        }
    }
}
