extension CellReader {
    /// A code that must be there.
    mutating func code(_ key: String) -> String {
        let typed = text(key)
        return typed.isEmpty ? "" : checkedCode(typed, key)
    }

    /// A code; nil when the cell is empty.
    mutating func optionalCode(_ key: String) -> String? { raw(key).isEmpty ? nil : code(key) }

    /// A typed code after folding; a finding when a spreadsheet has damaged it or its shape is wrong.
    mutating func checkedCode(_ typed: String, _ key: String) -> String {
        let code = TextFolding.folded(typed)
        if let damage = Damage(code) {
            reject(.damagedCode, key, damage.zh(code), damage.en(code), hint: "请在导出时把这一列设为文本，重新导出；不要手工补数字")
            return ""
        }
        switch table.column(key)?.content {
        case .digits(let count): checkDigits(code, count, key)
        case .sized(let count): checkSize(code, count, key)
        default: break
        }
        return code
    }

    private mutating func checkDigits(_ code: String, _ count: Int, _ key: String) {
        let isNumber = code.utf8.allSatisfy { (48...57).contains($0) }
        if isNumber, code.count == count { return }
        if isNumber, code.count < count {
            reject(
                .damagedCode, key, "「\(code)」只有 \(code.count) 位，应为 \(count) 位，像是表格软件丢了位数",
                "\(code) has \(code.count) of \(count) digits: a spreadsheet seems to have dropped some",
                hint: "请在导出时把这一列设为文本，重新导出")
        } else {
            reject(
                .malformedCode, key, "「\(code)」应为 \(count) 位数字", "\(code) should have \(count) digits", hint: "请核对代码")
        }
    }

    private mutating func checkSize(_ code: String, _ count: Int, _ key: String) {
        let isPlain = code.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        if isPlain, code.count == count { return }
        reject(
            .malformedCode, key, "「\(code)」应为 \(count) 位大写字母和数字", "\(code) should have \(count) capitals and digits",
            hint: "请核对代码")
    }
}

/// What spreadsheets do to codes.
private enum Damage {
    /// 4.30921E+13
    case scientific
    /// 43092112700001.0
    case decimal
    /// 43,092,112,700,001
    case separators
    /// 430921127000000000: a number keeps 15 digits, the rest are zeros.
    case rounded
    /// #####, #N/A
    case errorMark

    init?(_ code: String) {
        let bytes = Array(code.utf8)
        func digits(_ part: Substring) -> Bool { !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) } }
        if code.hasPrefix("#") {
            self = .errorMark
        } else if let exponent = code.lastIndex(where: { $0 == "E" || $0 == "e" }), Self.isNumber(code[..<exponent]),
            digits(code[code.index(after: exponent)...].drop { $0 == "+" || $0 == "-" }),
            code.contains(".") || code.contains("E+") || code.contains("e+") || code.contains("E-")
        {
            self = .scientific
        } else if code.contains("."), Self.isNumber(Substring(code)) {
            self = .decimal
        } else if code.contains(","), ExactDecimal(code) != nil {
            self = .separators
        } else if bytes.count > 15, digits(Substring(code)), bytes[15...].allSatisfy({ $0 == 48 }) {
            self = .rounded
        } else {
            return nil
        }
    }

    private static func isNumber(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    func zh(_ code: String) -> String {
        switch self {
        case .scientific: "「\(code)」是被表格软件读成数字的代码（如 25E0032、14 位地块编码），原代码已丢失"
        case .decimal, .separators: "「\(code)」是被表格软件读成数字的代码"
        case .rounded: "「\(code)」第 15 位以后全是 0，是被表格软件舍掉的代码"
        case .errorMark: "「\(code)」是表格软件的错误标记，不是代码"
        }
    }

    func en(_ code: String) -> String {
        switch self {
        case .scientific: "\(code) is a code that a spreadsheet read as a number; the code is lost"
        case .decimal, .separators: "\(code) is a code that a spreadsheet read as a number"
        case .rounded: "\(code) was rounded to 15 digits by a spreadsheet"
        case .errorMark: "\(code) is an error mark of a spreadsheet, not a code"
        }
    }
}
