import Evidence
import Foundation
import Operations

/// Pictures of field records as files named by their digest, beside the data and outside the database: they are large,
/// never changed, and may be erased one by one while every record that names them holds.
struct AttachmentFiles: Sendable {
    /// The directory; made when the first picture comes.
    let directory: URL

    /// Keeps bytes under their digest; they are on disk when it returns.
    func keep(_ digest: String, _ bytes: [UInt8]) throws -> FieldDesk.Keeping {
        guard let place = place(of: digest), CanonicalJSON.digest(of: bytes).hexadecimal == digest else {
            return .otherBytes
        }
        if FileManager.default.fileExists(atPath: place.path()) { return .known }
        let folder = place.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let draft = folder.appending(path: ".\(digest).\(UUID().uuidString)")
        guard FileManager.default.createFile(atPath: draft.path(), contents: Data(bytes)) else {
            throw CocoaError(.fileWriteUnknown)
        }
        let handle = try FileHandle(forUpdating: draft)
        try handle.synchronize()
        try handle.close()
        do {
            try FileManager.default.moveItem(at: draft, to: place)
        } catch {
            // Two phones with one picture: the other was first, and bytes of one digest are the same bytes.
            try? FileManager.default.removeItem(at: draft)
            guard FileManager.default.fileExists(atPath: place.path()) else { throw error }
            return .known
        }
        return .kept
    }

    /// Bytes under a digest; `nil` when there are none, or no longer.
    func bytes(_ digest: String) throws -> [UInt8]? {
        guard let place = place(of: digest), FileManager.default.fileExists(atPath: place.path()) else { return nil }
        let bytes = [UInt8](try Data(contentsOf: place))
        return bytes.isEmpty ? nil : bytes
    }

    /// Removes the bytes under a digest and leaves an empty file, also where none had come yet: a phone that brings them later, or
    /// again, brings nothing back.
    ///
    /// - Returns: false when there were no bytes.
    func forget(_ digest: String) throws -> Bool {
        guard let place = place(of: digest) else { return false }
        let hadBytes = try bytes(digest) != nil
        if !FileManager.default.fileExists(atPath: place.path()) {
            let folder = place.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            guard FileManager.default.createFile(atPath: place.path(), contents: nil) else {
                throw CocoaError(.fileWriteUnknown)
            }
        }
        let handle = try FileHandle(forUpdating: place)
        try handle.truncate(atOffset: 0)
        try handle.synchronize()
        try handle.close()
        return hadBytes
    }

    /// Where a digest's bytes lie; `nil` for what is no digest, so that no address leads out of the directory.
    private func place(of digest: String) -> URL? {
        guard digest.utf8.count == 64,
            digest.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return directory.appending(path: "\(digest.prefix(2))/\(digest)")
    }
}

extension [UInt8] {
    /// Two hexadecimal digits for each byte.
    fileprivate var hexadecimal: String {
        map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }
}
