/// A concentration in nanograms per kilogram, an exact integer: 0.00112 mg/kg of mercury is 1120.
public struct NanogramsPerKilogram: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// ng/kg.
    public let value: Int64

    /// So many ng/kg.
    public init(_ value: Int64) { self.value = value }

    /// From printed mg/kg, up to six decimals, exactly; `nil` for anything else, a sign included, and above
    /// `wholeKilogram`.
    public init?(milligramsPerKilogram text: String) {
        guard let value = scaledInteger(text, places: 6), value <= Self.wholeKilogram.value else { return nil }
        self.value = value
    }

    /// From printed μg/kg, up to three decimals, exactly; `nil` for anything else, a sign included, and above
    /// `wholeKilogram`.
    public init?(microgramsPerKilogram text: String) {
        guard let value = scaledInteger(text, places: 3), value <= Self.wholeKilogram.value else { return nil }
        self.value = value
    }

    /// Nothing.
    public static let zero = NanogramsPerKilogram(0)
    /// A kilogram in a kilogram: no text is read as more, so that no sum of a report's or a run's values overflows.
    public static let wholeKilogram = NanogramsPerKilogram(1_000_000_000_000)

    /// Sum; stops the program when it leaves 64 bits, which is more than nine million whole kilograms.
    public static func + (left: Self, right: Self) -> Self {
        let (sum, overflow) = left.value.addingReportingOverflow(right.value)
        precondition(!overflow, "a sum of concentrations has to fit into 64 bits of ng/kg")
        return Self(sum)
    }

    /// Difference.
    public static func - (left: Self, right: Self) -> Self {
        let (difference, overflow) = left.value.subtractingReportingOverflow(right.value)
        precondition(!overflow, "a difference of concentrations has to fit into 64 bits of ng/kg")
        return Self(difference)
    }

    /// The same concentration the other way.
    public static prefix func - (concentration: Self) -> Self { zero - concentration }

    /// Order by concentration.
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    /// mg/kg, exact, without needless zeros: `0.00112`.
    public var milligramsText: String { decimalText(value, places: 6, keepZeros: false) }
}
