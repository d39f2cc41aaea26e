/// Expanded uncertainty U of a result with its coverage factor k, kept with the result (domain.md §3.1).
///
/// It is reported and not deducted (domain.md §3.4): no verdict looks at it.
public struct ExpandedUncertainty: Hashable, Sendable {
    /// U, in the unit of the result.
    public let value: NanogramsPerKilogram
    /// k in tenths: 20 is k = 2.
    public let coverageTenths: Int

    /// From printed U in mg/kg and printed k with at most one decimal; `nil` unless U is above zero and k is 1–4.
    public init?(milligramsPerKilogram text: String, coverage: String) {
        guard let value = NanogramsPerKilogram(milligramsPerKilogram: text), value > .zero,
            let tenths = scaledInteger(coverage, places: 1), (10...40).contains(tenths)
        else { return nil }
        self.value = value
        coverageTenths = Int(tenths)
    }

    /// True when the limit lies within U of the value, either way: the verdict stands, and a reader should know that
    /// another test may turn it.
    public func reaches(_ limit: NanogramsPerKilogram, from result: NanogramsPerKilogram) -> Bool {
        result - value <= limit && limit <= result + value
    }

    /// As reports print it: `±0.02 mg/kg (k=2)`.
    public var text: String {
        "±\(value.milligramsText) mg/kg (k=\(decimalText(Int64(coverageTenths), places: 1, keepZeros: false)))"
    }
}
