/// Reads a plain decimal number as an integer of its smallest step, exactly.
///
/// - Parameter places: decimal places of the smallest step; more digits than that, unless zero, are refused.
/// - Returns: `nil` for anything but digits with at most one point, and for what does not fit into 64 bits.
public func scaledInteger(_ text: String, places: Int) -> Int64? {
    var value: Int64 = 0
    var seen: Int?
    var digits = 0
    for byte in text.utf8 {
        if byte == 0x2E, seen == nil {
            seen = 0
            continue
        }
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        digits += 1
        if let after = seen {
            if after >= places {
                guard byte == 0x30 else { return nil }
                continue
            }
            seen = after + 1
        }
        guard let next = appended(value, digit: byte - 0x30) else { return nil }
        value = next
    }
    guard digits > 0 else { return nil }
    for _ in (seen ?? 0)..<places {
        guard let next = appended(value, digit: 0) else { return nil }
        value = next
    }
    return value
}

private func appended(_ value: Int64, digit: UInt8) -> Int64? {
    let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
    let (sum, carried) = product.addingReportingOverflow(Int64(digit))
    return overflowed || carried ? nil : sum
}

/// Writes an integer of smallest steps as a plain decimal number, exactly.
///
/// - Parameter places: decimal places of the smallest step.
/// - Parameter keepZeros: false leaves out the zeros at the end of the fraction, and the point before nothing.
func decimalText(_ value: Int64, places: Int, keepZeros: Bool) -> String {
    let magnitude = String(value.magnitude)
    let filled = String(repeating: "0", count: max(0, places + 1 - magnitude.utf8.count)) + magnitude
    let sign = value < 0 ? "-" : ""
    let whole = filled.dropLast(places)
    var fraction = filled.suffix(places)
    if !keepZeros {
        while fraction.utf8.last == 0x30 { fraction = fraction.dropLast() }
    }
    return fraction.isEmpty ? "\(sign)\(whole)" : "\(sign)\(whole).\(fraction)"
}

/// A quotient rounded to the nearest integer, a tie to the even one (GB/T 8170-2008).
///
/// - Parameter divisor: above zero.
func quotientHalfEven(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value.quotientFloored(by: divisor)
    // Not `value - quotient * divisor`, whose product may lie below the least number of 64 bits.
    let rest = value % divisor
    let remainder = rest < 0 ? rest + divisor : rest
    let other = divisor - remainder
    return remainder > other || remainder == other && quotient % 2 != 0 ? quotient + 1 : quotient
}

extension Int64 {
    /// The quotient towards negative infinity, as a clock needs it before 1970.
    func quotientFloored(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

/// The value of ASCII digits; `nil` when there are none or another character is among them.
func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
        guard byte >= 0x30, byte <= 0x39 else { return nil }
        value = value * 10 + Int(byte - 0x30)
    }
    return bytes.isEmpty ? nil : value
}

/// A number with zeros before it, up to a width.
func padded(_ value: Int, _ width: Int) -> String {
    var text: [UInt8] = []
    write(value, width, to: &text)
    return String(decoding: text, as: UTF8.self)
}

/// Writes a number with zeros before it, up to a width.
func write(_ value: Int, _ width: Int, to text: inout [UInt8]) {
    let start = text.count
    var rest = value.magnitude
    while text.count - start < width || rest > 0 {
        text.append(0x30 + UInt8(rest % 10))
        rest /= 10
    }
    if value < 0 { text.append(0x2D) }
    text[start...].reverse()
}
