import Custody
import Rules
import Testing

@Suite("What is open stays open until the last of it is settled")
struct OpenMatterTests {
    private func apply(_ number: ReinspectionNumber) -> ApplyForReinspection {
        ApplyForReinspection(
            reinspection: number, sample: "S-d", report: "R-d", toldAt: World.now, laboratory: "lab2")
    }
    private func report(_ number: ReinspectionNumber) -> ReportReinspection {
        ReportReinspection(
            reinspection: number, report: number.text, item: .cadmium, value: "0.20", method: "GB 5009.15-2023")
    }

    @Test("Of two re-inspections of one sample, the first reported leaves the sample in dispute")
    func disputes() throws {
        var world = try World()
        try world.take(apply("F1"), apply("F2"), report("F1"))
        #expect(world.book.samples["S-d"]?.disputed == true && world.book.samples["S-d"]?.disputes == ["F2"])
        try world.take(report("F2"))
        #expect(world.book.samples["S-d"]?.disputed == false && world.book.samples["S-d"]?.disputes == nil)
    }

    @Test("A batch has one open plan at a time; certified with grain left, or withdrawn, it may have another")
    func plans() throws {
        var world = try World()
        try world.take(World.plan("one", "B1"))
        #expect(world.refusal(World.plan("two", "B1")) == .batchHasDisposal)
        try world.take(World.dispatch("m", "B1", "over", plan: "one"), World.confirm("m"))
        try world.take(World.process("p", "one", input: 20_000, product: 20_000, values: ["Cd": "0.10"]))
        try world.take(CertifyDisposal(disposal: "one", certificate: "c"))
        #expect(world.book.batches["B1"]?.tag != nil && world.book.batches["B1"]?.tag?.closedAt == nil)
        try world.take(World.plan("two", "B1", grams: 80_000))
        #expect(world.refusal(World.dispatch("n", "B1", "over", plan: "one")) == .disposalCertified)
        try world.take(WithdrawDisposal(disposal: "two", reason: "the facility lost its licence"))
        #expect(world.refusal(World.dispatch("n", "B1", "over", plan: "two")) == .disposalNotApproved)
        try world.take(World.plan("three", "B1", grams: 80_000))
        try world.take(World.dispatch("n", "B1", "over", plan: "three"))
        #expect(world.refusal(WithdrawDisposal(disposal: "three", reason: "x")) == .disposalInUse)
        try world.take(VoidManifest(manifest: "n", reason: "flat tyre"))
        #expect(world.refusal(WithdrawDisposal(disposal: "three", reason: "x")) == nil)
    }

    @Test("A tag closes with the last gram when the plan before was certified: the rest went by transfer")
    func tag() throws {
        var world = try World()
        try world.take(World.plan("one", "B1"))
        try world.take(World.dispatch("m", "B1", "over", plan: "one"), World.confirm("m"))
        try world.take(World.process("p", "one", input: 20_000, product: 20_000, values: ["Cd": "0.10"]))
        try world.take(CertifyDisposal(disposal: "one", certificate: "c"))
        try world.take(World.dispatch("n", "B1", "over", .transfer, plan: nil, to: "H", net: 80_000))
        try world.take(World.confirm("n", net: 80_000, batch: "T", bin: "theirs"))
        #expect(world.book.batches["B1"]?.stock == .zero && world.book.batches["B1"]?.tag?.closedAt == World.now)
    }

    @Test("What is due stands in the list before it is overdue, with its time and who answers for it")
    func deadlines() throws {
        var world = try World()
        try world.take(
            World.plan("plan", "B1", until: CivilDate(iso: "2025-11-03")), World.dispatch("m", "B1", "over"),
            World.collect("S", "a"), apply("F1"))
        func lines(_ time: String) throws -> [DeadlineList.Matter: DeadlineList.Line] {
            let list = DeadlineList(of: world.book, asOf: try #require(Timestamp(rfc3339: time)))
            return Dictionary(list.lines.map { ($0.matter, $0) }, uniquingKeysWith: { first, _ in first })
        }
        func due(_ time: String) -> Timestamp? { Timestamp(rfc3339: time) }
        // Loaded on Saturday, 1 November: five working days end on Friday the 7th, seven on Tuesday the 11th.
        let open = try lines("2025-11-03T07:00:00+08:00")
        #expect(open[.handover]?.dueAt == due("2025-11-10T00:00:00+08:00") && open[.handover]?.next == "F")
        #expect(open[.reinspection]?.dueAt == due("2025-11-12T00:00:00+08:00") && open[.reinspection]?.next == "lab2")
        #expect(open[.disposal]?.dueAt == due("2025-11-04T00:00:00+08:00") && open[.disposal]?.next == "G")
        #expect(open[.sample]?.dueAt == due("2025-11-03T08:00:00+08:00"))
        for matter in [DeadlineList.Matter.handover, .reinspection, .disposal, .sample] {
            let line = try #require(open[matter])
            #expect(!line.isOverdue && line.workingDays == 0, "\(matter)")
            let late = DeadlineList(of: world.book, asOf: line.dueAt.adding(minutes: 1)).lines
            #expect(late.first { $0.matter == matter }?.isOverdue == true, "\(matter)")
        }
        // Grain that a verdict turned where it lies is due at once.
        let wrong = try #require(open[.liesWrong])
        #expect(wrong.isOverdue)
        // The heaviest is tonnes by days by class; what is not overdue weighs nothing.
        let weights = [GrainClass.a, .pending, .b, .c, .d].map { wrong.weight(of: $0) }
        let least = wrong.grams / 1_000 * Int64(max(wrong.workingDays, 1))
        #expect(least > 0 && weights == [least, 2 * least, 2 * least, 3 * least, 4 * least])
        #expect(open[.handover]?.weight(of: .d) == 0)
        let overdue = OverdueList(of: world.book, asOf: try #require(due("2025-11-05T08:00:00+08:00"))).lines
        #expect(Set(overdue.map(\.matter)) == [.disposal, .sample, .liesWrong])
        try world.take(World.receive("S"), report("F1"), World.confirm("m"))
        let left = try lines("2025-12-01T08:00:00+08:00")
        #expect(left[.sample] == nil && left[.reinspection] == nil && left[.handover] == nil && left[.disposal] != nil)
    }

    @Test("Who has to act is urged, on the day it is overdue and until it is settled; nothing moves by it")
    func urging() throws {
        var world = try World()
        try world.take(World.plan("plan", "B1"), World.dispatch("m", "B1", "over"))
        func urge(_ subject: String, _ time: String, batch: BatchCode? = nil) throws -> Fact {
            let now = try #require(Timestamp(rfc3339: time))
            let act = UrgeDeadline(
                matter: .handover, subject: subject, batch: batch, until: now.chinaDate.adding(days: 2))
            return try world.book.decide(
                Act(act), Circumstances(actor: World.clerk, occurredAt: now, now: now))
        }
        // Loaded on 1 November: five working days end with the 7th, a Friday.
        #expect(throws: Refusal(.nothingOverdue, "m")) { try urge("m", "2025-11-09T23:59:59+08:00") }
        let fact = try urge("m", "2025-11-10T00:00:00+08:00")
        #expect(fact.outcome.word == "F", "who has to confirm")
        #expect(throws: Refusal(.nothingOverdue, "m")) { try urge("m", "2025-11-10T08:00:00+08:00", batch: "B2") }
        #expect(throws: Refusal(.nothingOverdue, "n")) { try urge("n", "2025-11-10T08:00:00+08:00") }
        let before = world.book
        world.book.apply(fact)
        #expect(world.book.manifests == before.manifests && world.book.batches == before.batches)
        try world.take(World.confirm("m"))
        #expect(throws: Refusal(.nothingOverdue, "m")) { try urge("m", "2025-11-20T08:00:00+08:00") }
    }

    @Test("Another vehicle at the gate than the one that left is a finding; the manifest keeps the plate it left under")
    func plate() throws {
        var world = try World()
        let left = World.dispatch("m", "B2", "over", .transfer, plan: nil, to: "H")
        let dispatch = Dispatch(
            manifest: left.manifest, purpose: left.purpose, batch: left.batch, disposal: nil, bin: left.bin,
            consignee: left.consignee, carrier: left.carrier, plate: "湘H12345", route: "", seals: "",
            papers: left.papers, notifiedAt: left.notifiedAt, scale: left.scale, grossGrams: left.grossGrams,
            tareGrams: left.tareGrams)
        try world.take(dispatch)
        #expect(world.book.manifests["m"]?.plate == "湘H12345")
        func confirm(_ plate: String?) -> ConfirmManifest {
            ConfirmManifest(
                manifest: "m", scale: "s2", grossGrams: Grams(25_000), tareGrams: Grams(5_000), batch: "T",
                bin: "theirs", plate: plate)
        }
        func kinds(_ plate: String?) throws -> [Finding.Kind] {
            try world.decide(confirm(plate)).outcome.findings.map(\.kind).filter { $0 == .plateDiffers }
        }
        #expect(try kinds("湘H54321") == [.plateDiffers])
        #expect(try kinds("湘H12345") == [] && kinds(nil) == [])
    }
}
