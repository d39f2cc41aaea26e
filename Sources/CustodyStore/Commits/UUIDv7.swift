import Rules

/// An id that sorts by time (RFC 9562 §5.7): 48 bits of milliseconds, twelve for the place among those of one transaction
/// (§6.2, method 1), the rest random.
struct UUIDv7: Hashable, Sendable {
    let text: String

    /// - Parameter place: how many ids the transaction made before; from 4,096 on they share the last place.
    init(_ now: Timestamp, place: Int) {
        let milliseconds = UInt64(max(0, now.microseconds / 1000))
        let high = milliseconds << 16 | 0x7000 | UInt64(min(max(0, place), 0x0fff))
        let low = UInt64.random(in: 0...UInt64.max) & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        var digits: [UInt8] = []
        digits.reserveCapacity(36)
        Self.append(high, to: &digits, hyphensAfter: [32, 16])
        digits.append(UInt8(ascii: "-"))
        Self.append(low, to: &digits, hyphensAfter: [48])
        text = String(decoding: digits, as: UTF8.self)
    }

    /// Sixteen hexadecimal digits, with hyphens where so many bits are left.
    private static func append(_ value: UInt64, to digits: inout [UInt8], hyphensAfter places: [Int]) {
        for shift in stride(from: 60, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: value >> UInt64(shift) & 0xf)
            digits.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            if places.contains(shift) { digits.append(UInt8(ascii: "-")) }
        }
    }
}
