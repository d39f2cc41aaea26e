import Custody
import Rules

/// The tables of the printed report: which figures stand side by side, under which heads.
struct BureauReportForm {
    /// One column; it shows the sum of its figures.
    struct Column {
        let head: String
        let figures: [BureauFigure]
        var isSum = false
        var isMass: Bool { figures.first?.subject.isMass ?? false }
    }
    /// Columns under one head; a group of one column needs no head of its own.
    struct Group {
        let head: String
        let columns: [Column]
    }
    /// One table.
    struct Table {
        let title: String
        let unit: String
        let groups: [Group]
    }

    let wording: ReportWording

    /// All tables, in the order of the form.
    var tables: [Table] { [tests, balance, stock, trips, disposal, oversight] }

    private func text(_ zh: String, _ en: String) -> String { wording.text(zh, en) }
    private var tonnes: String { text("计量单位：吨", "Unit: tonne") }
    private var pieces: String { text("计量单位：件", "Unit: piece") }

    private func column(_ zh: String, _ en: String, _ subject: BureauFigure.Subject, isSum: Bool = false) -> Column {
        Column(head: text(zh, en), figures: BureauFigure.all.filter { $0.subject == subject }, isSum: isSum)
    }

    private func classHead(_ grainClass: GrainClass) -> String {
        switch grainClass {
        case .a: "✔ A"
        case .b: "▲ B"
        case .c: "◆ C"
        case .d: "■ D"
        case .pending: "○ \(text("待检", "open"))"
        }
    }

    private func byClass(_ zh: String, _ en: String, _ subject: BureauFigure.Subject) -> Group {
        let classes = GrainClass.allCases.map {
            Column(head: classHead($0), figures: [BureauFigure(subject, $0)])
        }
        return Group(head: text(zh, en), columns: classes + [column("小计", "sum", subject, isSum: true)])
    }

    private var tests: Table {
        Table(
            title: text("表一 采样与检验", "Table 1 Sampling and tests"), unit: pieces,
            groups: [
                Group(
                    head: text("样品", "Samples"),
                    columns: [
                        column("采样", "collected", .samplesCollected), column("收样", "received", .samplesReceived),
                        column("拒收", "refused", .samplesRefused), column("快检", "screened", .samplesScreened),
                        column("检毕", "tested", .samplesTested),
                    ]),
                Group(
                    head: text("报告", "Reports"),
                    columns: [
                        column("出具", "issued", .reportsIssued), column("更正", "superseded", .reportsSuperseded),
                    ]),
                Group(
                    head: text("检测批", "Test runs"),
                    columns: [column("全部", "all", .runsMeasured), column("作废", "void", .runsVoid)]),
                byClass("判定（含复检）", "Verdicts (with re-inspections)", .verdicts),
                Group(
                    head: text("复检", "Re-inspections"),
                    columns: [
                        column("申请", "applied", .reinspectionsApplied),
                        column("结果", "reported", .reinspectionsReported),
                    ]),
            ])
    }

    private var balance: Table {
        Table(
            title: text("表二 收支存平衡", "Table 2 Balance of grain"), unit: tonnes,
            groups: [
                Group(head: "", columns: [column("期初结存", "Opening stock", .openingStockGrams)]),
                byClass("入库（按入库时等级）", "Intake (class at the gate)", .intakeGrams),
                Group(head: "", columns: [column("调入", "In", .transferredInGrams)]),
                Group(
                    head: text("减少", "Out"),
                    columns: [
                        column("调出", "transfer", .transferredOutGrams), column("销售", "sold", .soldGrams),
                        column("处置", "disposed", .disposedGrams), column("损耗", "losses", .lossGrams),
                        column("扦样", "samples", .sampledGrams), column("收发差异", "difference", .differenceGrams),
                    ]),
                Group(head: "", columns: [column("期末结存", "Closing stock", .closingStockGrams, isSum: true)]),
                Group(head: "", columns: [column("差额", "Residual", .balanceResidualGrams)]),
            ])
    }

    private var stock: Table {
        Table(
            title: text("表三 期末库存（按等级）", "Table 3 Stock at the end, by class"), unit: tonnes,
            groups: [
                byClass("在仓", "In bins", .stockInBinsGrams),
                byClass("在途", "In transit", .stockInTransitGrams),
                byClass("在厂待处置", "At facilities", .stockAtFacilitiesGrams),
                Group(head: "", columns: [column("账实差额", "Residual", .stockResidualGrams)]),
            ])
    }

    private var trips: Table {
        func pair(_ zh: String, _ en: String, _ count: BureauFigure.Subject, _ mass: BureauFigure.Subject) -> Group {
            Group(head: text(zh, en), columns: [column("车次", "trips", count), column("吨", "t", mass)])
        }
        return Table(
            title: text("表四 转移联单", "Table 4 Manifests"), unit: text("计量单位：车次、吨", "Units: trip, tonne"),
            groups: [
                pair("发运", "Dispatched", .tripsDispatched, .dispatchedGrams),
                pair("签收", "Received", .tripsReceived, .receivedGrams),
                pair("拒收退回", "Returned", .tripsReturned, .returnedGrams),
                pair(
                    "超过允许差", "Beyond tolerance", .differencesBeyondTolerance, .differencesBeyondToleranceGrams),
            ])
    }

    private var disposal: Table {
        let words = [
            text("第1类 处理后食用", "1 food after treatment"), text("第2类 饲料", "2 feed"),
            text("第3类 非食用工业", "3 non-food industry"), text("第4类 无害化处置", "4 harmless disposal"),
        ]
        let classes = zip(UseClass.allCases, words).map { use, word in
            Group(
                head: word,
                columns: [
                    (text("产品", "product"), BureauFigure.Subject.productGrams),
                    (text("残渣", "residue"), .residueGrams), (text("损耗", "loss"), .processLossGrams),
                ].map { Column(head: $0.0, figures: [BureauFigure($0.1, useClass: use.rawValue)]) })
        }
        let sum = Group(
            head: "", columns: [column("处置合计", "Disposed of", .disposedGrams, isSum: true)])
        return Table(
            title: text("表五 处置（按用途类别）", "Table 5 Disposal by use class"), unit: tonnes, groups: classes + [sum])
    }

    private var oversight: Table {
        Table(
            title: text("表六 标识与督办", "Table 6 Tags and oversight"), unit: pieces,
            groups: [
                Group(
                    head: text("超标标识", "Tags"),
                    columns: [
                        column("新增", "opened", .tagsOpened), column("解除", "closed", .tagsClosed),
                        column("期末在管", "open at the end", .tagsOpen),
                    ]),
                Group(
                    head: text("期末逾期与待办", "Overdue at the end"),
                    columns: [
                        column("未签收", "hand-overs", .overdueHandovers),
                        column("拒收未退回", "not back", .overdueReturns),
                        column("仓房不合用途", "wrong bin", .grainLyingWrong),
                        column("差异未说明", "unexplained", .unexplainedDifferences),
                        column("逾期未处置", "disposals", .overdueDisposals),
                    ]),
                Group(
                    head: text("处置证明", "Certificates"),
                    columns: [column("出具", "issued", .disposalsCertified)]),
            ])
    }
}
