/// What is measured in rice.
public enum Item: String, CaseIterable, Sendable {
    /// Cadmium 镉.
    case cadmium = "Cd"
    /// Lead 铅.
    case lead = "Pb"
    /// Total arsenic 总砷.
    case totalArsenic = "As"
    /// Inorganic arsenic 无机砷.
    case inorganicArsenic = "iAs"
    /// Total mercury 总汞.
    case totalMercury = "Hg"
    /// Chromium 铬.
    case chromium = "Cr"

    /// The item by the name a Chinese report prints: 镉 铅 总砷 无机砷 总汞 铬; `nil` for any other.
    public init?(zh: String) {
        guard let item = Self.allCases.first(where: { $0.zh == zh }) else { return nil }
        self = item
    }

    /// The name a Chinese report prints.
    public var zh: String {
        switch self {
        case .cadmium: "镉"
        case .lead: "铅"
        case .totalArsenic: "总砷"
        case .inorganicArsenic: "无机砷"
        case .totalMercury: "总汞"
        case .chromium: "铬"
        }
    }
}
