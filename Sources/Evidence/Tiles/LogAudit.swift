/// Recomputes a published log from its entries: entries against leaf hashes, leaf hashes against every tile above, and
/// all of it against the root of a checkpoint.
///
/// It holds one tile of each level at a time, however large the log. The caller fetches `next` and hands the bytes to
/// `take`, so it may read files, a database or HTTP.
public struct LogAudit: Sendable {
    /// The size and root it has to come to.
    public let head: TreeHead
    /// What was found so far, in order of reading.
    public private(set) var faults: [AuditFault] = []

    private var frontier = Frontier()
    /// Of each level above 0, the hashes of the tile at its right edge.
    private var rows: [[Hash256]] = []
    /// Tiles above level 0 whose hashes are known and which wait for their bytes.
    private var waiting: [(address: TileAddress, hashes: [Hash256])] = []
    /// The entries of the bundle just read, until its tile is read; `nil` before it, empty for an unreadable one.
    private var entries: [[UInt8]]?
    private var isOver = false

    /// The audit of a tree.
    public init(of head: TreeHead) {
        self.head = head
        if head.size == 0 { finish() }
    }

    /// The resource to be handed to `take`; `nil` when the audit is over. Where a partial one is gone, its full one.
    public var next: TileAddress? {
        if let first = waiting.first { return first.address }
        guard !isOver else { return nil }
        return TileAddress(
            entries == nil ? .entries : .hashes(level: 0), index: frontier.size / TileAddress.fullWidth,
            width: min(TileAddress.fullWidth, head.size - frontier.size))
    }

    /// Takes the bytes of `next`, or `nil` when there are none.
    ///
    /// - Parameter entry: called for each entry that hashes to its leaf, with its index.
    public mutating func take(_ bytes: [UInt8]?, entry: (Int, [UInt8]) -> Void = { _, _ in }) {
        guard let address = next else { return }
        if !waiting.isEmpty {
            compare(bytes, at: address, with: waiting.removeFirst().hashes)
        } else if let entries {
            self.entries = nil
            takeLeafTile(bytes, at: address, below: entries, entry)
            if !isOver, frontier.size == head.size { finish() }
        } else {
            let bundle = bytes.flatMap { EntryBundle(bytes: $0, width: address.width) }
            if bundle == nil { faults.append(bytes == nil ? .missing(address) : .malformed(address)) }
            entries = bundle?.entries ?? []
        }
    }

    /// Compares entries with their leaf hashes, and goes on with the hashes of the tile: then one changed entry is one
    /// fault, and a changed tile shows in the levels above it.
    private mutating func takeLeafTile(
        _ bytes: [UInt8]?, at address: TileAddress, below entries: [[UInt8]], _ entry: (Int, [UInt8]) -> Void
    ) {
        let computed = entries.map { Hash256.leaf($0) }
        guard let served = tile(bytes, at: address)?.hashes ?? (computed.isEmpty ? nil : computed) else {
            isOver = true
            faults.append(.rootNotComputed(from: frontier.size))
            return
        }
        for (offset, leaf) in computed.enumerated() {
            let index = frontier.size + offset
            if leaf == served[offset] { entry(index, entries[offset]) } else { faults.append(.entryDiffers(index)) }
        }
        // Copied out and back, because the callback writes to the rest of `self`.
        var grown = frontier
        for hash in served { grown.append(hash) { node, hash in rise(node, hash) } }
        frontier = grown
    }

    /// Keeps the hash of a node that stands in a tile above level 0.
    private mutating func rise(_ node: NodeCoordinate, _ hash: Hash256) {
        guard node.level > 0, node.level % 8 == 0 else { return }
        let level = node.level / 8
        while rows.count < level { rows.append([]) }
        rows[level - 1].append(hash)
        if rows[level - 1].count == TileAddress.fullWidth { close(level: level, last: node.index) }
    }

    private mutating func close(level: Int, last: Int) {
        let hashes = rows[level - 1]
        rows[level - 1] = []
        let index = last / TileAddress.fullWidth
        guard let address = TileAddress(.hashes(level: level), index: index, width: hashes.count) else { return }
        waiting.append((address, hashes))
    }

    /// Once all leaves are in: the partial tiles above, and the root.
    private mutating func finish() {
        isOver = true
        for level in 1..<rows.count + 1 where !rows[level - 1].isEmpty {
            close(level: level, last: head.size >> (8 * level) - 1)
        }
        if frontier.root != head.root { faults.append(.rootDiffers(computed: frontier.root)) }
    }

    private mutating func compare(_ bytes: [UInt8]?, at address: TileAddress, with hashes: [Hash256]) {
        guard let served = tile(bytes, at: address)?.hashes else { return }
        if let slot = hashes.indices.first(where: { hashes[$0] != served[$0] }) {
            faults.append(.tileDiffers(address, slot: slot))
        }
    }

    private mutating func tile(_ bytes: [UInt8]?, at address: TileAddress) -> Tile? {
        let tile = bytes.flatMap { Tile(bytes: $0, width: address.width) }
        if tile == nil { faults.append(bytes == nil ? .missing(address) : .malformed(address)) }
        return tile
    }
}
