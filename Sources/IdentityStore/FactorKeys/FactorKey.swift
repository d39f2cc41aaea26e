import Crypto
import Foundation

/// The key, outside the database, that seals the keys of authenticator programs: who reads a dump of the database cannot
/// compute codes (reliability.md §8, 40).
public struct FactorKey: Sendable {
    private let key: SymmetricKey

    /// Why there is no key.
    public enum Fault: Error, Hashable, Sendable {
        /// The file cannot be read or written, or has not 32 bytes.
        case unusable(String)
    }

    /// A key of 32 bytes; `nil` for another number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The key in a file of 32 bytes; made, readable by its owner alone, when the file is not there.
    public init(file: String) throws(Fault) {
        let manager = FileManager.default
        if !manager.fileExists(atPath: file) {
            var generator = SystemRandomNumberGenerator()
            let fresh = Data((0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) })
            guard manager.createFile(atPath: file, contents: fresh, attributes: [.posixPermissions: 0o600]) else {
                throw .unusable(file)
            }
        }
        guard let data = manager.contents(atPath: file), let key = FactorKey(bytes: [UInt8](data)) else {
            throw .unusable(file)
        }
        self = key
    }

    /// A secret, sealed for one account: moved to another it does not open.
    func seal(_ secret: [UInt8], for account: String) -> [UInt8] {
        guard let box = try? AES.GCM.seal(secret, using: key, authenticating: Array(account.utf8)),
            let combined = box.combined
        else { preconditionFailure("AES-GCM with a fresh nonce of its own seals any secret") }
        return [UInt8](combined)
    }

    /// The secret; `nil` when it was sealed by another key or for another account.
    func open(_ sealed: [UInt8], for account: String) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let opened = try? AES.GCM.open(box, using: key, authenticating: Array(account.utf8))
        else { return nil }
        return [UInt8](opened)
    }
}
