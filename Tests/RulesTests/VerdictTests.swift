import Rules
import Testing

@Suite("Verdicts on printed values")
struct VerdictTests {
    static let edition = LimitEdition.all[2]

    @Test(
        "Cadmium by its classes; equal to the limit complies",
        arguments: [
            ("0.20", SampleVerdict.complies), ("0.200", .complies), ("0.204", .over(.b)), ("0.40", .over(.b)),
            ("0.41", .over(.c)), ("1.0", .over(.c)), ("1.01", .over(.d)), ("<0.002", .complies), ("未检出", .complies),
            ("N.D.", .complies),
        ])
    func cadmium(_ text: String, _ verdict: SampleVerdict) throws {
        #expect(SampleVerdict.judge([try line(.cadmium, text)], edition: Self.edition, form: .paddy) == verdict)
    }

    @Test("0.204 is printed 0.20 by GB 5009.15 and complies, 0.204 by GB 5009.268 and fails")
    func roundingDecides() throws {
        let reading = try #require(NanogramsPerKilogram(milligramsPerKilogram: "0.204"))
        #expect(Rounding.printedMean(of: [reading], method: "GB 5009.15-2023") == "0.20")
        #expect(Rounding.printedMean(of: [reading], method: "GB 5009.268-2016") == "0.204")
    }

    @Test(
        "Half to even, over the mean of several readings",
        arguments: [
            (["0.205"], "0.20"), (["0.215"], "0.22"), (["0.2051"], "0.21"), (["0.995"], "1.0"),
            (["0.1", "0.2"], "0.15"),
            (["1.235"], "1.24"), (["1.245"], "1.24"), (["0.0995"], "0.10"), (["12.35"], "12.4"),
        ])
    func halfEven(_ readings: [String], _ printed: String) throws {
        let values = try readings.map { try #require(NanogramsPerKilogram(milligramsPerKilogram: $0)) }
        #expect(Rounding.printedMean(of: values, method: "GB 5009.15-2023") == printed)
    }

    @Test("Total arsenic settles below the inorganic limit; above it an inorganic line has to")
    func arsenic() throws {
        func verdict(_ lines: [ReportLine]) -> SampleVerdict { .judge(lines, edition: Self.edition, form: .paddy) }
        #expect(verdict([try line(.totalArsenic, "0.35")]) == .complies)
        #expect(verdict([try line(.totalArsenic, "0.36")]) == .pending)
        #expect(verdict([try line(.totalArsenic, "0.36"), try line(.inorganicArsenic, "0.20")]) == .complies)
        #expect(verdict([try line(.totalArsenic, "0.50"), try line(.inorganicArsenic, "0.36")]) == .over(.c))
        #expect(verdict([try line(.totalArsenic, "0.50"), try line(.cadmium, "0.3")]) == .over(.b))
    }

    @Test("The edition in force decides inorganic arsenic")
    func editions() throws {
        let lines = [try line(.inorganicArsenic, "0.30")]
        let old = LimitEdition.inForce(on: try #require(CivilDate(iso: "2023-06-29")))
        let new = LimitEdition.inForce(on: try #require(CivilDate(iso: "2023-06-30")))
        #expect(SampleVerdict.judge(lines, edition: old, form: .paddy) == .over(.c))
        #expect(SampleVerdict.judge(lines, edition: new, form: .paddy) == .complies)
        #expect(SampleVerdict.judge(lines, edition: new, form: .milledRice) == .over(.c))
        #expect(LimitEdition.inForce(on: try #require(CivilDate(iso: "2026-09-02"))).name == "GB 2762-2025")
    }

    @Test(
        "Screening has a grey band and is no verdict",
        arguments: [
            ("0.159", ScreeningOutcome.clear), ("0.160", .grey), ("0.240", .grey), ("0.241", .over), ("<LOD", .clear),
        ])
    func screening(_ text: String, _ outcome: ScreeningOutcome) throws {
        #expect(ScreeningOutcome.cadmium(try #require(ReportedValue(text))) == outcome)
    }

    @Test(
        "Texts that are no value are not read as zero", arguments: ["", "-", "0,2", "1e-3", "abc", "<", "0.2.1", "NaN"])
    func unreadable(_ text: String) { #expect(ReportedValue(text) == nil) }
}
