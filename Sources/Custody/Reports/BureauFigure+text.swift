import Rules

extension BureauFigure {
    /// Chinese name, with its class.
    public var chinese: String {
        switch subject.split {
        case .none: subject.chinese
        case .byClass: "\(subject.chinese)·\(part == GrainClass.pending.rawValue ? "待检" : "\(part)级")"
        case .byUse: "\(subject.chinese)·第\(part)类"
        }
    }

    /// English name, with its class.
    public var english: String {
        switch subject.split {
        case .none: subject.english
        case .byClass: "\(subject.english), \(part == GrainClass.pending.rawValue ? part : "class \(part)")"
        case .byUse: "\(subject.english), use class \(part)"
        }
    }
}

extension BureauFigure.Subject {
    /// Chinese name.
    public var chinese: String { text.zh }
    /// English name.
    public var english: String { text.en }

    private var text: (zh: String, en: String) {
        switch self {
        case .samplesCollected: ("采样", "Samples collected")
        case .samplesReceived: ("收样", "Samples received")
        case .samplesRefused: ("拒收", "Samples refused")
        case .samplesScreened: ("快检", "Samples screened")
        case .samplesTested: ("检毕", "Samples tested")
        case .reportsIssued: ("出具报告", "Reports issued")
        case .reportsSuperseded: ("更正报告", "Reports superseded")
        case .runsMeasured: ("检测批", "Test runs")
        case .runsVoid: ("作废检测批", "Void runs")
        case .verdicts: ("判定", "Verdicts")
        case .reinspectionsApplied: ("复检申请", "Re-inspections applied for")
        case .reinspectionsReported: ("复检结果", "Re-inspections reported")
        case .openingStockGrams: ("期初结存", "Opening stock")
        case .intakeGrams: ("入库", "Intake")
        case .transferredInGrams: ("调入", "Transferred in")
        case .transferredOutGrams: ("调出", "Transferred out")
        case .soldGrams: ("销售", "Sold")
        case .sampledGrams: ("扦样", "Drawn as samples")
        case .lossGrams: ("损耗与减量", "Losses in store")
        case .differenceGrams: ("收发差异", "Weighing differences")
        case .disposedGrams: ("处置", "Disposed of")
        case .closingStockGrams: ("期末结存", "Closing stock")
        case .balanceResidualGrams: ("收支差额", "Residual of the balance")
        case .stockInBinsGrams: ("期末在仓", "Stock in bins")
        case .stockInTransitGrams: ("期末在途", "Stock in transit")
        case .stockAtFacilitiesGrams: ("期末在厂待处置", "Stock at facilities")
        case .stockResidualGrams: ("账实差额", "Residual of ledgers and places")
        case .tripsDispatched: ("发运车次", "Trips dispatched")
        case .dispatchedGrams: ("发运数量", "Dispatched")
        case .tripsReceived: ("签收车次", "Trips received")
        case .receivedGrams: ("签收数量", "Received")
        case .tripsReturned: ("退回车次", "Trips returned")
        case .returnedGrams: ("退回数量", "Returned")
        case .differencesBeyondTolerance: ("超允差车次", "Differences beyond tolerance")
        case .differencesBeyondToleranceGrams: ("超允差数量", "Mass of differences beyond tolerance")
        case .productGrams: ("处置产品", "Products")
        case .residueGrams: ("处置残渣", "Residues")
        case .processLossGrams: ("加工损耗", "Process losses")
        case .disposalsCertified: ("处置证明", "Disposals certified")
        case .tagsOpened: ("新增标识", "Tags opened")
        case .tagsClosed: ("解除标识", "Tags closed")
        case .tagsOpen: ("期末在管标识", "Tags open at the end")
        case .overdueHandovers: ("逾期未签收", "Hand-overs overdue")
        case .overdueReturns: ("拒收未退回", "Refused goods not back")
        case .grainLyingWrong: ("仓房不合用途", "Grain in a wrong bin")
        case .unexplainedDifferences: ("差异未说明（冻结）", "Differences not explained (frozen)")
        case .overdueDisposals: ("逾期未处置", "Disposals overdue")
        }
    }
}
