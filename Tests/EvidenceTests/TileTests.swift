import Evidence
import Testing

@Suite("Tiles")
struct TileTests {
    @Test(
        "Paths are written and read in one form",
        arguments: [
            ("tile/0/000", 0, 0, 256), ("tile/0/000.p/1", 0, 0, 1), ("tile/1/999.p/255", 1, 999, 255),
            ("tile/2/x001/000", 2, 1000, 256), ("tile/0/x001/x234/067", 0, 1_234_067, 256),
            ("tile/63/x001/x000/000.p/8", 63, 1_000_000, 8),
        ])
    func paths(_ path: String, _ level: Int, _ index: Int, _ width: Int) {
        let address = TileAddress(.hashes(level: level), index: index, width: width)
        #expect(address?.path == path && TileAddress(path: path) == address)
        let bundle = TileAddress(.entries, index: index, width: width)
        let suffix = path.split(separator: "/", maxSplits: 2).last ?? ""
        #expect(bundle?.path == "tile/entries/\(suffix)" && TileAddress(path: "tile/entries/\(suffix)") == bundle)
    }

    @Test(
        "Every other text is no path of a tile",
        arguments: [
            "", "tile", "tile/", "tile/0", "tile/0/", "tile/0/0", "tile/0/00", "tile/0/0000", "tile/00/000",
            "tile/64/000", "tile/-1/000", "tile/+1/000", "tile/0/-01", "tile/0/+01", "tile/0/x000/001",
            "tile/0/001/000", "tile/0/x1/000", "tile/0/xx001/000", "tile/0/x001/x000", "tile/0/000.p/0",
            "tile/0/000.p/256", "tile/0/000.p/012", "tile/0/000.p/", "tile/0/000.p", "tile/0/000.p/1/", "tile/0/.p/1",
            "tile/0/000.p/-1", "tile/0/000/", "/tile/0/000", "tile//000", "tile/entries", "tile/data/000",
            "tile/0/%30%30%30", "tile/0/000?", "tile/0/٠٠٠", "tile/8/0/000", "checkpoint",
            "tile/0/x999/x999/x999/x999/x999/x999/x999/999", "tile/0/000.p/1.p/1",
        ])
    func notPaths(_ path: String) {
        #expect(TileAddress(path: path) == nil)
    }

    @Test("A tree of 70,000 has the tiles of the specification's example; one of 256 a level-1 tile of width 1")
    func example() {
        let widths = { (size: Int, level: Int) in
            TileAddress.grown(from: 0, to: size).filter { $0.content == .hashes(level: level) }.map(\.width)
        }
        #expect(widths(70_000, 0) == Array(repeating: 256, count: 273) + [112])
        #expect(widths(70_000, 1) == [256, 17] && widths(70_000, 2) == [1] && widths(70_000, 3) == [])
        #expect(widths(256, 0) == [256] && widths(256, 1) == [1])
        #expect(TileAddress.grown(from: 0, to: 0).isEmpty)
        #expect(
            TileAddress.grown(from: 255, to: 257).map(\.path) == [
                "tile/entries/000", "tile/entries/001.p/1", "tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1",
            ])
        #expect(TileAddress.grown(from: 257, to: 258).map(\.path) == ["tile/entries/001.p/2", "tile/0/001.p/2"])
    }

    @Test(
        "Growth in steps adds up to the tiles of the whole, touches only what grew, and every node can be read back",
        arguments: 1...4)
    func growth(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        var tree = RememberedTree(size: 0)
        var frontier = Frontier()
        var rows: [TileAddress: [Hash256]] = [:]
        while frontier.size < 1200 {
            let step = Int.random(in: 1...300, using: &random)
            let leaves = (0..<step).map {
                Hash256.leaf([UInt8("\(seed)"), UInt8($0 & 255), UInt8($0 >> 8)].compactMap(\.self))
            }
            let growth = TreeGrowth(of: frontier, by: leaves)
            let touched = TileAddress.grown(from: frontier.size, to: growth.after.size)
            #expect(Set(growth.extensions.compactMap(\.address)) == Set(touched.filter { $0.content != .entries }))
            for part in growth.extensions {
                let row = try #require(TileAddress(.hashes(level: part.level), index: part.index))
                #expect(rows[row, default: []].count == part.start)
                rows[row, default: []] += part.hashes
            }
            for leaf in leaves { tree.append(leaf) }
            frontier = growth.after
        }
        #expect(frontier == tree.frontier)
        let size = frontier.size
        let source = LogSource<Never> { path in
            guard let address = TileAddress(path: path), let row = rows[address.full] else { return nil }
            return row.count < address.width ? nil : Tile(hashes: Array(row.prefix(address.width)))?.bytes
        }
        for (node, hash) in tree.nodes {
            #expect(source.hash(of: node, in: size) == hash)
        }
        #expect(source.hash(of: NodeCoordinate(level: 0, index: size), in: size) == nil)
    }

    @Test("A full tile or bundle stands for a partial one, any other length for none")
    func widths() throws {
        let hashes = (0..<256).map { Hash256.leaf([UInt8($0)]) }
        let full = try #require(Tile(hashes: hashes))
        #expect(Tile(bytes: full.bytes, width: 44)?.hashes == Array(hashes.prefix(44)))
        #expect(Tile(bytes: Array(full.bytes.prefix(45 * 32)), width: 44) == nil)
        #expect(Tile(bytes: Array(full.bytes.prefix(44 * 32)), width: 256) == nil)
        #expect(Tile(bytes: full.bytes + [0], width: 256) == nil && Tile(bytes: [], width: 0) == nil)
        let entries = (0..<256).map { [UInt8](repeating: 7, count: $0 * 3) }
        let bundle = try #require(EntryBundle(entries: entries))
        #expect(EntryBundle(bytes: bundle.bytes, width: 9)?.entries == Array(entries.prefix(9)))
        #expect(EntryBundle(bytes: bundle.bytes, width: 256) == bundle)
        #expect(EntryBundle(bytes: Array(bundle.bytes.dropLast()), width: 256) == nil)
        #expect(EntryBundle(bytes: bundle.bytes + [0], width: 256) == nil)
        #expect(EntryBundle(bytes: [0, 1, 5], width: 2) == nil && EntryBundle(bytes: [], width: 0) == nil)
        let largest = [UInt8](repeating: 1, count: 65_535)
        #expect(EntryBundle(bytes: [0xFF, 0xFF] + largest, width: 1)?.entries == [largest])
        #expect(EntryBundle(entries: [largest + [1]]) == nil && EntryBundle(entries: []) == nil)
    }
}
