import Custody
import Rules
import Testing

@Suite("Ways to launder grain, each closed")
struct LaunderingTests {
    private func bulk(_ world: inout World, _ sample: SampleCode, _ batch: BatchCode, _ bin: BinNumber, _ value: String)
        throws
    {
        try world.take(World.draw(sample, batch, bin), World.receive(sample.text))
        try world.take(World.report("R\(sample)", sample.text, value))
    }
    private func split(_ batch: BatchCode, _ bin: BinNumber, as new: BatchCode, into newBin: BinNumber) -> SplitBatch {
        SplitBatch(
            operation: "", batch: batch, bin: bin, grams: Grams(10), newBatch: new, newBin: newBin, reason: "")
    }

    @Test("Testing what is left does not better what was split off before; a later split inherits the test")
    func splitBefore() throws {
        var world = try World()
        try world.take(split("P1", "wait", as: "P3", into: "wait"))
        try bulk(&world, "K", "P1", "wait", "0.10")
        #expect(world.book.batches["P1"]?.grainClass == .a)
        #expect(world.book.batches["P3"]?.grainClass == .pending)
        try world.take(split("P1", "wait", as: "P4", into: "ordinary"))
        #expect(world.book.batches["P4"]?.grainClass == .a)
        try world.take(split("D1", "over2", as: "D2", into: "over2"))
        try bulk(&world, "L", "D1", "over2", "0.10")
        try world.take(World.propose("U", "D1", "RL"), as: World.officer("first"))
        try world.take(ConfirmRuling(number: "U", batch: "D1"), as: World.officer("second"))
        #expect(world.book.batches["D1"]?.grainClass == .a && world.book.batches["D2"]?.grainClass == .d)
    }

    @Test("A sample from one bin does not stand for grain in another, nor for what rides on a truck")
    func elsewhere() throws {
        var world = try World()
        try world.take(
            RegisterBin(
                code: "wait2", granary: "G", name: "", kind: "", use: .quarantine, capacityGrams: Grams(kilograms: 1000)
            ))
        try world.take(World.move("P1", "wait", "wait2"))
        try bulk(&world, "K", "P1", "wait", "0.10")
        #expect(world.book.batches["P1"]?.grainClass == .pending)
    }

    @Test("A test of a part settles nothing while the rest is pending")
    func part() throws {
        var world = try World()
        try world.take(
            World.draw("K", "P1", "wait", represents: 10), World.receive("K"), World.report("R", "K", "0.30"))
        #expect(world.book.batches["P1"]?.grainClass == .pending)
    }

    @Test(
        "Blending known over-limit grain with untested grain, or sampling its field again, is no way to a better class")
    func blending() throws {
        var world = try World()
        let mixed = TakeIn(
            ticket: "T", granary: "G", scale: "s", plate: "", grossGrams: Grams(105_000), tareGrams: Grams(5_000),
            netGrams: Grams(100_000), moisture: "", impurity: "", adjustmentGrams: .zero,
            sources: ["d": Grams(50_000), "open": Grams(50_000)], bin: "wait", batch: "X", enteredAt: nil)
        try world.take(mixed)
        try bulk(&world, "K", "X", "wait", "0.10")
        #expect(world.book.batches["X"]?.grainClass == .d)
        try bulk(&world, "L", "D1", "over2", "0.10")
        try world.take(World.collect("S2", "d"))
        #expect(world.book.parcels["d"]?.grainClass(in: "2025-late") == .pending)
        #expect(world.book.batches["D1"]?.grainClass == .d)
    }

    @Test("A ruling falls with the test it rests on, and with one it weighed that turns worse")
    func groundGone() throws {
        for supersedes in ["RK", "RL"] {
            var world = try World()
            try bulk(&world, "K", "D1", "over2", "0.10")
            try bulk(&world, "L", "D1", "over2", "0.10")
            try world.take(World.propose("U", "D1", "RK"), as: World.officer("first"))
            try world.take(ConfirmRuling(number: "U", batch: "D1"), as: World.officer("second"))
            #expect(world.book.batches["D1"]?.grainClass == .a)
            let sample = String(supersedes.dropFirst())
            try world.take(World.report("N", sample, "0.30", supersedes: ReportNumber(supersedes)))
            #expect(world.book.batches["D1"]?.grainClass == (supersedes == "RK" ? .d : .b))
        }
    }

    @Test("Of two rulings the one that was confirmed last counts, whichever was proposed first")
    func order() throws {
        var world = try World()
        try bulk(&world, "K", "D1", "over2", "0.30")
        try bulk(&world, "L", "D1", "over2", "0.50")
        try world.take(World.propose("U", "D1", "RK"), World.propose("V", "D1", "RL"))
        for number in ["V", "U"] {
            try world.take(ConfirmRuling(number: number, batch: "D1"), as: World.officer("second"))
        }
        #expect(world.book.batches["D1"]?.grainClass == .b)
    }

    @Test("A result that no longer stands settles nothing")
    func withdrawn() throws {
        var world = try World()
        try bulk(&world, "K", "P1", "wait", "0.10")
        let screening = IssueReport(
            report: "N", sample: "K",
            lines: [.init(item: .cadmium, value: "0.10", method: "LS/T 6115-2016", lod: "", loq: "", run: "")],
            supersedes: "RK")
        try world.take(screening)
        #expect(world.book.batches["P1"]?.grainClass == .pending)
    }

    @Test("A granary cannot rename its way out of a verdict by correcting the sources")
    func rename() throws {
        let world = try World()
        #expect(world.refusal(World.correct("D1", "over2", net: 90_000, parcel: "a")) == .correctionBettersClass)
        #expect(world.refusal(World.correct("P1", "wait", net: 90_000, parcel: "a")) == .correctionBettersClass)
        #expect(world.refusal(World.correct("D1", "over2", net: 90_000, parcel: "d")) == nil)
    }

    @Test("Nothing is poured on grain that a verdict turned where it lies, and no batch is made of it there")
    func turned() throws {
        var world = try World()
        try world.take(World.collect("S2", "a"))
        #expect(world.book.bins["ordinary"]?.content.keys.sorted() == ["pending"])
        try world.take(RegisterParcel(World.parcel("clean")), World.collect("S3", "clean"), World.receive("S3"))
        try world.take(World.report("R3", "S3", "0.10"))
        #expect(world.refusal(World.intake("N", "clean", "ordinary")) == .binHoldsAnotherClass)
        #expect(world.refusal(World.intake("N", "clean", "spare")) == nil)
        #expect(world.refusal(split("A1", "ordinary", as: "N", into: "ordinary")) == .binIsForCompliantGrain)
    }

    @Test("Sold grain that turned on the road is not received as food; it goes back")
    func soldAndTurned() throws {
        var world = try World()
        try bulk(&world, "K", "A1", "ordinary", "0.10")
        let sale = World.dispatch("m", "A1", "ordinary", .sale, plan: nil, to: "mill")
        #expect(
            world.refusal(World.dispatch("n", "A1", "ordinary", .sale, plan: nil, to: "H")) == .organizationKindWrong)
        try world.take(sale)
        try world.take(World.report("N", "K", "0.30", supersedes: "RK"))
        #expect(world.refusal(World.confirm("m")) == .saleOfOverLimitGrain)
        try world.take(RefuseManifest(manifest: "m", reason: "over the limit"))
        #expect(world.refusal(giveBack("m", net: 20_000, bin: "over")) == nil)
    }

    @Test("What comes back is weighed as well: beyond tolerance and without a word it is frozen")
    func returned() throws {
        var world = try World()
        try world.take(World.scale("s"), World.scale("s2"), World.plan("plan", "B1"), World.dispatch("m", "B1", "over"))
        try world.take(RefuseManifest(manifest: "m", reason: "seal"))
        #expect(
            try world.decide(giveBack("m", net: 10_000, bin: "over")).outcome.findings.map(\.kind)
                == [.differenceBeyondTolerance])
        try world.take(giveBack("m", net: 10_000, bin: "over"))
        #expect(world.refusal(World.move("B1", "over", "over2")) == .batchIsFrozen)
        try world.take(ExplainDifference(subject: "m", batch: "B1", reason: "spilt"))
        #expect(world.book.batches["B1"]?.frozenBy == [])
    }
    private func giveBack(_ manifest: ManifestCode, net: Int64, bin: BinNumber) -> ReturnManifest {
        ReturnManifest(
            manifest: manifest, scale: "s2", grossGrams: Grams(net + 5_000), tareGrams: Grams(5_000), bin: bin)
    }

    @Test("A stocktake under the number of somebody's trip cannot be used to lift the freeze of that trip")
    func strangersFreeze() throws {
        var world = try World()
        try world.take(World.scale("s"), World.scale("s2"), World.plan("plan", "B1"), World.dispatch("m", "B1", "over"))
        try world.take(World.confirm("m", net: 10_000))
        let count = TakeStock(
            operation: "m", batch: "A1", bin: "ordinary", bookGrams: Grams(100_000), countedGrams: Grams(90_000))
        #expect(world.refusal(count) == .codeTaken)
        // Counted before the trip existed, the number still lifts only its own.
        var early = try World()
        try early.take(count, World.scale("s"), World.scale("s2"), World.plan("plan", "B1"))
        try early.take(World.dispatch("m", "B1", "over"), World.confirm("m", net: 10_000))
        try early.take(ExplainDifference(subject: "m", batch: "A1", reason: "mice"))
        #expect(early.book.batches["A1"]?.frozenBy == [] && early.book.batches["B1"]?.frozenBy == ["m"])
    }

    @Test("A transfer that names a plan uses nothing of it up")
    func namedPlan() throws {
        var world = try World()
        try world.take(World.plan("plan", "B1"), World.dispatch("m", "B2", "over", .transfer, plan: "plan", to: "H"))
        #expect(world.book.disposals["plan"]?.dispatchedGrams == .zero)
        #expect(world.book.manifests["m"]?.disposal == nil)
    }

    @Test("A disposal is not certified while a truck under its plan is on the road")
    func onTheRoad() throws {
        var world = try World()
        try world.take(World.plan("plan", "B1"), World.dispatch("m", "B1", "over"), World.dispatch("n", "B1", "over"))
        try world.take(World.confirm("m"))
        try world.take(World.process("p", "plan", input: 20_000, product: 20_000, values: ["Cd": "0.10"]))
        let certify = CertifyDisposal(disposal: "plan", certificate: "c")
        #expect(world.refusal(certify) == .disposalNotFinished)
        try world.take(World.confirm("n"))
        try world.take(World.process("q", "plan", input: 20_000, product: 20_000, values: ["Cd": "0.10"]))
        #expect(world.refusal(certify) == nil)
    }

    @Test("Natural loss booked in parts is not added up past the allowance unseen, at a stocktake neither")
    func inParts() throws {
        var world = try World()
        #expect(try world.decide(World.reduce("A1", "ordinary", to: 99_900)).outcome.findings.isEmpty)
        try world.take(World.reduce("A1", "ordinary", to: 99_900))
        let again = World.reduce("A1", "ordinary", from: 99_900, to: 99_899)
        #expect(try world.decide(again).outcome.findings.map(\.kind) == [.naturalLossAboveAllowance])
        let count = TakeStock(
            operation: "c", batch: "A1", bin: "ordinary", bookGrams: Grams(99_900), countedGrams: Grams(99_899))
        #expect(try world.decide(count).outcome.findings.map(\.kind) == [.stocktakeShortage])
    }

    @Test("What is lost in one bin is held against what lay in that bin, not against the whole batch")
    func inOneBin() throws {
        var world = try World()
        try world.take(World.move("A1", "ordinary", "spare", grams: 90_000))
        #expect(try world.decide(World.reduce("A1", "ordinary", from: 10_000, to: 9_990)).outcome.findings.isEmpty)
        #expect(
            try world.decide(World.reduce("A1", "ordinary", from: 10_000, to: 9_989)).outcome.findings.map(\.kind)
                == [.naturalLossAboveAllowance])
    }

    @Test("Between 20 t on two scales that read 10 g, 44 g are within tolerance and 45 g are not")
    func tolerance() throws {
        for (difference, isBeyond) in [(44, false), (45, true), (-44, false), (-45, true)] {
            var world = try World()
            for code in ["s", "s2"] { try world.take(Walk.scale(ScaleNumber(code), of: "G")) }
            try world.take(World.plan("plan", "B1"), World.dispatch("m", "B1", "over"))
            try world.take(World.confirm("m", net: Int64(20_000 + difference)))
            #expect(world.book.batches["B1"]?.frozenBy == (isBeyond ? ["m"] : []), "\(difference)")
        }
    }

    @Test("A re-inspection in time names a laboratory that is one; else the first could report it")
    func laboratory() throws {
        let world = try World()
        func apply(_ laboratory: OrganizationCode?) -> ApplyForReinspection {
            ApplyForReinspection(
                reinspection: "F", sample: "S-d", report: "R-d", toldAt: World.now, laboratory: laboratory)
        }
        #expect(world.refusal(apply(nil)) == .organizationUnknown)
        #expect(world.refusal(apply("mill")) == .organizationKindWrong)
        #expect(world.refusal(apply("lab")) == .reinspectionBySameLaboratory)
        #expect(world.refusal(apply("lab2")) == nil)
    }

    @Test("The tag of a batch of which nothing is left is closed, however the last of it went")
    func tag() throws {
        var world = try World()
        try world.take(
            SplitBatch(
                operation: "", batch: "B1", bin: "over", grams: Grams(100_000), newBatch: "B3", newBin: "over",
                reason: ""), World.reduce("B2", "over", to: 0))
        #expect(world.book.batches["B1"]?.tag?.closedAt != nil && world.book.batches["B2"]?.tag?.closedAt != nil)
        #expect(world.book.batches["B3"]?.tag?.closedAt == nil)
    }
}
