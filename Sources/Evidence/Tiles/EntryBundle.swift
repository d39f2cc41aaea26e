/// The entries behind one tile of level 0: each with its length in two bytes, big-endian, before it (tlog-tiles).
public struct EntryBundle: Hashable, Sendable {
    /// The most bytes an entry may have.
    public static let largestEntry = 65_535

    /// The entries from left to right, 1 to 256.
    public let entries: [[UInt8]]

    /// A bundle; `nil` when empty, too wide, or with an entry over 65,535 bytes.
    public init?(entries: [[UInt8]]) {
        guard (1...TileAddress.fullWidth).contains(entries.count),
            entries.allSatisfy({ $0.count <= Self.largestEntry })
        else { return nil }
        self.entries = entries
    }

    /// The bundle of served bytes; `nil` unless they are exactly as many entries as the width wants. A full bundle may
    /// stand for the partial one it grew from and is cut.
    public init?(bytes: [UInt8], width: Int) {
        var entries: [[UInt8]] = []
        var at = 0
        while at < bytes.count {
            guard at + 2 <= bytes.count else { return nil }
            let end = at + 2 + Int(bytes[at]) << 8 + Int(bytes[at + 1])
            guard end <= bytes.count else { return nil }
            entries.append(Array(bytes[at + 2..<end]))
            at = end
        }
        guard entries.count == width || entries.count == TileAddress.fullWidth else { return nil }
        self.init(entries: Array(entries.prefix(width)))
    }

    /// The bytes as served.
    public var bytes: [UInt8] {
        entries.flatMap { [UInt8($0.count >> 8), UInt8($0.count & 0xFF)] + $0 }
    }
}
