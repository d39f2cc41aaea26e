/// Rounding of a mean of readings to the digits of its method, half to even (GB/T 8170-2008).
///
/// The mean is kept as a quotient of whole numbers until it is rounded, once.
public enum Rounding {
    /// Significant digits a method prints: three under GB 5009.268; else two below 1 mg/kg (before rounding), three
    /// from there (domain.md §3.2).
    public static func significantDigits(of method: String, atOrAboveOneMilligram: Bool) -> Int {
        method.hasPrefix("GB 5009.268") || atOrAboveOneMilligram ? 3 : 2
    }

    /// The printed mean of readings, in mg/kg.
    ///
    /// - Parameter readings: at least one reading, none below zero.
    /// - Parameter method: name with edition, `GB 5009.15-2023`.
    public static func printedMean(of readings: [NanogramsPerKilogram], method: String) -> String {
        precondition(!readings.isEmpty, "a mean needs a reading")
        let sum = readings.reduce(.zero, +).value
        let count = Int64(readings.count)
        let digits = significantDigits(of: method, atOrAboveOneMilligram: sum >= count * 1_000_000)
        return printed(sum: sum, count: count, significantDigits: digits)
    }

    /// A quotient of ng/kg as mg/kg with so many significant digits.
    ///
    /// - Parameter count: above zero.
    /// - Parameter significantDigits: 1–9.
    public static func printed(sum: Int64, count: Int64, significantDigits digits: Int) -> String {
        precondition(count > 0 && (1...9).contains(digits), "a quotient has a divisor, and one to nine digits")
        guard sum > 0 else { return "0" }
        let (mantissa, exponent) = rounded(sum, count, digits)
        return text(mantissa, exponent - 6)
    }

    private static func rounded(_ sum: Int64, _ count: Int64, _ digits: Int) -> (Int64, Int) {
        var numerator = sum
        var denominator = count
        var exponent = 0
        let low = power(digits - 1)
        while numerator / denominator >= low * 10 {
            denominator *= 10
            exponent += 1
        }
        while numerator / denominator < low {
            numerator *= 10
            exponent -= 1
        }
        let quotient = quotientHalfEven(numerator, denominator)
        return quotient == low * 10 ? (low, exponent + 1) : (quotient, exponent)
    }

    private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { total, _ in total * 10 } }

    private static func text(_ mantissa: Int64, _ exponent: Int) -> String {
        exponent < 0
            ? decimalText(mantissa, places: -exponent, keepZeros: true) : String(mantissa * power(exponent))
    }
}
