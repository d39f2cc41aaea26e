import Custody
import Rules
import Testing

@Suite("Every reason to refuse, reached")
struct RefusalTests {
    typealias Case = (reason: Refusal.Reason, act: any ActBody)

    /// A world in which a trip to disposal is under way (`m1`), one was refused (`m2`), one was received and processed (`m3`).
    private func world() throws -> World {
        var world = try World()
        try world.take(World.plan("plan", "B1"), World.plan("done", "D1"))
        try world.take(World.dispatch("m1", "B1", "over"), World.dispatch("m2", "B1", "over"))
        try world.take(RefuseManifest(manifest: "m2", reason: "seal"))
        try world.take(World.dispatch("m3", "D1", "over2", plan: "done"), World.confirm("m3"))
        try world.take(World.process("p1", "done", input: 20_000, product: 20_000, values: ["Cd": "0.10"]))
        try world.take(World.dispatch("m4", "B2", "over", .transfer, plan: nil, to: "H"))
        try world.take(CertifyDisposal(disposal: "done", certificate: "c"))
        // A new sample makes its parcel's grain pending until it is judged: on a parcel of its own.
        try world.take(RegisterParcel(World.parcel("extra")))
        try world.take(World.collect("S2", "extra"), World.collect("S3", "extra"), World.receive("S3"))
        try world.take(apply("late", told: "2025-10-01T08:00:00+08:00"), apply("good"), apply("told"))
        try world.take(reinspect("told"))
        return world
    }

    private func apply(
        _ number: ReinspectionNumber, told: String = "2025-10-31T08:00:00+08:00", lab: OrganizationCode = "lab2"
    )
        -> ApplyForReinspection
    {
        ApplyForReinspection(
            reinspection: number, sample: "S-b", report: "R-b", toldAt: Timestamp(rfc3339: told) ?? World.now,
            laboratory: lab)
    }
    private func reinspect(_ number: ReinspectionNumber, method: String = "GB 5009.15-2023", value: String = "0.31")
        -> ReportReinspection
    {
        ReportReinspection(reinspection: number, report: "X", item: .cadmium, value: value, method: method)
    }

    private var registerCases: [Case] {
        func bin(_ code: BinNumber, _ granary: OrganizationCode, use: Bin.Use = .ordinary, kilograms: Int64 = 1000)
            -> RegisterBin
        {
            RegisterBin(
                code: code, granary: granary, name: "", kind: "", use: use, capacityGrams: Grams(kilograms: kilograms))
        }
        return [
            (.organizationUnknown, bin("x", "nobody")), (.organizationKindWrong, bin("x", "lab")),
            (.massNotPositive, bin("x", "G", kilograms: 0)), (.binOfAnotherGranary, bin("ordinary", "H")),
            (.binHoldsAnotherClass, bin("ordinary", "G", use: .segregated)),
            (.binCapacityExceeded, bin("ordinary", "G", kilograms: 1)),
            (.nothingChanges, organization("G", .granary)), (.nothingChanges, RegisterParcel(World.parcel("a"))),
        ]
    }

    private var sampleCases: [Case] {
        [
            (.codeTaken, World.collect("S2", "extra")), (.parcelUnknown, World.collect("S9", "nowhere")),
            (.sampleUnknown, World.receive("S9")), (.sampleAlreadyReceived, World.receive("S3")),
            (.sealBroken, World.receive("S2", sealIntact: false)),
            (.sampleNotReceived, World.report("R9", "S2", "0.1")), (.reportHasNoLines, World.report("R9", "S3", nil)),
            (.valueUnreadable, World.report("R9", "S3", "about 0.2")),
            (
                .valueUnreadable,
                RecordTestRun(
                    run: "run", laboratory: "lab", unit: "mg/kg",
                    rows: [.init(name: "x", kind: "sample", readings: ["Cd": ["0.1", "0,2"]], certified: nil)])
            ),
            (.sampleNotCorrectable, World.correctSample("S3", "extra")),
            (.reasonMissing, World.correctSample("S2", "a", reason: "")),
            (.reportUnknown, World.report("R9", "S3", "0.1", supersedes: "R8")),
            (.supersededReportOfAnotherSample, World.report("R9", "S3", "0.1", supersedes: "R-b")),
            (
                .screeningIsForCadmiumOnly,
                RecordScreening(sample: "S3", item: .lead, value: "0.1", instrument: "")
            ),
            (.reinspectionBySameLaboratory, apply("new", lab: "lab")),
            (.reinspectionUnknown, reinspect("none")), (.reinspectionNotAccepted, reinspect("late")),
            (.reinspectionAlreadyReported, reinspect("told")),
            (.rapidMethodCannotSettle, reinspect("good", method: "LS/T 6115-2016")),
        ]
    }

    private var grainCases: [Case] {
        [
            (.binUnknown, World.intake("N", "a", "nowhere")),
            (.parcelUnknown, World.intake("N", "nowhere", "ordinary")),
            (.codeTaken, World.intake("A1", "a", "ordinary")),
            (.weightsDisagree, World.intake("N", "a", "ordinary", gross: 1)),
            (.sourcesDoNotSumToNet, World.intake("N", "a", "ordinary", source: 7)),
            (.binOfAnotherGranary, World.intake("N", "b", "theirs")),
            (.binCapacityExceeded, World.intake("N", "a", "small")),
            (.binIsForCompliantGrain, World.intake("N", "b", "ordinary")),
            (.binIsForOverLimitGrain, World.intake("N", "a", "over")),
            (.binIsForQuarantine, World.intake("N", "a", "wait")),
            (.binHoldsAnotherClass, World.intake("N", "d", "over")),
            (.batchUnknown, World.move("none", "over", "over2")),
            (.holdingTooSmall, World.move("A1", "ordinary", "spare", grams: 100_001)),
            (.massNotPositive, World.move("A1", "ordinary", "spare", grams: 0)),
            (.binIsForCompliantGrain, World.move("P1", "wait", "ordinary")),
            (.nothingToMerge, World.merge([("A1", "ordinary")], into: "ordinary")),
            (.mixesOverLimitWithCompliant, World.merge([("A1", "ordinary"), ("B2", "over")], into: "over")),
            (.mixesPendingWithJudged, World.merge([("P1", "wait"), ("B2", "over")], into: "over")),
            (.quarantineHoldsBatchesApart, World.merge([("P1", "wait"), ("P2", "wait")], into: "wait")),
            (.lossIsNegative, World.reduce("A1", "ordinary", to: 100_001)),
            (.reasonMissing, World.correct("A1", "ordinary", net: 90_000, reason: "")),
            (.batchMovedOn, World.correct("B1", "over", net: 90_000)),
            (.correctionBettersClass, World.correct("BW", "wait", net: 90_000)),
            (.rulingUnknown, ConfirmRuling(number: "none", batch: "D1")),
            (.rulingNeedsWholeTest, World.propose("U1", "D1", "R-d")),
            (
                .nothingOverdue,
                UrgeDeadline(matter: .handover, subject: "m3", batch: nil, until: World.now.chinaDate.adding(days: 2))
            ),
            (
                .urgedUntilThePast,
                UrgeDeadline(matter: .handover, subject: "m3", batch: nil, until: World.now.chinaDate.adding(days: -1))
            ),
            (.nothingToExplain, ExplainDifference(subject: "m3", batch: "D1", reason: "wind")),
        ]
    }

    private var tripCases: [Case] {
        [
            (.pendingGrainMayNotLeave, World.dispatch("n", "P1", "wait")),
            (.licenceExpired, World.dispatch("n", "B1", "over", to: "old")),
            (.organizationKindWrong, World.dispatch("n", "B1", "over", carrier: "mill")),
            (.batchNotOverLimit, World.dispatch("n", "A1", "ordinary")),
            (.disposalNotApproved, World.dispatch("n", "B2", "over", plan: nil)),
            (.disposalOfAnotherBatch, World.dispatch("n", "B2", "over")),
            (.consigneeIsNotTheFacility, World.dispatch("n", "B1", "over", to: "H")),
            (.disposalCertified, World.dispatch("n", "D1", "over2", plan: "done")),
            (.disposalExceedsPlan, World.dispatch("n", "B1", "over", net: 40_000)),
            (.papersIncomplete, World.dispatch("n", "B1", "over", papers: false, net: 1_000)),
            (.notNotified, World.dispatch("n", "B1", "over", notified: false, net: 1_000)),
            (.saleOfOverLimitGrain, World.dispatch("n", "B2", "over", .sale, plan: nil, to: "mill")),
            (.saleWithoutTest, World.dispatch("n", "A1", "ordinary", .sale, plan: nil, to: "mill")),
            (.manifestUnknown, World.confirm("none")), (.manifestMovedOn, World.confirm("m3")),
            (.receivingBatchMissing, World.confirm("m4")), (.receiptMovedOn, World.correctReceipt("m3", net: 19_000)),
            (.manifestMovedOn, World.correctReceipt("m1", net: 19_000)),
            (.manifestMovedOn, VoidManifest(manifest: "m2", reason: "flat tyre")),
            (.binIsForCompliantGrain, VoidManifest(manifest: "m1", bin: "ordinary", reason: "flat tyre")),
        ]
    }

    private var disposalCases: [Case] {
        [
            (.batchNotOverLimit, World.plan("n", "A1")), (.batchHasDisposal, World.plan("n", "B1")),
            (.useClassNotAllowed, World.plan("n", "B2", useClass: 4)),
            (.licenceExpired, World.plan("n", "B2", facility: "old")),
            (.disposalInUse, WithdrawDisposal(disposal: "plan", reason: "no licence")),
            (.disposalCertified, WithdrawDisposal(disposal: "done", reason: "no licence")),
            (.reasonMissing, WithdrawDisposal(disposal: "plan", reason: "")),
            (.disposalUnknown, World.process("p", "none", input: 1, product: 1)),
            (.outputsDoNotSumToInput, World.process("p", "plan", input: 2, product: 1)),
            (.processingExceedsReceipt, World.process("p", "plan", input: 1, product: 1)),
            (.disposalCertified, World.process("p", "done", input: 1, product: 1)),
            (.disposalNotFinished, CertifyDisposal(disposal: "plan", certificate: "c")),
            (
                .outputNeedsNoRetreatment,
                RetreatOutput(disposal: "plan", number: "p", useClass: 3, destination: "distillery")
            ),
        ]
    }

    @Test("Each act is refused for its own reason, and refused acts leave the book alone")
    func ladder() throws {
        let world = try world()
        let cases = registerCases + sampleCases + grainCases + tripCases + disposalCases
        for (reason, act) in cases { #expect(world.refusal(act) == reason, "\(act)") }
        // Reached by `special` below and, the database's guard and what stands in a text, by the store's tests.
        let elsewhere: Set<Refusal.Reason> = [
            .notPermitted, .foreignOrganization, .outsideJurisdiction, .occurredInFuture, .occurredBeforeBatch,
            .parcelIsStrictlyControlled, .reportAlreadySuperseded, .constraintFired, .signersNotDistinct,
            .approverIsCompiler, .batchIsFrozen, .rulingBySameOfficer, .rulingConfirmed, .outputNotReleased,
            .citizenNumberInText,
            // By `BureauReportTests`.
            .periodNotEnded, .versionNotNext, .reissueWithoutReason, .reportNotClosed,
        ]
        let reached = Set(cases.map(\.reason)).union(elsewhere)
        #expect(Set(Refusal.Reason.allCases).subtracting(reached) == [])
    }

    @Test("Reasons that need a special setting")
    func special() throws {
        var world = try world()
        try world.take(RegisterParcel(World.parcel("strict", farmlandClass: .strictlyControlled)))
        #expect(world.refusal(World.intake("N", "strict", "wait")) == .parcelIsStrictlyControlled)
        let later = Timestamp(rfc3339: "2025-11-01T08:06:00+08:00") ?? World.now
        let sooner = Timestamp(rfc3339: "2025-10-01T08:06:00+08:00") ?? World.now
        #expect(world.refusal(World.intake("N", "a", "ordinary"), at: later) == .occurredInFuture)
        #expect(world.refusal(World.move("A1", "ordinary", "spare"), at: sooner) == .occurredBeforeBatch)
        try world.take(World.report("R10", "S3", "0.1"), World.report("R11", "S3", "0.1", supersedes: "R10"))
        #expect(world.refusal(World.report("R12", "S3", "0.1", supersedes: "R10")) == .reportAlreadySuperseded)
        #expect(
            world.refusal(World.report("R9", "S3", "0.1"), by: [.compiler: "a", .reviewer: "a", .approver: "b"])
                == .signersNotDistinct)
        #expect(world.refusal(World.plan("n", "B2"), by: [.approver: World.clerk.name]) == .approverIsCompiler)
        #expect(world.refusal(World.plan("n", "B2"), by: [.compiler: "x", .approver: "x"]) == .approverIsCompiler)
        let station = Actor(name: "s", organization: "lab", role: .station, region: "")
        let stranger = Actor(name: "h", organization: "H", role: .granary, region: "")
        let officer = Actor(name: "o", organization: "", role: .officer, region: "430921")
        #expect(world.refusal(World.move("A1", "ordinary", "spare"), as: station) == .notPermitted)
        #expect(world.refusal(World.move("A1", "ordinary", "spare"), as: stranger) == .foreignOrganization)
        let certificate = CertifyDisposal(disposal: "plan", certificate: "c")
        #expect(world.refusal(certificate, as: officer) == .outsideJurisdiction)
        #expect(world.refusal(World.plan("n", "B2"), as: officer) == .outsideJurisdiction)
    }

    @Test("Every reason has its own code, both languages and a clause")
    func texts() {
        let reasons = Refusal.Reason.allCases
        #expect(Set(reasons.map(\.code)).count == reasons.count)
        #expect(reasons.allSatisfy { !$0.chinese.isEmpty && !$0.english.isEmpty && !$0.clause.isEmpty })
        let kinds = Finding.Kind.allCases
        #expect(Set(kinds.map(\.code)).count == kinds.count)
    }
}

@Suite("The class belongs to the mass")
struct ClassTests {
    @Test("A late verdict turns grain where it lies, and everything made from it")
    func cascade() throws {
        var world = try World()
        try world.take(
            SplitBatch(
                operation: "", batch: "P1", bin: "wait", grams: Grams(10), newBatch: "P3", newBin: "wait", reason: ""))
        try world.take(World.collect("SO", "open"), World.receive("SO"), World.report("RO", "SO", "0.50"))
        #expect(world.book.batches["P1"]?.grainClass == .c && world.book.batches["P3"]?.grainClass == .c)
        #expect(world.book.batches["P3"]?.tag?.closedAt == nil && world.book.batches["P3"]?.tag != nil)
        #expect(world.book.bins["wait"]?.content["C"] == Grams(200_000))
    }

    @Test("A batch's own test settles pending and worsens, and never betters; a re-inspection of the result does")
    func ownTest() throws {
        var world = try World()
        for (sample, batch, bin, value) in [
            ("K1", "P1", "wait", "0.10"), ("K2", "D1", "over2", "0.10"), ("K3", "B1", "over", "0.90"),
        ] {
            try world.take(World.draw(SampleCode(sample), BatchCode(batch), BinNumber(bin)), World.receive(sample))
            try world.take(World.report("RK-\(sample)", sample, value))
        }
        #expect(world.book.batches["P1"]?.grainClass == .a)
        #expect(world.book.batches["D1"]?.grainClass == .d)
        #expect(world.book.batches["B1"]?.grainClass == .c)
        try world.take(
            ApplyForReinspection(reinspection: "F", sample: "S-d", report: "R-d", toldAt: World.now, laboratory: "lab2")
        )
        try world.take(
            ReportReinspection(reinspection: "F", report: "X", item: .cadmium, value: "0.20", method: "GB 5009.15-2023")
        )
        #expect(world.book.batches["D1"]?.grainClass == .a)
        #expect(world.book.batches["D1"]?.tag?.closedAt == World.now)
    }
}
