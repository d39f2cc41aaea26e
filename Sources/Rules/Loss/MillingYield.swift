/// Paddy and the milled rice it counts for in statistics: 0.7 (domain.md §7). No batch is booked by it; a mill weighs.
public enum MillingYield {
    /// Milled rice of a mass of paddy, in grams, half to even.
    public static func milledRice(ofPaddy mass: Grams) -> Grams {
        // Tens apart, so that no mass overflows; ten of paddy are seven of rice, hence an odd ten turns the tie.
        let (tens, rest) = (mass.value / 10, mass.value % 10)
        return Grams(tens * 7 + quotientHalfEven(tens % 2 * 70 + rest * 7, 10) - tens % 2 * 7)
    }
}
