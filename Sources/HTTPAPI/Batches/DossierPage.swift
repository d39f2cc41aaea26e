import Custody
import Hummingbird
import Operations
import Rules

/// The dossier of a batch as one printable page, Chinese and English.
struct DossierPage {
    private let dossier: Dossier

    init(_ dossier: Dossier) { self.dossier = dossier }

    /// The page; it needs no script, and no style from elsewhere.
    var response: Response { PageAnswer.response(html) }

    var html: String {
        let batch = dossier.batch
        return """
            <!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>\(escaped(batch.code.text))</title>
            <style>
            body { font: 14px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2em auto; max-width: 60em; }
            table { border-collapse: collapse; width: 100%; margin: 0 0 1.5em; }
            th, td { border: 1px solid #999; padding: .2em .5em; text-align: left; vertical-align: top; }
            .mass { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            h2 { font-size: 1.1em; break-after: avoid; } tr { break-inside: avoid; }
            @page { size: A4; margin: 20mm; }
            </style>
            <h1>监管卷宗 Custody dossier · \(escaped(batch.code.text))</h1>
            <p>等级 class <b>\(batch.grainClass.rawValue)</b> · 库点 granary \(escaped(batch.granary.text)) ·
            产生 made \(batch.createdAt.rfc3339) · 来源 origin \(batch.origin)</p>
            \(balance)\(sources)\(maskedAncestors)\(tests)\(history)\(movements)\(trips)\(disposals)\(findings)</html>
            """
    }

    private var balance: String {
        let rows = dossier.batch.ledger.filter { $0.value != .zero }.sorted { $0.key.rawValue < $1.key.rawValue }
        return table(
            "物料平衡 Mass balance (residual \(dossier.batch.residual.value) g)", ["去处 place", "公斤 kg"],
            rows.map { [$0.key.rawValue, kilograms($0.value)] })
    }

    private var sources: String {
        table(
            "来源 Sources", ["批次 batch", "地块 parcel", "公斤 kg"],
            ([dossier.batch] + dossier.ancestors).flatMap { batch in
                batch.sources.sorted { $0.key < $1.key }.map { [batch.code.text, $0.key.text, kilograms($0.value)] }
            })
    }

    /// What others hold the book for shows its class and grams; the numbers stand in the balance as `from:#1`.
    private var maskedAncestors: String {
        guard !dossier.maskedAncestors.isEmpty else { return "" }
        return table(
            "他方批次 Batches of others", ["代号 pseudonym", "代 generation", "等级 class", "进 in kg", "存 stock kg"],
            dossier.maskedAncestors.map {
                [
                    $0.batch, "\($0.generation)", $0.grainClass, kilograms(Grams($0.intakeGrams)),
                    kilograms(Grams($0.stockGrams)),
                ]
            })
    }

    private var tests: String {
        let bySample = Dictionary(grouping: dossier.reports, by: \.sample)
        return table(
            "检验 Tests", ["样品 sample", "采样 collected", "报告 reports", "判定 verdict"],
            dossier.samples.map { sample in
                let lines = (bySample[sample.code] ?? []).map { report in
                    let values = report.lines.map { "\($0.item.rawValue) \($0.value)" }.joined(separator: ", ")
                    let state = report.supersededBy.map { "（已被替代 superseded by \($0)）" } ?? ""
                    return "\(report.code) (\(report.edition)): \(values)\(state)"
                }
                return [
                    sample.code.text, sample.collectedAt.rfc3339, lines.joined(separator: "; "),
                    sample.state == .refused ? "拒收 refused" : sample.verdict.text,
                ]
            })
    }

    private var history: String {
        table(
            "等级变化 Class history", ["时间 time", "等级 class", "依据 because"],
            dossier.batch.history.map { [$0.at.rfc3339, $0.grainClass.rawValue, $0.because] })
    }

    private var movements: String {
        table(
            "移动 Movements", ["时间 time", "事实 fact", "地方 place", "公斤 kg"],
            dossier.movements.map { [$0.occurredAt, $0.kind, $0.place, kilograms(Grams($0.grams))] })
    }

    private var trips: String {
        table(
            "联单 Manifests", ["联单 manifest", "接收 consignee", "状态 state", "装 loaded kg", "收 received kg", "四项 papers"],
            dossier.manifests.map {
                [
                    $0.code.text, $0.consignee.text, $0.state.rawValue, kilograms($0.loadedGrams),
                    $0.receivedGrams.map { kilograms($0) } ?? "--",
                    $0.papers.areComplete ? "齐 complete" : "不齐 incomplete",
                ]
            })
    }

    private var disposals: String {
        table(
            "处置 Disposal",
            ["计划 plan", "类别 use class", "企业 facility", "收 received kg", "加工 processed kg", "证明 certificate"],
            dossier.disposals.map {
                [
                    $0.code.text, "\($0.useClass)", $0.facility.text, kilograms($0.receivedGrams),
                    kilograms($0.processedGrams), $0.certificate ?? "--",
                ]
            })
    }

    private var findings: String {
        table(
            "发现 Findings", ["编号 code", "程度 severity", "对象 subject", "说明 detail"],
            dossier.findings.map { finding in
                let words = Finding.Kind.allCases.first { $0.code == finding.code }.map {
                    "\($0.chinese) \($0.english)"
                }
                return [finding.code, finding.severity, finding.subject, "\(words ?? "") \(finding.detail)"]
            })
    }

    private func table(_ title: String, _ heads: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "<h2>\(escaped(title))</h2><p>无 none</p>" }
        let head = heads.map { "<th>\(escaped($0))</th>" }.joined()
        let body = rows.map { row in
            "<tr>"
                + zip(row, heads).map { cell, head in
                    "<td\(head.hasSuffix("kg") ? " class=\"mass\"" : "")>\(escaped(cell))</td>"
                }.joined() + "</tr>"
        }
        return "<h2>\(escaped(title))</h2><table><thead><tr>\(head)</tr></thead><tbody>\(body.joined())</tbody></table>"
    }

    /// Kilograms with three decimals, exact.
    private func kilograms(_ grams: Grams) -> String {
        let size = grams.value.magnitude
        let rest = String(size % 1000)
        let decimals = String(repeating: "0", count: 3 - rest.utf8.count) + rest
        return "\(grams.value < 0 ? "−" : "")\(size / 1000).\(decimals)"
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
