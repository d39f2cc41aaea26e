/// The name of a tile or of a bundle of entries, as C2SP tlog-tiles serves it below a log's prefix.
public struct TileAddress: Hashable, Sendable {
    /// What the resource holds.
    public enum Content: Hashable, Sendable {
        /// Hashes of a level of the tiling, 0 to 63: each one of 256^level leaves.
        case hashes(level: Int)
        /// Log entries.
        case entries
    }

    /// How many hashes or entries a full one holds.
    public static let fullWidth = 256

    /// What it holds.
    public let content: Content
    /// Number within its level, from 0.
    public let index: Int
    /// How many hashes or entries: 1 to 256, 256 for a full one.
    public let width: Int

    /// A tile or bundle; `nil` outside the ranges of the specification.
    public init?(_ content: Content, index: Int, width: Int = fullWidth) {
        if case .hashes(let level) = content, !(0...63).contains(level) { return nil }
        guard index >= 0, (1...Self.fullWidth).contains(width) else { return nil }
        self.content = content
        self.index = index
        self.width = width
    }

    /// Whether fewer than 256 stand in it.
    public var isPartial: Bool { width < Self.fullWidth }

    /// The full one with the same place, whose beginning a partial one is.
    public var full: TileAddress { TileAddress(content, index: index) ?? self }

    /// `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`, N in groups of three digits: `x001/x234/067`.
    public var path: String {
        let place =
            switch content {
            case .hashes(let level): String(level)
            case .entries: "entries"
            }
        return "tile/\(place)/\(Self.groups(index))\(isPartial ? ".p/\(width)" : "")"
    }

    /// The tile or bundle of a path; `nil` for every text that is not exactly the path of one: unpadded numbers,
    /// `.p/0`, `.p/256`, `.p/012`, `tile/00/…`.
    public init?(path: String) {
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { String($0) ?? "" }
        guard parts.count >= 3, parts.removeFirst() == "tile" else { return nil }
        let place = parts.removeFirst()
        var width = Self.fullWidth
        if parts.count >= 2, parts[parts.count - 2].hasSuffix(".p") {
            guard let number = Int(parts.removeLast()), number < Self.fullWidth else { return nil }
            width = number
            parts[parts.count - 1].removeLast(2)
        }
        var index = 0
        for part in parts {
            guard let group = Int(part.drop { $0 == "x" }) else { return nil }
            let (scaled, overflow) = index.multipliedReportingOverflow(by: 1000)
            guard !overflow, scaled <= Int.max - 1000, (0..<1000).contains(group) else { return nil }
            index = scaled + group
        }
        self.init(place == "entries" ? .entries : .hashes(level: Int(place) ?? -1), index: index, width: width)
        // The form is right when writing it again gives the same bytes.
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    private static func groups(_ number: Int) -> String {
        let last = String(String(1000 + number % 1000).dropFirst())
        var rest = number / 1000
        var groups = last
        while rest > 0 {
            groups = "x\(String(1000 + rest % 1000).dropFirst())/\(groups)"
            rest /= 1000
        }
        return groups
    }
}

extension TileAddress {
    /// The tiles and bundles that a tree of size `new` has and one of size `old` has not, each with its width at `new`:
    /// what is to be published when the log grows. From 0, all of the tree of size `new`.
    ///
    /// Bundles first, then tiles by level; none is empty.
    public static func grown(from old: Int, to new: Int) -> [TileAddress] {
        precondition(0 <= old && old <= new, "a log never shrinks")
        var addresses = grown(.entries, from: old, to: new)
        var level = 0
        while new >> (8 * level) > 0 {
            addresses += grown(.hashes(level: level), from: old >> (8 * level), to: new >> (8 * level))
            level += 1
        }
        return addresses
    }

    private static func grown(_ content: Content, from old: Int, to new: Int) -> [TileAddress] {
        guard old < new else { return [] }
        return (old / fullWidth...(new - 1) / fullWidth).compactMap { index in
            TileAddress(content, index: index, width: min(fullWidth, new - index * fullWidth))
        }
    }

    /// The tile of a tree of `size` leaves that holds, or lies right below, a node; `nil` when the tree has no such node.
    public static func holding(_ node: NodeCoordinate, in size: Int) -> TileAddress? {
        guard (node.index + 1) <= size >> node.level else { return nil }
        let level = node.level / 8
        let slot = node.index << (node.level % 8)
        let index = slot / fullWidth
        return TileAddress(
            .hashes(level: level), index: index, width: min(fullWidth, size >> (8 * level) - index * fullWidth))
    }
}
