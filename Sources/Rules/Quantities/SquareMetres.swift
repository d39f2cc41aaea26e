/// An area in whole square metres; one mu is 10000/15 m² (domain.md, head).
public struct SquareMetres: Hashable, Comparable, Sendable {
    /// m².
    public let value: Int64

    /// So many square metres.
    public init(_ value: Int64) { self.value = value }

    /// From printed mu with up to two decimals, to the nearest square metre, a tie to the even one.
    ///
    /// - Returns: `nil` for anything but such a number, and above 9 million km².
    public init?(mu text: String) {
        guard let hundredths = scaledInteger(text, places: 2), hundredths <= 1_350_000_000_000 else { return nil }
        value = quotientHalfEven(hundredths * 100, 15)
    }

    /// Hectares (hm²), exact, without needless zeros: `2.14`.
    public var hectaresText: String { decimalText(value, places: 4, keepZeros: false) }

    /// Order by area.
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
