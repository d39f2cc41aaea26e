import Custody
import Operations
import Rules

/// What stands below the tables: codes to act on, signatures, changes.
extension BureauReportPage {
    /// What somebody has to act on, code by code.
    var listed: String {
        guard !report.listed.isEmpty else { return "" }
        let rows = report.listed.map { entry -> [String] in
            let isMass = BureauFigure(name: entry.figure)?.subject.isMass ?? false
            return [
                wording.name(ofKey: entry.figure), wording.county(entry.county), entry.code,
                isMass ? "\(Grams(entry.amount).tonnesText) t" : "",
            ]
        }
        return list(
            text("附 需要处理的联单、批次与计划", "Annex: manifests, batches and plans to act on"),
            [text("事项", "Matter"), text("区划", "County"), text("编号", "Code"), text("数量", "Mass")], rows)
    }

    /// Three lines to sign on and the day of issue.
    var signatures: String {
        let issued = frozen?.issued
        let lines = [
            (text("单位负责人", "Head of the bureau"), issued?.approvedBy ?? ""),
            (text("审核人", "Reviewed by"), ""), (text("制表人", "Compiled by"), issued?.compiledBy ?? ""),
            (text("报出日期", "Issued on"), issued.map { wording.day($0.issuedAt) } ?? ""),
        ]
        let items = lines.map { "<div><dt>\($0.0)</dt><dd>\(escaped($0.1))</dd></div>" }
        let digest = frozen.map {
            "<p class=\"digest\">\(text("记录", "Record")) \(escaped($0.record)) · SHA-256 \(escaped($0.digest))</p>"
        }
        let rounding = text(
            "质量按克记账，表中吨数保留三位小数，四舍六入五成双；合计由克数求和后修约。",
            "Masses are kept in grams; tonnes are rounded half to even to three decimals, totals after summing grams.")
        return "<dl class=\"signatures\">\(items.joined())</dl><p class=\"digest\">\(rounding)</p>\(digest ?? "")"
    }

    /// What the version says of the one before, and what became known since it was issued.
    var changes: String {
        guard let issued = frozen?.issued else { return "" }
        var parts = ""
        if let before = issued.supersedes {
            let title = text("与前一版 \(before) 的差异", "Differences from \(before)")
            parts += "<h2>\(escaped(title))</h2><p>\(text("重新报出原因：", "Reason: "))\(escaped(issued.reason))</p>"
            parts += tables(of: issued.changes, frozenHead: text("前一版", "before"), nowHead: text("本版", "this version"))
        }
        parts += "<h2>\(text("期后变更", "Changes after issue"))</h2>"
        parts += tables(of: later, frozenHead: text("报出数", "as issued"), nowHead: text("现数", "now"))
        return "<section class=\"changes\">\(parts)</section>"
    }

    private func tables(of changes: LaterChanges?, frozenHead: String, nowHead: String) -> String {
        guard let changes, !changes.isEmpty else {
            return "<p>\(text("没有：报出之后，台账没有改变本期数字的新记录。", "None: no record since has touched the period."))</p>"
        }
        let differences = changes.differences.map { difference -> [String] in
            let isMass = BureauFigure(name: difference.figure)?.subject.isMass ?? false
            let shown = { (value: Int64) in isMass ? "\(Grams(value).tonnesText) t" : String(value) }
            let change = difference.now - difference.frozen
            return [
                difference.county.isEmpty ? text("合计", "Total") : wording.county(difference.county),
                wording.name(ofKey: difference.figure), shown(difference.frozen), shown(difference.now),
                (change > 0 ? "+" : "") + shown(change),
            ]
        }
        let records = changes.records.map {
            [
                wording.moment($0.occurredAt), wording.fact($0.kind), $0.subject, wording.moment($0.recordedAt), $0.id,
            ]
        }
        return list(
            text("数字变动", "Figures that differ"),
            [text("区划", "County"), text("指标", "Figure"), frozenHead, nowHead, text("增减", "change")], differences)
            + list(
                text("补录的记录", "Records that came later"),
                [
                    text("发生时间", "happened"), text("事项", "fact"), text("对象", "subject"), text("录入时间", "recorded"),
                    text("记录", "record"),
                ], records)
    }

    private func list(_ title: String, _ heads: [String], _ rows: [[String]]) -> String {
        let head = heads.map { "<th>\(escaped($0))</th>" }.joined()
        let body = rows.map { "<tr>" + $0.map { "<td>\(escaped($0))</td>" }.joined() + "</tr>" }.joined()
        return """
            <section><table class="list"><thead><tr class="bar"><td colspan="\(heads.count)"><div>
            <b>\(escaped(title))</b><span>\(escaped(number))</span></div></td></tr><tr>\(head)</tr></thead>
            <tbody>\(body)</tbody></table></section>
            """
    }

    /// One stylesheet for screen and paper; colours keep 4.5:1 and are never alone.
    static let style = """
        @page { size: A4 landscape; margin: 12mm 12mm 15mm; font-size: 8pt; color: #4B5563;
          font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #F1F3F5; color: #1F2933;
          font: 14px/1.5 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
        main { max-width: 1360px; margin: 24px auto; padding: 32px 40px; background: #fff; border: 1px solid #D5DBE1; }
        .switch { float: right; margin: 0; }
        h1 { margin: 0; text-align: center; font-size: 26px; letter-spacing: .08em; }
        h2 { margin: 24px 0 4px; font-size: 16px; break-after: avoid; }
        .period { margin: 4px 0 16px; text-align: center; font-size: 16px; }
        header dl { display: flex; justify-content: space-between; margin: 0 0 8px; }
        dt, dd { display: inline; margin: 0; }
        dt { color: #4B5563; } dt::after { content: "："; } :lang(en) dt::after { content: ": "; }
        .notice { margin: 8px 0; padding: 8px 16px; border: 2px solid #9A3B00; background: #FFE8D9; color: #7A2E00;
          font-weight: bold; }
        .cards { display: flex; margin: 0 0 16px; padding: 0; list-style: none; border: 1px solid #9AA5B1; }
        .cards li { flex: 1; padding: 8px 12px; border-left: 1px solid #D5DBE1; white-space: nowrap; }
        .cards li:first-child { border-left: 0; }
        .cards span { display: block; color: #4B5563; font-size: 13px; }
        .cards b { font-size: 20px; font-variant-numeric: tabular-nums; }
        table { width: 100%; margin: 0 0 20px; border-collapse: collapse; font-size: 13px; }
        th, td { padding: 3px 6px; border: 1px solid #9AA5B1; }
        thead th { background: #EDF1F5; font-weight: 600; text-align: center; }
        tbody th { font-weight: normal; text-align: left; white-space: nowrap; }
        tbody td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .list tbody td { text-align: left; }
        tr { break-inside: avoid; } thead { display: table-header-group; }
        .bar td { padding: 4px 0; border: 0; }
        .bar div { display: flex; justify-content: space-between; }
        .total th, .total td { font-weight: bold; border-bottom: 2px solid #3B4758; }
        .sum { background: #F7F9FB; font-weight: 600; }
        .zero { color: #6B7785; font-weight: normal; }
        .signatures { display: flex; gap: 32px; margin: 28px 0 12px; break-inside: avoid; }
        .signatures div { flex: 1; border-bottom: 1px solid #1F2933; padding-bottom: 2px; white-space: nowrap; }
        .digest { margin: 0; font-size: 11px; color: #4B5563; overflow-wrap: anywhere; }
        @media print {
          body { background: #fff; font-size: 9pt; line-height: 1.35; } .switch { display: none; }
          main { max-width: none; margin: 0; padding: 0 1px; border: 0; }
          table { font-size: 8pt; margin-bottom: 3mm; } th, td { padding: .7pt 3pt; } .bar td { padding: 2pt 0; }
          h1 { font-size: 16pt; } .period { margin: 1mm 0 2mm; font-size: 11pt; }
          .cards { margin-bottom: 3mm; } .cards li { padding: 1mm 3mm; }
          .cards b { font-size: 12pt; } .cards span { font-size: 8pt; } .signatures { margin: 6mm 0 3mm; }
          section { break-inside: avoid; } .changes { break-inside: auto; }
          * { print-color-adjust: exact; }
        }
        """
}
