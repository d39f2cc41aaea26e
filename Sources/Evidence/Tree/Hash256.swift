/// 32 bytes of SHA-256: of an entry, of a node of the tree, of a record.
public struct Hash256: Hashable, Sendable, CustomStringConvertible {
    /// How many bytes a hash has.
    public static let byteCount = 32

    // Four words and no array: a tree of a million leaves should not be a million allocations. And no SIMD vector: it is
    // aligned to 32 bytes, which the frames of asynchronous functions do not keep (seen as a crash, Swift 6.3.1 on Linux).
    private struct Words: Hashable {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var third: UInt64 = 0
        var fourth: UInt64 = 0
    }
    private var words = Words()

    /// A hash of 32 bytes; `nil` for any other number of them.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init(exactly: bytes)
    }

    private init(exactly bytes: some Sequence<UInt8>) {
        for (position, byte) in bytes.enumerated() {
            switch position / 8 {
            case 0: words.first = words.first << 8 | UInt64(byte)
            case 1: words.second = words.second << 8 | UInt64(byte)
            case 2: words.third = words.third << 8 | UInt64(byte)
            default: words.fourth = words.fourth << 8 | UInt64(byte)
            }
        }
    }

    /// A hash as notes and proofs write it: base64 (RFC 4648 §4); `nil` when it is none.
    public init?(base64 text: some Collection<UInt8>) {
        guard let bytes = Base64.bytes(of: text) else { return nil }
        self.init(bytes: bytes)
    }

    /// SHA-256 of bytes.
    public init(of bytes: [UInt8]) { self.init(exactly: Primitives.sha256(bytes)) }

    /// The hash of a leaf: SHA-256(00 ‖ entry) (RFC 6962 §2.1).
    public static func leaf(_ entry: [UInt8]) -> Hash256 { Hash256(of: [0x00] + entry) }

    /// The hash of an inner node: SHA-256(01 ‖ left ‖ right) (RFC 6962 §2.1).
    public static func node(_ left: Hash256, _ right: Hash256) -> Hash256 {
        var bytes: [UInt8] = [0x01]
        bytes.reserveCapacity(1 + 2 * byteCount)
        left.append(to: &bytes)
        right.append(to: &bytes)
        return Hash256(of: bytes)
    }

    /// The root of the tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
    public static let emptyTree = Hash256(of: [])

    /// The 32 bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes
    }

    /// Adds the 32 bytes to an array.
    public func append(to bytes: inout [UInt8]) {
        append(words.first, to: &bytes)
        append(words.second, to: &bytes)
        append(words.third, to: &bytes)
        append(words.fourth, to: &bytes)
    }

    private func append(_ word: UInt64, to bytes: inout [UInt8]) {
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
        }
    }

    /// Base64 (RFC 4648 §4), as notes and proofs write it.
    public var base64: String { Base64.text(of: bytes) }

    /// Base64url without padding (RFC 4648 §5), as entries, records and disclosures write it.
    public var base64URL: String { Base64.text(of: bytes, .url) }

    /// 64 lower-case hexadecimal digits.
    public var hex: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

    /// The base64 text.
    public var description: String { base64 }
}
