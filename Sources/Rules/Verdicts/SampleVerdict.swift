/// One line of a report, ready to be judged.
public struct ReportLine: Hashable, Sendable {
    /// Item.
    public let item: Item
    /// Value as printed.
    public let value: ReportedValue
    /// A line.
    public init(item: Item, value: ReportedValue) {
        self.item = item
        self.value = value
    }
}

/// Verdict on a sample: any one item over makes it over (domain.md §3.7).
public enum SampleVerdict: Hashable, Sendable {
    case pending, complies
    case over(GrainClass)

    /// Class of the grain it stands for.
    public var grainClass: GrainClass {
        switch self {
        case .pending: .pending
        case .complies: .a
        case .over(let grainClass): grainClass
        }
    }

    /// `complies`, `over (B)`, `pending`.
    public var text: String {
        switch self {
        case .pending: "pending"
        case .complies: "complies"
        case .over(let grainClass): "over (\(grainClass.rawValue))"
        }
    }

    /// Judges report lines on the printed values, full-value comparison (domain.md §3.3).
    ///
    /// Total arsenic up to the limit of inorganic arsenic settles it; above, an inorganic line has to. What is over
    /// stays over while arsenic is open.
    public static func judge(_ lines: [ReportLine], edition: LimitEdition, form: GrainForm) -> SampleVerdict {
        var worst: GrainClass = .a
        var arsenicIsOpen = false
        let hasInorganic = lines.contains { $0.item == .inorganicArsenic }
        for line in lines {
            if line.item == .totalArsenic, !hasInorganic, let limit = edition.limit(of: .inorganicArsenic, in: form) {
                arsenicIsOpen = arsenicIsOpen || line.value.exceeds(limit)
            }
            guard let limit = edition.limit(of: line.item, in: form), line.value.exceeds(limit) else { continue }
            worst = max(worst, line.item == .cadmium ? cadmiumClass(line.value) : .c)
        }
        if worst != .a { return .over(worst) }
        return arsenicIsOpen || lines.isEmpty ? .pending : .complies
    }

    private static func cadmiumClass(_ value: ReportedValue) -> GrainClass {
        if value.exceeds(NanogramsPerKilogram(1_000_000)) { return .d }
        return value.exceeds(NanogramsPerKilogram(400_000)) ? .c : .b
    }
}
