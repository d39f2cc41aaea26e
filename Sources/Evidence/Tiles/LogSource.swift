/// A published log behind a closure: from a resource's path, like `tile/0/000.p/44`, to its bytes.
///
/// What it answers is not trusted: `node` checks nothing, so a proof made of it is checked against a signed root.
public struct LogSource<Failure: Error> {
    /// The bytes of a resource; `nil` when there is none.
    public typealias Read = (_ path: String) throws(Failure) -> [UInt8]?

    private let read: Read

    /// A log read by a closure.
    public init(read: @escaping Read) { self.read = read }

    /// The bytes of a path that need not be a tile: `checkpoint`.
    public func bytes(at path: String) throws(Failure) -> [UInt8]? { try read(path) }

    /// The bytes at an address; of the full tile or bundle where a partial one is gone, as a log may delete it.
    public func bytes(at address: TileAddress) throws(Failure) -> [UInt8]? {
        if let bytes = try read(address.path) { return bytes }
        return address.isPartial ? try read(address.full.path) : nil
    }

    /// The hash of any node of the tree of `size` leaves; `nil` when the tree has none, or its tile is not there or not
    /// as wide as it must be.
    public func hash(of node: NodeCoordinate, in size: Int) throws(Failure) -> Hash256? {
        guard let address = TileAddress.holding(node, in: size), let bytes = try bytes(at: address) else { return nil }
        return Tile(bytes: bytes, width: address.width)?.hash(of: node)
    }
}
