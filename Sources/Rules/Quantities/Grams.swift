/// A mass in whole grams: the only unit in which grain is counted (design.md §6).
///
/// Arithmetic that leaves 64 bits stops the program: no harvest on earth comes near, and nothing above `greatestRead` is
/// read, so such a figure is a fault of ours.
public struct Grams: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// Grams.
    public let value: Int64

    /// So many grams.
    public init(_ value: Int64) { self.value = value }

    /// So many kilograms.
    public init(kilograms: Int64) {
        let (grams, overflow) = kilograms.multipliedReportingOverflow(by: 1000)
        precondition(!overflow, "a mass in kilograms has to fit into 64 bits of grams")
        value = grams
    }

    /// From printed kilograms, up to three decimals, exactly; `nil` for anything else, a sign included, and above
    /// `greatestRead`.
    public init?(kilograms text: String) {
        guard let value = scaledInteger(text, places: 3), value <= Self.greatestRead.value else { return nil }
        self.value = value
    }

    /// From printed tonnes, up to six decimals, exactly; `nil` for anything else, a sign included, and above
    /// `greatestRead`.
    public init?(tonnes text: String) {
        guard let value = scaledInteger(text, places: 6), value <= Self.greatestRead.value else { return nil }
        self.value = value
    }

    /// No mass.
    public static let zero = Grams(0)
    /// The greatest mass that is read from outside: a thousand million tonnes, more than the rice of the whole earth in
    /// a year. What may be larger are our own sums.
    public static let greatestRead = Grams(1_000_000_000_000_000)

    /// Sum.
    public static func + (left: Grams, right: Grams) -> Grams {
        let (sum, overflow) = left.value.addingReportingOverflow(right.value)
        precondition(!overflow, "a sum of masses has to fit into 64 bits of grams")
        return Grams(sum)
    }

    /// Difference.
    public static func - (left: Grams, right: Grams) -> Grams {
        let (difference, overflow) = left.value.subtractingReportingOverflow(right.value)
        precondition(!overflow, "a difference of masses has to fit into 64 bits of grams")
        return Grams(difference)
    }

    /// The same mass the other way.
    public static prefix func - (grams: Grams) -> Grams { zero - grams }

    /// Order by mass.
    public static func < (left: Grams, right: Grams) -> Bool { left.value < right.value }

    /// Kilograms, exact, without needless zeros: `12.5`.
    public var kilogramsText: String { decimalText(value, places: 3, keepZeros: false) }

    /// Tonnes with three decimals, half to even (GB/T 8170-2008): `12.346`.
    public var tonnesText: String {
        decimalText(quotientHalfEven(value, 1000), places: 3, keepZeros: true)
    }
}
