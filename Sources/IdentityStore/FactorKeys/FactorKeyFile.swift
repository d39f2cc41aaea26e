import Crypto
import Foundation

/// Where the keys lie that seal second factors, 32 bytes a file: the key itself, beside it one that comes next (`.next`), and the
/// one before (`.former`). The first seals, each opens.
///
/// A key is renewed in three steps, each of them one file made, renamed or removed, so that no moment leaves a server without the
/// keys it needs: the next one is added; it takes the place of the key, and what was sealed before is sealed anew; the former
/// one is dropped. Servers on other machines follow step by step.
public struct FactorKeyFile: Sendable {
    /// Where the key lies.
    public let path: String
    private var next: String { path + ".next" }
    private var former: String { path + ".former" }
    private static let size = 32

    /// The file at a path.
    public init(path: String) { self.path = path }

    /// Whether a next key lies there.
    public var hasNext: Bool { Self.exists(next) }

    /// Makes the next key, of the owner of the key; nothing while there is one.
    public func add() throws(FactorKey.Fault) {
        guard !hasNext else { return }
        _ = try keys()
        try Self.found(next)
        guard let owner = try? FileManager.default.attributesOfItem(atPath: path).filter(Self.isOwner),
            (try? FileManager.default.setAttributes(owner, ofItemAtPath: next)) != nil
        else { throw .unusable(next) }
    }

    /// Puts the next key in the place of the key, which becomes the former one. Interrupted, it goes on where it was.
    ///
    /// - Throws: when there is no next one, or a former one has not been dropped.
    public func useNext() throws(FactorKey.Fault) {
        guard hasNext else { throw .unusable(next) }
        if Self.exists(path) { try Self.move(path, to: former) }
        try Self.move(next, to: path)
    }

    /// Removes the former key; nothing when there is none.
    public func dropFormer() throws(FactorKey.Fault) {
        guard Self.exists(former) else { return }
        do { try FileManager.default.removeItem(atPath: former) } catch { throw .unusable(former) }
    }

    func keys() throws(FactorKey.Fault) -> [SymmetricKey] {
        var keys: [SymmetricKey] = []
        for file in [path, next, former] {
            guard let data = FileManager.default.contents(atPath: file) else {
                if Self.exists(file) { throw .unusable(file) }
                continue
            }
            guard data.count == Self.size else { throw .unusable(file) }
            keys.append(SymmetricKey(data: data))
        }
        guard !keys.isEmpty else { throw .unusable(path) }
        return keys
    }

    /// The keys; one is made where there is none at all.
    func keysFoundingOne() throws(FactorKey.Fault) -> [SymmetricKey] {
        if ![path, next, former].contains(where: Self.exists) { try Self.found(path) }
        return try keys()
    }

    private static func exists(_ file: String) -> Bool { FileManager.default.fileExists(atPath: file) }

    private static func isOwner(_ attribute: (key: FileAttributeKey, value: Any)) -> Bool {
        attribute.key == .ownerAccountID || attribute.key == .groupOwnerAccountID
    }

    private static func found(_ file: String) throws(FactorKey.Fault) {
        var generator = SystemRandomNumberGenerator()
        let key = Data((0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) })
        let rights: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: file, contents: key, attributes: rights) else {
            throw .unusable(file)
        }
    }

    private static func move(_ file: String, to other: String) throws(FactorKey.Fault) {
        do { try FileManager.default.moveItem(atPath: file, toPath: other) } catch { throw .unusable(other) }
    }
}
