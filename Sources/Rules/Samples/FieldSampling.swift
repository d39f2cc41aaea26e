/// Sampling of a standing crop (NY/T 789; domain.md §6).
public enum FieldSampling {
    /// How points are laid over a sampling unit.
    public enum Pattern: String, CaseIterable, Sendable {
        /// Random 随机法.
        case random
        /// Diagonal 对角线法.
        case diagonal
        /// Five points 五点法.
        case fivePoint = "five-point"
        /// Z-shaped Z 形法.
        case z
        /// S-shaped S 形法.
        case s
        /// Checkerboard 棋盘式法.
        case checkerboard
    }

    /// Fewest points of one sample.
    public static let leastPoints = 5
    /// Least mass of one sample, dry paddy.
    public static let leastMass = Grams(kilograms: 1)
    /// Fewest people of a sampling team; a leader of theirs answers for the field record.
    public static let leastTeam = 2

    /// How many samples an area takes: up to 10 hm² one for each 1–3 hm², above one for each 3–5 hm²; one at least.
    ///
    /// - Parameter area: above zero.
    public static func units(of area: SquareMetres) -> ClosedRange<Int> {
        precondition(area.value > 0, "an area to sample is above zero")
        let hectare: Int64 = 10_000
        let (smallest, greatest) = area.value <= 10 * hectare ? (hectare, 3 * hectare) : (3 * hectare, 5 * hectare)
        let fewest = (area.value - 1) / greatest + 1
        return Int(fewest)...Int(max(fewest, area.value / smallest))
    }

    /// The days on which to sample: 5–10 days before the harvest.
    public static func days(beforeHarvestOn harvest: CivilDate) -> ClosedRange<CivilDate> {
        harvest.adding(days: -10)...harvest.adding(days: -5)
    }
}
