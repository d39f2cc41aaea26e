import Evidence
public import Foundation
public import Postgres

/// Writes the published log as files that never change: any static server can serve them, and a copy on another machine
/// brings a restored database back to where it was (evidence.md §4.6, §4.9).
public struct LogExport: Sendable {
    /// Why a directory cannot take the export.
    public enum Fault: Error, Hashable, Sendable {
        /// Nothing was signed yet.
        case nothingSigned
        /// The directory holds a log that this one does not continue.
        case anotherLog(size: Int)
        /// The database lacks what its checkpoint covers.
        case incomplete(path: String)
    }

    private let pool: PostgresPool

    /// An export of a database's log.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Brings a directory up to the last checkpoint. The checkpoint is written last, so a broken run is taken up where the
    /// last whole one ended.
    ///
    /// - Returns: size of the log and how many files were written.
    public func run(into directory: URL) async throws -> (size: Int, files: Int) {
        let reads = LogReads(pool: pool)
        guard let checkpoint = try await reads.checkpoint() else { throw Fault.nothingSigned }
        let size = checkpoint.checkpoint.head.size
        let old = try await exported(in: directory, size)
        var written = 0
        for address in TileAddress.grown(from: old, to: size) {
            let file = directory.appending(path: address.path)
            if FileManager.default.fileExists(atPath: file.path()) { continue }
            let bytes = try await pool.withConnection { connection throws(PostgresError) in
                try await LogReads.resource(address, in: size, on: connection)
            }
            guard let bytes else { throw Fault.incomplete(path: address.path) }
            try DurableFile.write(bytes, to: file)
            written += 1
        }
        try DurableFile.write(checkpoint.bytes, to: directory.appending(path: "checkpoint"))
        return (size, written)
    }

    /// The size of the log that is there already, once it is known to be the beginning of this one.
    private func exported(in directory: URL, _ size: Int) async throws -> Int {
        guard let old = try await LogPlace.directory(directory).checkpoint()?.checkpoint.head else { return 0 }
        let root = try await pool.withConnection { connection throws(PostgresError) in
            try await StoredTiles.root(at: old.size, on: connection)
        }
        guard old.size <= size, root == old.root else { throw Fault.anotherLog(size: old.size) }
        return old.size
    }
}
