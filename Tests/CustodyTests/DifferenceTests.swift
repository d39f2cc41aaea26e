import Custody
import Rules
import Testing

@Suite("A difference nobody explains freezes both sides")
struct DifferenceTests {
    /// B1 with a plan, its truck `m` on the road, weighed by scales that read every gram.
    private func underway() throws -> World {
        var world = try World()
        try world.take(World.scale("s"), World.scale("s2"), World.plan("plan", "B1"), World.dispatch("m", "B1", "over"))
        return world
    }
    private let explained = ExplainDifference(subject: "m", batch: "B1", reason: "spilt at the gate, swept up")

    @Test(
        "Beyond tolerance and without a word, nothing of the batch moves and nothing is processed until it is explained"
    )
    func freeze() throws {
        var world = try underway()
        let fact = try world.decide(World.confirm("m", net: 19_000))
        #expect(fact.outcome.findings.map(\.kind) == [.differenceBeyondTolerance])
        try world.take(World.confirm("m", net: 19_000))
        #expect(world.refusal(World.move("B1", "over", "over2")) == .batchIsFrozen)
        #expect(world.refusal(World.dispatch("n", "B1", "over", net: 1_000)) == .batchIsFrozen)
        let process = World.process("p", "plan", input: 19_000, product: 19_000, values: ["Cd": "0.10"])
        #expect(world.refusal(process) == .batchIsFrozen)
        let overdue = OverdueList(of: world.book, asOf: World.now).lines
        #expect(overdue.map(\.matter) == [.unexplained] && overdue.first?.grams == 1_000)
        try world.take(explained)
        #expect(world.refusal(process) == nil && world.refusal(World.dispatch("n", "B1", "over", net: 1_000)) == nil)
        #expect(world.book.manifests["m"]?.differenceReason == explained.reason)
        #expect(world.book.manifests["m"]?.receivedGrams == Grams(19_000))
        #expect(world.refusal(explained) == .nothingToExplain)
    }

    @Test("Within tolerance, or accepted with a reason, nothing is frozen")
    func explainedAtOnce() throws {
        var within = try underway()
        try within.take(World.confirm("m", net: 19_999))
        #expect(within.book.batches["B1"]?.frozenBy == [])
        var said = try underway()
        try said.take(World.confirm("m", net: 19_000, reason: "wet sacks left on the truck"))
        #expect(said.book.batches["B1"]?.frozenBy == [] && said.book.manifests["m"]?.differsBeyondTolerance == true)
    }

    @Test("Either end of the trip may explain, a stranger may not")
    func parties() throws {
        var world = try underway()
        try world.take(World.confirm("m", net: 19_000))
        func actor(_ organization: OrganizationCode, _ role: Actor.Role) -> Actor {
            Actor(name: "x", organization: organization, role: role, region: "")
        }
        #expect(world.refusal(explained, as: actor("G", .granary)) == nil)
        #expect(world.refusal(explained, as: actor("F", .facility)) == nil)
        #expect(world.refusal(explained, as: actor("H", .granary)) == .foreignOrganization)
        #expect(world.refusal(RecordArrival(manifest: "m"), as: actor("H", .granary)) == .foreignOrganization)
    }

    @Test("A transfer freezes the new batch at the receiver as well")
    func transfer() throws {
        var world = try World()
        try world.take(
            World.scale("s"), World.scale("s2"), World.dispatch("m", "B1", "over", .transfer, plan: nil, to: "H"),
            World.confirm("m", net: 19_000, batch: "H1", bin: "theirs"))
        #expect(world.refusal(World.move("H1", "theirs", "theirs")) == .batchIsFrozen)
        try world.take(ExplainDifference(subject: "m", batch: "H1", reason: "scale was not zeroed"))
        #expect(world.book.batches["B1"]?.frozenBy == [] && world.book.batches["H1"]?.frozenBy == [])
    }

    @Test(
        "A stocktake books what is missing or on top to a place of its own, and freezes what natural loss cannot explain"
    )
    func stocktake() throws {
        func count(_ grams: Int64) -> TakeStock {
            TakeStock(
                operation: "count", batch: "A1", bin: "ordinary", bookGrams: Grams(100_000),
                countedGrams: Grams(grams))
        }
        for (counted, kinds) in [
            (100_000, []), (99_900, []), (99_899, [Finding.Kind.stocktakeShortage]), (100_001, [.stocktakeGain]),
        ] {
            var world = try World()
            #expect(try world.decide(count(Int64(counted))).outcome.findings.map(\.kind) == kinds)
            try world.take(count(Int64(counted)))
            let batch = try #require(world.book.batches["A1"])
            #expect(batch.grams(in: .bin("ordinary")) == Grams(Int64(counted)) && batch.residual == .zero)
            #expect(batch.grams(in: .stocktake) == Grams(100_000 - Int64(counted)))
            #expect(world.refusal(World.move("A1", "ordinary", "spare")) == (kinds.isEmpty ? nil : .batchIsFrozen))
        }
        let world = try World()
        let stale = TakeStock(
            operation: "count", batch: "A1", bin: "ordinary", bookGrams: Grams(99_999), countedGrams: Grams(99_999))
        #expect(world.refusal(stale) == .holdingTooSmall)
    }
}

@Suite("A correction names what it corrects")
struct CorrectionTests {
    @Test("Weights and sources of an intake are corrected while its grain lies untouched; the old record is named")
    func intake() throws {
        var world = try World()
        let correction = World.correct("A1", "ordinary", net: 90_000)
        #expect(try world.decide(correction).corrects == "record of grain-taken-in")
        try world.take(correction)
        #expect(world.book.batches["A1"]?.grams(in: .bin("ordinary")) == Grams(90_000))
        #expect(world.book.batches["A1"]?.grams(in: .paddy) == -Grams(90_000))
        #expect(world.book.bins["ordinary"]?.grams == Grams(190_000))
        #expect(try world.decide(correction).corrects == "record of intake-corrected")
        try world.take(World.move("A2", "ordinary", "spare"))
        #expect(world.refusal(World.correct("A2", "ordinary", net: 90_000)) == .batchMovedOn)
    }

    @Test(
        "Correcting a source to a parcel over the limit turns the class, and cannot put more of it where it may not lie"
    )
    func source() throws {
        var world = try World()
        try world.take(World.correct("A1", "ordinary", net: 100_000, parcel: "b"))
        #expect(world.book.batches["A1"]?.grainClass == .b)
        #expect(world.book.parcels["a"]?.batches["2025-late"]?.contains("A1") == false)
        #expect(world.book.parcels["b"]?.batches["2025-late"]?.contains("A1") == true)
        #expect(world.book.bins["ordinary"]?.content == ["A": Grams(100_000), "B": Grams(100_000)])
        #expect(OverdueList(of: world.book, asOf: World.now).lines.map(\.matter) == [.liesWrong])
    }
}

@Suite("A product is released by its test")
struct OutputTests {
    private func processed(_ values: [String: String], useClass: Int = 1) throws -> World {
        var world = try World()
        try world.take(World.plan("plan", "B1", useClass: useClass), World.dispatch("m", "B1", "over"))
        try world.take(World.confirm("m"))
        try world.take(World.process("p", "plan", input: 20_000, product: 20_000, values: values))
        return world
    }
    private let certify = CertifyDisposal(disposal: "plan", certificate: "c")

    @Test("A failed or untested product of class 1 and 2 has to be retreated before the disposal is certified")
    func gate() throws {
        #expect(try processed(["Cd": "0.20"]).refusal(certify) == nil)
        // Total arsenic above the limit of inorganic arsenic leaves the product open: it may not leave as food.
        let open = try processed(["Cd": "0.20", "As": "0.21"])
        for world in [try processed(["Cd": "0.21"]), try processed([:]), try processed([:], useClass: 2), open] {
            var world = world
            #expect(world.refusal(certify) == .outputNotReleased)
            let up = RetreatOutput(disposal: "plan", number: "p", useClass: 1, destination: "mill")
            #expect(world.refusal(up) == .useClassNotAllowed)
            try world.take(RetreatOutput(disposal: "plan", number: "p", useClass: 3, destination: "distillery"))
            #expect(world.refusal(certify) == nil)
        }
    }

    @Test("A result on a standing crop is disputed within 5 working days, one on grain in store within 7")
    func reinspection() throws {
        var world = try World()
        try world.take(World.draw("K", "B1", "over"), World.receive("K"), World.report("RK", "K", "0.30"))
        func word(_ sample: SampleCode, _ report: ReportNumber, told: String) throws -> String? {
            let at = try #require(Timestamp(rfc3339: told))
            return try world.decide(
                ApplyForReinspection(
                    reinspection: "F", sample: sample, report: report, toldAt: at, laboratory: "lab2")
            ).outcome.word
        }
        // 1 November 2025 is a Saturday: five working days back is 24 October, a Friday.
        #expect(try word("S-b", "R-b", told: "2025-10-24T17:00:00+08:00") == "accepted")
        #expect(try word("S-b", "R-b", told: "2025-10-23T17:00:00+08:00") == "out-of-time")
        #expect(try word("K", "RK", told: "2025-10-22T17:00:00+08:00") == "accepted")
        #expect(try word("K", "RK", told: "2025-10-21T17:00:00+08:00") == "out-of-time")
    }

    @Test("A plan past its period and not certified is overdue; one without a period is found at once")
    func overdue() throws {
        var world = try World()
        #expect(try world.decide(World.plan("open", "B2")).outcome.findings.map(\.kind) == [.planWithoutPeriod])
        try world.take(World.plan("plan", "B1", until: CivilDate(iso: "2025-11-03")))
        let due = try #require(Timestamp(rfc3339: "2025-11-03T23:00:00+08:00"))
        #expect(OverdueList(of: world.book, asOf: due).lines.isEmpty)
        let past = OverdueList(of: world.book, asOf: due.adding(hours: 24)).lines
        #expect(past.map(\.matter) == [.disposal] && past.first?.next == "G" && past.first?.workingDays == 1)
    }
}

@Suite("Registers say what is odd")
struct RegisterTests {
    @Test("Soil that asks for a stricter class, an unknown township and a broken credit code are findings")
    func findings() throws {
        let world = try World()
        func parcel(_ township: String, soil: String) -> RegisterParcel {
            RegisterParcel(
                Parcel(
                    code: "new", township: township, county: "430903", village: "", squareMetres: 1,
                    farmlandClass: .safeUse, longitude: "", latitude: "", soilPH: "5.0", soilCadmium: soil))
        }
        #expect(try world.decide(parcel("430903008", soil: "1.50")).outcome.findings.isEmpty)
        #expect(try world.decide(parcel("430903008", soil: "1.51")).outcome.findings.map(\.kind) == [.soilSaysWorse])
        #expect(try world.decide(parcel("430903999", soil: "1.5")).outcome.findings.map(\.kind) == [.townshipUnknown])
        #expect(try world.decide(organization("X", .mill)).outcome.findings.map(\.kind) == [.creditCodeCheckFails])
        #expect(try world.decide(organization("914300007121944054", .mill)).outcome.findings.isEmpty)
    }
}
