/// The hashes of one tile: 256, or fewer at the right edge of the tree.
public struct Tile: Hashable, Sendable {
    /// The hashes from left to right, 1 to 256.
    public let hashes: [Hash256]

    /// A tile; `nil` when empty or too wide.
    public init?(hashes: [Hash256]) {
        guard (1...TileAddress.fullWidth).contains(hashes.count) else { return nil }
        self.hashes = hashes
    }

    /// The tile of served bytes, 32 a hash; `nil` unless there are as many as the width wants. A full tile may stand for
    /// the partial one it grew from (tlog-tiles, Partial Tiles) and is cut.
    public init?(bytes: [UInt8], width: Int) {
        let size = Hash256.byteCount
        guard bytes.count == width * size || bytes.count == TileAddress.fullWidth * size else { return nil }
        self.init(hashes: (0..<width).compactMap { Hash256(bytes: bytes[$0 * size..<($0 + 1) * size]) })
    }

    /// The bytes as served.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(hashes.count * Hash256.byteCount)
        for hash in hashes { hash.append(to: &bytes) }
        return bytes
    }

    /// The hash of a node of the tree that lies in this tile or up to seven levels above its hashes; `nil` when the tile
    /// is not wide enough for it.
    public func hash(of node: NodeCoordinate) -> Hash256? {
        let height = node.level % 8
        let start = (node.index << height) % TileAddress.fullWidth
        guard start + 1 << height <= hashes.count else { return nil }
        var row = Array(hashes[start..<start + 1 << height])
        while row.count > 1 {
            row = stride(from: 0, to: row.count, by: 2).map { .node(row[$0], row[$0 + 1]) }
        }
        return row[0]
    }
}
