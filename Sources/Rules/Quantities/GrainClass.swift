/// Class of grain in Hunan practice (domain.md §3.9); `pending` outranks all.
public enum GrainClass: String, CaseIterable, Comparable, Sendable {
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

    /// Order of severity: A < B < C < D < pending. A merge takes the worst (design.md §2.3).
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
