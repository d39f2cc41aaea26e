/// Rounding of a mean of readings to the digits of its method, half to even (GB/T 8170-2008).
public enum Rounding {
    /// Significant digits a method prints: three under GB 5009.268; else two below 1 mg/kg (before rounding), three from there.
    public static func significantDigits(of method: String, atOrAboveOneMilligram: Bool) -> Int {
        method.hasPrefix("GB 5009.268") || atOrAboveOneMilligram ? 3 : 2
    }

    /// The printed mean of readings, in mg/kg.
    ///
    /// - Parameter readings: at least one reading.
    public static func printedMean(of readings: [NanogramsPerKilogram], method: String) -> String {
        let sum = readings.reduce(0) { $0 + $1.value }
        let count = Int64(readings.count)
        guard sum > 0 else { return "0" }
        let digits = significantDigits(of: method, atOrAboveOneMilligram: sum >= count * 1_000_000)
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
        var quotient = numerator / denominator
        let twice = (numerator % denominator) * 2
        if twice > denominator || twice == denominator && quotient % 2 == 1 { quotient += 1 }
        return quotient == low * 10 ? (low, exponent + 1) : (quotient, exponent)
    }

    private static func power(_ exponent: Int) -> Int64 { (0..<exponent).reduce(1) { total, _ in total * 10 } }

    private static func text(_ mantissa: Int64, _ exponent: Int) -> String {
        guard exponent < 0 else { return String(mantissa * power(exponent)) }
        let digits = padded(Int(mantissa), -exponent + 1)
        return "\(digits.dropLast(-exponent)).\(digits.suffix(-exponent))"
    }
}
