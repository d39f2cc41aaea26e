import Rules
import Testing

@Suite("Methods, digits, rounding, means")
struct ResultTests {
    @Test(
        "A method is fit when its LOQ is at most a fifth of the limit",
        arguments: [
            ("0.2", "0.04", Fitness.fit), ("0.2", "0.040001", .quantificationTooHigh), ("0.02", "0.004", .fit),
            ("0.02", "0.01", .quantificationTooHigh), ("0.35", "0.07", .fit),
            ("0.35", "0.070001", .quantificationTooHigh),
            ("1.0", "0.2", .fit), ("0.2", "0.05", .quantificationTooHigh),
            ("0.000004", "0.000001", .quantificationTooHigh),
        ])
    func fitness(_ limit: String, _ loq: String, _ expected: Fitness) throws {
        #expect(Fitness.of(lod: .zero, loq: try mg(loq), yardstick: try mg(limit)) == expected)
    }

    @Test("An LOD above the LOQ is a mistake in one of them; equal is possible")
    func detectionAboveQuantification() throws {
        let limit = try mg("0.2")
        #expect(Fitness.of(lod: try mg("0.003"), loq: try mg("0.003"), yardstick: limit) == .fit)
        #expect(
            Fitness.of(lod: try mg("0.003001"), loq: try mg("0.003"), yardstick: limit) == .detectionAboveQuantification
        )
    }

    /// Method, item, the day before it applies, its first day, and the last day, where the table has them.
    static let terms: [(String, Item, String, String, String?)] = [
        ("GB 5009.15-2014", .cadmium, "2015-07-27", "2015-07-28", "2024-03-05"),
        ("GB 5009.15-2023", .cadmium, "2024-03-05", "2024-03-06", nil),
        ("GB 5009.12-2017", .lead, "2017-12-31", "2018-01-01", "2024-03-05"),
        ("GB 5009.12-2023", .lead, "2024-03-05", "2024-03-06", nil),
        ("GB 5009.11-2014", .inorganicArsenic, "2016-03-20", "2016-03-21", "2024-08-07"),
        ("GB 5009.11-2024", .totalArsenic, "2024-08-07", "2024-08-08", nil),
        ("GB 5009.17-2014", .totalMercury, "2016-03-20", "2016-03-21", "2021-12-31"),
        ("GB 5009.17-2021", .totalMercury, "2021-12-31", "2022-01-01", nil),
        ("GB 5009.123-2023", .chromium, "2023-12-31", "2024-01-01", nil),
        ("GB 5009.268-2016", .totalArsenic, "2017-06-22", "2017-06-23", nil),
        ("LS/T 6115-2016", .cadmium, "2016-12-31", "2017-01-01", nil),
    ]

    @Test("A method applies from its first day until the next edition's", arguments: terms.indices)
    func term(_ index: Int) throws {
        let (name, item, before, first, last) = Self.terms[index]
        let method = try #require(Method(name))
        #expect(!method.applies(to: item, on: try day(before)))
        #expect(method.applies(to: item, on: try day(first)))
        let end = try day(last ?? "2099-12-31")
        #expect(method.applies(to: item, on: end))
        #expect(method.applies(to: item, on: end.adding(days: 1)) == (last == nil))
    }

    @Test("A method measures its own items; only XRF screens; no other name is a method")
    func methods() throws {
        let today = try day("2026-01-01")
        #expect(Method.all.count == 12 && Set(Method.all.map(\.name)).count == 12)
        for item in Item.allCases {
            let names = Set(Method.all.filter { $0.applies(to: item, on: today) }.map(\.standard))
            let expected: Set<String> =
                switch item {
                case .cadmium: ["GB 5009.15", "GB 5009.268", "LS/T 6115"]
                case .lead: ["GB 5009.12", "GB 5009.268"]
                case .totalArsenic: ["GB 5009.11", "GB 5009.268"]
                case .inorganicArsenic: ["GB 5009.11"]
                case .totalMercury: ["GB 5009.17", "GB 5009.268"]
                case .chromium: ["GB 5009.123", "GB 5009.268"]
                }
            #expect(names == expected, "\(item.rawValue)")
        }
        #expect(Method.all.filter { $0.purpose == .screening }.map(\.name) == ["LS/T 6115-2016"])
        #expect(Method("GB 5009.15") == nil && Method("GB 5009.15-2013") == nil)
    }

    @Test("Two digits below 1 mg/kg, three from there; three by ICP-MS of GB 5009.268")
    func digits() {
        for method in Method.all {
            #expect(method.reportedDigits(atOrAboveOneMilligram: false) == (method.standard == "GB 5009.268" ? 3 : 2))
            #expect(method.reportedDigits(atOrAboveOneMilligram: true) == 3)
        }
    }

    /// A value of thousandths with so many digits, half to even, by whole numbers of thousandths alone.
    private static func oracle(_ thousandths: Int, digits: Int) -> String {
        guard thousandths > 0 else { return "0" }
        let length = String(thousandths).count
        let step = [1, 10, 100, 1000][max(0, length - digits)]
        var steps = thousandths / step
        let rest = thousandths % step * 2
        if rest > step || (rest == step && steps % 2 == 1) { steps += 1 }
        let rounded = steps * step
        // Digits shown after the point: as many as the rounded number still has to fill.
        let decimals = min(6, 3 + digits - String(rounded).count)
        let whole = "\(rounded / 1000)"
        let fraction = String(String(1_000_000 + rounded % 1000 * 1000).dropFirst()).prefix(decimals)
        return decimals > 0 ? "\(whole).\(fraction)" : whole
    }

    @Test(
        "Every thousandth from 0 to 2 is rounded as by hand",
        arguments: [("GB 5009.15-2023", 2), ("GB 5009.268-2016", 3)])
    func sweep(_ method: String, _ below: Int) {
        for thousandths in 0...2000 {
            let value = NanogramsPerKilogram(Int64(thousandths) * 1000)
            let expected = Self.oracle(thousandths, digits: thousandths >= 1000 ? 3 : below)
            #expect(Rounding.printedMean(of: [value], method: method) == expected, "\(thousandths)/1000")
            // Three equal readings have the same mean.
            #expect(Rounding.printedMean(of: [value, value, value], method: method) == expected)
        }
    }

    @Test("Rounding is once, of the exact mean")
    func onceOnly() throws {
        // 0.2045 rounded to three digits is 0.204, and to two 0.20; the mean of these is a third above it.
        #expect(Rounding.printed(sum: 613_501, count: 3, significantDigits: 3) == "0.205")
        #expect(Rounding.printed(sum: 613_500, count: 3, significantDigits: 3) == "0.204")
        #expect(Rounding.printed(sum: 2, count: 3, significantDigits: 2) == "0.00000067")
        #expect(Rounding.printed(sum: 12_345_000_000, count: 1, significantDigits: 3) == "12300")
        #expect(Rounding.printed(sum: 999_500, count: 1, significantDigits: 3) == "1.00")
    }

    @Test("Half the LOD stands for ND up to 60 %, above only bounds", arguments: 0...10)
    func censored(_ missed: Int) throws {
        let values = try (0..<10).map { try reported($0 < missed ? "ND" : "0.010") }
        let mean = try #require(CensoredMean(of: values, lod: try mg("0.002")))
        let detected = Int64(10 - missed) * 10_000
        if missed <= 6 {
            #expect(mean == .value(NanogramsPerKilogram((detected + Int64(missed) * 1000) / 10)))
        } else {
            let upper = (detected + Int64(missed) * 2000) / 10
            #expect(mean == .between(NanogramsPerKilogram(detected / 10), NanogramsPerKilogram(upper)))
        }
    }

    @Test("A printed LOD counts before the laboratory's; no values have no mean; a tie goes to the even nanogram")
    func censoredDetails() throws {
        let lod = try mg("0.002")
        #expect(CensoredMean(of: [], lod: lod) == nil)
        #expect(CensoredMean(of: [try reported("<0.004"), try reported("0.010")], lod: lod) == .value(try mg("0.006")))
        #expect(CensoredMean(of: [try reported("<0.004")], lod: lod) == .between(.zero, try mg("0.004")))
        #expect(
            CensoredMean(of: [try reported("0.000001"), try reported("0.000002")], lod: lod)
                == .value(try mg("0.000002")))
        #expect(
            CensoredMean(of: [try reported("0.000002"), try reported("0.000003")], lod: lod)
                == .value(try mg("0.000002")))
    }

    @Test(
        "Not detected is never zero, in none of its spellings",
        arguments: ["未检出", "N.D.", "ND", "<LOD", "＜LOD", "<0.002", "＜0.002"])
    func notDetected(_ text: String) throws {
        let value = try reported(text)
        #expect(value.value == nil && value.text == text && value.significantDigits == 0)
        #expect(!value.exceeds(.zero))
    }

    @Test(
        "Texts that are no value",
        arguments: ["<0", "<", "<-1", "-0.1", "+0.1", "1e3", "未检", "nd", "0.1 ", ".", "1000000.000001"])
    func unreadable(_ text: String) { #expect(ReportedValue(text) == nil) }

    @Test(
        "Significant digits and decimals of a printed value",
        arguments: [("0.0534", 3, 4), ("0.20", 2, 2), ("0.2", 1, 1), ("12", 2, 0), ("1.00", 3, 2)])
    func printedDigits(_ text: String, _ digits: Int, _ decimals: Int) throws {
        let value = try reported(text)
        #expect(value.significantDigits == digits && value.decimals == decimals)
    }

    @Test("Uncertainty is kept and printed, tells what is near a limit, and turns no verdict")
    func uncertainty() throws {
        let icp = try #require(ExpandedUncertainty(milligramsPerKilogram: "0.020", coverage: "2"))
        #expect(icp.text == "±0.02 mg/kg (k=2)" && icp.coverageTenths == 20)
        let limit = try mg("0.2")
        let near: [(String, Bool)] = [
            ("0.179999", false), ("0.18", true), ("0.2", true), ("0.22", true), ("0.220001", false),
        ]
        for (value, expected) in near { #expect(icp.reaches(limit, from: try mg(value)) == expected, "\(value)") }
        let edition = LimitEdition.inForce(on: try day("2025-10-01"))
        for (text, verdict) in [("0.21", SampleVerdict.over(.b)), ("0.19", .complies)] {
            let line = ReportLine(item: .cadmium, value: try reported(text), uncertainty: icp)
            #expect(SampleVerdict.judge([line], edition: edition, form: .paddy) == verdict)
            #expect(line.uncertainty == icp)
        }
        for (value, k) in [("0", "2"), ("0.02", "0.9"), ("0.02", "4.1"), ("-1", "2"), ("0.02", "")] {
            #expect(ExpandedUncertainty(milligramsPerKilogram: value, coverage: k) == nil)
        }
    }
}
