/// Working days of China: weekends, public holidays and make-up days of the State Council's notices.
public struct WorkingCalendar: Sendable {
    /// Days off, each first to last.
    private let holidays: [ClosedRange<CivilDate>]
    /// Weekend days that are worked.
    private let makeUpDays: [CivilDate]
    /// Years the table covers; past it weekends alone count, which `knows` tells and a caller has to say.
    public let years: ClosedRange<Int>

    /// 2025 (国办发明电〔2024〕12号) and 2026 (国办发明电〔2025〕7号).
    public static let china = WorkingCalendar(
        holidays: [
            (2025_01_01, 2025_01_01), (2025_01_28, 2025_02_04), (2025_04_04, 2025_04_06), (2025_05_01, 2025_05_05),
            (2025_05_31, 2025_06_02), (2025_10_01, 2025_10_08), (2026_01_01, 2026_01_03), (2026_02_15, 2026_02_23),
            (2026_04_04, 2026_04_06), (2026_05_01, 2026_05_05), (2026_06_19, 2026_06_21), (2026_09_25, 2026_09_27),
            (2026_10_01, 2026_10_07),
        ],
        makeUpDays: [
            2025_01_26, 2025_02_08, 2025_04_27, 2025_09_28, 2025_10_11, 2026_01_04, 2026_02_14, 2026_02_28, 2026_05_09,
            2026_09_20, 2026_10_10,
        ],
        years: 2025...2026)

    private init(holidays: [(Int, Int)], makeUpDays: [Int], years: ClosedRange<Int>) {
        self.holidays = holidays.map { Self.day($0.0)...Self.day($0.1) }
        self.makeUpDays = makeUpDays.map(Self.day)
        self.years = years
    }

    private static func day(_ number: Int) -> CivilDate {
        guard let day = CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100) else {
            preconditionFailure("a holiday is a day of the calendar")
        }
        return day
    }

    /// True when the notice for the day's year is in the table; otherwise only weekends are left out of a count.
    public func knows(_ day: CivilDate) -> Bool { years.contains(day.year) }

    /// True when every year from one day to another is in the table.
    public func knows(from start: CivilDate, to end: CivilDate) -> Bool { knows(start) && knows(end) }

    /// True on a working day.
    public func isWorkingDay(_ day: CivilDate) -> Bool {
        if makeUpDays.contains(day) { return true }
        if holidays.contains(where: { $0.contains(day) }) { return false }
        return day.weekday != 0 && day.weekday != 6
    }

    /// Working days after one day, up to and with another: the day of the event does not count (civil code,
    /// article 201). Zero when `end` is not after `start`.
    public func workingDays(from start: CivilDate, to end: CivilDate) -> Int {
        guard start < end else { return 0 }
        return (start.daysSinceEpoch + 1...end.daysSinceEpoch).count { isWorkingDay(CivilDate(daysSinceEpoch: $0)) }
    }

    /// The day so many working days later: the last day of a term that begins the day after `start`.
    ///
    /// - Parameter workingDays: zero or below gives `start` itself.
    public func adding(workingDays: Int, to start: CivilDate) -> CivilDate {
        var day = start
        var left = workingDays
        while left > 0 {
            day = day.adding(days: 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return day
    }
}
