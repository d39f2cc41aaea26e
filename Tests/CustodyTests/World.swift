import Custody
import Rules

/// A book in memory, filled by acts; what is refused while filling it is a fault of the test.
struct World {
    var book = Book()
    static let now = Timestamp(rfc3339: "2025-11-01T08:00:00+08:00") ?? Timestamp(0)
    static let everybody: Persons = [
        .compiler: "compiler", .reviewer: "reviewer", .approver: "chief", .witness: "witness", .keeper: "keeper",
    ]
    static let clerk = Actor(name: "clerk", organization: "", role: .administrator, region: "43")

    /// Granary `G` with bins, second granary `H`, laboratory, carrier, mill, facilities; parcels A, B, D, untested, strict.
    init() throws {
        try take(organization("G", .granary), organization("H", .granary), organization("lab", .station))
        try take(organization("lab2", .station), organization("truck", .carrier), organization("mill", .mill))
        try take(organization("F", .facility), organization("old", .facility, to: "2025-01-01"))
        for (code, granary, use, kilograms) in Self.bins {
            try take(
                RegisterBin(
                    code: code, granary: granary, name: code.text, kind: "flat", use: use,
                    capacityGrams: Grams(kilograms: kilograms)))
        }
        for (parcel, value) in Self.parcels {
            try take(RegisterParcel(Self.parcel(parcel)))
            guard let value else { continue }
            try take(Self.collect("S-\(parcel)", parcel), Self.receive("S-\(parcel)"))
            try take(Self.report("R-\(parcel)", "S-\(parcel)", value))
        }
        for (batch, parcel, bin) in Self.batches { try take(Self.intake(batch, parcel, bin)) }
    }

    static let bins: [(BinNumber, OrganizationCode, Bin.Use, Int64)] = [
        ("ordinary", "G", .ordinary, 1000), ("spare", "G", .ordinary, 1000), ("small", "G", .ordinary, 1),
        ("over", "G", .segregated, 1000), ("over2", "G", .segregated, 1000), ("wait", "G", .quarantine, 1000),
        ("theirs", "H", .segregated, 1000),
    ]
    static let parcels: [(String, String?)] = [("a", "0.10"), ("b", "0.30"), ("d", "1.20"), ("open", nil)]
    static let batches: [(BatchCode, String, BinNumber)] = [
        ("A1", "a", "ordinary"), ("A2", "a", "ordinary"), ("B1", "b", "over"), ("B2", "b", "over"),
        ("D1", "d", "over2"),
        ("P1", "open", "wait"), ("P2", "open", "wait"), ("BW", "b", "wait"),
    ]

    mutating func take(_ acts: any ActBody...) throws {
        for act in acts { book.apply(try decide(act)) }
    }

    mutating func take(_ act: any ActBody, as actor: Actor) throws { book.apply(try decide(act, as: actor)) }

    func decide(
        _ act: any ActBody, as actor: Actor = clerk, at time: Timestamp = now, by persons: Persons = everybody
    ) throws(Refusal) -> Fact {
        func wrapped(_ body: some ActBody) -> Act { Act(body) }
        var fact = try book.decide(
            wrapped(act), Circumstances(actor: actor, occurredAt: time, now: Self.now, persons: persons))
        fact.id = "record of \(fact.act.name)"
        return fact
    }

    func refusal(
        _ act: any ActBody, as actor: Actor = clerk, at time: Timestamp = now, by persons: Persons = everybody
    ) -> Refusal.Reason? {
        do {
            _ = try decide(act, as: actor, at: time, by: persons)
            return nil
        } catch {
            return error.reason
        }
    }
}

func organization(_ code: OrganizationCode, _ kind: Organization.Kind, to: String = "2030-01-01")
    -> RegisterOrganization
{
    RegisterOrganization(
        Organization(
            code: code, name: code.text, kind: kind, county: "430903", licence: "",
            validFrom: CivilDate(iso: "2020-01-01") ?? CivilDate(daysSinceEpoch: 0),
            validTo: CivilDate(iso: to) ?? CivilDate(daysSinceEpoch: 0), useClasses: [1, 2]))
}

extension World {
    static func parcel(_ code: String, farmlandClass: FarmlandClass = .safeUse) -> Parcel {
        Parcel(
            code: ParcelNumber(code), township: "430903008", county: "430903", village: "", squareMetres: 1,
            farmlandClass: farmlandClass, longitude: "", latitude: "", soilPH: "", soilCadmium: "")
    }
    static func collect(_ sample: String, _ parcel: String, grams: Int64 = 1000) -> CollectSample {
        CollectSample(
            sample: SampleCode(sample), parcel: ParcelNumber(parcel), task: "", pattern: "", points: 5,
            grams: Grams(grams), seal: "")
    }
    static func receive(
        _ sample: String, at laboratory: OrganizationCode = "lab", sealIntact: Bool = true, accepted: Bool = true
    ) -> ReceiveSample {
        ReceiveSample(
            sample: SampleCode(sample), laboratory: laboratory, sealIntact: sealIntact, accepted: accepted, reason: "",
            blindCode: "blind")
    }
    static func report(
        _ report: String, _ sample: String, _ value: String?, supersedes: ReportNumber? = nil
    ) -> IssueReport {
        let line = value.map {
            IssueReport.Line(
                item: .cadmium, value: $0, method: "GB 5009.15-2023", lod: "0.001", loq: "0.003", run: "")
        }
        return IssueReport(
            report: ReportNumber(report), sample: SampleCode(sample), lines: line.map { [$0] } ?? [],
            supersedes: supersedes)
    }
    static func intake(
        _ batch: BatchCode, _ parcel: String, _ bin: BinNumber, granary: OrganizationCode = "G", net: Int64 = 100_000,
        gross: Int64 = 105_000, source: Int64 = 100_000
    ) -> TakeIn {
        TakeIn(
            ticket: "T", granary: granary, scale: "s", plate: "", grossGrams: Grams(gross), tareGrams: Grams(5_000),
            netGrams: Grams(net), moisture: "", impurity: "", adjustmentGrams: .zero,
            sources: [ParcelNumber(parcel): Grams(source)], bin: bin, batch: batch, enteredAt: nil)
    }
    static func move(_ batch: BatchCode, _ from: BinNumber, _ to: BinNumber, grams: Int64 = 10) -> MoveBatch {
        MoveBatch(operation: "", batch: batch, from: from, to: to, grams: Grams(grams), reason: "")
    }
    static func merge(_ inputs: [(BatchCode, BinNumber)], into bin: BinNumber, as batch: BatchCode = "M")
        -> MergeBatches
    {
        MergeBatches(
            operation: "", inputs: inputs.map { .init(batch: $0.0, bin: $0.1, grams: Grams(10)) }, batch: batch,
            bin: bin,
            reason: "")
    }
    static func plan(
        _ plan: DisposalNumber, _ batch: BatchCode, facility: OrganizationCode = "F", useClass: Int = 1,
        grams: Int64 = 50_000, until: CivilDate? = nil
    ) -> PlanDisposal {
        PlanDisposal(
            disposal: plan, batch: batch, useClass: useClass, facility: facility, grams: Grams(grams), until: until)
    }
    static func dispatch(
        _ manifest: ManifestCode, _ batch: BatchCode, _ bin: BinNumber, _ purpose: Manifest.Purpose = .disposal,
        plan: DisposalNumber? = "plan", to consignee: OrganizationCode = "F", carrier: OrganizationCode = "truck",
        papers: Bool = true, notified: Bool = true, net: Int64 = 20_000
    ) -> Dispatch {
        Dispatch(
            manifest: manifest, purpose: purpose, batch: batch, disposal: plan, bin: bin, consignee: consignee,
            carrier: carrier, plate: "", route: "", seals: "",
            papers: .init(contract: papers, invoice: papers, undertaking: papers, report: true),
            notifiedAt: notified ? now : nil, scale: "s", grossGrams: Grams(net + 5_000), tareGrams: Grams(5_000))
    }
    static func confirm(
        _ manifest: ManifestCode, net: Int64 = 20_000, batch: BatchCode? = nil, bin: BinNumber? = nil,
        scale: ScaleNumber = "s2", reason: String? = nil
    ) -> ConfirmManifest {
        ConfirmManifest(
            manifest: manifest, scale: scale, grossGrams: Grams(net + 5_000), tareGrams: Grams(5_000), batch: batch,
            bin: bin, differenceReason: reason)
    }
    static func draw(
        _ sample: SampleCode, _ batch: BatchCode, _ bin: BinNumber, represents: Int64 = 100_000
    ) -> DrawBulkSample {
        DrawBulkSample(
            slip: "", sample: sample, batch: batch, bin: bin, reason: "", representedGrams: Grams(represents),
            grams: Grams(2))
    }
    /// A weighbridge that reads every gram, so that a difference of one is beyond tolerance.
    static func scale(_ code: ScaleNumber) -> RegisterScale {
        RegisterScale(
            Scale(
                code: code, owner: "G", intervalGrams: Grams(1), maximumGrams: Grams(kilograms: 60_000),
                certificate: "", validTo: CivilDate(iso: "2030-01-01") ?? CivilDate(daysSinceEpoch: 0)))
    }
    static func process(
        _ number: String, _ plan: DisposalNumber, input: Int64, product: Int64, values: [String: String] = [:]
    )
        -> RecordProcessing
    {
        RecordProcessing(
            number: number, disposal: plan, inputGrams: Grams(input), product: "", productGrams: Grams(product),
            residue: "", residueGrams: .zero, residueTo: "", lossGrams: .zero, outputReport: "", outputValues: values)
    }
    static func reduce(_ batch: BatchCode, _ bin: BinNumber, from: Int64 = 100_000, to: Int64) -> ReduceBatch {
        ReduceBatch(
            operation: "", batch: batch, bin: bin, kind: .natural, beforeGrams: Grams(from), afterGrams: Grams(to),
            reason: "")
    }
    static func correct(_ batch: BatchCode, _ bin: BinNumber, net: Int64, parcel: String = "a", reason: String = "typo")
        -> CorrectIntake
    {
        CorrectIntake(
            batch: batch, bin: bin, grossGrams: Grams(net + 5_000), tareGrams: Grams(5_000),
            sources: [ParcelNumber(parcel): Grams(net)], reason: reason)
    }
    static func correctSample(
        _ sample: String, _ parcel: String, at time: Timestamp = now, reason: String = "wrong parcel"
    ) -> CorrectSample {
        CorrectSample(
            sample: SampleCode(sample), parcel: ParcelNumber(parcel), collectedAt: time, task: "", pattern: "",
            points: 5,
            grams: Grams(900), seal: "", reason: reason)
    }
    static func correctReceipt(_ manifest: ManifestCode, net: Int64, scale: ScaleNumber = "s2") -> CorrectReceipt {
        CorrectReceipt(
            manifest: manifest, scale: scale, grossGrams: Grams(net + 5_000), tareGrams: Grams(5_000), reason: "typo")
    }
    static func propose(_ number: String, _ batch: BatchCode, _ report: ReportNumber) -> ProposeRuling {
        ProposeRuling(number: number, batch: batch, report: report, reason: "tested as a whole")
    }
    static func officer(_ name: String) -> Actor {
        Actor(name: name, organization: "", role: .officer, region: "43")
    }
}
