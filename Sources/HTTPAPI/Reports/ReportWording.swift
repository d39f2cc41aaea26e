import Custody
import Rules

/// The language of a printed report; Chinese is the source (experience.md §0.10).
public enum ReportLanguage: String, Sendable, CaseIterable {
    case zh, en
}

/// The words and numbers of a printed report in one language.
struct ReportWording {
    let language: ReportLanguage

    /// One of two wordings.
    func text(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// Name of a figure.
    func name(_ figure: BureauFigure) -> String { text(figure.chinese, figure.english) }

    /// Name of a figure by the key it has in JSON.
    func name(ofKey key: String) -> String { BureauFigure(name: key).map(name) ?? key }

    /// Name of a region prefix: the regions of the table by name, others by code.
    func region(_ prefix: String) -> String {
        let code = prefix + String(repeating: "0", count: max(0, 6 - prefix.utf8.count))
        return RegionCode(code)?.name ?? prefix
    }

    /// Name of a county; a prefecture's own code stands for what belongs to no county of it.
    func county(_ code: String) -> String {
        guard let known = RegionCode(code) else { return code }
        return (known.name ?? code) + (known.isCounty ? "" : text("本级", " (own)"))
    }

    /// `2025-10` as people say it.
    func period(_ period: ReportPeriod) -> String { text(period.chinese, period.english) }

    /// A day on paper: `2025年10月31日` (experience.md §1.7).
    func day(_ time: Timestamp) -> String {
        let day = time.chinaDate
        return text("\(day.year)年\(day.month)月\(day.day)日", day.description)
    }

    /// A moment to the minute.
    func moment(_ time: Timestamp) -> String {
        "\(time.chinaDate) \(time.rfc3339.dropFirst(11).prefix(5))"
    }

    /// What happened, by the name of the fact.
    func fact(_ kind: String) -> String {
        language == .zh ? Self.facts[kind] ?? kind : kind
    }

    private static let facts = [
        "organization-registered": "单位登记", "bin-registered": "仓房登记", "scale-registered": "衡器登记",
        "parcel-registered": "地块登记", "sample-collected": "采样", "bulk-sample-drawn": "扦样", "sample-received": "收样",
        "sample-screened": "快检", "test-run-measured": "检测批", "report-issued": "检验报告",
        "reinspection-applied": "复检申请", "reinspection-reported": "复检结果", "grain-taken-in": "入库",
        "batch-moved": "移仓", "batches-merged": "并批", "batch-split": "分批", "batch-reduced": "损耗减量",
        "manifest-dispatched": "发运", "manifest-arrived": "到达", "manifest-confirmed": "签收",
        "manifest-refused": "拒收", "manifest-returned": "退回", "disposal-planned": "处置计划",
        "disposal-processed": "处置加工", "disposal-certified": "处置证明",
    ]
}

extension String {
    /// Safe as text and as the value of a quoted attribute of HTML.
    var escapedForHTML: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
