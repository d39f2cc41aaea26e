/// Reads a plain decimal number as an integer of its smallest step, exactly.
///
/// - Parameter places: decimal places of the smallest step; more digits than that, unless zero, are refused.
/// - Returns: `nil` for anything but digits with at most one point.
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
        let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
        let (sum, carried) = product.addingReportingOverflow(Int64(byte - 0x30))
        if overflowed || carried { return nil }
        value = sum
    }
    guard digits > 0 else { return nil }
    for _ in (seen ?? 0)..<places {
        let (product, overflowed) = value.multipliedReportingOverflow(by: 10)
        if overflowed { return nil }
        value = product
    }
    return value
}
