import Custody
import Rules
import Testing

@Suite("A better class takes two officers, or the very result again")
struct RulingTests {
    /// D1 (class D by its parcel), tested as a whole at 0.10.
    private func tested() throws -> World {
        var world = try World()
        try world.take(World.draw("K", "D1", "over2"), World.receive("K"), World.report("RK", "K", "0.10"))
        return world
    }

    @Test("A ruling on a test of the whole mass betters the class once a second officer confirms it")
    func two() throws {
        var world = try tested()
        try world.take(World.propose("U", "D1", "RK"), as: World.officer("first"))
        #expect(world.book.batches["D1"]?.grainClass == .d)
        let confirm = ConfirmRuling(number: "U", batch: "D1")
        #expect(world.refusal(confirm, as: World.officer("first")) == .rulingBySameOfficer)
        try world.take(confirm, as: World.officer("second"))
        #expect(world.book.batches["D1"]?.grainClass == .a)
        #expect(world.book.batches["D1"]?.history.last?.because == "U")
        #expect(world.refusal(confirm, as: World.officer("third")) == .rulingConfirmed)
    }

    @Test("A test after the ruling may still worsen the class")
    func worsens() throws {
        var world = try tested()
        try world.take(World.propose("U", "D1", "RK"), as: World.officer("first"))
        try world.take(ConfirmRuling(number: "U", batch: "D1"), as: World.officer("second"))
        try world.take(
            World.draw("K2", "D1", "over2", represents: 10), World.receive("K2"), World.report("RK2", "K2", "0.30"))
        #expect(world.book.batches["D1"]?.grainClass == .b)
    }

    @Test("A sample of a part is no ground for a ruling")
    func part() throws {
        var world = try World()
        try world.take(
            World.draw("K", "D1", "over2", represents: 99_999), World.receive("K"), World.report("RK", "K", "0.10"))
        #expect(world.refusal(World.propose("U", "D1", "RK")) == .rulingNeedsWholeTest)
    }

    @Test("Testing again does not better a class: the worst of a batch's own tests counts")
    func again() throws {
        var world = try World()
        try world.take(World.draw("K1", "P1", "wait"), World.receive("K1"), World.report("R1", "K1", "0.50"))
        try world.take(
            World.draw("K2", "P1", "wait"), World.receive("K2"), World.report("R2", "K2", "0.10"))
        #expect(world.book.batches["P1"]?.grainClass == .c)
    }

    @Test("A further report on a sample cannot outweigh a standing one; one that supersedes it does")
    func furtherReport() throws {
        var world = try World()
        try world.take(World.report("R2", "S-d", "0.10"))
        #expect(world.book.parcels["d"]?.grainClass(in: "2025-late") == .d)
        #expect(
            try world.decide(World.report("R3", "S-d", "0.10", supersedes: "R-d")).corrects == "record of report-issued"
        )
        try world.take(World.report("R3", "S-d", "0.10", supersedes: "R-d"))
        #expect(world.book.parcels["d"]?.grainClass(in: "2025-late") == .a)
    }

    @Test("What a re-inspection settled stays settled when another report comes")
    func final() throws {
        var world = try World()
        try world.take(
            ApplyForReinspection(reinspection: "F", sample: "S-b", report: "R-b", toldAt: World.now, laboratory: "lab2")
        )
        try world.take(
            ReportReinspection(reinspection: "F", report: "X", item: .cadmium, value: "0.20", method: "GB 5009.15-2023")
        )
        #expect(world.book.parcels["b"]?.grainClass(in: "2025-late") == .a)
        let lead = IssueReport(
            report: "R2", sample: "S-b",
            lines: [.init(item: .lead, value: "0.10", method: "GB 5009.12-2023", lod: "0.02", loq: "0.04", run: "")],
            supersedes: nil)
        try world.take(lead)
        #expect(world.book.parcels["b"]?.grainClass(in: "2025-late") == .a)
    }

    @Test("A screening value in a report settles nothing, and a method with too high an LOQ is named")
    func methods() throws {
        var world = try World()
        try world.take(World.collect("S", "open"), World.receive("S"))
        func report(_ method: String, loq: String) -> IssueReport {
            IssueReport(
                report: "R", sample: "S",
                lines: [.init(item: .cadmium, value: "0.10", method: method, lod: "0.001", loq: loq, run: "")],
                supersedes: nil)
        }
        #expect(try world.decide(report("LS/T 6115-2016", loq: "0.003")).outcome.verdict == .pending)
        let unfit = try world.decide(report("GB 5009.15-2023", loq: "0.041")).outcome
        #expect(unfit.verdict == .complies && unfit.findings.map(\.kind) == [.methodNotFit])
        #expect(try world.decide(report("GB 5009.15-2023", loq: "0.040")).outcome.findings.isEmpty)
    }
}
