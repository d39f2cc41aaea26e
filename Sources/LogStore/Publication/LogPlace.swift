public import Evidence
public import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A published log somewhere else: exported files, or a server.
public enum LogPlace: Sendable {
    /// A directory of files.
    case directory(URL)
    /// The log's prefix on a server.
    case server(URL)

    /// The bytes of a resource; `nil` when there is none.
    ///
    /// - Throws: what the network or the file system does.
    public func bytes(at path: String) async throws -> [UInt8]? {
        switch self {
        case .directory(let root): try Self.read(root.appending(path: path))
        case .server(let root): try await Self.fetch(root.appending(path: path))
        }
    }

    private static func read(_ file: URL) throws -> [UInt8]? {
        guard FileManager.default.fileExists(atPath: file.path()) else { return nil }
        return [UInt8](try Data(contentsOf: file))
    }

    private static func fetch(_ url: URL) async throws -> [UInt8]? {
        let (data, response) = try await URLSession.shared.data(from: url)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        if status == 404 || status == 410 { return nil }
        guard status == 200 else { throw URLError(.badServerResponse) }
        return [UInt8](data)
    }

    /// The bytes at an address; of the full tile or bundle where a partial one is gone.
    public func resource(at address: TileAddress) async throws -> [UInt8]? {
        let found = try await bytes(at: address.path)
        guard found == nil, address.isPartial else { return found }
        return try await bytes(at: address.full.path)
    }

    /// The checkpoint, whoever signed it; `nil` when there is none that can be read.
    public func checkpoint() async throws -> SignedCheckpoint? {
        guard let bytes = try await bytes(at: "checkpoint") else { return nil }
        return try? SignedCheckpoint(unverified: bytes)
    }

    /// Recomputes the log at a size and root.
    ///
    /// - Parameter entry: called for each entry that hashes to its leaf, in order of index.
    public func faults(at head: TreeHead, entry: @escaping (Int, [UInt8]) -> Void = { _, _ in }) async throws
        -> [AuditFault]
    {
        var audit = LogAudit(of: head)
        while let address = audit.next {
            let bytes = try await resource(at: address)
            audit.take(bytes, entry: entry)
        }
        return audit.faults
    }
}
