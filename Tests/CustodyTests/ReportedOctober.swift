import Custody
import Rules

/// A hand-made October of two granaries in two counties, every figure of which is known: facts with times of their own.
struct ReportedOctober {
    private(set) var facts: [Fact] = []
    private var book = Book()
    static let period = ReportPeriod("2025-10") ?? .month(year: 2025, month: 10)

    init() throws {
        try found()
        try tests()
        try grain()
    }

    /// Decides and applies an act on a day, at a clock.
    mutating func take(_ when: String, _ act: any ActBody) throws {
        func wrapped(_ body: some ActBody) -> Act { Act(body) }
        let time = Self.time(when)
        let fact = try book.decide(
            wrapped(act), Circumstances(actor: World.clerk, occurredAt: time, now: time, persons: World.everybody))
        book.apply(fact)
        facts.append(fact)
    }

    static func time(_ text: String) -> Timestamp { Timestamp(rfc3339: "2025-\(text):00+08:00") ?? Timestamp(0) }

    /// The book of what happened until a time, in the order of acceptance.
    func book(until time: Timestamp) -> Book {
        facts.filter { $0.occurredAt <= time }.reduce(into: Book()) { $0.apply($1) }
    }

    func entries(_ period: ReportPeriod = Self.period, asOf: String = "11-01T00:00") -> BureauEntries {
        let asOf = Self.time(asOf)
        return BureauEntries(
            opening: book(until: BureauReport.opening(of: period)),
            closing: book(until: BureauReport.cut(of: period, asOf: asOf)), period: period, region: "4309", asOf: asOf)
    }

    func report(_ period: ReportPeriod = Self.period, asOf: String = "11-01T00:00") -> BureauReport {
        BureauReport(entries(period, asOf: asOf), region: "4309", period: period, asOf: Self.time(asOf))
    }

    private mutating func found() throws {
        let places: [(OrganizationCode, Organization.Kind, String)] = [
            ("G", .granary, "430902"), ("H", .granary, "430903"), ("lab", .station, "430903"),
            ("lab2", .station, "430100"), ("truck", .carrier, "430903"), ("F", .facility, "430903"),
        ]
        let (from, to) = (CivilDate(iso: "2020-01-01"), CivilDate(iso: "2030-01-01"))
        guard let from, let to else { return }
        for (code, kind, county) in places {
            try take(
                "09-20T08:00",
                RegisterOrganization(
                    Organization(
                        code: code, name: code.text, kind: kind, county: county, licence: "", validFrom: from,
                        validTo: to, useClasses: [1])))
        }
        let bins: [(BinNumber, OrganizationCode, Bin.Use)] = [
            ("plain-G", "G", .ordinary), ("plain-H", "H", .ordinary), ("over", "H", .segregated),
            ("wait", "H", .quarantine),
        ]
        for (code, granary, use) in bins {
            try take(
                "09-20T08:00",
                RegisterBin(
                    code: code, granary: granary, name: "", kind: "flat", use: use,
                    capacityGrams: Grams(kilograms: 1000)))
        }
        for scale in ["s", "s2"] as [ScaleNumber] {
            try take(
                "09-20T08:00",
                RegisterScale(
                    Scale(
                        code: scale, owner: "G", intervalGrams: Grams(100), maximumGrams: Grams(kilograms: 100),
                        certificate: "", validTo: to)))
        }
        for (code, county) in [("a", "430902"), ("b", "430903"), ("c", "430903")] {
            try take(
                "09-20T08:00",
                RegisterParcel(
                    Parcel(
                        code: ParcelNumber(code), township: "\(county)008", county: county, village: "",
                        squareMetres: 1, farmlandClass: .safeUse, longitude: "", latitude: "", soilPH: "",
                        soilCadmium: "")))
        }
    }

    private mutating func tests() throws {
        try take("09-25T08:00", World.collect("S0", "a"))
        try take("09-25T10:00", World.receive("S0"))
        try take("09-25T12:00", World.report("R0", "S0", "0.10"))
        try take("09-26T08:00", World.intake("A0", "a", "plain-G"))
        try take("10-05T08:00", World.collect("S1", "b"))
        try take("10-06T08:00", World.receive("S1"))
        try take("10-06T09:00", RecordScreening(sample: "S1", item: .cadmium, value: "0.30", instrument: ""))
        try take("10-06T10:00", RecordScreening(sample: "S1", item: .cadmium, value: "0.31", instrument: ""))
        try take("10-07T08:00", World.report("R1", "S1", "0.30"))
        try take("10-09T08:00", World.collect("S2", "c"))
        try take("10-10T08:00", World.receive("S2", sealIntact: false, accepted: false))
        try take(
            "10-12T08:00",
            RecordTestRun(
                run: "run", laboratory: "lab", unit: "mg/kg",
                rows: [.init(name: "x", kind: "sample", readings: ["Cd": ["0.1"]], certified: nil)]))
        try take("10-14T08:00", World.report("R2", "S1", "0.35", supersedes: "R1"))
        try take(
            "10-14T09:00",
            ApplyForReinspection(
                reinspection: "FJ", sample: "S1", report: "R2", toldAt: Self.time("10-14T08:00"), laboratory: "lab2"))
        try take(
            "10-15T08:00",
            ReportReinspection(
                reinspection: "FJ", report: "FR", item: .cadmium, value: "0.31", method: "GB 5009.15-2023"))
    }

    private mutating func grain() throws {
        try take(
            "10-08T08:00",
            World.intake("B1", "b", "over", granary: "H", net: 200_000, gross: 205_000, source: 200_000))
        try take(
            "10-10T09:00",
            World.intake("P1", "c", "wait", granary: "H", net: 50_000, gross: 55_000, source: 50_000))
        try take(
            "10-16T08:00",
            PlanDisposal(
                disposal: "plan", batch: "B1", useClass: 1, facility: "F", grams: Grams(100_000),
                until: CivilDate(iso: "2025-10-20")))
        func dispatch(_ manifest: ManifestCode, _ net: Int64) -> Dispatch {
            Dispatch(
                manifest: manifest, purpose: .disposal, batch: "B1", disposal: "plan", bin: "over", consignee: "F",
                carrier: "truck", plate: "", route: "", seals: "",
                papers: .init(contract: true, invoice: true, undertaking: true, report: true),
                notifiedAt: Self.time("10-16T09:00"), scale: "s", grossGrams: Grams(net + 5_000),
                tareGrams: Grams(5_000))
        }
        try take("10-17T08:00", dispatch("m1", 40_000))
        try take("10-18T08:00", World.confirm("m1", net: 39_000, reason: "wet sacks"))
        try take(
            "10-19T08:00",
            RecordProcessing(
                number: "JG1", disposal: "plan", inputGrams: Grams(30_000), product: "", productGrams: Grams(20_000),
                residue: "", residueGrams: Grams(6_000), residueTo: "", lossGrams: Grams(4_000), outputReport: "",
                outputValues: [:]))
        try take("10-20T08:00", dispatch("m2", 10_000))
        try take(
            "10-21T08:00",
            ReduceBatch(
                operation: "", batch: "B1", bin: "over", kind: .natural, beforeGrams: Grams(150_000),
                afterGrams: Grams(149_900), reason: ""))
        try take(
            "10-22T08:00",
            World.dispatch("m3", "A0", "plain-G", .transfer, plan: nil, to: "H", net: 30_000))
        try take("10-23T08:00", World.confirm("m3", net: 29_950, batch: "A9", bin: "plain-H"))
        try take(
            "10-24T08:00",
            DrawBulkSample(
                slip: "", sample: "K1", batch: "A0", bin: "plain-G", reason: "", representedGrams: Grams(70_000),
                grams: Grams(2_000)))
        try take("10-25T08:00", dispatch("m4", 5_000))
        try take("10-26T08:00", RefuseManifest(manifest: "m4", reason: "wet"))
        try take(
            "10-27T08:00",
            ReturnManifest(
                manifest: "m4", scale: "s", grossGrams: Grams(10_000), tareGrams: Grams(5_000), bin: "over"))
        try take("11-03T08:00", World.confirm("m2", net: 10_000))
    }
}
