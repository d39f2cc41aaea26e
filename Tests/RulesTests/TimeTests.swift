import Rules
import Testing

@Suite("Days and instants")
struct TimeTests {
    @Test("A hundred years, day by day, by a calendar counted by hand")
    func century() {
        var number = 0
        var weekday = 4
        for year in 1970...2070 {
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...length {
                    let date = CivilDate(daysSinceEpoch: number)
                    #expect(date.year == year && date.month == month + 1 && date.day == day && date.weekday == weekday)
                    #expect(CivilDate(year: year, month: month + 1, day: day) == date)
                    #expect(CivilDate(iso: date.description) == date)
                    let noon = Timestamp(Int64(number) * 86_400_000_000 + 43_200_000_001)
                    #expect(Timestamp(rfc3339: noon.rfc3339) == noon)
                    #expect(Timestamp(startOf: date).chinaDate == date)
                    #expect(Timestamp(Timestamp(startOf: date).microseconds - 1).chinaDate == date.adding(days: -1))
                    number += 1
                    weekday = (weekday + 1) % 7
                }
                #expect(CivilDate(year: year, month: month + 1, day: length + 1) == nil)
            }
        }
    }

    @Test(
        "Leap years",
        arguments: [(1900, false), (2000, true), (2023, false), (2024, true), (2100, false), (2400, true), (4, true)])
    func leap(_ year: Int, _ isLeap: Bool) {
        #expect((CivilDate(year: year, month: 2, day: 29) != nil) == isLeap)
        #expect(CivilDate(year: year, month: 2, day: 28)?.adding(days: 1).month == (isLeap ? 2 : 3))
    }

    @Test("The first and the last day that text can name")
    func ends() throws {
        #expect(CivilDate(iso: "0001-01-01")?.description == "0001-01-01")
        #expect(CivilDate(iso: "9999-12-31")?.description == "9999-12-31")
        #expect(CivilDate(iso: "0000-12-31") == nil)
    }

    @Test(
        "Texts that are no day",
        arguments: [
            "2025-2-01", "2025-02-29", "2025-13-01", "2025-00-10", "2025-01-00", "2025/01/01", "20250101", "２０２５-01-01",
            "2025-01-01 ", "-025-01-01",
        ])
    func noDay(_ text: String) { #expect(CivilDate(iso: text) == nil) }

    @Test(
        "Months later: the same day, or the month's last",
        arguments: [
            ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2025-08-31", 6, "2026-02-28"),
            ("2025-10-31", 1, "2025-11-30"), ("2025-12-15", 1, "2026-01-15"), ("2025-01-15", -1, "2024-12-15"),
            ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2025-10-31", 0, "2025-10-31"),
        ])
    func months(_ from: String, _ months: Int, _ to: String) throws {
        #expect(try day(from).adding(months: months) == (try day(to)))
    }

    @Test("Past the year 9999 there is no month")
    func monthsPastEnd() throws { #expect(try day("9999-12-01").adding(months: 1) == nil) }

    @Test(
        "RFC 3339 in its odd forms",
        arguments: [
            ("2025-10-07T23:30:00Z", "2025-10-08T07:30:00+08:00"),
            ("2025-10-07t23:30:00z", "2025-10-08T07:30:00+08:00"),
            ("2025-10-07T16:00:00-00:00", "2025-10-08T00:00:00+08:00"),
            ("2025-10-07T15:59:59.999999Z", "2025-10-07T23:59:59.999999+08:00"),
            ("2025-10-07T10:00:00.5+08:00", "2025-10-07T10:00:00.500000+08:00"),
            ("2025-10-07T10:00:00.000+08:00", "2025-10-07T10:00:00+08:00"),
            ("2024-12-31T23:59:59-23:59", "2025-01-02T07:58:59+08:00"),
            ("2024-03-01T00:30:00+09:00", "2024-02-29T23:30:00+08:00"),
            ("1969-12-31T15:59:59.25Z", "1969-12-31T23:59:59.250000+08:00"),
            ("0001-01-01T00:00:00+08:00", "0001-01-01T00:00:00+08:00"),
            ("9999-12-31T23:59:59.999999+08:00", "9999-12-31T23:59:59.999999+08:00"),
        ])
    func forms(_ text: String, _ printed: String) throws {
        let instant = try time(text)
        #expect(instant.rfc3339 == printed && instant.description == printed)
        #expect(Timestamp(rfc3339: printed) == instant)
    }

    @Test(
        "Texts that are no instant",
        arguments: [
            "", "2025-10-07", "2025-10-07T10:00:00", "2025-10-07 10:00:00Z", "2025-10-07T24:00:00Z",
            "2025-10-07T10:60:00Z", "2025-10-07T23:59:60Z", "2025-10-07T10:00Z", "2025-10-07T10:00:00.Z",
            "2025-10-07T10:00:00.1234567Z", "2025-10-07T10:00:00+0800", "2025-10-07T10:00:00+24:00",
            "2025-10-07T10:00:00+08:60", "2025-10-07T10:00:00Z ", "2025-02-29T00:00:00Z", "2025-10-07T10:00:00+8:00",
            "2025-10-07T1０:00:00Z",
        ])
    func noInstant(_ text: String) { #expect(Timestamp(rfc3339: text) == nil) }

    @Test(
        "An instant whose day in China has no printed form is not read",
        arguments: ["9999-12-31T23:00:00Z", "0001-01-01T00:00:00+09:00"])
    func unprintable(_ text: String) { #expect(Timestamp(rfc3339: text) == nil) }

    @Test("The day turns at midnight in China")
    func offset() throws {
        #expect(try time("2025-10-07T15:59:59.999999Z").chinaDate == (try day("2025-10-07")))
        #expect(try time("2025-10-07T16:00:00Z").chinaDate == (try day("2025-10-08")))
        #expect(Timestamp(startOf: try day("1970-01-01")).microseconds == -28_800_000_000)
        let start = try time("2025-12-31T23:30:00+08:00")
        #expect(start.adding(minutes: 30) == (try time("2026-01-01T00:00:00+08:00")))
        #expect(start.adding(hours: 1) == (try time("2026-01-01T00:30:00+08:00")))
        #expect(start.adding(days: 1) == (try time("2026-01-01T23:30:00+08:00")))
        #expect(start < start.adding(minutes: 1))
    }
}
