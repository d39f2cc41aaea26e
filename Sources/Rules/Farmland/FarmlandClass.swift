/// Class of farmland by its soil (GB 15618-2018, paddy field; domain.md §5). The province approves the list; produce may
/// change a class.
public enum FarmlandClass: String, CaseIterable, Comparable, Sendable {
    /// Every element at most its screening value 优先保护类.
    case priorityProtection = "priority-protection"
    /// Some element above its screening value, none above its intervention value 安全利用类.
    case safeUse = "safe-use"
    /// Some element above its intervention value 严格管控类: no food crops.
    case strictlyControlled = "strictly-controlled"

    /// The class of a soil by one or more elements: the worst of them.
    ///
    /// - Returns: `nil` when no element was measured.
    public static func of(
        _ contents: [(element: SoilElement, content: NanogramsPerKilogram)], acidity: SoilAcidity
    ) -> FarmlandClass? {
        contents.map { of($0.element, $0.content, acidity: acidity) }.max()
    }

    /// The class by one element; equal to a value is not above it.
    public static func of(
        _ element: SoilElement, _ content: NanogramsPerKilogram, acidity: SoilAcidity
    ) -> FarmlandClass {
        if content <= element.screeningValue(at: acidity) { return .priorityProtection }
        return content <= element.interventionValue(at: acidity) ? .safeUse : .strictlyControlled
    }

    /// The class by its name in files: 优先保护类, 安全利用类, 严格管控类, or an English name, `priority` and `strict`
    /// in short; `nil` for any other.
    public init?(named name: String) {
        switch name {
        case "priority": self = .priorityProtection
        case "strict": self = .strictlyControlled
        default:
            guard let named = Self.allCases.first(where: { $0.zh == name || $0.rawValue == name }) else { return nil }
            self = named
        }
    }

    /// The name Chinese papers use.
    public var zh: String {
        switch self {
        case .priorityProtection: "优先保护类"
        case .safeUse: "安全利用类"
        case .strictlyControlled: "严格管控类"
        }
    }

    /// True where food crops may be grown.
    public var allowsFoodCrops: Bool { self != .strictlyControlled }

    private var rank: Int {
        switch self {
        case .priorityProtection: 0
        case .safeUse: 1
        case .strictlyControlled: 2
        }
    }

    /// Order of severity.
    public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
