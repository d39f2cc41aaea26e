public import Rules

/// What a bureau report covers: a calendar month, or a harvest season as a span of whole months, so that the months of
/// a season sum to it.
public enum ReportPeriod: Hashable, Sendable {
    /// A calendar month, 1–12.
    case month(year: Int, month: Int)
    /// January to August: early rice is harvested until August (`Season.of`).
    case earlySeason(year: Int)
    /// September to December.
    case lateSeason(year: Int)

    /// From `2025-10`, `2025-late` or `2025-early`; `nil` for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let year = Int(parts[0]), year >= 2000
        else { return nil }
        switch parts[1] {
        case "early": self = .earlySeason(year: year)
        case "late": self = .lateSeason(year: year)
        default:
            guard CivilDate(iso: "\(text)-01") != nil, let month = Int(parts[1]) else { return nil }
            self = .month(year: year, month: month)
        }
    }

    /// `2025-10`, `2025-late`, `2025-early`.
    public var text: String {
        switch self {
        case .month(let year, let month): "\(year)-\(month < 10 ? "0" : "")\(month)"
        case .earlySeason(let year): "\(year)-early"
        case .lateSeason(let year): "\(year)-late"
        }
    }

    /// First day.
    public var firstDay: CivilDate {
        switch self {
        case .month(let year, let month): Self.first(year, month)
        case .earlySeason(let year): Self.first(year, 1)
        case .lateSeason(let year): Self.first(year, 9)
        }
    }

    /// The first day that no longer belongs to it.
    public var dayAfter: CivilDate {
        switch self {
        case .month(let year, let month): month == 12 ? Self.first(year + 1, 1) : Self.first(year, month + 1)
        case .earlySeason(let year): Self.first(year, 9)
        case .lateSeason(let year): Self.first(year + 1, 1)
        }
    }

    private static func first(_ year: Int, _ month: Int) -> CivilDate {
        guard let day = CivilDate(year: year, month: month, day: 1) else {
            preconditionFailure("a period begins on the first of a month")
        }
        return day
    }

    /// First instant, China time.
    public var start: Timestamp { Timestamp(startOf: firstDay) }
    /// The first instant after it: the period has ended from then on.
    public var end: Timestamp { Timestamp(startOf: dayAfter) }
    /// True when the instant lies in it.
    public func contains(_ time: Timestamp) -> Bool { start <= time && time < end }

    /// `2025年10月`, `2025年晚稻季（9—12月）`.
    public var chinese: String {
        switch self {
        case .month(let year, let month): "\(year)年\(month)月"
        case .earlySeason(let year): "\(year)年早稻季（1—8月）"
        case .lateSeason(let year): "\(year)年晚稻季（9—12月）"
        }
    }

    /// `October 2025`, `late season 2025 (September to December)`.
    public var english: String {
        switch self {
        case .month(let year, let month): "\(Self.months[month - 1]) \(year)"
        case .earlySeason(let year): "early season \(year) (January to August)"
        case .lateSeason(let year): "late season \(year) (September to December)"
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

extension ReportPeriod: Codable {
    /// Reads `2025-10` or `2025-late`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let period = ReportPeriod(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a period")
        }
        self = period
    }
    /// Writes `2025-10` or `2025-late`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
