import Custody
import Rules

extension Walk {
    static func organization(_ code: OrganizationCode, _ kind: Organization.Kind, until: String) -> RegisterOrganization
    {
        RegisterOrganization(
            Organization(
                code: code, name: code.text, kind: kind, county: "430903", licence: "",
                validFrom: CivilDate(iso: "2020-01-01") ?? CivilDate(daysSinceEpoch: 0),
                validTo: CivilDate(iso: until) ?? CivilDate(daysSinceEpoch: 0), useClasses: [1, 2, 3, 4]))
    }

    /// A weighbridge that reads every ten grams.
    static func scale(_ code: ScaleNumber, of owner: OrganizationCode, certificate: String = "") -> RegisterScale {
        RegisterScale(
            Scale(
                code: code, owner: owner, intervalGrams: Grams(10), maximumGrams: Grams(kilograms: 60_000),
                certificate: certificate, validTo: CivilDate(iso: "2030-01-01") ?? CivilDate(daysSinceEpoch: 0)))
    }

    mutating func newParcel() -> RegisterParcel {
        RegisterParcel(World.parcel(code("p"), farmlandClass: random.once(in: 15) ? .strictlyControlled : .safeUse))
    }

    mutating func register() -> any ActBody {
        switch Int(random.number(0...5)) {
        case 0: return Self.organization("mill", .mill, until: random.once(in: 2) ? "2031-01-01" : "2032-01-01")
        case 1:
            let bin = random.one(of: Self.bins) ?? Self.bins[0]
            return RegisterBin(
                code: bin.code, granary: random.once(in: 4) ? "lab" : bin.granary, name: "\(made)", kind: "flat",
                use: random.once(in: 3) ? .quarantine : bin.use,
                capacityGrams: random.once(in: 4) ? Grams(1) : Grams(kilograms: bin.kilograms))
        case 2: return Self.scale("scale-G", of: random.once(in: 4) ? "nobody" : "G", certificate: "\(made)")
        default: return newParcel()
        }
    }

    mutating func collect() -> CollectSample {
        let unsampled = parcels.suffix(100).filter { book.parcels[$0]?.samples.isEmpty == true }
        let parcel = random.once(in: 3) ? late(parcels) : random.one(of: unsampled) ?? late(parcels)
        return World.collect(code("S"), random.once(in: 30) ? "nowhere" : parcel?.text ?? "nowhere")
    }

    mutating func bulk() -> DrawBulkSample {
        let held = holding()
        let stock = book.batches[held.batch]?.stock.value ?? held.grams
        return DrawBulkSample(
            slip: "", sample: SampleCode(code("K")), batch: held.batch, bin: held.bin, reason: "",
            representedGrams: Grams(random.once(in: 4) ? stock / 2 : stock), grams: Grams(random.number(1...20)))
    }

    mutating func receive() -> ReceiveSample {
        let waiting = samples.suffix(100).filter { book.samples[$0]?.state == .collected }
        let sample = (random.once(in: 15) ? late(samples) : random.one(of: waiting)) ?? "none"
        let isBroken = random.once(in: 15)
        return ReceiveSample(
            sample: sample, laboratory: random.once(in: 20) ? "mill" : "lab", sealIntact: !isBroken,
            accepted: isBroken ? random.once(in: 2) : !random.once(in: 10), reason: "", blindCode: "blind-\(sample)")
    }

    mutating func screen() -> RecordScreening {
        RecordScreening(
            sample: late(samples) ?? "none", item: random.once(in: 8) ? .lead : .cadmium,
            value: random.one(of: ["0.10", "0.20", "0.30", "much"]) ?? "", instrument: "x")
    }

    /// A run of blank, reference, sample and duplicate; void when the reference reads what it may not.
    mutating func run() -> RecordTestRun {
        let reading = random.once(in: 2) ? "0.32" : "0.80"
        return RecordTestRun(
            run: TestRunNumber(code("R")), laboratory: random.once(in: 6) ? "mill" : "lab", unit: "mg/kg",
            rows: [
                .init(name: "blank", kind: "blank", readings: ["Cd": ["0.000"]], certified: nil),
                .init(name: "rice flour", kind: "reference", readings: ["Cd": [reading]], certified: "0.32±0.03"),
                .init(name: "x", kind: "sample", readings: ["Cd": ["0.15"]], certified: nil),
                .init(name: "x", kind: "duplicate", readings: ["Cd": ["0.15"]], certified: nil),
            ])
    }

    private mutating func value() -> String {
        random.one(of: ["0.10", "0.10", "0.10", "0.20", "0.20", "0.21", "0.40", "0.41", "1.0", "1.1"]) ?? "0.10"
    }

    mutating func report() -> IssueReport {
        let waiting = samples.suffix(100).filter { book.samples[$0]?.state == .received }
        let sample = (random.once(in: 5) ? late(samples) : random.one(of: waiting)) ?? "none"
        let method = random.once(in: 25) ? "LS/T 6115-2016" : "GB 5009.15-2023"
        let standing = book.samples[sample]?.reports.last
        let runs = book.testRuns.keys.sorted()
        return IssueReport(
            report: ReportNumber(code("N")), sample: sample,
            lines: random.once(in: 40)
                ? []
                : [
                    .init(
                        item: .cadmium, value: value(), method: method, lod: "0.001", loq: "0.003",
                        run: random.one(of: runs) ?? "")
                ],
            supersedes: random.once(in: 30) ? late(reports) : random.once(in: 2) ? standing : nil)
    }

    mutating func apply() -> ApplyForReinspection {
        let report = late(reports) ?? "none"
        return ApplyForReinspection(
            reinspection: ReinspectionNumber(code("F")), sample: book.reports[report]?.sample ?? "none", report: report,
            toldAt: random.once(in: 6) ? now.adding(days: -30) : now,
            laboratory: random.once(in: 8) ? nil : random.once(in: 8) ? "lab" : "lab2")
    }

    mutating func reinspect() -> ReportReinspection {
        let open = disputes.suffix(100).filter {
            book.reinspections[$0].map { $0.accepted && $0.outcome == nil } ?? false
        }
        return ReportReinspection(
            reinspection: (random.once(in: 8) ? late(disputes) : random.one(of: open)) ?? "none", report: code("X"),
            item: .cadmium, value: value(), method: random.once(in: 10) ? "LS/T 6115-2016" : "GB 5009.15-2023")
    }

    mutating func propose() -> ProposeRuling {
        let whole = reports.suffix(100).filter { report in
            guard let sample = book.reports[report].flatMap({ book.samples[$0.sample] }) else { return false }
            if case .batch(_, _, ofWhole: true) = sample.subject { return true } else { return false }
        }
        let report = (random.once(in: 6) ? late(reports) : late(whole)) ?? "none"
        var batch = late(batches) ?? "none"
        if case .batch(let drawn, _, _) = book.reports[report].flatMap({ book.samples[$0.sample]?.subject }) {
            batch = drawn
        }
        return ProposeRuling(
            number: code("U"), batch: batch, report: report, reason: random.once(in: 12) ? "" : "tested as a whole")
    }

    mutating func rule() -> ConfirmRuling {
        let known = late(rulings)
        return ConfirmRuling(number: known?.number ?? "none", batch: known?.batch ?? late(batches) ?? "none")
    }
}
