import Rules
import Testing

@Suite("Weighing and loss")
struct WeighingTests {
    private static func load(_ interval: Int64, _ gross: Int64, _ tare: Int64) throws -> ScaleLoad {
        try #require(
            ScaleLoad(
                interval: Grams(kilograms: interval), gross: Grams(kilograms: gross), tare: Grams(kilograms: tare)))
    }

    @Test(
        "In service a scale errs by 1, 2, 3 e up to 500, 2,000, 10,000 e",
        arguments: [
            (0, 1), (20_000, 1), (10_000_000, 1), (10_000_001, 2), (40_000_000, 2), (40_000_001, 3), (200_000_000, 3),
        ])
    func limitOfError(_ grams: Int64, _ intervals: Int64) {
        let e = Grams(kilograms: 20)
        #expect(WeighingTolerance.limitOfError(of: Grams(grams), interval: e) == Grams(e.value * intervals))
    }

    @Test("30 t and 10 t at e = 20 kg: 40, 20, 40, 20 kg make 63,245 g; one gram more is a difference, either way")
    func twoScales() throws {
        let loading = try Self.load(20, 30_000, 10_000)
        #expect(WeighingTolerance.limits(loading, loading).map(\.value) == [40_000, 20_000, 40_000, 20_000])
        #expect(WeighingTolerance.between(loading, loading) == Grams(63_245))
        #expect(loading.net == Grams(kilograms: 20_000))
        // On a scale to the gram the limits are 3 g and 3 g: √(40² + 20² kg² + …) is 44,721 g.
        for sign in [Int64(1), -1] {
            for (difference, isAllowed) in [(Int64(44_721), true), (44_722, false)] {
                let gross = Grams(30_000_000 + sign * difference)
                let unloading = try #require(ScaleLoad(interval: Grams(1), gross: gross, tare: Grams(10_000_000)))
                #expect(WeighingTolerance.between(loading, unloading) == Grams(44_721))
                #expect(WeighingTolerance.allows(loading, unloading) == isAllowed, "\(sign * difference) g")
            }
        }
    }

    @Test("Each side counts with its own weights")
    func ownWeights() throws {
        let loading = try Self.load(20, 30_000, 10_000)
        let heavier = try Self.load(50, 26_000, 6_000)
        // 40² + 20² + 100² + 50²
        #expect(WeighingTolerance.limits(loading, heavier).map(\.value) == [40_000, 20_000, 100_000, 50_000])
        #expect(WeighingTolerance.between(loading, heavier) == Grams(120_415))
    }

    @Test("No load: an interval of zero, a weight below zero, an empty vehicle heavier than a full one")
    func noLoad() {
        #expect(ScaleLoad(interval: Grams(0), gross: Grams(1), tare: Grams(0)) == nil)
        #expect(ScaleLoad(interval: Grams(1), gross: Grams(1), tare: Grams(-1)) == nil)
        #expect(ScaleLoad(interval: Grams(1), gross: Grams(1), tare: Grams(2)) == nil)
        #expect(ScaleLoad(interval: Grams(1), gross: Grams(2), tare: Grams(2))?.net == .zero)
    }

    @Test("A figure between two intervals was not read from the scale; above its maximum it was not weighed")
    func readable() throws {
        #expect(try Self.load(20, 30_000, 10_000).isReadable)
        #expect(try !Self.load(20, 30_010, 10_000).isReadable)
        #expect(try !Self.load(20, 30_000, 10_010).isReadable)
        let load = try Self.load(20, 30_000, 10_000)
        #expect(load.isWithin(maximum: Grams(kilograms: 30_000)))
        #expect(!load.isWithin(maximum: Grams(kilograms: 29_999)))
    }

    @Test(
        "Natural loss grows at six and twelve months, and then no more",
        arguments: [
            ("2025-08-31", "2025-08-31", 100), ("2025-08-31", "2026-02-28", 100), ("2025-08-31", "2026-03-01", 150),
            ("2025-08-31", "2026-08-31", 150), ("2025-08-31", "2026-09-01", 200), ("2025-08-31", "2030-09-01", 200),
            ("2023-08-31", "2024-02-29", 100), ("2023-08-31", "2024-03-01", 150), ("2024-02-29", "2025-02-28", 150),
            ("2024-02-29", "2025-03-01", 200),
        ])
    func rate(_ start: String, _ end: String, _ rate: Int64) throws {
        let (start, end) = (try day(start), try day(end))
        #expect(NaturalLoss.rate(storedFrom: start, until: end) == rate)
        #expect(NaturalLoss.allowance(of: Grams(100_000), storedFrom: start, until: end) == Grams(rate))
    }

    @Test(
        "The allowance is rounded down, of any mass",
        arguments: [(999, 0), (1000, 1), (552_000_000, 552_000), (123_456_789, 123_456)])
    func allowance(_ grams: Int64, _ allowed: Int64) throws {
        let start = try day("2025-10-01")
        #expect(NaturalLoss.allowance(of: Grams(grams), storedFrom: start, until: start) == Grams(allowed))
    }

    @Test("The greatest mass has an allowance")
    func greatestAllowance() throws {
        let start = try day("2020-01-01")
        let allowance = NaturalLoss.allowance(of: Grams(.max), storedFrom: start, until: try day("2025-01-01"))
        #expect(allowance == Grams(Int64.max / 500))
    }

    @Test("Ten of paddy are seven of rice, a tie to the even gram")
    func milling() {
        for grams in Int64(0)...2000 {
            let tenths = grams * 7
            var expected = tenths / 10
            if tenths % 10 > 5 || (tenths % 10 == 5 && expected % 2 == 1) { expected += 1 }
            #expect(MillingYield.milledRice(ofPaddy: Grams(grams)) == Grams(expected), "\(grams) g")
        }
        #expect(MillingYield.milledRice(ofPaddy: Grams(.max)).value == 6_456_360_425_798_343_065)
    }
}
