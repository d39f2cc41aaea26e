/// A request to a witness to cosign a checkpoint: the size it last cosigned, the way from there, the checkpoint
/// (C2SP tlog-witness, add-checkpoint).
public struct AddCheckpointRequest: Hashable, Sendable {
    /// The most lines of proof.
    public static let mostHashes = 63

    /// The size the client believes the witness to hold.
    public let oldSize: Int
    /// The consistency proof from there.
    public let hashes: [Hash256]
    /// The checkpoint to be cosigned.
    public let checkpoint: SignedCheckpoint

    /// A request.
    public init(oldSize: Int, hashes: [Hash256], checkpoint: SignedCheckpoint) {
        self.oldSize = oldSize
        self.hashes = hashes
        self.checkpoint = checkpoint
    }

    /// The request of a body; `nil` for a malformed one, to be answered with 400.
    public init?(body: [UInt8]) {
        guard let blank = body.indices.dropLast().first(where: { body[$0] == 0x0A && body[$0 + 1] == 0x0A }),
            let lines = body[...blank].terminatedLines, let oldSize = lines[0].after(word: "old")?.plainDecimal,
            lines.count <= 1 + Self.mostHashes
        else { return nil }
        let hashes = lines.dropFirst().compactMap { Hash256(base64: $0) }
        guard hashes.count == lines.count - 1,
            let checkpoint = try? SignedCheckpoint(unverified: Array(body[(blank + 2)...]))
        else { return nil }
        self.init(oldSize: oldSize, hashes: hashes, checkpoint: checkpoint)
    }

    /// The body.
    public var body: [UInt8] {
        let lines = ["old \(oldSize)\n"] + hashes.map { "\($0.base64)\n" } + ["\n"]
        return lines.flatMap { [UInt8]($0.utf8) } + checkpoint.bytes
    }
}

/// What a witness answered to `AddCheckpointRequest`, as the log reads it.
public enum AddCheckpointAnswer: Hashable, Sendable {
    /// 200: signature lines, not yet verified.
    case cosigned([NoteSignature])
    /// 409: the size the witness holds.
    case conflict(held: Int)
    /// Any other status, or a body that is not of its form.
    case refused(status: Int)

    /// The answer of a status and body.
    public init(status: Int, body: [UInt8]) {
        let lines = body.terminatedLines
        switch status {
        case 200:
            let signatures = lines?.map { NoteSignature(line: $0) } ?? [nil]
            let whole = signatures.compactMap { $0 }
            self = whole.count == signatures.count ? .cosigned(whole) : .refused(status: status)
        case 409:
            let held = lines?.count == 1 ? lines?.first?.plainDecimal : nil
            self = held.map { .conflict(held: $0) } ?? .refused(status: status)
        default: self = .refused(status: status)
        }
    }
}
