/// How much two weighings of one load may differ (experience.md §1.3): the root of the summed squares of the four
/// in-service limits of error, ±1/2/3 e up to 500/2,000/10,000 e (OIML R 76-1, class III).
///
/// JJG 539-2016 has not been seen, and an authority may want a plain sum of the four limits instead; the limits are
/// therefore public beside the root.
public enum WeighingTolerance {
    /// The limit of error of one weighing, in grams.
    ///
    /// - Parameter interval: verification interval e, above zero.
    public static func limitOfError(of load: Grams, interval: Grams) -> Grams {
        precondition(interval > .zero, "a scale's interval is above zero")
        // A load is in a band up to and with its end, hence rounded up to whole intervals.
        let whole = load.value / interval.value
        let intervals = load.value % interval.value > 0 ? whole + 1 : whole
        return Grams(interval.value * (intervals <= 500 ? 1 : intervals <= 2000 ? 2 : 3))
    }

    /// The tolerance of a difference of nets, in whole grams, rounded down.
    public static func grams(loadingInterval: Grams, unloadingInterval: Grams, gross: Grams, tare: Grams) -> Grams {
        rootOfSquares([
            limitOfError(of: gross, interval: loadingInterval), limitOfError(of: tare, interval: loadingInterval),
            limitOfError(of: gross, interval: unloadingInterval), limitOfError(of: tare, interval: unloadingInterval),
        ])
    }

    /// The tolerance between loading and unloading, each with its own weights: 30 t and 10 t at e = 20 kg on both sides
    /// may differ by 63 kg.
    public static func between(_ loading: ScaleLoad, _ unloading: ScaleLoad) -> Grams {
        rootOfSquares(limits(loading, unloading))
    }

    /// The four limits of error it is made of: loading gross, loading tare, unloading gross, unloading tare.
    public static func limits(_ loading: ScaleLoad, _ unloading: ScaleLoad) -> [Grams] {
        [loading, unloading].flatMap {
            [limitOfError(of: $0.gross, interval: $0.interval), limitOfError(of: $0.tare, interval: $0.interval)]
        }
    }

    /// True when what arrived differs from what left by no more than two scales may differ, either way.
    public static func allows(_ loading: ScaleLoad, _ unloading: ScaleLoad) -> Bool {
        let difference = unloading.net - loading.net
        let tolerance = between(loading, unloading)
        return difference <= tolerance && -difference <= tolerance
    }

    private static func rootOfSquares(_ limits: [Grams]) -> Grams {
        let square = limits.reduce(Int128(0)) { $0 + Int128($1.value) * Int128($1.value) }
        var low: Int128 = 0
        var high: Int128 = 1 << 62
        while low < high {
            let middle = (low + high + 1) / 2
            if middle * middle <= square { low = middle } else { high = middle - 1 }
        }
        return Grams(Int64(low))
    }
}
