public import Evidence
public import Operations

/// What an examination of the database finds beyond what the published log shows.
enum LogFault {
    case recordWithoutLeaf(String)
    case recordDiffers(String?, index: Int64?)
    case entryUnreadable(String?, index: Int64?, EntryFault)
    case kindUnknown(String?, index: Int64?, String)
    case leafMissing(Int64)
    case checkpointDiffers(Int)
    case stateBehind(Int)
    case streamGap(batch: String, StreamGap, records: String)

    var finding: LogFinding {
        switch self {
        case .recordWithoutLeaf(let id):
            LogFinding(
                code: "GL-E-0301", record: id, place: "leaf", zh: "这条记录在日志里没有叶子",
                en: "This record has no leaf in the log")
        case .recordDiffers(let id, let index):
            LogFinding(
                code: "GL-E-0302", record: id, place: Self.place(index), zh: "记录与它的叶子里的摘要或种类不符，二者之一被改动过",
                en: "The record is not the one its leaf was made of: one of them was changed")
        case .entryUnreadable(let id, let index, let fault):
            LogFinding(
                code: "GL-E-0303", record: id, place: "\(Self.place(index)) \(fault.place)", zh: "这条日志条目读不懂",
                en: "This entry of the log cannot be read")
        case .kindUnknown(let id, let index, let kind):
            LogFinding(
                code: "GL-E-0304", record: id, place: "\(Self.place(index)) \(kind)", zh: "不认识这种记录",
                en: "A kind of record this program does not know")
        case .leafMissing(let index):
            LogFinding(
                code: "GL-E-0305", record: nil, place: "\(index)", zh: "日志的这一位置没有条目，被删除了",
                en: "No entry stands at this place of the log: it was deleted")
        case .checkpointDiffers(let size):
            LogFinding(
                code: "GL-E-0306", record: nil, place: "checkpoint \(size)", zh: "已公布的检查点不是这棵树的",
                en: "A published checkpoint is not of this tree")
        case .stateBehind(let size):
            LogFinding(
                code: "GL-E-0307", record: nil, place: "checkpoint \(size)", zh: "数据库里的树比公布过的小",
                en: "The database has a smaller tree than was published")
        case .streamGap(let batch, let gap, let records):
            LogFinding(
                code: "GL-E-0308", record: records.isEmpty ? nil : records,
                place: "\(batch) \(gap.numbers.lowerBound)–\(gap.numbers.upperBound)",
                zh: "批次的记录编号不连续或重复", en: "The records of a batch are not numbered 1, 2, 3 …")
        }
    }

    private static func place(_ index: Int64?) -> String { index.map { "\($0)" } ?? "pending" }
}

extension LogFinding {
    /// A fault of the published form, with the record it concerns where that is known.
    public init(_ fault: AuditFault, record: String? = nil) {
        self.init(code: fault.code, record: record, place: fault.place, zh: fault.chinese, en: fault.english)
    }

    /// What is wrong with an entry whose hash is right; `nil` when nothing is.
    public init?(entry bytes: [UInt8], at index: Int, kinds: Set<String>) {
        do throws(EntryFault) {
            let entry = try LeafEntry(bytes)
            guard !kinds.contains(entry.kind) else { return nil }
            self = LogFault.kindUnknown(nil, index: Int64(index), entry.kind).finding
        } catch {
            self = LogFault.entryUnreadable(nil, index: Int64(index), error).finding
        }
    }
}
