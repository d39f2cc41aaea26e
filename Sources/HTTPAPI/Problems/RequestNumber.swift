/// Numbers of requests, for whoever gives none himself: random UUIDs (RFC 9562 §5.4), in small letters.
///
/// Foundation's `UUID()` opens a device for each; the system's generator asks the kernel once.
enum RequestNumber {
    private static let digits = Array("0123456789abcdef".utf8)

    /// A number that nobody had before.
    static func new() -> String {
        var generator = SystemRandomNumberGenerator()
        return text(generator.next(), generator.next())
    }

    /// The text of 122 bits of the 128; six say what it is.
    static func text(_ high: UInt64, _ low: UInt64) -> String {
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        var bytes: [UInt8] = []
        bytes.reserveCapacity(36)
        for digit in 0..<32 {
            if digit == 8 || digit == 12 || digit == 16 || digit == 20 { bytes.append(UInt8(ascii: "-")) }
            let word = digit < 16 ? high : low
            bytes.append(digits[Int(truncatingIfNeeded: word >> UInt64(60 - 4 * (digit & 15))) & 15])
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
