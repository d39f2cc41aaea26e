import Rules

/// Reads the cells of one row. Every bad cell becomes a finding and a stand-in value, so that one pass finds all that
/// is wrong with a row; a row with `isGood` false yields no event.
struct CellReader {
    /// The table of the row.
    let table: SeasonTable
    /// The row.
    let row: TableRow
    /// What was found so far.
    private(set) var findings: [RowFinding] = []
    /// False as soon as a cell could not be read.
    private(set) var isGood = true

    init(_ row: TableRow, of table: SeasonTable) {
        self.table = table
        self.row = row
    }

    /// Where the row stands.
    var origin: RowOrigin { RowOrigin(file: table.file, row: row.number) }

    /// The reasons why the row is left out, for the error file.
    var reasons: String {
        findings.filter { $0.severity == .reject }
            .map { ($0.column.isEmpty ? "" : "\($0.column)：") + $0.zh + ($0.hint.isEmpty ? "" : "（\($0.hint)）") }
            .joined(separator: "；")
    }

    /// The cell, ends trimmed; empty when the file has no such column.
    func raw(_ key: String) -> String {
        guard let place = table.places[key], place < row.cells.count else { return "" }
        return Self.plain(row.cells[place])
    }

    /// A cell without spaces at its ends and without the apostrophe that keeps a spreadsheet from reading it.
    static func plain(_ cell: String) -> String {
        let text = TextFolding.trimmed(cell)
        return text.hasPrefix("'") && text.count > 1 ? String(text.dropFirst()) : text
    }

    /// Notes something that leaves the row out.
    mutating func reject(_ code: FindingCode, _ key: String, _ zh: String, _ en: String, hint: String) {
        isGood = false
        note(code, key, .reject, zh, en, hint: hint)
    }

    /// Notes something about the row.
    mutating func note(
        _ code: FindingCode, _ key: String, _ severity: FindingSeverity, _ zh: String, _ en: String, hint: String
    ) {
        findings.append(
            RowFinding(
                file: table.file, row: row.number, column: key.isEmpty ? "" : table.title(key), code: code,
                severity: severity, zh: zh, en: en, hint: hint))
    }

    /// Text that must not be empty.
    mutating func text(_ key: String) -> String {
        let text = raw(key)
        if text.isEmpty { reject(.emptyCell, key, "不能为空", "must not be empty", hint: "请补填") }
        return text
    }

    /// A word of the column's list, in the words of the season stream.
    mutating func word(_ key: String) -> String {
        let typed = text(key)
        guard !typed.isEmpty, case .word(let words) = table.column(key)?.content else { return "" }
        if let known = words[typed] { return known }
        let folded = TextFolding.key(typed)
        if let known = words.first(where: { TextFolding.key($0.key) == folded }) { return known.value }
        reject(
            .unknownWord, key, "不认识「\(typed)」", "unknown word \(typed)",
            hint: "可以填：" + words.keys.sorted().joined(separator: "、"))
        return ""
    }

    /// A mass in grams that must be there; `unit` goes behind the cell and the head.
    mutating func grams(_ key: String, unit: MassUnit? = nil, mayBeNegative: Bool = false) -> Int64 {
        let typed = text(key)
        guard !typed.isEmpty else { return 0 }
        let unit = table.unit(key).flatMap { MassUnit($0) } ?? unit
        guard let grams = Mass.grams(typed, unit: unit) else {
            reject(
                .notAMass, key, "「\(typed)」不是可以精确到克的质量", "\(typed) is not a mass in whole grams",
                hint: unit == nil ? "请写明单位，如 2.5吨、5000斤" : "请填数字，可带单位，如 2500、2.5吨、5000斤；不要细于 1 克")
            return 0
        }
        if grams < 0, !mayBeNegative {
            reject(.notAMass, key, "「\(typed)」是负数", "\(typed) is negative", hint: "请核对原始单据")
        }
        return grams
    }

    /// A mass in grams; nil when the cell is empty.
    mutating func optionalGrams(_ key: String) -> Int64? { raw(key).isEmpty ? nil : grams(key) }

    /// A number with its digits, as typed but for full-width forms and thousands separators.
    mutating func number(_ key: String) -> String {
        let typed = text(key)
        var folded = TextFolding.folded(typed)
        if table.unit(key) == "%", folded.hasSuffix("%") { folded = TextFolding.trimmed(folded.dropLast()) }
        if typed.isEmpty || ExactDecimal(folded) != nil { return folded.filter { $0 != "," } }
        reject(.notANumber, key, "「\(typed)」不是数字", "\(typed) is not a number", hint: "请填数字，不带单位和文字")
        return ""
    }

    /// A number with its digits; empty when the cell is.
    mutating func optionalNumber(_ key: String) -> String { raw(key).isEmpty ? "" : number(key) }

    /// A whole number.
    mutating func integer(_ key: String) -> Int64 {
        let typed = text(key)
        guard !typed.isEmpty else { return 0 }
        if let number = ExactDecimal(TextFolding.folded(typed))?.whole(times: 1) { return number }
        reject(.notANumber, key, "「\(typed)」不是整数", "\(typed) is not a whole number", hint: "请填整数")
        return 0
    }

    /// A time, RFC 3339 with `+08:00`.
    mutating func moment(_ key: String) -> String {
        let typed = text(key)
        guard !typed.isEmpty, let time = civilTime(key, typed) else { return "" }
        if time.second == nil {
            note(
                .hourMissing, key, .warn, "只有日期没有时刻，按 00:00 读", "a day without an hour, read as midnight", hint: "请补上时刻"
            )
        }
        return time.text
    }

    /// A time; nil when the cell is empty.
    mutating func optionalMoment(_ key: String) -> String? { raw(key).isEmpty ? nil : moment(key) }

    /// A day, `yyyy-MM-dd`.
    mutating func day(_ key: String) -> String {
        let typed = text(key)
        return typed.isEmpty ? "" : civilTime(key, typed)?.day.description ?? ""
    }

    private mutating func civilTime(_ key: String, _ typed: String) -> CivilTime? {
        if let time = CivilTime(typed) { return time }
        reject(
            .notATime, key, "「\(typed)」不是日期时间", "\(typed) is not a date and time",
            hint: "请写成 2025-10-07 08:05，年在前、四位")
        return nil
    }
}
