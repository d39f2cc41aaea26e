import Custody
import Rules
import Testing

@Suite("Nothing is overwritten: what was wrong is corrected by a record that names the one it corrects")
struct RecordCorrectionTests {
    private func world() throws -> World {
        var world = try World()
        try world.take(World.scale("s"), World.scale("s2"), World.plan("plan", "B1"))
        return world
    }
    private func grams(_ world: World, _ batch: BatchCode, _ place: Place) -> Int64? {
        world.book.batches[batch]?.grams(in: place).value
    }

    @Test("A truck that never left: the grain is back in its bin, the plan has its grams back, the bureau is told")
    func voided() throws {
        var world = try world()
        try world.take(World.dispatch("m", "B1", "over"))
        let void = VoidManifest(manifest: "m", reason: "flat tyre")
        let fact = try world.decide(void)
        #expect(fact.corrects == "record of manifest-dispatched")
        #expect(fact.outcome.findings.map(\.kind) == [.manifestVoided])
        world.book.apply(fact)
        #expect(grams(world, "B1", .bin("over")) == 100_000 && grams(world, "B1", .transit("m")) == 0)
        #expect(world.book.disposals["plan"]?.dispatchedGrams == .zero)
        #expect(world.book.manifests["m"]?.state == .voided)
        #expect(OverdueList(of: world.book, asOf: World.now.adding(days: 60)).lines.isEmpty)
        for act: any ActBody in [World.confirm("m"), RecordArrival(manifest: "m"), void] {
            #expect(world.refusal(act) == .manifestMovedOn)
        }
        // The number is used up: the next truck has a manifest of its own.
        #expect(world.refusal(World.dispatch("m", "B1", "over")) == .codeTaken)
    }

    @Test("A truck that arrived is not voided, by whomever: its goods come back by refusal and return")
    func tooLate() throws {
        var world = try world()
        try world.take(World.dispatch("m", "B1", "over"), RecordArrival(manifest: "m"))
        #expect(world.refusal(VoidManifest(manifest: "m", reason: "flat tyre")) == .manifestMovedOn)
        let consignee = Actor(name: "f", organization: "F", role: .granary, region: "")
        #expect(world.refusal(VoidManifest(manifest: "m", reason: "x"), as: consignee) == .foreignOrganization)
    }

    @Test("A wrong weight at the facility froze both sides; corrected, it frees them, and the facility has what came")
    func receipt() throws {
        var world = try world()
        try world.take(World.dispatch("m", "B1", "over"), World.confirm("m", net: 12_000))
        #expect(world.book.batches["B1"]?.frozenBy == ["m"] && world.book.disposals["plan"]?.frozenBy == ["m"])
        let fact = try world.decide(World.correctReceipt("m", net: 20_000))
        #expect(fact.corrects == "record of manifest-confirmed")
        world.book.apply(fact)
        #expect(world.book.batches["B1"]?.frozenBy == [] && world.book.disposals["plan"]?.frozenBy == [])
        #expect(grams(world, "B1", .facility("F")) == 20_000 && grams(world, "B1", .difference) == 0)
        #expect(world.book.disposals["plan"]?.receivedGrams == Grams(20_000))
        // A second correction names the first, and a weight that is beyond tolerance freezes again.
        let again = try world.decide(World.correctReceipt("m", net: 19_000))
        #expect(again.corrects == "record of receipt-corrected")
        #expect(again.outcome.findings.map(\.kind) == [.differenceBeyondTolerance])
        world.book.apply(again)
        #expect(world.book.batches["B1"]?.frozenBy == ["m"])
        try world.take(
            World.correctReceipt("m", net: 20_000), World.process("p", "plan", input: 15_000, product: 15_000))
        #expect(world.refusal(World.correctReceipt("m", net: 14_999)) == .receiptMovedOn)
        #expect(world.refusal(World.correctReceipt("m", net: 15_000)) == nil)
    }

    @Test("A transfer's receipt is corrected while the grain lies where it came to, and within the bin's capacity")
    func transfer() throws {
        var world = try world()
        try world.take(World.dispatch("m", "B1", "over", .transfer, plan: nil, to: "H"))
        try world.take(World.confirm("m", net: 19_000, batch: "T", bin: "theirs", reason: "rain"))
        try world.take(World.correctReceipt("m", net: 19_999))
        #expect(grams(world, "T", .bin("theirs")) == 19_999 && world.book.bins["theirs"]?.grams == Grams(19_999))
        #expect(world.book.batches["T"]?.parents == ["B1": Grams(19_999)])
        #expect(world.book.batches.values.allSatisfy { $0.residual == .zero })
        #expect(world.refusal(World.correctReceipt("m", net: 1_000_001)) == .binCapacityExceeded)
        try world.take(World.draw("K", "T", "theirs"))
        #expect(world.refusal(World.correctReceipt("m", net: 20_000)) == .receiptMovedOn)
    }

    @Test(
        "A sample written down for the wrong parcel: that one is as it was before, the right one waits for the result")
    func sample() throws {
        var world = try world()
        try world.take(World.collect("S", "a"))
        #expect(world.book.batches["A1"]?.grainClass == .pending)
        let fact = try world.decide(World.correctSample("S", "b"))
        #expect(fact.corrects == "record of sample-collected")
        world.book.apply(fact)
        #expect(world.book.batches["A1"]?.grainClass == .a && world.book.batches["B1"]?.grainClass == .pending)
        #expect(world.book.samples["S"]?.grams == Grams(900))
        let later = World.now.adding(minutes: 1)
        #expect(world.refusal(World.correctSample("S", "b", at: later)) == .occurredInFuture)
        #expect(world.refusal(World.correctSample("S", "nowhere")) == .parcelUnknown)
        // Once the laboratory has it, a value may be known: no sample is renamed out of a verdict.
        try world.take(World.receive("S"))
        #expect(world.refusal(World.correctSample("S", "a")) == .sampleNotCorrectable)
        try world.take(World.draw("K", "A1", "ordinary"))
        #expect(world.refusal(World.correctSample("K", "a")) == .sampleNotCorrectable)
    }

    @Test("Another station does not correct a sample")
    func foreignSample() throws {
        var world = try world()
        let station = Actor(name: "s", organization: "lab", role: .station, region: "")
        let other = Actor(name: "t", organization: "lab2", role: .station, region: "")
        try world.take(World.collect("S", "a"), as: station)
        #expect(world.refusal(World.correctSample("S", "b"), as: other) == .foreignOrganization)
        #expect(world.refusal(World.correctSample("S", "b"), as: station) == nil)
    }

    @Test("An entry of a register that is changed names the record it changes; the same entry again changes nothing")
    func registers() throws {
        var world = try World()
        let bin = RegisterBin(
            code: "spare", granary: "G", name: "new name", kind: "", use: .ordinary,
            capacityGrams: Grams(kilograms: 2_000))
        let changes: [any ActBody] = [
            organization("G", .granary, to: "2031-01-01"), bin,
            RegisterParcel(World.parcel("a", farmlandClass: .priorityProtection)),
        ]
        for change in changes {
            let fact = try world.decide(change)
            #expect(fact.corrects == "record of \(type(of: change).name)")
            world.book.apply(fact)
            #expect(world.refusal(change) == .nothingChanges)
        }
        #expect(try world.decide(World.scale("s")).corrects == nil)
        try world.take(World.scale("s"))
        let certified = RegisterScale(
            Scale(
                code: "s", owner: "G", intervalGrams: Grams(1), maximumGrams: Grams(1_000), certificate: "new",
                validTo: World.now.chinaDate))
        #expect(try world.decide(certified).corrects == "record of scale-registered")
    }
}
