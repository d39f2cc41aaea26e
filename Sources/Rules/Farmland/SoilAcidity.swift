/// pH of a soil, in hundredths: 5.50 is 550.
public struct SoilAcidity: Hashable, Comparable, Sendable {
    /// Hundredths of a pH unit, 0–1400.
    public let hundredths: Int

    /// From a printed pH with up to two decimals; `nil` for anything else and outside 0–14.
    public init?(_ text: String) {
        guard let value = scaledInteger(text, places: 2), value <= 1400 else { return nil }
        hundredths = Int(value)
    }

    /// Which column of GB 15618-2018, table 1, applies: 0 up to 5.5, 1 up to 6.5, 2 up to 7.5, 3 above.
    public var band: Int { hundredths <= 550 ? 0 : hundredths <= 650 ? 1 : hundredths <= 750 ? 2 : 3 }

    /// Order by pH.
    public static func < (left: Self, right: Self) -> Bool { left.hundredths < right.hundredths }
}
