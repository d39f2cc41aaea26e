import Rules
import Testing

@Suite("Deadlines, working days, retention")
struct DeadlineTests {
    /// Days of the week that the notices for 2025 and 2026 make free, and weekend days they make working days.
    static let free: Set<String> = [
        "2025-01-01", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-02-03", "2025-02-04", "2025-04-04",
        "2025-05-01", "2025-05-02", "2025-05-05", "2025-06-02", "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06",
        "2025-10-07", "2025-10-08", "2026-01-01", "2026-01-02", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19",
        "2026-02-20", "2026-02-23", "2026-04-06", "2026-05-01", "2026-05-04", "2026-05-05", "2026-06-19", "2026-09-25",
        "2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06", "2026-10-07",
    ]
    static let worked: Set<String> = [
        "2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11", "2026-01-04", "2026-02-14", "2026-02-28",
        "2026-05-09", "2026-09-20", "2026-10-10",
    ]

    @Test("Every day of 2025 and 2026 is a working day or not, as the State Council's notices say")
    func everyDay() throws {
        let (first, last) = (try day("2025-01-01"), try day("2026-12-31"))
        var count = 0
        for number in first.daysSinceEpoch...last.daysSinceEpoch {
            let day = CivilDate(daysSinceEpoch: number)
            let isWeekend = day.weekday == 0 || day.weekday == 6
            let expected = isWeekend ? Self.worked.contains(day.description) : !Self.free.contains(day.description)
            #expect(WorkingCalendar.china.isWorkingDay(day) == expected, "\(day)")
            count += expected ? 1 : 0
        }
        #expect(count == 496)
    }

    @Test("What the table covers, it says")
    func knows() throws {
        let china = WorkingCalendar.china
        #expect(china.years == 2025...2026)
        for (text, known) in [("2024-12-31", false), ("2025-01-01", true), ("2026-12-31", true), ("2027-01-01", false)]
        {
            #expect(china.knows(try day(text)) == known)
        }
        #expect(china.knows(from: try day("2025-01-01"), to: try day("2026-12-31")))
        #expect(!china.knows(from: try day("2026-12-31"), to: try day("2027-01-01")))
        #expect(!china.knows(from: try day("2024-12-31"), to: try day("2025-01-01")))
    }

    @Test(
        "Five working days over National Day",
        arguments: [
            ("2025-09-30", "2025-10-14"), ("2025-09-29", "2025-10-13"), ("2025-10-08", "2025-10-14"),
            ("2026-09-30", "2026-10-13"), ("2026-09-29", "2026-10-12"), ("2026-10-07", "2026-10-13"),
            ("2025-09-26", "2025-10-10"), ("2026-09-18", "2026-09-24"),
        ])
    func overNationalDay(_ arrived: String, _ due: String) throws {
        let (arrived, due) = (try day(arrived), try day(due))
        #expect(Deadline.manifestConfirmation(arrivedOn: arrived) == due)
        #expect(Deadline.reinspection(toldOn: arrived, under: .farmProduce) == due)
        #expect(WorkingCalendar.china.workingDays(from: arrived, to: due) == 5)
        #expect(WorkingCalendar.china.workingDays(from: arrived, to: due.adding(days: -1)) == 4)
    }

    @Test("The day of the event does not count, nor does a count go backwards")
    func counting() throws {
        let monday = try day("2025-10-20")
        let china = WorkingCalendar.china
        #expect(china.workingDays(from: monday, to: monday) == 0)
        #expect(china.workingDays(from: monday, to: monday.adding(days: 1)) == 1)
        #expect(china.workingDays(from: monday.adding(days: 1), to: monday) == 0)
        #expect(
            china.adding(workingDays: 0, to: monday) == monday && china.adding(workingDays: -1, to: monday) == monday)
    }

    @Test("Re-inspection: five days for farm produce, seven for food, seven for its report")
    func reinspection() throws {
        let told = try day("2025-10-20")
        #expect(Deadline.reinspection(toldOn: told, under: .farmProduce) == (try day("2025-10-27")))
        #expect(Deadline.reinspection(toldOn: told) == (try day("2025-10-29")))
        #expect(Deadline.reinspection(toldOn: told, under: .food) == (try day("2025-10-29")))
        #expect(Deadline.reinspectionReport(sampleReceivedOn: told) == (try day("2025-10-29")))
        #expect(Deadline.reinspectionWorkingDays == 7 && Deadline.reinspectionReportWorkingDays == 7)
        #expect(Deadline.manifestWorkingDays == 5)
    }

    @Test("Clock hours run through holidays: four for a rapid test, two days to the laboratory")
    func hours() throws {
        let eve = try time("2025-09-30T22:30:00+08:00")
        #expect(Deadline.rapidReinspection(ofResultAt: eve) == (try time("2025-10-01T02:30:00+08:00")))
        #expect(Deadline.laboratoryReceipt(ofSampleSealedAt: eve) == (try time("2025-10-02T22:30:00+08:00")))
    }

    @Test(
        "The back-up portion is kept three months",
        arguments: [("2025-10-15", "2026-01-15"), ("2025-11-30", "2026-02-28"), ("2023-11-30", "2024-02-29")])
    func backUp(_ received: String, _ last: String) throws {
        #expect(Deadline.backUpPortion(receivedOn: try day(received)) == (try day(last)))
    }

    @Test(
        "Retention",
        arguments: [
            (Retention.grainLedger, 3), (.qualityFile, 3), (.overLimitSale, 5), (.farmProduction, 2), (.feedRecord, 2),
            (.hazardousWasteManifest, 10),
        ])
    func retention(_ matter: Retention, _ years: Int) throws {
        let sold = try day("2024-02-29")
        #expect(matter.years(from: sold) == years)
        #expect(matter.lastDay(from: sold)?.description == "\(2024 + years)-02-28")
        #expect(matter.lastDay(from: try day("2025-10-15"))?.description == "\(2025 + years)-10-15")
        #expect(matter.lastDay(from: try day("9999-10-15")) == nil)
    }

    @Test("A hazardous-waste manifest of before 2022 is kept five years")
    func hazardousWaste() throws {
        #expect(Retention.hazardousWasteManifest.years(from: try day("2021-12-31")) == 5)
        #expect(Retention.hazardousWasteManifest.years(from: try day("2022-01-01")) == 10)
    }
}

@Suite("Sampling plans")
struct SamplingTests {
    @Test(
        "Sampling units of NY/T 789: one for 1–3 hm² up to 10 hm², one for 3–5 hm² above",
        arguments: [
            (1, 1...1), (9_999, 1...1), (10_000, 1...1), (20_000, 1...2), (30_000, 1...3), (30_001, 2...3),
            (60_000, 2...6), (100_000, 4...10), (100_001, 3...3), (120_000, 3...4), (150_000, 3...5), (150_001, 4...5),
            (1_000_000, 20...33),
        ])
    func units(_ squareMetres: Int64, _ expected: ClosedRange<Int>) {
        #expect(FieldSampling.units(of: SquareMetres(squareMetres)) == expected)
    }

    @Test("Samples are taken five to ten days before harvest, of five points and a kilogram, by two people")
    func plan() throws {
        let days = FieldSampling.days(beforeHarvestOn: try day("2025-10-05"))
        #expect(days == (try day("2025-09-25"))...(try day("2025-09-30")))
        #expect(FieldSampling.leastPoints == 5 && FieldSampling.leastTeam == 2)
        #expect(FieldSampling.leastMass == Grams(kilograms: 1))
        #expect(
            FieldSampling.Pattern.allCases.map(\.rawValue)
                == ["random", "diagonal", "five-point", "z", "s", "checkerboard"])
    }

    @Test(
        "A sample of bulk stands for at most 2,000 t",
        arguments: [(0, 0), (1, 1), (2_000_000_000, 1), (2_000_000_001, 2), (13_584_000_000, 7)])
    func bulk(_ grams: Int64, _ samples: Int64) { #expect(BulkSampling.samples(of: Grams(grams)) == samples) }

    @Test("At least 30 % of reserve units are checked in a year")
    func spotChecks() {
        for units in 0...200 {
            let checks = BulkSampling.spotChecks(of: units)
            #expect(checks * 10 >= units * 3 && (checks == 0 || (checks - 1) * 10 < units * 3), "\(units)")
        }
    }
}
