public import Operations

/// What can be printed of an object, besides a bureau report.
public enum PrintKind: String, CaseIterable, Sendable {
    /// Sampling label 样品标签.
    case label
    /// Batch tag 批次标识牌.
    case tag
    /// Bin sign 仓号牌.
    case sign
    /// Weigh ticket 检斤单.
    case ticket
    /// Transport manifest 转移联单, five copies.
    case manifest
    /// Safe-use undertaking 安全使用承诺书.
    case undertaking
    /// Test report 检验报告.
    case report
    /// Custody dossier 监管卷宗.
    case dossier

    /// What it is a print of: who may read the object may print it.
    public var resource: Resource {
        switch self {
        case .label: .samples
        case .tag, .dossier: .batches
        case .sign: .bins
        case .ticket: .weighings
        case .manifest, .undertaking: .manifests
        case .report: .reports
        }
    }
}
