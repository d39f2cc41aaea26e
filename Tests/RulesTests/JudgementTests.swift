import Rules
import Testing

@Suite("Judgement of a line, with its reason")
struct JudgementTests {
    /// The reasons of a report's lines, in order, for paddy in 2025: limit of inorganic arsenic 0.35.
    private func judged(_ lines: [ReportLine]) throws -> [(ItemVerdict, ItemJudgement.Reason)] {
        let edition = LimitEdition.inForce(on: try day("2025-10-01"))
        return SampleVerdict.judgements(of: lines, edition: edition, form: .paddy).map { ($0.verdict, $0.reason) }
    }

    private func verdict(_ lines: ReportLine...) throws -> SampleVerdict {
        .judge(lines, edition: .inForce(on: try day("2025-10-01")), form: .paddy)
    }

    /// Item, value, method, LOD, verdict, reason of a line that stands alone.
    static let lines: [(Item, String, String?, String?, ItemVerdict, ItemJudgement.Reason)] = [
        (.cadmium, "0.20", nil, nil, .complies, .withinLimit),
        (.cadmium, "0.201", "GB 5009.268-2016", "0.002", .over, .aboveLimit),
        (.cadmium, "<0.002", nil, nil, .complies, .notDetected),
        (.cadmium, "ND", nil, nil, .complies, .notDetected),
        (.cadmium, "ND", nil, "0.2", .complies, .notDetected),
        (.cadmium, "ND", nil, "0.200001", .undecided, .detectionAboveLimit),
        (.cadmium, "<0.3", nil, "0.002", .undecided, .detectionAboveLimit),
        (.cadmium, "0.01", "LS/T 6115-2016", nil, .undecided, .screeningOnly),
        (.cadmium, "2.5", "LS/T 6115-2016", nil, .undecided, .screeningOnly),
        (.totalArsenic, "0.35", nil, nil, .complies, .withinLimit),
        (.totalArsenic, "0.351", nil, nil, .undecided, .inorganicArsenicOpen),
        (.totalArsenic, "ND", nil, "0.5", .undecided, .detectionAboveLimit),
        (.inorganicArsenic, "0.351", nil, nil, .over, .aboveLimit),
    ]

    @Test("A line alone", arguments: lines.indices)
    func alone(_ index: Int) throws {
        let (item, text, method, lod, verdict, reason) = Self.lines[index]
        let found = try judged([try line(item, text, by: method, lod: lod)])
        #expect(found.count == 1 && found[0] == (verdict, reason), "\(found)")
    }

    @Test("Inorganic arsenic decides where it was measured, and total arsenic where that is enough")
    func arsenic() throws {
        let high = try line(.totalArsenic, "0.50")
        let low = try line(.totalArsenic, "0.30")
        let open = try line(.inorganicArsenic, "ND", lod: "0.4")
        #expect(
            try judged([high, try line(.inorganicArsenic, "0.35")]).map(\.1) == [
                .inorganicArsenicDecides, .withinLimit,
            ])
        #expect(
            try judged([high, try line(.inorganicArsenic, "0.36")]).map(\.1) == [.inorganicArsenicDecides, .aboveLimit])
        #expect(try judged([low, open]).map(\.1) == [.withinLimit, .totalArsenicSettles])
        #expect(try judged([high, open]).map(\.1) == [.inorganicArsenicDecides, .detectionAboveLimit])
        #expect(try verdict(low, open) == .complies)
        #expect(try verdict(high, open) == .pending)
        #expect(try verdict(open) == .pending)
        #expect(try verdict(try line(.totalArsenic, "ND", lod: "0.5"), open) == .pending)
    }

    @Test("What is over stays over while another line is open; nothing at all is pending")
    func together() throws {
        let open = try line(.totalArsenic, "0.9")
        #expect(try verdict(open, try line(.cadmium, "0.1")) == .pending)
        #expect(try verdict(open, try line(.cadmium, "0.41")) == .over(.c))
        #expect(try verdict() == .pending)
        #expect(try verdict(try line(.cadmium, "0.9", by: "LS/T 6115-2016")) == .pending)
        #expect(SampleVerdict.over(.b).text == "over (B)" && SampleVerdict.pending.grainClass == .pending)
    }

    @Test(
        "Screening: 0.16 and 0.24 are grey",
        arguments: [
            ("0.159999", ScreeningOutcome.clear), ("0.16", .grey), ("0.2", .grey), ("0.24", .grey), ("0.240001", .over),
            ("<0.16", .clear), ("<0.160001", .grey), ("ND", .clear), ("0", .clear),
        ])
    func screening(_ text: String, _ expected: ScreeningOutcome) throws {
        let outcome = ScreeningOutcome.cadmium(try reported(text))
        #expect(outcome == expected && outcome.needsConfirmation == (expected != .clear))
    }

    @Test("XRF screens cadmium alone")
    func screenedItems() throws {
        let value = try reported("0.1")
        #expect(Item.allCases.filter { ScreeningOutcome.of($0, value) != nil } == [.cadmium])
    }

    /// Use, lines, verdict of an output test in 2025.
    static let outputs: [(UseClass, [(Item, String)], ItemVerdict)] = [
        (.food, [(.cadmium, "0.20"), (.inorganicArsenic, "0.20")], .complies),
        (.food, [(.cadmium, "0.21")], .over),
        (.food, [(.inorganicArsenic, "0.21")], .over),
        (.food, [(.totalArsenic, "0.21")], .undecided),
        (.food, [], .undecided),
        (.feed, [(.cadmium, "1.0"), (.totalArsenic, "2"), (.inorganicArsenic, "1.9")], .complies),
        (.feed, [(.cadmium, "0.1"), (.cadmium, "1.01")], .over),
        (.feed, [(.lead, "10.1")], .over),
        (.feed, [(.cadmium, "<1")], .complies),
        (.feed, [(.cadmium, "<1.1")], .undecided),
        (.feed, [], .undecided),
        (.industry, [(.cadmium, "3")], .complies),
        (.harmlessDisposal, [], .complies),
    ]

    @Test("The product of a disposal leaves only within the limits of its use", arguments: outputs.indices)
    func output(_ index: Int) throws {
        let (use, values, expected) = Self.outputs[index]
        let lines = try values.map { try line($0.0, $0.1) }
        #expect(use.judge(lines, on: try day("2025-11-01")) == expected)
    }

    @Test("A screened product does not leave")
    func screenedOutput() throws {
        let screened = [try line(.cadmium, "0.05", by: "LS/T 6115-2016")]
        for use in [UseClass.food, .feed] { #expect(use.judge(screened, on: try day("2025-11-01")) == .undecided) }
    }
}
