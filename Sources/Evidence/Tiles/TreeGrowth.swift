/// What appending leaves adds to a log: the new frontier, and for every tile touched the hashes at its end.
///
/// A store keeps one growing row for each tile; a partial tile is the beginning of the row (evidence.md §4.6).
public struct TreeGrowth: Hashable, Sendable {
    /// Hashes to add at the end of a tile.
    public struct Extension: Hashable, Sendable {
        /// The tile's level in the tiling.
        public let level: Int
        /// The tile's number within the level.
        public let index: Int
        /// How many hashes it had before: where the new ones go.
        public let start: Int
        /// The new hashes.
        public fileprivate(set) var hashes: [Hash256]

        /// The tile with its width after the growth.
        public var address: TileAddress? {
            TileAddress(.hashes(level: level), index: index, width: start + hashes.count)
        }
    }

    /// The frontier before.
    public let before: Frontier
    /// The frontier after.
    public private(set) var after: Frontier
    /// What each touched tile gains: by level, then by index.
    public private(set) var extensions: [Extension]

    /// The growth of a tree by leaves, in order.
    ///
    /// - Parameter leaves: hashes of entries, `Hash256.leaf`.
    public init(of frontier: Frontier, by leaves: some Sequence<Hash256>) {
        var after = frontier
        var levels: [[Extension]] = Array(repeating: [], count: 8)
        for leaf in leaves {
            after.append(leaf) { node, hash in
                guard node.level % 8 == 0 else { return }
                let level = node.level / 8
                let (index, slot) = node.index.quotientAndRemainder(dividingBy: TileAddress.fullWidth)
                if levels[level].last?.index == index {
                    levels[level][levels[level].count - 1].hashes.append(hash)
                } else {
                    levels[level].append(Extension(level: level, index: index, start: slot, hashes: [hash]))
                }
            }
        }
        before = frontier
        self.after = after
        extensions = levels.flatMap { $0 }
    }
}
