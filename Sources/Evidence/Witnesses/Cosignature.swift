/// A witness's signature of a checkpoint with the time it was made: Ed25519 `cosignature/v1` (C2SP tlog-cosignature).
public struct Cosignature: Hashable, Sendable {
    /// When it was made, POSIX seconds, 0 to 2⁶³−1.
    public let time: Int64
    /// The 64 bytes of the Ed25519 signature.
    public let signature: [UInt8]

    /// A cosignature by its parts.
    public init(time: Int64, signature: [UInt8]) {
        precondition(time >= 0 && signature.count == 64, "a cosignature has a time from 0 and 64 bytes")
        self.time = time
        self.signature = signature
    }

    /// The cosignature of the bytes in a signature line: 8 of time, big-endian, then 64; `nil` for anything else.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 8 + 64,
            let time = Int64(exactly: bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        else { return nil }
        self.init(time: time, signature: Array(bytes.dropFirst(8)))
    }

    /// The bytes in a signature line.
    public var bytes: [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: time >> $0) } + signature
    }

    /// What is signed: `cosignature/v1`, the time, and the checkpoint's text with its last newline.
    public static func message(time: Int64, text: [UInt8]) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n".utf8) + text
    }
}
