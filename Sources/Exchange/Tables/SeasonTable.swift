/// A file taken apart: what kind it is, what stands above its rows, which cell is which column.
struct SeasonTable: Sendable {
    /// Name of the file.
    let file: String
    /// What kind of file it is.
    let kind: FileKind
    /// Lines above the header.
    let titles: [TableRow]
    /// The header.
    let header: TableRow
    /// The header taken apart, cell by cell.
    let heads: [HeaderCell]
    /// Place of each known column in a row.
    let places: [String: Int]
    /// The rows of data.
    let rows: [TableRow]

    /// Cells that every row has beyond the header: empty ones from a delimiter at each line's end. A single row with
    /// more cells than the others holds a delimiter that was not quoted.
    var slack: Int { rows.map { max(0, $0.cells.count - header.cells.count) }.min() ?? 0 }

    /// The column with a key of the reading code.
    func column(_ key: String) -> Column? { kind.columns.first { $0.key == key } }

    /// The head over a column as typed; the standard name when the file has no such column.
    func title(_ key: String) -> String {
        if let place = places[key] { return heads[place].title }
        return column(key)?.names.first ?? key
    }

    /// The unit that the head names.
    func unit(_ key: String) -> String? { places[key].flatMap { heads[$0].unit } }
}

/// Finds the header and the kind of a file.
struct TableRecognition {
    private struct Candidate {
        let kind: FileKind
        let index: Int
        let heads: [HeaderCell]
        let places: [String: Int]
        let twice: [Int]
        let missing: [Column]

        var matched: Int { kind.columns.count { $0.isRequired } - missing.count }
    }

    private let file: String
    private(set) var findings: [RowFinding] = []

    init(file: String) { self.file = file }

    /// The table in these rows; nil, with a finding, when the header fits no kind or lacks a column.
    mutating func table(_ all: [TableRow]) -> SeasonTable? {
        guard let best = Self.best(in: all) else {
            add(
                all.isEmpty ? .emptyFile : .unknownKind, row: 0, severity: .reject,
                all.isEmpty ? "文件是空的" : "认不出这是哪一种文件：前 10 行里没有一行像表头",
                all.isEmpty
                    ? "The file is empty" : "No kind of file fits: none of the first 10 lines looks like a header",
                hint: "请保留导出文件原有的表头行")
            return nil
        }
        for place in best.twice {
            add(
                .columnTwice, row: all[best.index].number, column: best.heads[place].title, severity: .reject,
                "「\(best.heads[place].title)」与另一列含义相同，不能判断以哪一列为准",
                "Two columns carry the meaning of \(best.heads[place].title)", hint: "只保留一列")
        }
        for column in best.missing { missing(column, kind: best.kind, row: all[best.index].number) }
        let unitsFit = unitsFit(best, row: all[best.index].number)
        guard best.twice.isEmpty, best.missing.isEmpty, unitsFit else { return nil }
        return table(all, best)
    }

    private mutating func table(_ all: [TableRow], _ best: Candidate) -> SeasonTable {
        let header = all[best.index]
        for title in all[..<best.index] {
            add(
                .titleLine, row: title.number, severity: .info, "表头上方的标题行，已跳过", "Title line above the header skipped",
                hint: "")
        }
        let known = Set(best.places.values)
        let elements = best.kind == .instrumentRun ? Set(ElementColumn.all(in: best.heads).map(\.place)) : []
        for (place, head) in best.heads.enumerated()
        where !known.contains(place) && !elements.contains(place) && !head.key.isEmpty
            && !(best.kind == .instrumentRun && ElementColumn.isCompanion(head))
        {
            add(
                .unknownColumn, row: header.number, column: head.title, severity: .info, "「\(head.title)」不认识，这一列没有读",
                "Column \(head.title) is not known and was not read", hint: "")
        }
        let rows = all[(best.index + 1)...].filter { !skips($0, header: header) }
        if rows.isEmpty { add(.emptyFile, row: 0, severity: .warn, "表头下面没有数据", "No rows below the header", hint: "") }
        return SeasonTable(
            file: file, kind: best.kind, titles: Array(all[..<best.index]), header: header, heads: best.heads,
            places: best.places, rows: rows)
    }

    private static let footers = [
        "合计", "总计", "小计", "累计", "本页合计", "制表人", "制表:", "制单人", "审核人:", "填报人", "填表人", "复核人:", "打印时间", "打印日期", "单位负责人",
        "备注:", "注:", "说明:", "负责人:", "导出时间", "报出日期",
    ]

    /// Totals, signatures and repeated headers are no data.
    private mutating func skips(_ row: TableRow, header: TableRow) -> Bool {
        let typed = row.cells.first { !TextFolding.trimmed($0).isEmpty } ?? ""
        // All footers are Chinese.
        let mayBeFooter = typed.utf8.first.map { $0 > 0x7F || $0 <= 0x20 } ?? false
        let first = mayBeFooter ? TextFolding.key(typed) : ""
        guard (mayBeFooter && Self.footers.contains(where: first.hasPrefix)) || row.cells == header.cells else {
            return false
        }
        add(
            .footerLine, row: row.number, severity: .info, "合计、签字或重复表头行，已跳过",
            "Total, signature or repeated header line skipped", hint: "")
        return true
    }

    private mutating func missing(_ column: Column, kind: FileKind, row: Int) {
        let names = column.names.map { "「\($0)」" }.joined(separator: "、")
        add(
            .missingColumn, row: row, column: column.names[0], severity: .reject, "缺少必需的列「\(column.names[0])」，文件没有读",
            "Required column \(column.names[0]) is missing; the file (\(kind.rawValue)) was not read",
            hint: "列名可以是\(names)")
    }

    private mutating func unitsFit(_ candidate: Candidate, row: Int) -> Bool {
        var fit = true
        for column in candidate.kind.columns {
            guard let place = candidate.places[column.key] else { continue }
            let head = candidate.heads[place]
            let problem: String? =
                switch column.content {
                case .mass: head.unit.flatMap { MassUnit($0) == nil ? "kg、t、吨、斤、g" : nil }
                case .reading where candidate.places["unit"] == nil:
                    head.unit.flatMap { ConcentrationUnit($0) } == nil ? "mg/kg、μg/kg、ppb" : nil
                default: nil
                }
            guard let problem else { continue }
            fit = false
            add(
                .unitUnfit, row: row, column: head.title, severity: .reject, "「\(head.title)」的单位缺失或不适用",
                "The unit of \(head.title) is missing or does not fit", hint: "表头请写明单位：\(problem)")
        }
        return fit
    }

    private mutating func add(
        _ code: FindingCode, row: Int, column: String = "", severity: FindingSeverity, _ zh: String, _ en: String,
        hint: String
    ) {
        findings.append(
            RowFinding(
                file: file, row: row, column: column, code: code, severity: severity, zh: zh, en: en, hint: hint))
    }

    /// The header that fits best: a complete one before an incomplete one, then the one with most columns matched.
    private static func best(in rows: [TableRow]) -> Candidate? {
        let candidates = rows.prefix(10).indices.flatMap { index -> [Candidate] in
            let heads = rows[index].cells.map { HeaderCell($0) }
            return FileKind.allCases.compactMap { candidate($0, index: index, heads: heads) }
        }
        func share(_ one: Candidate) -> Int {
            one.missing.isEmpty ? 1000 + one.matched : one.matched * 1000 / (one.matched + one.missing.count)
        }
        return candidates.max { share($0) < share($1) }
    }

    private static func candidate(_ kind: FileKind, index: Int, heads: [HeaderCell]) -> Candidate? {
        let columns = kind.columns
        let wanted = kind.columnKeys
        var places: [String: Int] = [:]
        var twice: [Int] = []
        for (place, head) in heads.enumerated() {
            guard let key = wanted[head.key] else { continue }
            if places[key] != nil { twice.append(place) }
            places[key] = places[key] ?? place
        }
        let missing = columns.filter { $0.isRequired && places[$0.key] == nil }
        let required = columns.count { $0.isRequired }
        // Fewer than half of the columns: it is another kind, or no header.
        guard (required - missing.count) * 2 > required else { return nil }
        if kind == .instrumentRun, ElementColumn.all(in: heads).isEmpty || !missing.isEmpty { return nil }
        return Candidate(kind: kind, index: index, heads: heads, places: places, twice: twice, missing: missing)
    }
}
