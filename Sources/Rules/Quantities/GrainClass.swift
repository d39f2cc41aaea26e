/// Class of grain in Hunan practice (domain.md §3.9); `pending` outranks all.
public enum GrainClass: String, CaseIterable, Comparable, Sendable, Codable {
    /// Complies.
    case a = "A"
    /// Cadmium above 0.2 to 0.4 mg/kg, nothing else over.
    case b = "B"
    /// Cadmium above 0.4 to 1.0 mg/kg, or any other item over.
    case c = "C"
    /// Cadmium above 1.0 mg/kg, above the feed limit.
    case d = "D"
    /// Not judged yet.
    case pending

    /// True for B, C and D.
    public var isOverLimit: Bool { self == .b || self == .c || self == .d }

    private var rank: Int {
        switch self {
        case .a: 0
        case .b: 1
        case .c: 2
        case .d: 3
        case .pending: 4
        }
    }
    /// Order of severity.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}

/// What is measured in rice.
public enum Item: String, CaseIterable, Sendable, Codable {
    case cadmium = "Cd"
    case lead = "Pb"
    case totalArsenic = "As"
    case inorganicArsenic = "iAs"
    case totalMercury = "Hg"
    case chromium = "Cr"
}

/// The form of the grain a limit is written for; paddy is judged as brown rice (GB 2762).
public enum GrainForm: String, Sendable {
    case paddy
    case brownRice = "brown-rice"
    case milledRice = "milled-rice"
}
