/// Reads measured concentrations as text with their digits; what is not detected stays as reported.
enum Concentration {
    private static let notDetected: Set<String> = ["n.d.", "nd", "n.d", "未检出", "<lod", "<loq", "<mdl", "低于检出限"]

    /// The value as reported, in `unit`; nil when it is neither a number, `<` with a number, nor "not detected".
    static func reading(_ cell: String) -> String? {
        let text = TextFolding.folded(cell)
        let isNumber = text.utf8.first.map { (48...57).contains($0) } ?? false
        if !isNumber, notDetected.contains(TextFolding.key(text)) { return text }
        let body = text.hasPrefix("<") ? TextFolding.trimmed(text.dropFirst()) : text
        guard let number = ExactDecimal(body), number.coefficient >= 0, !body.contains(",") else { return nil }
        return text.hasPrefix("<") ? "<" + body : body
    }

    /// A reading in mg/kg: from μg/kg the point moves three places and every digit stays (53.40 becomes 0.05340).
    static func milligramsPerKilogram(_ reading: String, from unit: ConcentrationUnit) -> String {
        guard unit == .microgramPerKilogram else { return reading }
        let sign = reading.hasPrefix("<") ? "<" : ""
        let body = reading.dropFirst(sign.count)
        guard ExactDecimal(body) != nil else { return reading }
        let parts = body.split(separator: ".", maxSplits: 1).map(String.init)
        let fraction = parts.count == 2 ? parts[1] : ""
        let whole = String(repeating: "0", count: max(0, 4 - parts[0].count)) + parts[0]
        let head = whole.dropLast(3)
        return sign + head + "." + whole.suffix(3) + fraction
    }
}

extension CellReader {
    /// A measured concentration in mg/kg; `unit` is used when the head names none.
    mutating func reading(_ key: String, unit: ConcentrationUnit? = nil) -> String {
        let typed = text(key)
        guard !typed.isEmpty else { return "" }
        guard let reading = Concentration.reading(typed) else {
            reject(
                .notAReading, key, "「\(typed)」不是检测结果", "\(typed) is not a measured value",
                hint: "请填数字、<检出限、未检出 或 N.D.；单位写在表头")
            return ""
        }
        let unit = table.unit(key).flatMap { ConcentrationUnit($0) } ?? unit ?? .milligramPerKilogram
        return Concentration.milligramsPerKilogram(reading, from: unit)
    }
}
