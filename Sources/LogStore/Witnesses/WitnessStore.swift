public import Evidence
public import Foundation
public import Operations

/// What a witness of logs keeps: its key, and of each log the last checkpoint it cosigned (C2SP tlog-witness).
///
///     DIR/key                    the cosigner key in Go's note format, mode 0600
///     DIR/<SHA-256 of origin>    the last checkpoint cosigned, as a note with the cosignature
///     DIR/lock                   held as long as the witness runs: two would each remember a half
///
/// Comparing and keeping are one step of an actor, and the file is on the disk before the cosignature leaves it.
public actor WitnessStore {
    /// Why a witness cannot run.
    public enum Fault: Error, Hashable, Sendable {
        /// Another one runs in this directory.
        case taken
        /// There is no key, and no name to make one with.
        case nameless
        /// The key cannot be read, is open to everybody, or is no cosigner's.
        case keyUnusable
        /// A kept checkpoint is there that this witness did not cosign: going on from nothing would forget what it signed.
        case keptUnreadable(String)
    }

    /// The public key, to be put into policies.
    public nonisolated let key: VerifierKey
    private let signer: SignerKey
    private let directory: URL
    private let logs: [ExactText: [VerifierKey]]
    private let lock: FileHandle
    private var kept: [ExactText: SignedCheckpoint] = [:]

    /// The witness of a directory.
    ///
    /// - Parameters:
    ///   - name: names the key if one has to be made.
    ///   - logs: keys of the logs it knows; it signs for no other.
    /// - Throws: `Fault`, or what the file system does.
    public init(directory: URL, name: ExactText?, logs: [VerifierKey]) throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        lock = try Self.locked(directory.appending(path: "lock"))
        signer = try Self.signer(in: directory.appending(path: "key"), name)
        key = signer.verifier
        self.directory = directory
        self.logs = Dictionary(grouping: logs) { $0.name }
        for origin in self.logs.keys {
            let file = directory.appending(path: Self.address(of: origin))
            guard FileManager.default.fileExists(atPath: file.path()) else { continue }
            guard let data = try? Data(contentsOf: file),
                let note = try? SignedCheckpoint(unverified: [UInt8](data)), note.checkpoint.origin == origin,
                (try? note.note.verified(by: [signer.verifier])) != nil
            else { throw Fault.keptUnreadable(file.lastPathComponent) }
            kept[origin] = note
        }
    }

    /// The answer to the body of an `add-checkpoint` request.
    public func answer(to body: [UInt8]) -> WitnessAnswer {
        let decision = WitnessDecision(body: body) { origin in
            logs[origin].map { ($0, kept[origin]?.checkpoint.head) }
        }
        guard case .accept = decision, let request = AddCheckpointRequest(body: body) else {
            return WitnessAnswer(status: decision.status, body: decision.body, contentType: decision.contentType)
        }
        let signature = signer.signature(of: request.checkpoint.note.text, time: Int64(Date().timeIntervalSince1970))
        do {
            let cosigned = try request.checkpoint.adding(signature, of: key)
            let origin = cosigned.checkpoint.origin
            try DurableFile.write(cosigned.bytes, to: directory.appending(path: Self.address(of: origin)))
            kept[origin] = cosigned
        } catch {
            // Nothing was kept, so nothing is signed.
            return WitnessAnswer(status: 500, body: "", contentType: nil)
        }
        return WitnessAnswer(status: 200, body: signature.line, contentType: "text/plain; charset=utf-8")
    }

    /// The last checkpoint cosigned for a log, by the SHA-256 of its origin: what a log compares itself with after a restore.
    public func checkpoint(at address: String) -> [UInt8]? {
        kept.first { Self.address(of: $0.key) == address }?.value.bytes
    }

    /// SHA-256 of an origin, lower-case hexadecimal.
    static func address(of origin: ExactText) -> String {
        Hash256(of: origin.bytes).bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private static func locked(_ file: URL) throws -> FileHandle {
        if !FileManager.default.fileExists(atPath: file.path()) { try DurableFile.create([], at: file, mode: 0o600) }
        let handle = try FileHandle(forUpdating: file)
        guard flock(handle.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else { throw Fault.taken }
        return handle
    }

    private static func signer(in file: URL, _ name: ExactText?) throws -> SignerKey {
        if !FileManager.default.fileExists(atPath: file.path()) {
            guard let name else { throw Fault.nameless }
            let key = try SignerKey(generating: name, type: .cosignature)
            try DurableFile.create([UInt8]((key.secretText + "\n").utf8), at: file, mode: 0o600)
        }
        let attributes = try FileManager.default.attributesOfItem(atPath: file.path())
        guard let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue, mode & 0o007 == 0,
            let text = try? String(contentsOf: file, encoding: .utf8),
            let key = try? SignerKey(text.trimmingCharacters(in: .newlines)), key.verifier.type == .cosignature
        else { throw Fault.keyUnusable }
        return key
    }
}
