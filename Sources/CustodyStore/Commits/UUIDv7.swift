import Rules

/// An id that sorts by time (RFC 9562 §5.7): 48 bits of milliseconds, the rest random.
struct UUIDv7: Hashable, Sendable {
    let text: String

    init(_ now: Timestamp) {
        let milliseconds = UInt64(max(0, now.microseconds / 1000))
        let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0x0fff)
        let low = UInt64.random(in: 0...UInt64.max) & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        let digits = Self.hex(high) + Self.hex(low)
        text = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }

    private static func hex(_ value: UInt64) -> [Character] {
        (0..<16).reversed().map { Character(String(value >> UInt64($0 * 4) & 0xf, radix: 16)) }
    }
}
