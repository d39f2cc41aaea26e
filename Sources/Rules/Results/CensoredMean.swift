/// The mean of values some of which were not detected (domain.md §3.5): half the LOD stands for each of them when they
/// are at most 60 % of all; with more of them only bounds are honest.
public enum CensoredMean: Hashable, Sendable {
    /// One figure, rounded half to even to whole ng/kg.
    case value(NanogramsPerKilogram)
    /// Between the mean with zero and the mean with the LOD for what was not detected.
    case between(NanogramsPerKilogram, NanogramsPerKilogram)

    /// The mean of values; `nil` when there are none.
    ///
    /// - Parameter lod: the laboratory's LOD, for values that do not print theirs.
    public init?(of values: [ReportedValue], lod: NanogramsPerKilogram) {
        guard !values.isEmpty else { return nil }
        var detected = NanogramsPerKilogram.zero
        var limits = NanogramsPerKilogram.zero
        var missed = 0
        for value in values {
            switch value {
            case .measured(let measured, _): detected = detected + measured
            case .notDetected(_, let below):
                limits = limits + (below ?? lod)
                missed += 1
            }
        }
        let count = Int64(values.count)
        if missed * 10 <= values.count * 6 {
            let doubled = detected + detected + limits
            self = .value(NanogramsPerKilogram(quotientHalfEven(doubled.value, count * 2)))
        } else {
            self = .between(
                NanogramsPerKilogram(quotientHalfEven(detected.value, count)),
                NanogramsPerKilogram(quotientHalfEven((detected + limits).value, count)))
        }
    }
}
