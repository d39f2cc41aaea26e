/// How much two weighings of one load may differ (experience.md §1.3): the root of the summed squares of the four
/// in-service limits of error, ±1/2/3 e up to 500/2,000/10,000 e.
public enum WeighingTolerance {
    /// The limit of error of one weighing, in grams.
    public static func limitOfError(of load: Grams, interval: Grams) -> Grams {
        let intervals = (load.value + interval.value - 1) / interval.value
        return Grams(interval.value * (intervals <= 500 ? 1 : intervals <= 2000 ? 2 : 3))
    }

    /// The tolerance of a difference of nets, in whole grams, rounded down.
    public static func grams(loadingInterval: Grams, unloadingInterval: Grams, gross: Grams, tare: Grams) -> Grams {
        let limits = [
            limitOfError(of: gross, interval: loadingInterval), limitOfError(of: tare, interval: loadingInterval),
            limitOfError(of: gross, interval: unloadingInterval), limitOfError(of: tare, interval: unloadingInterval),
        ]
        return Grams(root(limits.reduce(0) { $0 + $1.value * $1.value }))
    }

    private static func root(_ square: Int64) -> Int64 {
        var low: Int64 = 0
        var high: Int64 = 3_037_000_499
        while low < high {
            let middle = (low + high + 1) / 2
            if middle * middle <= square { low = middle } else { high = middle - 1 }
        }
        return low
    }
}
