import Crypto
import Foundation

/// The keys, outside the database, that seal the keys of authenticator programs: who reads a dump of the database cannot
/// compute codes (reliability.md §8, 40).
///
/// The first seals, each opens. Their files are read at each use, so that running servers go over to another key without a
/// restart (`FactorKeyFile`, docs/rotation.md).
public struct FactorKey: Sendable {
    private let keys: @Sendable () -> [SymmetricKey]

    /// Why there is no key.
    public enum Fault: Error, Hashable, Sendable {
        /// This file cannot be read or written, or has not 32 bytes.
        case unusable(String)
    }

    /// A key of 32 bytes; `nil` for another number.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        let key = SymmetricKey(data: bytes)
        keys = { [key] }
    }

    /// The keys in a file and beside it; one is made, readable by its owner alone, where there is none.
    public init(file path: String) throws(Fault) {
        let file = FactorKeyFile(path: path)
        let first = try file.keysFoundingOne()
        // A file that was taken away: what was known goes on.
        keys = { (try? file.keys()) ?? first }
    }

    /// A secret, sealed for one account: moved to another it does not open.
    func seal(_ secret: [UInt8], for account: String) -> [UInt8] {
        guard let key = keys().first,
            let box = try? AES.GCM.seal(secret, using: key, authenticating: Array(account.utf8)),
            let combined = box.combined
        else { preconditionFailure("AES-GCM with a fresh nonce of its own seals any secret") }
        return [UInt8](combined)
    }

    /// The secret; `nil` when it was sealed by another key or for another account.
    func open(_ sealed: [UInt8], for account: String) -> [UInt8]? {
        keys().lazy.compactMap { Self.open(sealed, for: account, by: $0) }.first
    }

    /// Whether the key that seals now has sealed this.
    func seals(_ sealed: [UInt8], for account: String) -> Bool {
        keys().first.flatMap { Self.open(sealed, for: account, by: $0) } != nil
    }

    private static func open(_ sealed: [UInt8], for account: String, by key: SymmetricKey) -> [UInt8]? {
        guard let box = try? AES.GCM.SealedBox(combined: sealed),
            let opened = try? AES.GCM.open(box, using: key, authenticating: Array(account.utf8))
        else { return nil }
        return [UInt8](opened)
    }
}
