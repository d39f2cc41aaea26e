/// Reads masses as people type them, exactly, into whole grams.
enum Mass {
    /// Ten million tonnes, in grams.
    private static let largest: UInt64 = 10_000_000_000_000

    /// Grams of a cell such as `18760`, `2,500`, `２５００`, `2.5吨`, `5000斤`; a unit in the cell goes before the unit of
    /// the column. Nil when it is no mass, when no unit is known, or when it is finer than a gram.
    static func grams(_ cell: String, unit: MassUnit?) -> Int64? {
        let text = TextFolding.folded(cell).filter { !$0.isWhitespace }
        let numberEnd = text.firstIndex { !($0.isASCII && ($0.isNumber || ".,+-".contains($0))) } ?? text.endIndex
        let suffix = text[numberEnd...]
        guard let number = ExactDecimal(text[..<numberEnd]) else { return nil }
        guard let unit = suffix.isEmpty ? unit : MassUnit(suffix) else { return nil }
        // No scale, bin or county holds more; below the limit no sum of a file's figures can overflow.
        guard let grams = number.whole(times: unit.rawValue), grams.magnitude <= largest else { return nil }
        return grams
    }
}
