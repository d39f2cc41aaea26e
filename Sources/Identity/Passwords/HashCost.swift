/// What one Argon2id computation costs (RFC 9106): passes over the memory, and bytes of memory.
public struct HashCost: Hashable, Sendable {
    /// Passes, t.
    public let passes: UInt64
    /// Memory, m, in bytes.
    public let memoryBytes: Int

    /// A cost; `nil` below what libsodium computes (1 pass, 8 KiB) or above 1 GiB, which no sign-in should take.
    public init?(passes: UInt64, memoryBytes: Int) {
        guard passes >= 1, passes <= 64, (8_192...1_073_741_824).contains(memoryBytes) else { return nil }
        self.passes = passes
        self.memoryBytes = memoryBytes
    }

    private init(_ cost: (passes: UInt64, bytes: Int)) {
        passes = cost.passes
        memoryBytes = cost.bytes
    }

    /// What libsodium recommends for a person who waits: 2 passes over 64 MiB.
    public static let interactive = HashCost(Sodium.interactiveCost)
}
