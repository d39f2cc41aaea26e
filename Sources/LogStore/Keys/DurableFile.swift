import Foundation

/// Files that are there whole or not at all: written beside, brought to the disk, renamed.
enum DurableFile {
    /// Writes a file, or another in its place, making its directory; everybody may read it.
    static func write(_ bytes: [UInt8], to file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path()) else {
            return try create(bytes, at: file, mode: 0o644)
        }
        try Data(bytes).write(to: file, options: .atomic)
        try synchronize(file)
    }

    /// Writes a file that is not there yet, making its directory.
    ///
    /// - Parameter mode: permissions, from the first byte on.
    static func create(_ bytes: [UInt8], at file: URL, mode: Int) throws {
        let directory = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let draft = directory.appending(path: ".\(file.lastPathComponent).\(UUID().uuidString)")
        let attributes = [FileAttributeKey.posixPermissions: NSNumber(value: mode)]
        guard FileManager.default.createFile(atPath: draft.path(), contents: nil, attributes: attributes) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let handle = try FileHandle(forWritingTo: draft)
        try handle.write(contentsOf: Data(bytes))
        try handle.synchronize()
        try handle.close()
        try FileManager.default.moveItem(at: draft, to: file)
        try synchronize(file)
    }

    /// Once more under its name: this takes the renaming to the disk too.
    private static func synchronize(_ file: URL) throws {
        let handle = try FileHandle(forUpdating: file)
        try handle.synchronize()
        try handle.close()
    }
}
