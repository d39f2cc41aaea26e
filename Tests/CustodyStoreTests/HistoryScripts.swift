import Custody
import CustodyStore
import Operations
import Rules

/// Acts that belong together, handed in one by one between everything else: each may come too late, or to nothing.
struct HistoryScripts {
    /// One act and who hands it in.
    struct Line {
        let act: Act
        let actor: Actor
        init(of act: Act) {
            self.act = act
            actor = TestLedger.clerk
        }
        init(_ act: some ActBody, by actor: Actor = TestLedger.clerk) {
            self.act = Act(act)
            self.actor = actor
        }
    }

    static let theirs: OrganizationCode = "granary-2"
    static let theirBins: [BinNumber] = ["theirs-ordinary", "theirs-segregated", "theirs-quarantine"]
    static let first = Actor(name: "first", organization: "", role: .officer, region: "43")
    static let second = Actor(name: "second", organization: "", role: .officer, region: "43")

    /// What the scripts need besides the small world: a second granary, a carrier, a mill, a facility, scales.
    static func found(_ ledger: TestLedger) async throws {
        let organizations: [(OrganizationCode, Organization.Kind)] = [
            (theirs, .granary), ("carrier", .carrier), ("mill", .mill), ("facility", .facility), ("lab-2", .station),
        ]
        for (code, kind) in organizations { try await take(SmallWorld.organization(code, kind), in: ledger) }
        for (bin, use) in zip(theirBins, [Bin.Use.ordinary, .segregated, .quarantine]) {
            try await take(
                RegisterBin(
                    code: bin, granary: theirs, name: bin.text, kind: "flat", use: use,
                    capacityGrams: Grams(kilograms: 10_000_000)), in: ledger)
        }
        for scale in ["scale", "scale-2"] { try await take(self.scale(ScaleNumber(scale), ""), in: ledger) }
    }

    private static func take(_ act: some ActBody, in ledger: TestLedger) async throws {
        let answer = await ledger.submit(act)
        guard case .done = answer else { throw SmallWorld.Unexpected(answer: answer) }
    }

    private static func scale(_ code: ScaleNumber, _ certificate: String) -> RegisterScale {
        RegisterScale(
            Scale(
                code: code, owner: TestLedger.granary, intervalGrams: Grams(10), maximumGrams: Grams(kilograms: 60_000),
                certificate: certificate, validTo: CivilDate(daysSinceEpoch: 21_915)))
    }

    /// Clean parcel, over-limit parcel, untested parcel of the small world, with the bin where its grain may lie.
    private static let ground: [(parcel: ParcelNumber, bin: BinNumber)] = [
        (SmallWorld.parcels[0], SmallWorld.ordinary[0]), (SmallWorld.parcels[1], SmallWorld.segregated[0]),
        (SmallWorld.parcels[3], SmallWorld.quarantine),
    ]

    /// A script by number, with codes of its own.
    static func script(_ kind: Int, _ name: String, grams: Int64) -> [Line] {
        let batch = BatchCode("X\(name)")
        let (parcel, bin) = ground[kind % 3]
        let intake = Line(SmallWorld.intake(batch, from: parcel, into: bin, grams: 8_000))
        switch kind % 5 {
        case 0: return [intake] + trip(batch, bin, name, grams)
        case 1:
            return [Line(SmallWorld.intake(batch, from: ground[1].parcel, into: ground[1].bin, grams: 8_000))]
                + disposal(batch, ground[1].bin, name, grams)
        case 2:
            return [intake] + tested(batch, bin, name, kind) + [
                Line(ProposeRuling(number: "U\(name)", batch: batch, report: "RK\(name)", reason: "whole"), by: first),
                Line(ConfirmRuling(number: "U\(name)", batch: batch), by: grams % 4 == 0 ? first : second),
            ]
        case 3: return [intake] + counted(batch, bin, parcel, name)
        default: return field(name) + [Line(scale("scale-2", name))]
        }
    }

    private static func weighed(_ grams: Int64) -> (gross: Grams, tare: Grams) { (Grams(grams + 5_000), Grams(5_000)) }

    private static func dispatch(
        _ manifest: String, _ batch: BatchCode, _ bin: BinNumber, _ purpose: Manifest.Purpose,
        _ consignee: OrganizationCode, plan: DisposalNumber? = nil
    ) -> Dispatch {
        Dispatch(
            manifest: ManifestCode(manifest), purpose: purpose, batch: batch, disposal: plan, bin: bin,
            consignee: consignee, carrier: "carrier", plate: "", route: "", seals: "",
            papers: .init(contract: true, invoice: true, undertaking: true, report: true),
            notifiedAt: TestLedger.start, scale: "scale", grossGrams: Grams(8_000), tareGrams: Grams(5_000))
    }

    /// A transfer that arrives, lighter than it left every third time; and one that is refused and comes back.
    private static func trip(_ batch: BatchCode, _ bin: BinNumber, _ name: String, _ grams: Int64) -> [Line] {
        let target = theirBins[bin == SmallWorld.ordinary[0] ? 0 : bin == SmallWorld.quarantine ? 2 : 1]
        let (gross, tare) = weighed(grams % 3 == 0 ? 2_500 : 3_000)
        return [
            Line(dispatch("V\(name)", batch, bin, .transfer, theirs)),
            Line(VoidManifest(manifest: "V\(name)", reason: "flat tyre")),
            Line(dispatch("M\(name)", batch, bin, .transfer, theirs)), Line(RecordArrival(manifest: "M\(name)")),
            Line(
                ConfirmManifest(
                    manifest: "M\(name)", scale: "scale-2", grossGrams: gross, tareGrams: tare, batch: "Y\(name)",
                    bin: target)),
            Line(
                CorrectReceipt(
                    manifest: "M\(name)", scale: "scale-2", grossGrams: gross - Grams(10), tareGrams: tare,
                    reason: "typing error")),
            Line(ExplainDifference(subject: "M\(name)", batch: batch, reason: "spilt")),
            Line(dispatch("N\(name)", batch, bin, .transfer, theirs)),
            Line(RefuseManifest(manifest: "N\(name)", reason: "seal")),
            Line(
                ReturnManifest(manifest: "N\(name)", scale: "scale-2", grossGrams: gross, tareGrams: tare, bin: bin)),
            Line(ExplainDifference(subject: "N\(name)", batch: batch, reason: "spilt")),
        ]
    }

    private static func disposal(_ batch: BatchCode, _ bin: BinNumber, _ name: String, _ grams: Int64) -> [Line] {
        let plan = DisposalNumber("P\(name)")
        let process = RecordProcessing(
            number: "Q\(name)", disposal: plan, inputGrams: Grams(3_000), product: "rice", productGrams: Grams(2_000),
            residue: "bran", residueGrams: Grams(700), residueTo: "kiln", lossGrams: Grams(300), outputReport: "",
            outputValues: ["Cd": grams % 2 == 0 ? "0.10" : "0.30"])
        let planned = PlanDisposal(
            disposal: plan, batch: batch, useClass: 1, facility: "facility", grams: Grams(8_000), contract: "c")
        let before = PlanDisposal(
            disposal: "W\(name)", batch: batch, useClass: 2, facility: "facility", grams: Grams(100), contract: "c")
        return [
            Line(before), Line(WithdrawDisposal(disposal: "W\(name)", reason: "no licence")),
            Line(planned), Line(dispatch("D\(name)", batch, bin, .disposal, "facility", plan: plan)),
            Line(
                ConfirmManifest(
                    manifest: "D\(name)", scale: "scale-2", grossGrams: Grams(8_000), tareGrams: Grams(5_000),
                    batch: nil, bin: nil)),
            Line(process), Line(process),
            Line(RetreatOutput(disposal: plan, number: "Q\(name)", useClass: 3, destination: "distillery")),
            Line(CertifyDisposal(disposal: plan, certificate: "c")),
        ]
    }

    private static func report(_ report: String, _ sample: String, _ value: String) -> IssueReport {
        IssueReport(
            report: ReportNumber(report), sample: SampleCode(sample),
            lines: [
                .init(item: .cadmium, value: value, method: "GB 5009.15-2023", lod: "0.001", loq: "0.003", run: "")
            ], supersedes: nil)
    }

    private static func receive(_ sample: String) -> ReceiveSample {
        ReceiveSample(
            sample: SampleCode(sample), laboratory: "lab", sealIntact: true, accepted: true, reason: "", blindCode: "")
    }

    private static func tested(_ batch: BatchCode, _ bin: BinNumber, _ name: String, _ kind: Int) -> [Line] {
        [
            Line(
                DrawBulkSample(
                    slip: "", sample: "K\(name)", batch: batch, bin: bin, reason: "", representedGrams: Grams(8_000),
                    grams: Grams(5))),
            Line(receive("K\(name)")), Line(report("RK\(name)", "K\(name)", ["0.10", "0.30", "1.20"][kind / 5 % 3])),
        ]
    }

    private static func counted(_ batch: BatchCode, _ bin: BinNumber, _ parcel: ParcelNumber, _ name: String) -> [Line]
    {
        [
            Line(
                CorrectIntake(
                    batch: batch, bin: bin, grossGrams: Grams(12_900), tareGrams: Grams(5_000),
                    sources: [parcel: Grams(7_900)], reason: "typing error")),
            Line(
                ReduceBatch(
                    operation: "", batch: batch, bin: bin, kind: .moisture, beforeGrams: Grams(7_900),
                    afterGrams: Grams(7_800), reason: "")),
            Line(
                TakeStock(
                    operation: "Z\(name)", batch: batch, bin: bin, bookGrams: Grams(7_800),
                    countedGrams: Grams(7_600))),
            Line(
                UrgeDeadline(
                    matter: .unexplained, subject: "Z\(name)", batch: batch,
                    until: CivilDate(daysSinceEpoch: 21_915))),
            Line(ExplainDifference(subject: "Z\(name)", batch: batch, reason: "mice")),
        ]
    }

    /// A parcel of its own, sampled, screened, measured, reported, disputed and settled.
    private static func field(_ name: String) -> [Line] {
        let parcel = Parcel(
            code: ParcelNumber("parcel-\(name)"), township: "430903008", county: "430903", village: "",
            squareMetres: 1_000, farmlandClass: .safeUse, longitude: "", latitude: "", soilPH: "", soilCadmium: "")
        return [
            Line(RegisterParcel(parcel)),
            Line(
                CollectSample(
                    sample: "S\(name)", parcel: parcel.code, task: "", pattern: "", points: 5, grams: Grams(1_000),
                    seal: "")),
            Line(
                CorrectSample(
                    sample: "S\(name)", parcel: parcel.code, collectedAt: TestLedger.start, task: "", pattern: "",
                    points: 6, grams: Grams(900), seal: "2", reason: "typing error")), Line(receive("S\(name)")),
            Line(RecordScreening(sample: "S\(name)", item: .cadmium, value: "0.30", instrument: "x")),
            Line(
                RecordTestRun(
                    run: "T\(name)", laboratory: "lab", unit: "mg/kg",
                    rows: [.init(name: "x", kind: "sample", readings: ["Cd": ["0.30"]], certified: nil)])),
            Line(report("RS\(name)", "S\(name)", "0.30")),
            Line(
                ApplyForReinspection(
                    reinspection: "F\(name)", sample: "S\(name)", report: "RS\(name)", toldAt: TestLedger.start,
                    laboratory: "lab-2")),
            Line(
                ReportReinspection(
                    reinspection: "F\(name)", report: "RF\(name)", item: .cadmium, value: "0.10",
                    method: "GB 5009.15-2023")),
        ]
    }
}

/// Codes made of a name, in tests.
extension Code: ExpressibleByStringInterpolation {}
