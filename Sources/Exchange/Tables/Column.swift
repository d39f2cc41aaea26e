/// What the cells of a column hold.
enum ColumnContent: Sendable, Hashable {
    /// Text as typed.
    case text
    /// A code: full-width forms folded, guarded against spreadsheets that read it as a number.
    case code
    /// A code of so many digits.
    case digits(Int)
    /// A code of so many letters and digits.
    case sized(Int)
    /// A mass; its unit stands in the head, in the cell, or in a column of units.
    case mass
    /// A number kept with its digits.
    case number
    /// A measured concentration as reported, in mg/kg after reading.
    case reading
    /// A whole number.
    case integer
    /// Day and time.
    case moment
    /// A day.
    case day
    /// One of these words; the value is the word of the season stream.
    case word([String: String])
}

/// A column of a kind of file: how it is called and what it holds.
struct Column: Sendable, Hashable {
    /// Its name in the code of the readers.
    let key: String
    /// The names in use, the first one being the standard one, all without their unit.
    let names: [String]
    /// What the cells hold.
    let content: ColumnContent
    /// True when the file is unusable without the column.
    let isRequired: Bool

    /// A column that must be there.
    static func required(_ key: String, _ names: String, _ content: ColumnContent = .text) -> Column {
        Column(key: key, names: names.split(separator: "、").map(String.init), content: content, isRequired: true)
    }

    /// A column that may be missing; its cells then count as empty.
    static func optional(_ key: String, _ names: String, _ content: ColumnContent = .text) -> Column {
        Column(key: key, names: names.split(separator: "、").map(String.init), content: content, isRequired: false)
    }
}

/// A cell of the header, taken apart.
struct HeaderCell: Sendable, Hashable {
    /// The head as typed.
    let title: String
    /// The head folded, without unit and spaces, for comparing.
    let key: String
    /// The unit, as typed; nil when the head names none.
    let unit: String?

    /// Takes a head such as `毛重（ｋｇ）`, `检测结果 μg/kg`, `面积/亩`, `水分%` apart.
    init(_ title: String) {
        self.title = title
        let key = TextFolding.key(title)
        if key.hasSuffix(")"), let open = key.lastIndex(of: "(") {
            let inner = key[key.index(after: open)...].dropLast()
            if Self.units.contains(String(inner)) {
                self.key = String(key[..<open])
                unit = String(inner)
                return
            }
        }
        for unit in Self.bareUnits where key.hasSuffix(unit) && key.count > unit.count {
            self.key = String(key.dropLast(unit.count))
            self.unit = unit.hasPrefix("/") ? String(unit.dropFirst()) : unit
            return
        }
        self.key = key
        unit = nil
    }

    private static let bareUnits = [
        "mg/kg", "μg/kg", "ug/kg", "ng/g", "μg/g", "ppb", "ppm", "/亩", "/kg", "/t", "/吨", "/公斤", "/斤", "/g", "%", "°",
        "kg",
    ]
    private static let units: Set<String> = [
        "mg/kg", "μg/kg", "ug/kg", "ng/g", "μg/g", "ug/g", "ppb", "ppm", "毫克/千克", "毫克/公斤", "微克/千克", "微克/公斤", "kg",
        "公斤", "千克", "t", "吨", "g", "克", "斤", "市斤", "亩", "%", "°", "度", "个", "倍",
    ]
}
