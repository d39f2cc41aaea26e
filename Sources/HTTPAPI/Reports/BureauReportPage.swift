public import Custody
public import Operations
import Rules

/// A bureau report as a page to read and to print: A4 landscape, no script, nothing from elsewhere.
public struct BureauReportPage {
    let report: BureauReport
    let frozen: FrozenReport?
    let later: LaterChanges?
    let wording: ReportWording

    /// The page of a preview.
    public init(preview report: BureauReport, language: ReportLanguage) {
        self.report = report
        frozen = nil
        later = nil
        wording = ReportWording(language: language)
    }

    /// The page of an issued report.
    ///
    /// - Parameter later: what became known since it was issued.
    public init(_ frozen: FrozenReport, later: LaterChanges, language: ReportLanguage) {
        report = frozen.issued.report
        self.frozen = frozen
        self.later = later
        wording = ReportWording(language: language)
    }

    /// The page.
    public var html: String {
        """
        <!doctype html>
        <html lang="\(text("zh-CN", "en"))">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>\(escaped("\(number) \(title)"))</title>
        <style>\(Self.style)
        @page { @bottom-left { content: "\(escaped(number))"; }
        @bottom-right { content: \(text("\"第 \" counter(page) \" 页 共 \" counter(pages) \" 页\"", "\"page \" counter(page) \" of \" counter(pages)")); } }
        </style></head>
        <body><main>
        \(head)\(notice)\(summary)
        \(BureauReportForm(wording: wording).tables.map(table).joined())
        \(listed)\(signatures)\(changes)
        </main></body></html>
        """
    }

    func text(_ zh: String, _ en: String) -> String { wording.text(zh, en) }
    func escaped(_ text: String) -> String { text.escapedForHTML }

    var number: String { frozen?.issued.code.text ?? text("预览稿", "Preview") }

    private var title: String {
        switch report.period {
        case .month: text("超标粮食监管月报表", "Over-limit grain: monthly report")
        case .earlySeason, .lateSeason: text("超标粮食监管季报表", "Over-limit grain: season report")
        }
    }

    private var head: String {
        let region = wording.region(report.region)
        let other = text("en", "zh")
        return """
            <p class="switch"><a href="?format=html&amp;lang=\(other)">\(text("English", "中文"))</a></p>
            <header><h1>\(title)</h1><p class="period">\(escaped(region)) · \(wording.period(report.period))</p>
            <dl><div><dt>\(text("填报单位", "Filed by"))</dt>
            <dd>\(escaped(text("\(region)粮食和储备局", "Grain and Reserves Bureau, \(region)")))</dd></div>
            <div><dt>\(text("报表编号", "Number"))</dt><dd>\(escaped(number))</dd></div>
            <div><dt>\(text("数据截至", "As of"))</dt><dd>\(wording.moment(cut))</dd></div>
            <div><dt>\(text("计量单位", "Unit of mass"))</dt><dd>\(text("吨", "tonne"))</dd></div></dl></header>
            """
    }

    /// The end of the period, or the date of a report on a running one.
    private var cut: Timestamp { BureauReport.cut(of: report.period, asOf: report.asOf) }

    private var notice: String {
        guard let issued = frozen?.issued else {
            return """
                <p class="notice">\(text("预览稿：未编号、未报出，数字随台账变动。",
                "Preview: no number, not issued; the figures follow the book."))</p>
                """
        }
        guard let next = issued.supersededBy else { return "" }
        let words = text("本版已由 \(next) 替代，仅供查考。", "Superseded by \(next); kept for reference.")
        return "<p class=\"notice\">\(escaped(words))</p>"
    }

    private var summary: String {
        let judged = report.value(.verdicts) - report.value(BureauFigure(.verdicts, .pending))
        let over = overLimit(.verdicts)
        // Tenths of a percent, half up, in whole numbers.
        let share = judged > 0 ? (over * 2000 + judged) / (judged * 2) : 0
        let inStock = [.stockInBinsGrams, .stockInTransitGrams, .stockAtFacilitiesGrams].reduce(0) {
            $0 + overLimit($1)
        }
        let overdue = [.overdueHandovers, .overdueReturns, .grainLyingWrong, .overdueDisposals].reduce(0) {
            $0 + report.value($1)
        }
        let residual = report.value(.balanceResidualGrams) + report.value(.stockResidualGrams)
        let cards = [
            (text("检毕样品", "Samples tested"), "\(report.value(.samplesTested))", text("件", "")),
            (text("超标判定", "Over the limit"), "\(over)", "\(share / 10).\(share % 10) %"),
            (text("入库", "Intake"), tonnes(report.value(.intakeGrams)), "t"),
            (text("期末超标库存", "Over-limit stock at the end"), tonnes(inStock), "t"),
            (text("本期处置", "Disposed of"), tonnes(report.value(.disposedGrams)), "t"),
            (text("期末逾期与待办", "Overdue at the end"), "\(overdue)", text("件", "")),
            (text("差额", "Residual"), tonnes(residual), "t"),
        ]
        let items = cards.map { "<li><span>\($0.0)</span><b>\($0.1)</b> <small>\($0.2)</small></li>" }
        return "<ul class=\"cards\">\(items.joined())</ul>"
    }

    /// Tonnes of grams; a plain zero is told from what rounds to it.
    private func tonnes(_ grams: Int64) -> String { grams == 0 ? "0" : Grams(grams).tonnesText }

    private func overLimit(_ subject: BureauFigure.Subject) -> Int64 {
        [GrainClass.b, .c, .d].reduce(0) { $0 + report.value(BureauFigure(subject, $1)) }
    }

    private func table(_ table: BureauReportForm.Table) -> String {
        let columns = table.groups.flatMap(\.columns)
        let first = "<th rowspan=\"2\" class=\"place\">\(text("区划", "County"))</th>"
        let upper = table.groups.map { group in
            group.head.isEmpty
                ? "<th rowspan=\"2\">\(escaped(group.columns[0].head))</th>"
                : "<th colspan=\"\(group.columns.count)\" class=\"group\">\(escaped(group.head))</th>"
        }
        let lower = table.groups.filter { !$0.head.isEmpty }.flatMap(\.columns).map { "<th>\(escaped($0.head))</th>" }
        let total = row(text("合计", "Total"), report.total, columns, isTotal: true)
        let counties = report.counties.map { row(wording.county($0.county), $0.figures, columns) }
        return """
            <section><table><thead>
            <tr class="bar"><td colspan="\(columns.count + 1)"><div><b>\(escaped(table.title))</b>
            <span>\(escaped(number))</span><span>\(escaped(table.unit))</span></div></td></tr>
            <tr>\(first)\(upper.joined())</tr><tr>\(lower.joined())</tr></thead>
            <tbody>\(total)\(counties.joined())</tbody></table></section>
            """
    }

    private func row(
        _ name: String, _ figures: BureauReport.Figures, _ columns: [BureauReportForm.Column], isTotal: Bool = false
    ) -> String {
        let cells = columns.map { column in
            let value = column.figures.reduce(Int64(0)) { $0 + (figures[$1.name] ?? 0) }
            let shown = column.isMass ? tonnes(value) : String(value)
            let kinds = [value == 0 ? "zero" : nil, column.isSum ? "sum" : nil].compactMap { $0 }
            return "<td\(kinds.isEmpty ? "" : " class=\"\(kinds.joined(separator: " "))\"")>\(shown)</td>"
        }
        return "<tr\(isTotal ? " class=\"total\"" : "")><th scope=\"row\">\(escaped(name))</th>\(cells.joined())</tr>"
    }
}
