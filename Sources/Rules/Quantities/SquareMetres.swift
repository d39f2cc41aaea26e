/// An area in whole square metres; one mu is 10000/15 m² (domain.md, head).
public struct SquareMetres: Hashable, Comparable, Sendable {
    /// m².
    public let value: Int64

    /// So many square metres.
    public init(_ value: Int64) { self.value = value }

    /// From printed mu with up to two decimals, to the nearest square metre, a tie to the even one.
    ///
    /// - Returns: `nil` for anything but such a number, and above `greatestRead`.
    public init?(mu text: String) {
        guard let hundredths = scaledInteger(text, places: 2), hundredths <= 1_350_000_000_000 else { return nil }
        value = quotientHalfEven(hundredths * 100, 15)
    }

    /// The greatest area that is read from outside: 9 million km², nearly the whole country.
    public static let greatestRead = SquareMetres(9_000_000_000_000)

    /// Mu with one decimal, half to even (experience.md §1.7): `32.1`.
    ///
    /// The area is one that was read, hence not above `greatestRead`.
    public var muText: String { decimalText(quotientHalfEven(value * 15, 1000), places: 1, keepZeros: true) }

    /// Hectares (hm²), exact, without needless zeros: `2.14`.
    public var hectaresText: String { decimalText(value, places: 4, keepZeros: false) }

    /// Order by area.
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
