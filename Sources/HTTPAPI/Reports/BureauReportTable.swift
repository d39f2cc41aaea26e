public import Custody
import Prints
import Rules

/// A bureau report as CSV: UTF-8 with BOM, one row for each county and figure, units in the head (experience.md §1.7).
public struct BureauReportTable {
    private let report: BureauReport
    private let number: String
    private let wording: ReportWording

    /// The table of a report.
    ///
    /// - Parameter number: its number; empty for a preview.
    public init(_ report: BureauReport, number: String, language: ReportLanguage = .zh) {
        self.report = report
        self.number = number
        wording = ReportWording(language: language)
    }

    /// The text, rows ended by CRLF (RFC 4180). Tonnes are rounded half to even from the grams beside them.
    public var csv: String {
        "\u{FEFF}"
            + ([Self.row(heads, [])]
            + lines.map { Self.row($0.words, Self.numbers($0.value, isMass: $0.isMass)) }).joined()
    }

    /// The same rows for a spreadsheet: counts and grams as numbers, tonnes as text, which keeps their three places.
    var sheet: SheetTable {
        let lines = lines
        let widths = [24, 10, 10, 14, 26, 30, 10, 10, 14, 16]
        return SheetTable(
            title: wording.text("超标粮食监管报表", "Report on over-limit grain"), asOf: report.asOf,
            columns: zip(heads, widths).map { SheetTable.Column(head: $0, width: $1) }, count: lines.count
        ) { index in
            let line = lines[index]
            return line.words.map { .text($0) }
                + (line.isMass
                    ? [.empty, .text(Grams(line.value).tonnesText), .integer(line.value)]
                    : [.integer(line.value), .empty, .empty])
        }
    }

    /// A figure of a place: its words, and its value in grams or pieces.
    private struct Line {
        let words: [String]
        let value: Int64
        let isMass: Bool
    }

    private var lines: [Line] {
        let counties = report.counties.map { (code: $0.county, name: wording.county($0.county), figures: $0.figures) }
        let total = (code: report.region, name: wording.text("合计", "Total"), figures: report.total)
        return ([total] + counties).flatMap { scope in
            BureauFigure.all.map { figure in
                Line(
                    words: [
                        number, report.period.text, scope.code, scope.name, figure.name, wording.name(figure),
                        span(figure),
                    ], value: scope.figures[figure.name] ?? 0, isMass: figure.subject.isMass)
            }
        }
    }

    private var heads: [String] {
        switch wording.language {
        case .zh: ["报表编号", "报告期", "区划代码", "区划", "指标代码", "指标", "时点", "件数(件)", "质量(t)", "质量(g)"]
        case .en: ["number", "period", "region", "name", "figure", "title", "span", "count", "mass (t)", "mass (g)"]
        }
    }

    private func span(_ figure: BureauFigure) -> String {
        figure.subject.isMoment && figure.subject != .openingStockGrams
            ? wording.text("期末", "at the end")
            : figure.subject == .openingStockGrams
                ? wording.text("期初", "at the start") : wording.text("本期", "in the period")
    }

    /// Count, tonnes, grams: what does not apply is empty.
    private static func numbers(_ value: Int64, isMass: Bool) -> [String] {
        isMass ? ["", Grams(value).tonnesText, String(value)] : [String(value), "", ""]
    }

    /// Words are made safe for a spreadsheet; numbers are our own and may begin with a minus.
    private static func row(_ words: [String], _ numbers: [String]) -> String {
        (words.map(cell) + numbers).joined(separator: ",") + "\r\n"
    }

    /// A quoted cell; what a spreadsheet would take for a formula gets an apostrophe in front.
    static func cell(_ text: String) -> String {
        let starts: Set<Character> = ["=", "+", "-", "@", "\t", "\r", "\n", "\r\n"]
        let safe = text.first.map(starts.contains) ?? false ? "'\(text)" : text
        return safe.contains(where: { ",\"\r\n\r\n".contains($0) }) ? "\"\(safe.replacing("\"", with: "\"\""))\"" : safe
    }
}
