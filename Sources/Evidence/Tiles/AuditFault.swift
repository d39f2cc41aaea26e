/// What does not hold in a published log.
public enum AuditFault: Hashable, Sendable {
    /// A resource that the size requires is not there.
    case missing(TileAddress)
    /// A resource is not of its form or not of its width.
    case malformed(TileAddress)
    /// An entry does not hash to its leaf.
    case entryDiffers(Int)
    /// A tile above the leaves does not hold what the tiles below it hash to, from this slot on.
    case tileDiffers(TileAddress, slot: Int)
    /// Neither entries nor hashes of the leaves from this index on can be read: nothing above can be computed.
    case rootNotComputed(from: Int)
    /// The leaves come to another root than the checkpoint's.
    case rootDiffers(computed: Hash256)
    /// There is no checkpoint, or the policy does not accept it.
    case checkpoint(PolicyFault?)

    /// Stable code.
    public var code: String { text.code }
    /// What does not hold, in Chinese.
    public var chinese: String { text.chinese }
    /// The same in English.
    public var english: String { text.english }
    /// The place in the log it concerns: a path, an index, a hash.
    public var place: String {
        switch self {
        case .missing(let address), .malformed(let address): address.path
        case .tileDiffers(let address, let slot): "\(address.path)#\(slot)"
        case .entryDiffers(let index), .rootNotComputed(let index): String(index)
        case .rootDiffers(let root): root.base64
        case .checkpoint: "checkpoint"
        }
    }

    private var text: (code: String, chinese: String, english: String) {
        switch self {
        case .missing: ("GL-E-0201", "日志缺少这个文件", "The log lacks this file")
        case .malformed: ("GL-E-0202", "日志的这个文件格式或长度不对", "This file of the log has a wrong form or length")
        case .entryDiffers:
            ("GL-E-0203", "这条日志条目与它的叶子摘要不符，条目被改动过", "This entry does not hash to its leaf: it was changed")
        case .tileDiffers:
            ("GL-E-0204", "这个哈希块与下层算出的不符", "This tile does not hold what the level below hashes to")
        case .rootNotComputed:
            ("GL-E-0205", "从这条起条目和叶子摘要都读不到，无法计算树根", "No entries or leaf hashes from here on: no root to compute")
        case .rootDiffers:
            ("GL-E-0206", "算出的树根与检查点不符", "The leaves come to another root than the checkpoint's")
        case .checkpoint:
            ("GL-E-0207", "没有可信的检查点：缺失、签名不对或见证不足", "No trusted checkpoint: missing, badly signed, or too few witnesses")
        }
    }
}

extension LogAudit {
    /// Audits a log by what its source holds, at the size of its own checkpoint.
    ///
    /// - Parameter entry: called for each entry that hashes to its leaf, with its index.
    /// - Returns: the faults; empty when all of the log comes to the root that the policy accepts.
    /// - Throws: what reading throws.
    public static func faults<Failure: Error>(
        of source: LogSource<Failure>, under policy: WitnessPolicy, entry: (Int, [UInt8]) -> Void = { _, _ in }
    ) throws(Failure) -> [AuditFault] {
        guard let bytes = try source.bytes(at: "checkpoint"), let signed = try? SignedCheckpoint(unverified: bytes)
        else { return [.checkpoint(nil)] }
        do throws(PolicyFault) { _ = try policy.cosigners(of: signed) } catch { return [.checkpoint(error)] }
        return try faults(of: source, at: signed.checkpoint.head, entry: entry)
    }

    /// Audits a log by what its source holds, at a size and root already trusted.
    ///
    /// - Parameter entry: called for each entry that hashes to its leaf, with its index.
    /// - Throws: what reading throws.
    public static func faults<Failure: Error>(
        of source: LogSource<Failure>, at head: TreeHead, entry: (Int, [UInt8]) -> Void = { _, _ in }
    ) throws(Failure) -> [AuditFault] {
        var audit = LogAudit(of: head)
        while let address = audit.next {
            audit.take(try source.bytes(at: address), entry: entry)
        }
        return audit.faults
    }
}
