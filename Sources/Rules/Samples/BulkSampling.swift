/// Sampling of grain in bulk (domain.md §6) and the yearly check of reserve grain (domain.md §9).
public enum BulkSampling {
    /// The greatest mass that one sample may stand for: 2,000 t.
    public static let greatestBatch = Grams(kilograms: 2_000_000)

    /// How many samples a mass takes; none for none.
    ///
    /// - Parameter mass: not below zero.
    public static func samples(of mass: Grams) -> Int64 {
        mass > .zero ? (mass.value - 1) / greatestBatch.value + 1 : 0
    }

    /// How many of so many units of reserve grain have to be spot-checked in a year: 30 %, rounded up.
    ///
    /// - Parameter units: not below zero.
    public static func spotChecks(of units: Int) -> Int { units / 10 * 3 + (units % 10 * 3 + 9) / 10 }
}
