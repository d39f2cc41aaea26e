extension QualityControl {
    /// The greatest relative standard deviation of readings with a mean, in percent: 10 above 1 mg/kg, 15 from 0.1, 20
    /// below (GB 5009.268-2016; domain.md §4).
    public static func deviationLimit(sum: NanogramsPerKilogram, count: Int) -> Int {
        if sum.value > 1_000_000 * Int64(count) { return 10 }
        return sum.value >= 100_000 * Int64(count) ? 15 : 20
    }

    /// Readings of one sample: their relative standard deviation may reach `deviationLimit`; a mean up to the LOQ, and a
    /// single reading, are not judged.
    ///
    /// - Parameter loq: the laboratory's own; `nil` takes `quantificationLimit`.
    public static func precision(
        _ item: Item, _ readings: [NanogramsPerKilogram], sample: String, loq: NanogramsPerKilogram? = nil
    ) -> Fault? {
        let count = Int64(readings.count)
        let total = readings.reduce(.zero, +)
        guard count > 1, total.value > (loq ?? quantificationLimit(of: item)).value * count else { return nil }
        let limit = Int128(deviationLimit(sum: total, count: readings.count))
        let sum = Int128(total.value)
        let squares = readings.reduce(Int128(0)) { $0 + Int128($1.value) * Int128($1.value) }
        // s²/mean² = n (n Σx² − S²) / ((n − 1) S²), compared as squares so that no root is taken, in full width so that
        // no number of readings overflows.
        let n = Int128(count)
        let scatter = (n * squares - sum * sum).multipliedFullWidth(by: n * 10_000)
        let allowed = (sum * sum).multipliedFullWidth(by: limit * limit * (n - 1))
        let isWide = (scatter.high, scatter.low) > (allowed.high, allowed.low)
        return isWide ? .readingsScatter(item, sample: sample) : nil
    }

    /// A relative standard deviation that the instrument itself printed, with the mean it belongs to.
    ///
    /// - Parameter tenthsOfPercent: `12.3` % is 123.
    public static func printedDeviation(
        _ item: Item, mean: NanogramsPerKilogram, tenthsOfPercent: Int, sample: String, loq: NanogramsPerKilogram? = nil
    ) -> Fault? {
        guard mean > loq ?? quantificationLimit(of: item) else { return nil }
        return tenthsOfPercent > deviationLimit(sum: mean, count: 1) * 10 ? .readingsScatter(item, sample: sample) : nil
    }
}
