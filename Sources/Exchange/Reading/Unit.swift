/// A unit of mass as it stands in a header or behind a number, in grams.
enum MassUnit: Int64, Sendable {
    /// Gram.
    case gram = 1
    /// 斤, 市斤: half a kilogram (GB 3100 allows it in trade with growers only).
    case jin = 500
    /// Kilogram, 公斤.
    case kilogram = 1000
    /// Tonne, 吨.
    case tonne = 1_000_000

    /// Reads a unit; nil when it is none.
    init?(_ text: some StringProtocol) {
        switch TextFolding.key(text) {
        case "g", "克": self = .gram
        case "斤", "市斤": self = .jin
        case "kg", "公斤", "千克": self = .kilogram
        case "t", "吨": self = .tonne
        default: return nil
        }
    }
}

/// A unit of concentration in grain.
enum ConcentrationUnit: String, Sendable {
    /// Milligram per kilogram, the unit of the limits (GB 2762).
    case milligramPerKilogram = "mg/kg"
    /// Microgram per kilogram, a thousandth of it.
    case microgramPerKilogram = "ug/kg"

    /// Reads a unit; nil when it is none.
    init?(_ text: some StringProtocol) {
        switch TextFolding.key(text) {
        case "mg/kg", "ppm", "μg/g", "ug/g", "毫克/千克", "毫克/公斤": self = .milligramPerKilogram
        case "μg/kg", "ug/kg", "ppb", "ng/g", "微克/千克", "微克/公斤": self = .microgramPerKilogram
        default: return nil
        }
    }
}
