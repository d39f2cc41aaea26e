public import Evidence
public import Foundation

/// What the log keeps outside its database, in a directory of its own: the secret keys, and the last checkpoint this
/// instance has signed. Neither belongs into a backup of the database, or whoever restores it could sign, or forget what
/// was signed (evidence.md §4.8, §4.9).
///
///     DIR/key-1    a signer key in Go's note format, mode 0600; during a rotation key-2 beside it, and so on
///     DIR/signed   the last checkpoint signed or taken over, as a note
///
/// A key file is never written over: a key that is lost cannot be made again.
public struct LogFiles: Sendable {
    /// The directory.
    public let directory: URL

    /// The files in a directory, which need not be there yet.
    public init(directory: URL) { self.directory = directory }

    var signedFile: URL { directory.appending(path: "signed") }

    /// The keys, the newest first; empty when there is none.
    ///
    /// - Throws: `LogFileFault` when one cannot be read, is open to everybody, or is of another log than the others.
    public func keys() throws(LogFileFault) -> [SignerKey] {
        var keys: [SignerKey] = []
        for number in numbers { keys.append(try key(number)) }
        guard keys.allSatisfy({ $0.verifier.name == keys[0].verifier.name && $0.verifier.type == .ed25519 }) else {
            throw .keyUnreadable
        }
        return keys
    }

    /// Makes the first key of a log, unless there is one.
    public func found(_ origin: ExactText) throws {
        guard numbers.isEmpty else { return }
        try write(try SignerKey(generating: origin, type: .ed25519), as: 1)
    }

    /// Makes a new key: from now on it signs before the old ones.
    ///
    /// - Returns: the old key and the new one.
    public func rotate() throws -> (old: VerifierKey, new: VerifierKey) {
        guard let current = try keys().first, let last = numbers.first else { throw LogFileFault.keyUnreadable }
        let new = try SignerKey(generating: current.verifier.name, type: .ed25519)
        try write(new, as: last + 1)
        return (current.verifier, new.verifier)
    }

    /// Ends the overlap: only the newest key goes on signing, the others are destroyed.
    public func retire() throws {
        for number in numbers.dropFirst() { try FileManager.default.removeItem(at: keyFile(number)) }
    }

    /// Numbers of the key files, the newest first.
    private var numbers: [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory.path())) ?? []
        return names.filter { $0.hasPrefix("key-") }.compactMap { Int($0.dropFirst(4)) }.sorted(by: >)
    }

    private func keyFile(_ number: Int) -> URL { directory.appending(path: "key-\(number)") }

    private func key(_ number: Int) throws(LogFileFault) -> SignerKey {
        let file = keyFile(number)
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path())
        guard let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o007 == 0 else {
            throw .keyIsOpen
        }
        guard let text = try? String(contentsOf: file, encoding: .utf8),
            let key = try? SignerKey(text.trimmingCharacters(in: .newlines))
        else { throw .keyUnreadable }
        return key
    }

    private func write(_ key: SignerKey, as number: Int) throws {
        try DurableFile.create([UInt8]((key.secretText + "\n").utf8), at: keyFile(number), mode: 0o600)
    }

    /// The last checkpoint signed here; `nil` when there was none.
    ///
    /// - Throws: `signedUnreadable` when a file is there that is no checkpoint: then nothing may be signed.
    public func signed() throws(LogFileFault) -> SignedCheckpoint? {
        guard FileManager.default.fileExists(atPath: signedFile.path()) else { return nil }
        guard let data = try? Data(contentsOf: signedFile),
            let checkpoint = try? SignedCheckpoint(unverified: [UInt8](data))
        else { throw .signedUnreadable }
        return checkpoint
    }

    /// Notes a checkpoint, on disk before this returns.
    public func note(_ checkpoint: SignedCheckpoint) throws(LogFileFault) {
        do {
            try DurableFile.write(checkpoint.bytes, to: signedFile)
        } catch {
            throw .signedNotWritten
        }
    }
}

/// Why the log's files outside the database cannot be used.
public enum LogFileFault: String, Error, Sendable {
    /// Everybody on the machine may read the key file.
    case keyIsOpen
    /// The key file is no list of keys of one log.
    case keyUnreadable
    /// The last signed checkpoint cannot be read.
    case signedUnreadable
    /// The signed checkpoint did not reach the disk.
    case signedNotWritten
}
