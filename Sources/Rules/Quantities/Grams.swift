/// A mass in whole grams: the only unit in which grain is counted (design.md §6).
public struct Grams: Hashable, Comparable, Sendable, AdditiveArithmetic {
    /// Grams.
    public let value: Int64

    /// So many grams.
    public init(_ value: Int64) { self.value = value }
    /// So many kilograms.
    public init(kilograms: Int64) { value = kilograms * 1000 }

    /// No mass.
    public static let zero = Grams(0)
    /// Sum; traps when it leaves 64 bits, which no harvest on earth reaches.
    public static func + (left: Grams, right: Grams) -> Grams { Grams(left.value + right.value) }
    /// Difference.
    public static func - (left: Grams, right: Grams) -> Grams { Grams(left.value - right.value) }
    /// The same mass the other way.
    public static prefix func - (grams: Grams) -> Grams { Grams(-grams.value) }
    /// Order by mass.
    public static func < (left: Grams, right: Grams) -> Bool { left.value < right.value }
}
