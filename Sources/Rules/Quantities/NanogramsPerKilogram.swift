/// A concentration in nanograms per kilogram, an exact integer: 0.00112 mg/kg of mercury is 1120.
public struct NanogramsPerKilogram: Hashable, Comparable, Sendable {
    /// ng/kg.
    public let value: Int64

    /// So many ng/kg.
    public init(_ value: Int64) { self.value = value }
    /// From printed mg/kg, up to six decimals.
    public init?(milligramsPerKilogram text: String) {
        guard let value = scaledInteger(text, places: 6) else { return nil }
        self.value = value
    }
    /// From printed μg/kg, up to three decimals.
    public init?(microgramsPerKilogram text: String) {
        guard let value = scaledInteger(text, places: 3) else { return nil }
        self.value = value
    }
    /// Order by concentration.
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// An area in square metres; one mu is 10000/15 m².
public struct SquareMetres: Hashable, Sendable {
    /// m².
    public let value: Int64
    /// From printed mu with up to two decimals, to the nearest square metre.
    public init?(mu text: String) {
        guard let hundredths = scaledInteger(text, places: 2) else { return nil }
        value = (hundredths * 10000 * 2 + 1500) / 3000
    }
}
