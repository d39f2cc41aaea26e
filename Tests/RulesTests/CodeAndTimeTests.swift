import Rules
import Testing

@Suite("Codes, days, tolerances")
struct CodeAndTimeTests {
    @Test(
        "Credit codes of GB 32100",
        arguments: [
            "914300007121944054", "91110000101100414N", "9144030071526726XG", "914403001922038216",
            "91330100799655058B", "911000001000013428", "91430902MA4TEXT01R", "91430903MA4L000118",
            "12430900446300016L", "11430900006420014X", "91430922055800013D",
        ])
    func creditCode(_ text: String) {
        #expect(CreditCode(text) != nil)
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
        let characters = Array(text)
        for place in characters.indices {
            for wrong in alphabet where wrong != characters[place] {
                var changed = characters
                changed[place] = wrong
                #expect(CreditCode(String(changed)) == nil, "a wrong character at \(place) went unnoticed")
            }
        }
    }

    @Test("Days and instants read what they write")
    func time() throws {
        for days in stride(from: -200_000, through: 200_000, by: 37) {
            let day = CivilDate(daysSinceEpoch: days)
            #expect(CivilDate(iso: day.description) == day || day.year < 1)
        }
        let time = try #require(Timestamp(rfc3339: "2025-10-07T23:30:00Z"))
        #expect(time.rfc3339 == "2025-10-08T07:30:00+08:00" && time.chinaDate.description == "2025-10-08")
        for wrong in ["2025-02-29T00:00:00Z", "2025-10-07", "2025-10-07T24:00:00Z", "2025-10-07T10:00:00", "x"] {
            #expect(Timestamp(rfc3339: wrong) == nil)
        }
    }

    @Test(
        "Working days skip the State Council's holidays",
        arguments: [("2025-10-16", "2025-10-20", 2), ("2025-10-21", "2025-10-31", 8), ("2025-09-30", "2025-10-11", 3)])
    func workingDays(_ from: String, _ to: String, _ count: Int) throws {
        let start = try #require(CivilDate(iso: from))
        let end = try #require(CivilDate(iso: to))
        #expect(WorkingCalendar.china.workingDays(from: start, to: end) == count)
        #expect(WorkingCalendar.china.adding(workingDays: count, to: start) == end)
    }

    @Test("30 t and 10 t at e = 20 kg on both sides may differ by 63 kg")
    func tolerance() {
        let e = Grams(kilograms: 20)
        let tolerance = WeighingTolerance.grams(
            loadingInterval: e, unloadingInterval: e, gross: Grams(kilograms: 30_000), tare: Grams(kilograms: 10_000))
        #expect(tolerance == Grams(63_245))
    }

    @Test(
        "Natural loss: 0.1 % to six months, 0.15 % to twelve, 0.2 % beyond",
        arguments: [("2026-04-15", 1000), ("2026-04-16", 1500), ("2026-10-15", 1500), ("2026-10-16", 2000)])
    func naturalLoss(_ until: String, _ allowed: Int64) throws {
        let start = try #require(CivilDate(iso: "2025-10-15"))
        let allowance = NaturalLoss.allowance(
            of: Grams(kilograms: 1000), storedFrom: start, until: try #require(CivilDate(iso: until)))
        #expect(allowance == Grams(allowed))
    }
}
