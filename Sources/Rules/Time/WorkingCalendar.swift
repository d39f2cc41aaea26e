/// Working days of China: weekends, public holidays and make-up days of the State Council's notices.
public struct WorkingCalendar: Sendable {
    /// First and last day off of each holiday.
    private let holidays: [(String, String)]
    /// Weekend days that are worked.
    private let makeUpDays: Set<String>
    /// Years the table covers; beyond it weekends alone count, which the caller has to say.
    public let years: ClosedRange<Int>

    /// 2025 (国办发明电〔2024〕12号) and 2026 (国办发明电〔2025〕7号).
    public static let china = WorkingCalendar(
        holidays: [
            ("2025-01-01", "2025-01-01"), ("2025-01-28", "2025-02-04"), ("2025-04-04", "2025-04-06"),
            ("2025-05-01", "2025-05-05"), ("2025-05-31", "2025-06-02"), ("2025-10-01", "2025-10-08"),
            ("2026-01-01", "2026-01-03"), ("2026-02-15", "2026-02-23"), ("2026-04-04", "2026-04-06"),
            ("2026-05-01", "2026-05-05"), ("2026-06-19", "2026-06-21"), ("2026-09-25", "2026-09-27"),
            ("2026-10-01", "2026-10-07"),
        ],
        makeUpDays: [
            "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14",
            "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10",
        ],
        years: 2025...2026)

    /// True on a working day.
    public func isWorkingDay(_ day: CivilDate) -> Bool {
        let text = day.description
        if makeUpDays.contains(text) { return true }
        if holidays.contains(where: { $0.0 <= text && text <= $0.1 }) { return false }
        return day.weekday != 0 && day.weekday != 6
    }

    /// Working days after one day, up to and with another.
    public func workingDays(from start: CivilDate, to end: CivilDate) -> Int {
        guard start < end else { return 0 }
        return (start.daysSinceEpoch + 1...end.daysSinceEpoch).count { isWorkingDay(CivilDate(daysSinceEpoch: $0)) }
    }

    /// The day so many working days later.
    public func adding(workingDays: Int, to start: CivilDate) -> CivilDate {
        var day = start
        var left = workingDays
        while left > 0 {
            day = CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }
}
