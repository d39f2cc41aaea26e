/// Natural loss in store (domain.md §7): 0.1 % to six months, 0.15 % to twelve, 0.2 % beyond; not added per year.
public enum NaturalLoss {
    /// The allowance on a mass, in grams, rounded down.
    public static func allowance(of mass: Grams, storedFrom start: CivilDate, until end: CivilDate) -> Grams {
        let months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day ? 1 : 0)
        return Grams(mass.value * (months < 6 ? 100 : months < 12 ? 150 : 200) / 100_000)
    }
}
