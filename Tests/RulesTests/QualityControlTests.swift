import Rules
import Testing

@Suite("Quality control of a run")
struct QualityControlTests {
    private static func values(_ texts: [String]) throws -> [NanogramsPerKilogram] { try texts.map { try mg($0) } }

    private static func row(
        _ kind: RunMeasurement.Kind, _ name: String, _ readings: [Item: [String]], certified: String? = nil
    ) throws -> RunMeasurement {
        let certified = try certified.map { try #require(CertifiedValue($0)) }
        let readings = try Item.allCases.compactMap { item in
            try readings[item].map { RunMeasurement.Readings(item, try $0.map { try reported($0) }) }
        }
        return RunMeasurement(kind: kind, name: name, certified: certified, readings: readings)
    }

    /// A run that passes: blank, material, samples and the duplicate of the first.
    private static func run(samples: Int = 1) throws -> [RunMeasurement] {
        [
            try row(.blank, "blank", [.cadmium: ["<0.002"]]),
            try row(.reference, "GBW10045", [.cadmium: ["0.19"]], certified: "Cd 0.19±0.02 mg/kg"),
            try row(.duplicate, "s0", [.cadmium: ["0.101", "0.102"]]),
        ] + (try (0..<samples).map { try row(.sample, "s\($0)", [.cadmium: ["0.100", "0.103"]]) })
    }

    @Test("A blank may show the LOQ and not more; a laboratory's own LOQ goes before the standard's")
    func blank() throws {
        #expect(QualityControl.blank(.cadmium, try Self.values(["0.005"])) == nil)
        #expect(QualityControl.blank(.cadmium, try Self.values(["0.001", "0.005001"])) == .blankTooHigh(.cadmium))
        #expect(
            QualityControl.blank(.cadmium, try Self.values(["0.005"]), loq: try mg("0.003")) == .blankTooHigh(.cadmium))
        #expect(QualityControl.blank(.cadmium, []) == nil)
    }

    @Test("LOQs of ICP-MS by GB 5009.268, and of inorganic arsenic")
    func quantification() throws {
        let table: [(Item, String)] = [
            (.cadmium, "0.005"), (.lead, "0.05"), (.totalArsenic, "0.005"), (.totalMercury, "0.003"),
            (.chromium, "0.2"),
            (.inorganicArsenic, "0.02"),
        ]
        for (item, loq) in table { #expect(QualityControl.quantificationLimit(of: item) == (try mg(loq))) }
    }

    @Test(
        "Recovery of a material is 80–120 %, ends included, over the mean of its readings",
        arguments: [
            (["0.08"], true), (["0.079999"], false), (["0.12"], true), (["0.120001"], false), (["0.07", "0.09"], true),
            (["0.11", "0.130001"], false), ([], false),
        ])
    func recovery(_ readings: [String], _ passes: Bool) throws {
        let fault = QualityControl.reference(.cadmium, try Self.values(readings), certified: try mg("0.1"))
        #expect((fault == nil) == passes)
        if !readings.isEmpty { #expect(fault == (passes ? nil : .recoveryOutOfRange(.cadmium))) }
    }

    @Test(
        "Of a spike 80–120 % of what was added is found again",
        arguments: [
            (["0.13"], ["0.05"], true), (["0.129999"], ["0.05"], false), (["0.17"], ["0.05"], true),
            (["0.170001"], ["0.05"], false), (["0.1", "0.2"], ["0.05", "0.05", "0.05"], true),
            (["0.03"], ["0.05"], false),
            ([], ["0.05"], false), (["0.15"], [], false),
        ])
    func spike(_ readings: [String], _ plain: [String], _ passes: Bool) throws {
        let fault = QualityControl.spike(
            .cadmium, try Self.values(readings), plain: try Self.values(plain), added: try mg("0.1"))
        #expect((fault == nil) == passes)
    }

    @Test(
        "Duplicates differ by at most 20 % of their mean",
        arguments: [
            (["0.9"], ["1.1"], true), (["0.9"], ["1.100001"], false), (["1.1"], ["0.9"], true),
            (["0.8", "1.0"], ["1.1", "1.1", "1.1"], true), (["0.8", "0.99"], ["1.1"], false),
            // Up to the LOQ the numbers mean nothing.
            (["0.005"], ["0.02"], true), (["0.005001"], ["0.02"], false), ([], ["1"], true),
        ])
    func duplicates(_ first: [String], _ second: [String], _ passes: Bool) throws {
        let fault = QualityControl.duplicate(
            .cadmium, try Self.values(first), try Self.values(second), sample: "s")
        #expect(fault == (passes ? nil : .duplicatesDiffer(.cadmium, sample: "s")))
    }

    @Test(
        "The greatest deviation: 10 % above 1 mg/kg, 15 % from 0.1, 20 % below",
        arguments: [("1.000001", 10), ("1", 15), ("0.1", 15), ("0.099999", 20)])
    func deviationLimit(_ mean: String, _ percent: Int) throws {
        let mean = try mg(mean)
        for count in [1, 3] {
            let sum = NanogramsPerKilogram(mean.value * Int64(count))
            #expect(QualityControl.deviationLimit(sum: sum, count: count) == percent)
        }
        let tenths = percent * 10
        #expect(QualityControl.printedDeviation(.cadmium, mean: mean, tenthsOfPercent: tenths, sample: "s") == nil)
        #expect(
            QualityControl.printedDeviation(.cadmium, mean: mean, tenthsOfPercent: tenths + 1, sample: "s")
                == .readingsScatter(.cadmium, sample: "s"))
        #expect(
            QualityControl.printedDeviation(.cadmium, mean: try mg("0.005"), tenthsOfPercent: 900, sample: "s") == nil)
    }

    // Readings m − d, m, m + d have the standard deviation d.
    @Test(
        "Readings scatter by at most the deviation of their level",
        arguments: [
            ("1.8", "2.0", "2.2", true), ("1.799999", "2.0", "2.200001", false), ("0.17", "0.2", "0.23", true),
            ("0.169999", "0.2", "0.230001", false), ("0.04", "0.05", "0.06", true),
            ("0.039999", "0.05", "0.060001", false),
            ("0.001", "0.005", "0.009", true),
        ])
    func precision(_ first: String, _ second: String, _ third: String, _ passes: Bool) throws {
        let fault = QualityControl.precision(.cadmium, try Self.values([first, second, third]), sample: "s")
        #expect(fault == (passes ? nil : .readingsScatter(.cadmium, sample: "s")))
    }

    @Test("A single reading has no scatter; thousands of the greatest readings do not stop the program")
    func extremes() throws {
        #expect(QualityControl.precision(.cadmium, try Self.values(["0.5"]), sample: "s") == nil)
        let greatest = [NanogramsPerKilogram](repeating: .wholeKilogram, count: 20_000)
        #expect(QualityControl.precision(.cadmium, greatest, sample: "s") == nil)
        let wide = greatest + [NanogramsPerKilogram](repeating: .zero, count: 20_000)
        #expect(QualityControl.precision(.cadmium, wide, sample: "s") == .readingsScatter(.cadmium, sample: "s"))
    }

    @Test("A complete run passes")
    func passes() throws { #expect(RunVerdict.judge(try Self.run()) == .passed) }

    @Test("One sample in ten has a duplicate", arguments: [(10, true), (11, false), (1, true)])
    func share(_ samples: Int, _ passes: Bool) throws {
        let verdict = RunVerdict.judge(try Self.run(samples: samples))
        #expect(verdict == (passes ? .passed : .void([.missing("duplicate of one sample in ten")])))
        #expect(QualityControl.hasEnoughDuplicates(samples: samples, duplicated: 1) == passes)
        #expect(QualityControl.hasEnoughDuplicates(samples: 0, duplicated: 0))
    }

    @Test("The duplicate of a sample that is not in the run, or of one twice, does not count")
    func foreignDuplicate() throws {
        let twice = try Self.run(samples: 20) + [try Self.row(.duplicate, "s0", [.cadmium: ["0.101"]])]
        #expect(RunVerdict.judge(twice) == .void([.missing("duplicate of one sample in ten")]))
        let foreign = try Self.run(samples: 20) + [try Self.row(.duplicate, "other", [.cadmium: ["0.101"]])]
        #expect(RunVerdict.judge(foreign) == .void([.missing("duplicate of one sample in ten")]))
    }

    @Test("Without blank, material or duplicate a run is void, and every fault is named")
    func nothing() throws {
        let faults: [QualityControl.Fault] = [
            .missing("blank"), .missing("reference material or spike"), .missing("duplicate of one sample in ten"),
        ]
        #expect(RunVerdict.judge([try Self.row(.sample, "s", [.cadmium: ["0.1"]])]) == .void(faults))
    }

    @Test("Every item that was measured needs its blank")
    func blankOfItem() throws {
        var run = try Self.run()
        run.append(try Self.row(.sample, "s9", [.lead: ["0.1"]]))
        #expect(RunVerdict.judge(run) == .void([.missing("blank of Pb")]))
        run.append(try Self.row(.blank, "blank 2", [.lead: []]))
        #expect(RunVerdict.judge(run) == .void([.missing("blank of Pb")]))
        run.append(try Self.row(.blank, "blank 3", [.lead: ["<0.02"]]))
        #expect(RunVerdict.judge(run) == .passed)
    }

    @Test("A material that was not found in one reading is not recovered")
    func materialNotDetected() throws {
        var run = try Self.run()
        run[1] = try Self.row(.reference, "m", [.cadmium: ["<0.002", "0.19"]], certified: "Cd 0.19 mg/kg")
        #expect(RunVerdict.judge(run) == .void([.missing("reference reading of Cd")]))
        run[1] = try Self.row(.reference, "m", [.lead: ["0.19"]], certified: "Cd 0.19 mg/kg")
        #expect(RunVerdict.judge(run) == .void([.missing("reference reading of Cd")]))
        run[1] = try Self.row(.reference, "m", [.cadmium: ["0.19"]])
        #expect(RunVerdict.judge(run) == .void([.missing("reference material or spike")]))
    }

    @Test("A spike stands for a material; not detected before it counts as nothing")
    func spikedRun() throws {
        var run = try Self.run()
        run[1] = try Self.row(.spike, "s0", [.cadmium: ["0.20"]], certified: "Cd 0.10 mg/kg")
        #expect(RunVerdict.judge(run) == .passed)
        run[1] = try Self.row(.spike, "s0", [.cadmium: ["0.11"]], certified: "Cd 0.10 mg/kg")
        #expect(RunVerdict.judge(run) == .void([.recoveryOutOfRange(.cadmium)]))
        run[1] = try Self.row(.spike, "nobody", [.cadmium: ["0.20"]], certified: "Cd 0.10 mg/kg")
        #expect(RunVerdict.judge(run) == .void([.missing("spike reading of Cd")]))
        run[1] = try Self.row(.spike, "clean", [.cadmium: ["0.11"]], certified: "Cd 0.10 mg/kg")
        run.append(try Self.row(.sample, "clean", [.cadmium: ["<0.002"]]))
        #expect(RunVerdict.judge(run) == .passed)
    }

    @Test("Faults of the single rows make the run void, with the laboratory's LOQ")
    func rows() throws {
        var run = try Self.run()
        run[0] = try Self.row(.blank, "blank", [.cadmium: ["0.004"]])
        #expect(RunVerdict.judge(run) == .passed)
        #expect(
            RunVerdict.judge(run, quantification: { _ in NanogramsPerKilogram(3_000) })
                == .void([.blankTooHigh(.cadmium)]))
        run = try Self.run()
        run[2] = try Self.row(.duplicate, "s0", [.cadmium: ["0.2"]])
        #expect(RunVerdict.judge(run) == .void([.duplicatesDiffer(.cadmium, sample: "s0")]))
        run[2] = try Self.row(.duplicate, "s0", [.cadmium: ["0.08", "0.12"]])
        #expect(RunVerdict.judge(run) == .void([.readingsScatter(.cadmium, sample: "s0")]))
    }

    @Test("Certified values as certificates print them")
    func certificates() throws {
        let texts = ["Cd 0.19±0.02 mg/kg", "Cd 0.19 ± 0.02 mg/kg", "Cd 190±20 μg/kg", "Cd 190±20 µg/kg"]
        for text in texts {
            let certified = try #require(CertifiedValue(text))
            #expect(certified.item == .cadmium)
            #expect(certified.value == (try mg("0.19")))
            #expect(certified.uncertainty == (try mg("0.02")))
        }
        #expect(CertifiedValue("iAs 0.1 mg/kg")?.uncertainty == nil)
        for wrong in ["", "Cd", "Cd 0.19", "Cd 0±0.02 mg/kg", "Cd 0.19± mg/kg", "Cd 0.1±0.1±0.1 mg/kg", "Xx 1 mg/kg"] {
            #expect(CertifiedValue(wrong) == nil, "\(wrong)")
        }
    }

    @Test(
        "a recovery is in tenths of a percent, a tie to the even one, and none where nothing was read or it is no number"
    )
    func recoveries() {
        func found(_ readings: [Int64], of certified: Int64) -> Int64? {
            QualityControl.recovery(
                readings.map { NanogramsPerKilogram($0) }, certified: NanogramsPerKilogram(certified))
        }
        #expect(found([260_000, 270_000], of: 261_000) == 1_015)
        #expect(found([1_001, 1_000], of: 2_000) == 500 && found([2_003, 2_000], of: 2_000) == 1_001)
        #expect(found([], of: 261_000) == nil && found([1], of: 0) == nil && found([.max / 2], of: 1) == nil)
    }
}
