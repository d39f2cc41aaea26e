public import Custody
public import Operations
public import Prints
import Rules

extension BureauReportSheet {
    /// An issued report on paper: the same form, wording and figures as its page.
    ///
    /// - Parameter later: what became known since it was issued.
    public init(_ frozen: FrozenReport, later: LaterChanges, language: ReportLanguage, address: String?) {
        let wording = ReportWording(language: language)
        let (issued, report) = (frozen.issued, frozen.issued.report)
        func text(_ zh: String, _ en: String) -> String { wording.text(zh, en) }
        let isMonth = if case .month = report.period { true } else { false }
        let region = wording.region(report.region)
        let figures = SheetFigures(report: report, wording: wording)
        self.init(
            title: text(
                isMonth ? "超标粮食监管月报表" : "超标粮食监管季报表",
                isMonth ? "Monthly report on over-limit grain" : "Season report on over-limit grain"),
            english: text(isMonth ? "Over-limit grain: monthly report" : "Over-limit grain: season report", "超标粮食监管报表"),
            bureau: text("\(region)粮食和储备局", "Grain and Reserves Bureau, \(region)"),
            period: wording.period(report.period),
            number: issued.code.text,
            notice: issued.supersededBy.map { text("本版已由 \($0) 替代，仅供查考。", "Superseded by \($0); kept for reference.") }
                ?? "",
            cards: figures.cards, tables: BureauReportForm(wording: wording).tables.map(figures.table),
            annexes: figures.annexes(issued, later), approvedBy: issued.approvedBy, compiledBy: issued.compiledBy,
            issuedOn: wording.day(issued.issuedAt), record: frozen.record, digest: frozen.digest,
            asOf: BureauReport.cut(of: report.period, asOf: report.asOf), address: address)
    }
}

/// The figures of a report as they stand on paper.
private struct SheetFigures {
    let report: BureauReport
    let wording: ReportWording

    private func text(_ zh: String, _ en: String) -> String { wording.text(zh, en) }
    private func tonnes(_ grams: Int64) -> String { grams == 0 ? "0" : Grams(grams).tonnesText }
    private func isMass(_ figure: String) -> Bool { BureauFigure(name: figure)?.subject.isMass ?? false }
    private func overLimit(_ subject: BureauFigure.Subject) -> Int64 {
        [GrainClass.b, .c, .d].reduce(0) { $0 + report.value(BureauFigure(subject, $1)) }
    }

    var cards: [[String]] {
        let stock = [BureauFigure.Subject.stockInBinsGrams, .stockInTransitGrams, .stockAtFacilitiesGrams]
        let overdue = [BureauFigure.Subject.overdueHandovers, .overdueReturns, .grainLyingWrong, .overdueDisposals]
        let residual = report.value(.balanceResidualGrams) + report.value(.stockResidualGrams)
        return [
            [text("检毕样品", "Samples tested"), "\(report.value(.samplesTested))", text("件", "")],
            [text("超标判定", "Over the limit"), "\(overLimit(.verdicts))", text("件", "")],
            [text("入库", "Intake"), tonnes(report.value(.intakeGrams)), "t"],
            [text("期末超标库存", "Over-limit stock"), tonnes(stock.reduce(0) { $0 + overLimit($1) }), "t"],
            [text("本期处置", "Disposed of"), tonnes(report.value(.disposedGrams)), "t"],
            [text("期末逾期与待办", "Overdue at the end"), "\(overdue.reduce(0) { $0 + report.value($1) })", text("件", "")],
            [text("差额", "Residual"), tonnes(residual), "t"],
        ]
    }

    func table(_ table: BureauReportForm.Table) -> BureauReportSheet.Table {
        let columns = table.groups.flatMap(\.columns)
        func row(_ name: String, _ figures: BureauReport.Figures) -> [String] {
            [name]
                + columns.map { column in
                    let value = column.figures.reduce(Int64(0)) { $0 + (figures[$1.name] ?? 0) }
                    return column.isMass ? tonnes(value) : String(value)
                }
        }
        return .init(
            title: table.title, unit: table.unit,
            groups: table.groups.map { .init(head: $0.head, columns: $0.columns.map(\.head)) },
            rows: [row(text("合计", "Total"), report.total)]
                + report.counties.map { row(wording.county($0.county), $0.figures) })
    }

    func annexes(_ issued: IssuedReport, _ later: LaterChanges) -> [BureauReportSheet.Annex] {
        var annexes: [BureauReportSheet.Annex] = []
        annexes.append(
            .init(
                title: text("附一 需要处理的联单、批次与计划", "Annex 1: manifests, batches and plans to act on"),
                heads: [text("事项", "Matter"), text("区划", "County"), text("编号", "Code"), text("数量", "Mass")],
                rows: report.listed.map {
                    [
                        wording.name(ofKey: $0.figure), wording.county($0.county), $0.code,
                        isMass($0.figure) ? "\(tonnes($0.amount)) t" : "",
                    ]
                }, none: text("没有", "None")))
        if let before = issued.supersedes, let changes = issued.changes {
            annexes.append(
                differences(
                    text(
                        "附二 与前一版 \(before) 的差异（\(issued.reason)）",
                        "Annex 2: differences from \(before) (\(issued.reason))"), changes))
        }
        annexes.append(differences(text("期后变更", "Changes after issue"), later))
        return annexes
    }

    private func differences(_ title: String, _ changes: LaterChanges) -> BureauReportSheet.Annex {
        .init(
            title: title,
            heads: [text("区划", "County"), text("指标", "Figure"), text("报出数", "as issued"), text("现数", "now")],
            rows: changes.differences.map {
                let isMass = isMass($0.figure)
                return [
                    $0.county.isEmpty ? text("合计", "Total") : wording.county($0.county), wording.name(ofKey: $0.figure),
                    isMass ? "\(tonnes($0.frozen)) t" : String($0.frozen),
                    isMass ? "\(tonnes($0.now)) t" : String($0.now),
                ]
            },
            none: text(
                "没有：此后没有改变本期数字的新记录（补录 \(changes.records.count) 条）。",
                "None: no figure has changed since (\(changes.records.count) later records)."))
    }
}
