/// Something in a dossier that does not hold.
public struct DossierFault: Hashable, Sendable {
    /// The closed list of faults.
    public enum Kind: String, Sendable, CaseIterable {
        case manifestUnreadable, fileMissing, fileUnlisted, fileChanged, fileNameForeign
        case policyUnreadable, checkpointUnreadable, checkpointUntrusted, quorumNotMet
        case recordMissing, recordNotCanonical, recordOfAnotherId, recordChanged
        case entryMissing, entryUnreadable, kindUnknown, kindDiffers
        case proofMissing, proofUnreadable, proofOfAnotherCheckpoint, notInLog
        case disclosureUnreadable, disclosureForeign, disclosureErased
        case streamEmpty, numberMissing, numberRepeated, numberBeyondCount
        case logDiffers
    }

    /// Which.
    public let kind: Kind
    /// The id of the record it concerns; `nil` when it concerns the dossier as a whole.
    public let record: String?
    /// The file, stream or place in the log.
    public let subject: String
    /// Figures that explain it, in no language.
    public let detail: String

    init(_ kind: Kind, record: String? = nil, _ subject: String, _ detail: String = "") {
        self.kind = kind
        self.record = record
        self.subject = subject
        self.detail = detail
    }
}

extension DossierFault.Kind {
    /// Stable code.
    public var code: String { text.code }
    /// What does not hold, in Chinese.
    public var chinese: String { text.chinese }
    /// The same in English.
    public var english: String { text.english }
    /// The rule it comes from.
    public var clause: String { text.clause }

    private var text: (code: String, clause: String, chinese: String, english: String) {
        switch self {
        case .manifestUnreadable:
            ("GL-E-0101", "evidence.md §4.7", "档案目录 manifest.json 缺失或读不懂", "The manifest is missing or unreadable")
        case .fileMissing: ("GL-E-0102", "evidence.md §4.7", "目录列出的文件不在档案里", "A listed file is not in the dossier")
        case .fileUnlisted: ("GL-E-0103", "evidence.md §4.7", "档案里有目录没有列出的文件", "The manifest does not list this file")
        case .fileChanged:
            ("GL-E-0104", "evidence.md §4.7", "文件与目录中的摘要不符，被改动过", "The file differs from its digest in the manifest")
        case .fileNameForeign: ("GL-E-0105", "evidence.md §4.7", "档案里不应有这样的文件名", "No file of a dossier has such a name")
        case .policyUnreadable: ("GL-E-0111", "C2SP tlog-policy", "信任策略缺失或读不懂", "The policy is missing or unreadable")
        case .checkpointUnreadable:
            ("GL-E-0112", "C2SP tlog-checkpoint", "检查点缺失或读不懂", "The checkpoint is missing or unreadable")
        case .checkpointUntrusted:
            (
                "GL-E-0113", "C2SP signed-note", "检查点不是可信日志签的，或签名不对",
                "No trusted log signed the checkpoint, or a signature fails"
            )
        case .quorumNotMet:
            ("GL-E-0114", "C2SP tlog-policy", "见证方签名不足，等待见证", "Too few witnesses cosigned the checkpoint")
        case .recordMissing: ("GL-E-0121", "evidence.md §4.1", "缺少记录正文", "The record itself is missing")
        case .recordNotCanonical: ("GL-E-0122", "RFC 8785", "记录不是规范 JSON", "The record is not canonical JSON")
        case .recordOfAnotherId:
            ("GL-E-0123", "evidence.md §4.1", "记录里的编号与文件名不同", "The record has another id than its file")
        case .recordChanged:
            ("GL-E-0124", "evidence.md §4.1", "记录与日志条目中的摘要不符，被改动过", "The record differs from its digest in the entry")
        case .entryMissing: ("GL-E-0125", "evidence.md §4.1", "缺少日志条目", "The leaf entry is missing")
        case .entryUnreadable: ("GL-E-0126", "evidence.md §4.1", "日志条目读不懂", "The leaf entry is unreadable")
        case .kindUnknown:
            ("GL-E-0127", "evidence.md §4.2", "不认识这种记录，请用新版本程序核验", "The kind is unknown: verify with a newer program")
        case .kindDiffers: ("GL-E-0128", "evidence.md §4.1", "记录与条目的种类不同", "Record and entry are of different kinds")
        case .proofMissing: ("GL-E-0131", "C2SP tlog-proof", "缺少入账证明", "The proof is missing")
        case .proofUnreadable: ("GL-E-0132", "C2SP tlog-proof", "入账证明读不懂", "The proof is unreadable")
        case .proofOfAnotherCheckpoint:
            ("GL-E-0133", "evidence.md §4.7", "证明所依的检查点不是档案的检查点", "The proof is against another checkpoint")
        case .notInLog:
            ("GL-E-0134", "RFC 6962 §2.1.1", "证明不成立：日志里没有这个条目", "The proof fails: the log has no such entry there")
        case .disclosureUnreadable: ("GL-E-0141", "RFC 9901 §4.2", "披露内容读不懂", "The disclosure is unreadable")
        case .disclosureForeign:
            ("GL-E-0142", "RFC 9901 §7.1", "披露内容不属于这条记录", "The disclosure is not one of this record")
        case .disclosureErased:
            ("GL-E-0143", "evidence.md §4.11", "日志记着这项内容已删除，档案里却还有", "The log says it was erased, and here it is")
        case .streamEmpty: ("GL-E-0151", "evidence.md §4.7", "档案没有声明任何批次", "The dossier names no batch")
        case .numberMissing:
            ("GL-E-0152", "evidence.md §4.7", "该批次缺少这些序号的记录", "Records with these numbers of the batch are missing")
        case .numberRepeated:
            ("GL-E-0153", "evidence.md §4.7", "该批次的序号重复", "A number of the batch stands twice")
        case .numberBeyondCount:
            ("GL-E-0154", "evidence.md §4.7", "该批次有超出所报条数的记录", "The batch has records beyond the count stated")
        case .logDiffers:
            ("GL-E-0155", "evidence.md §4.7", "所给的日志与档案的检查点不符", "The log given does not come to the checkpoint")
        }
    }
}
