/// Natural loss in store (domain.md §7): 0.1 % to six months, 0.15 % to twelve, 0.2 % beyond; not added per year. The
/// last day of a term belongs to it. Moisture and impurity change are accounted apart.
public enum NaturalLoss {
    /// The rate in hundred-thousandths for grain stored from one day until another.
    public static func rate(storedFrom start: CivilDate, until end: CivilDate) -> Int64 {
        if isWithin(months: 6, from: start, until: end) { return 100 }
        return isWithin(months: 12, from: start, until: end) ? 150 : 200
    }

    /// The allowance on a mass, in grams, rounded down.
    ///
    /// - Parameter mass: not below zero.
    public static func allowance(of mass: Grams, storedFrom start: CivilDate, until end: CivilDate) -> Grams {
        let rate = rate(storedFrom: start, until: end)
        // Parts apart, so that no mass overflows.
        return Grams(mass.value / 100_000 * rate + mass.value % 100_000 * rate / 100_000)
    }

    private static func isWithin(months: Int, from start: CivilDate, until end: CivilDate) -> Bool {
        start.adding(months: months).map { end <= $0 } ?? true
    }
}
