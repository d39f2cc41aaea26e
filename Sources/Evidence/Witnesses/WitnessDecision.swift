/// What a witness does with a request, given what it knows of the log (C2SP tlog-witness, add-checkpoint).
///
/// The decision is pure. A witness takes it and stores `accept`'s head in one transaction, and answers after that has
/// committed: check and store in two steps can roll the log back.
public enum WitnessDecision: Hashable, Sendable {
    /// Store this head, then answer 200 with the cosignature.
    case accept(TreeHead)
    /// 400: the old size is larger than the checkpoint's.
    case malformed
    /// 403: no signature of a trusted key, or one that fails.
    case untrusted
    /// 404: a log the witness does not know.
    case unknownLog
    /// 409: the witness holds another size than the request says.
    case conflict(held: Int)
    /// 422: the proof does not hold, or the root is another at the same size.
    case inconsistent

    /// The decision over a request body.
    ///
    /// - Parameters:
    ///   - body: as received.
    ///   - known: for the origin of the checkpoint, the log's keys and the head last cosigned (`nil`: none yet);
    ///     `nil` for a log the witness does not know.
    public init(body: [UInt8], known: (ExactText) -> (keys: [VerifierKey], held: TreeHead?)?) {
        guard let request = AddCheckpointRequest(body: body) else {
            self = .malformed
            return
        }
        guard let log = known(request.checkpoint.checkpoint.origin) else {
            self = .unknownLog
            return
        }
        self = Self.decision(over: request, keys: log.keys, held: log.held)
    }

    private static func decision(
        over request: AddCheckpointRequest, keys: [VerifierKey], held: TreeHead?
    ) -> WitnessDecision {
        let trusted = keys.filter { $0.type == .ed25519 }
        guard (try? request.checkpoint.note.verified(by: trusted)) != nil else { return .untrusted }
        let head = request.checkpoint.checkpoint.head
        guard request.oldSize <= head.size else { return .malformed }
        let old = held ?? TreeHead(size: 0, root: .emptyTree)
        guard request.oldSize == old.size else { return .conflict(held: old.size) }
        // From size 0 to size 0 this also asks for the root of the empty tree.
        let proof = ConsistencyProof(from: old.size, to: head.size, hashes: request.hashes)
        return proof.holds(oldRoot: old.root, newRoot: head.root) ? .accept(head) : .inconsistent
    }

    /// The HTTP status of the answer.
    public var status: Int {
        switch self {
        case .accept: 200
        case .malformed: 400
        case .untrusted: 403
        case .unknownLog: 404
        case .conflict: 409
        case .inconsistent: 422
        }
    }

    /// The body of an answer that is no cosignature: the held size after a conflict, nothing otherwise.
    public var body: String { if case .conflict(let held) = self { "\(held)\n" } else { "" } }

    /// The content type of `body`; `nil` where it is empty.
    public var contentType: String? { if case .conflict = self { "text/x.tlog.size" } else { nil } }
}
