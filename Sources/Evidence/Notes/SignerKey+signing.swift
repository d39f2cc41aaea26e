extension SignedNote {
    /// A text signed by keys.
    ///
    /// - Parameters:
    ///   - text: ends in a newline, and has no control character but newline.
    ///   - time: POSIX seconds, for keys that cosign.
    /// - Throws: `malformedNote` when the text can be none.
    public init(text: [UInt8], signedBy keys: [SignerKey], time: Int64 = 0) throws(NoteFault) {
        let lines = keys.flatMap { [UInt8]($0.signature(of: text, time: time).line.utf8) }
        try self.init(text + [0x0A] + lines)
    }
}

extension Checkpoint {
    /// The checkpoint signed by the log.
    ///
    /// - Parameter keys: the log's keys; two of them during a rotation.
    /// - Throws: `malformedKey` when a key is not one of this log: Ed25519, named like the origin.
    public func signed(by keys: [SignerKey]) throws(NoteFault) -> SignedCheckpoint {
        guard keys.allSatisfy({ $0.verifier.type == .ed25519 && $0.verifier.name == origin }) else {
            throw .malformedKey
        }
        return SignedCheckpoint(checkpoint: self, note: try SignedNote(text: text, signedBy: keys))
    }
}
