import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import Rules

/// Rivals in three counties of two prefectures, and a random history of them: intake, tests, trips, plans, reports.
struct GuardWorld {
    /// An organisation of the history.
    struct Member {
        let code: OrganizationCode
        let kind: Organization.Kind
        let county: String
        /// Who acts for it.
        var actor: Actor {
            Actor(
                name: "person", organization: code, role: Actor.Role(rawValue: kind.rawValue) ?? .granary,
                region: county)
        }
        /// Its bins, of 25 places: ordinary, segregated, quarantine.
        var bins: [BinNumber] { (1...3).map { BinNumber("\(code)001000\($0)") } }
        var scale: ScaleNumber { ScaleNumber("scale-\(code)") }
    }
    static let counties = ["430903", "430921", "430103"]
    static let members = [
        Member(code: "91430903GRANARY001", kind: .granary, county: "430903"),
        Member(code: "91430903GRANARY002", kind: .granary, county: "430903"),
        Member(code: "91430921GRANARY001", kind: .granary, county: "430921"),
        Member(code: "91430103GRANARY001", kind: .granary, county: "430103"),
        Member(code: "91430903STATION001", kind: .station, county: "430903"),
        Member(code: "91430103STATION001", kind: .station, county: "430103"),
        Member(code: "91430903CARRIER001", kind: .carrier, county: "430903"),
        Member(code: "91430103CARRIER001", kind: .carrier, county: "430103"),
        Member(code: "91430921FACILIT001", kind: .facility, county: "430921"),
        Member(code: "91430103FACILIT001", kind: .facility, county: "430103"),
        Member(code: "91430103MILLMIL001", kind: .mill, county: "430103"),
    ]
    static let bureau = Actor(name: "bureau", organization: "", role: .administrator, region: "")
    /// Everybody who may ask: each role, in its own and in foreign regions, with and without an organisation.
    static let readers: [Actor] =
        [bureau]
        + ["", "43", "4309", "430903", "430921", "430103", "44"].flatMap { region in
            [Actor.Role.officer, .auditor, .registrar].map {
                Actor(name: "o", organization: "", role: $0, region: region)
            }
        }
        + members.map(\.actor)
        + [
            Actor(name: "x", organization: members[0].code, role: .granary, region: "4301"),
            Actor(name: "x", organization: members[2].code, role: .carrier, region: "43"),
            Actor(name: "x", organization: "", role: .station, region: "4309"),
            Actor(name: "x", organization: "nobody", role: .facility, region: ""),
            Actor(name: "x", organization: members[4].code, role: .laboratory, region: "430903"),
            Actor(name: "x", organization: members[5].code, role: .laboratory, region: "430103"),
        ]

    let ledger: TestLedger
    private var random: Seeded
    private var made = 0
    private var parcels: [ParcelNumber] = []
    private var samples: [SampleCode] = []
    private var lots: [(batch: BatchCode, site: Member, bin: BinNumber)] = []
    private var trips: [(manifest: ManifestCode, to: Member, carrier: Member, step: Int)] = []
    private var plans: [(disposal: DisposalNumber, batch: BatchCode, facility: Member)] = []
    private(set) var refusals: [String: Int] = [:]

    init(seed: UInt64, steps: Int) async throws {
        ledger = try await TestLedger()
        random = Seeded(seed)
        for member in Self.members { try await found(member) }
        for (number, county) in (Self.counties + Self.counties).enumerated() {
            try await grow(
                ParcelNumber("\(county)0080000\(number)"), in: county, cadmium: ["0.10", "1.20"][number / 3])
        }
        try await transfer(from: 0, to: 3)
        for _ in 0..<steps { await step() }
        try await leaveUnreceived()
        try await keepWaiting()
        try await report()
    }

    /// Samples that no laboratory has yet: of each parcel one that a station took, and one of which nobody told who took it.
    private mutating func leaveUnreceived() async throws {
        for parcel in parcels {
            let station = Self.members[parcel.text.hasPrefix("430103") ? 5 : 4]
            for collector in [station.actor, Self.bureau] {
                try await insist(
                    CollectSample(
                        sample: SampleCode(number("S")), parcel: parcel, task: "", pattern: "", points: 5,
                        grams: Grams(1000), seal: ""), as: collector)
            }
        }
    }

    /// Acts that wait for a second person, one for each way in which they can be tied, and notes of every region.
    private func keepWaiting() async throws {
        var statements: [PostgresStatement] = ["", "43", "4309", "430903", "430921", "430103"].map { region in
            """
            INSERT INTO audit_event (who, region, act, subject, purpose, address, result, detail, request)
            VALUES ('person', \(region), 'dossier-read', '', '', '', 'done', '', '')
            """
        }
        for (index, member) in Self.members.enumerated() {
            let other = Self.members[(index + 3) % Self.members.count]
            let carrier = Self.members[6 + index % 2]
            for (number, ties) in [
                [member.code.text, "", member.county, "", "", ""], ["", "", member.county, "", "", ""],
                [member.code.text, "", "", member.code.text, carrier.code.text, other.code.text],
                ["", "", "", "", "", ""],
            ].enumerated() {
                let name = "waiting-\(index)-\(number)"
                statements.append(
                    """
                    WITH first AS (INSERT INTO person (number, alias) VALUES (gen_random_uuid(), \(name)) RETURNING number),
                    held AS (
                        INSERT INTO membership (number, person, organization, role, reach, region, first_day, last_day,
                            granted_by)
                        SELECT gen_random_uuid(), number, \(member.code.text), 'keeper', 'organization', \(member.county),
                            '2025-01-01', '2025-12-31', 'test' FROM first RETURNING number, person, organization)
                    INSERT INTO pending_act (id, scope, key, fingerprint, kind, body, persons, occurred_at, actor,
                        membership, person, organization, presence, scopes, roles, ties)
                    SELECT gen_random_uuid(), 'test', \(name), '\\x00', 'batch-split', '{}', '{}', now(), '{}',
                        number, person, organization, 'password', '{}', '{granary-manager}',
                        \(ties.joined(separator: " ")) FROM held
                    """)
            }
        }
        let written = statements
        try await ledger.pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.pipeline(written)
        }
    }

    private func one<Element>(of choices: [Element], _ random: inout Seeded) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &random)]
    }

    private mutating func number(_ letter: String) -> String {
        made += 1
        return "\(letter)-\(String("000\(made)".suffix(4)))"
    }

    @discardableResult
    private mutating func submit(_ act: some ActBody, as actor: Actor = bureau) async -> Bool {
        switch await ledger.submit(act, actor: actor, at: TestLedger.start.adding(minutes: Int64(made))) {
        case .done: return true
        case .refused(let refusal): refusals["\(type(of: act).name) \(refusal.reason)", default: 0] += 1
        case .stale, .keyReused, .notConfirmed, .busy, .denied, .awaitsSecondPerson, .pending:
            refusals["\(type(of: act).name) away", default: 0] += 1
        }
        return false
    }

    struct Unfounded: Error { let what: String }

    private mutating func insist(_ act: some ActBody, as actor: Actor = bureau) async throws {
        guard await submit(act, as: actor) else { throw Unfounded(what: "\(refusals)") }
    }

    private mutating func found(_ member: Member) async throws {
        try await insist(
            RegisterOrganization(
                Organization(
                    code: member.code, name: member.code.text, kind: member.kind, county: member.county, licence: "",
                    validFrom: CivilDate(daysSinceEpoch: 18_262), validTo: CivilDate(daysSinceEpoch: 21_915),
                    useClasses: [1, 2, 3, 4])))
        try await insist(
            RegisterScale(
                Scale(
                    code: member.scale, owner: member.code, intervalGrams: Grams(20_000),
                    maximumGrams: Grams(100_000_000), certificate: "", validTo: CivilDate(daysSinceEpoch: 21_915))))
        guard member.kind == .granary else { return }
        for (bin, use) in zip(member.bins, Bin.Use.allCases) {
            try await insist(
                RegisterBin(
                    code: bin, granary: member.code, name: bin.text, kind: "flat", use: use,
                    capacityGrams: Grams(kilograms: 10_000_000)))
        }
    }

    private mutating func grow(_ parcel: ParcelNumber, in county: String, cadmium: String) async throws {
        try await insist(
            RegisterParcel(
                Parcel(
                    code: parcel, township: "\(county)008", county: county, village: "", squareMetres: 1000,
                    farmlandClass: .safeUse, longitude: "112.43219", latitude: "28.4", soilPH: "5", soilCadmium: "0.5"))
        )
        parcels.append(parcel)
        let laboratory = Self.members[county == "430103" ? 5 : 4]
        let sample = SampleCode(number("S"))
        try await insist(
            CollectSample(
                sample: sample, parcel: parcel, task: "", pattern: "", points: 5, grams: Grams(1000), seal: ""))
        try await insist(receipt(of: sample, by: laboratory), as: laboratory.actor)
        try await insist(report(on: sample, cadmium: cadmium), as: laboratory.actor)
        samples.append(sample)
    }

    private func receipt(of sample: SampleCode, by laboratory: Member) -> ReceiveSample {
        ReceiveSample(
            sample: sample, laboratory: laboratory.code, sealIntact: true, accepted: true, reason: "", blindCode: "")
    }

    private mutating func report(on sample: SampleCode, cadmium: String) -> IssueReport {
        IssueReport(
            report: ReportNumber(number("R")), sample: sample,
            lines: [
                .init(item: .cadmium, value: cadmium, method: "GB 5009.15-2023", lod: "0.001", loq: "0.003", run: "")
            ], supersedes: nil)
    }

    private mutating func intake(at site: Member, from parcel: ParcelNumber, into bin: BinNumber) async -> BatchCode? {
        let batch = BatchCode(number("B"))
        let net = Grams(1_000_000)
        let act = TakeIn(
            ticket: "T-\(batch)", granary: site.code, scale: site.scale, plate: "", grossGrams: net + net,
            tareGrams: net, netGrams: net, moisture: "", impurity: "", adjustmentGrams: .zero, sources: [parcel: net],
            bin: bin, batch: batch, enteredAt: nil)
        guard await submit(act, as: site.actor) else { return nil }
        lots.append((batch, site, bin))
        return batch
    }

    private mutating func dispatch(
        _ lot: (batch: BatchCode, site: Member, bin: BinNumber), to: Member, _ purpose: Manifest.Purpose,
        plan: DisposalNumber? = nil, grams: Int64 = 100_000
    ) async {
        let carrier = one(of: Self.members.filter { $0.kind == .carrier }, &random)
        let manifest = ManifestCode(number("M"))
        let act = Dispatch(
            manifest: manifest, purpose: purpose, batch: lot.batch, disposal: plan, bin: lot.bin, consignee: to.code,
            carrier: carrier.code, plate: "", route: "", seals: "",
            papers: .init(contract: true, invoice: true, undertaking: true, report: true),
            notifiedAt: TestLedger.start, scale: lot.site.scale, grossGrams: Grams(grams + 5000), tareGrams: Grams(5000)
        )
        if await submit(act, as: lot.site.actor) { trips.append((manifest, to, carrier, 0)) }
    }

    /// Grain that changes hands over a border of prefectures, and is split there: its lineage is partly hidden from all.
    private mutating func transfer(from: Int, to: Int) async throws {
        let (sender, receiver) = (Self.members[from], Self.members[to])
        guard let first = await intake(at: sender, from: parcels[0], into: sender.bins[0]),
            let second = await intake(at: sender, from: parcels[0], into: sender.bins[0])
        else { throw Unfounded(what: "\(refusals)") }
        let mixed = BatchCode(number("B"))
        try await insist(
            MergeBatches(
                operation: "",
                inputs: [first, second].map { .init(batch: $0, bin: sender.bins[0], grams: Grams(500_000)) },
                batch: mixed, bin: sender.bins[0], reason: ""), as: sender.actor)
        await dispatch((mixed, sender, sender.bins[0]), to: receiver, .transfer, grams: 400_000)
        while trips.count == 1, await advance(0, exactly: true) {}
        guard let received = lots.last, received.site.code == receiver.code else {
            throw Unfounded(what: "\(refusals)")
        }
        try await insist(
            SplitBatch(
                operation: "", batch: received.batch, bin: received.bin, grams: Grams(100_000),
                newBatch: BatchCode(number("B")), newBin: received.bin, reason: ""), as: receiver.actor)
    }

    /// The next step of a trip; false when it has ended.
    @discardableResult
    private mutating func advance(_ index: Int, exactly: Bool = false) async -> Bool {
        let trip = trips[index]
        trips[index].step += 1
        switch trip.step {
        case 0: return await submit(RecordArrival(manifest: trip.manifest), as: trip.carrier.actor)
        case 1:
            let batch = BatchCode(number("B"))
            let bin = trip.to.bins[trip.to.kind == .granary ? Int.random(in: 0..<2, using: &random) : 0]
            let net = exactly ? 400_000 : Int64.random(in: 90_000...110_000, using: &random)
            let act = ConfirmManifest(
                manifest: trip.manifest, scale: trip.to.scale, grossGrams: Grams(net + 5000), tareGrams: Grams(5000),
                batch: trip.to.kind == .granary ? batch : nil,
                bin: trip.to.kind == .granary ? (exactly ? trip.to.bins[0] : bin) : nil)
            let actor = trip.to.kind == .mill ? Self.bureau : trip.to.actor
            if await submit(act, as: actor), trip.to.kind == .granary {
                lots.append((batch, trip.to, exactly ? trip.to.bins[0] : bin))
            }
            return true
        default: return false
        }
    }

    private mutating func step() async {
        let site = one(of: Self.members.filter { $0.kind == .granary }, &random)
        let facility = one(of: Self.members.filter { $0.kind == .facility }, &random)
        let index = Int.random(in: 0..<parcels.count, using: &random)
        let lot = one(of: lots, &random)
        switch Int.random(in: 0..<13, using: &random) {
        case 0, 1: _ = await intake(at: site, from: parcels[index], into: site.bins[index / 3])
        case 2: _ = await intake(at: site, from: parcels[index], into: one(of: site.bins, &random))
        case 3:
            await dispatch(lot, to: site, .transfer)
        case 4:
            let plan = DisposalNumber(number("D"))
            let act = PlanDisposal(
                disposal: plan, batch: lot.batch, useClass: 3, facility: facility.code, grams: Grams(400_000))
            if await submit(act) { plans.append((plan, lot.batch, facility)) }
        case 5, 6: await dispose(facility)
        case 7, 8, 9: if !trips.isEmpty { await advance(Int.random(in: 0..<trips.count, using: &random)) }
        case 10: await sample(lot, or: parcels[index])
        case 11: await regroup(lot)
        default: await test()
        }
    }

    private mutating func dispose(_ facility: Member) async {
        guard !plans.isEmpty else { return }
        let plan = one(of: plans, &random)
        guard let lot = lots.last(where: { $0.batch == plan.batch }) else { return }
        await dispatch(lot, to: plan.facility, .disposal, plan: plan.disposal)
        let act = RecordProcessing(
            number: number("P"), disposal: plan.disposal, inputGrams: Grams(50_000), product: "",
            productGrams: Grams(40_000),
            residue: "", residueGrams: Grams(9_000), residueTo: "", lossGrams: Grams(1_000), outputReport: "",
            outputValues: [:])
        await submit(act, as: plan.facility.actor)
    }

    private mutating func regroup(_ lot: (batch: BatchCode, site: Member, bin: BinNumber)) async {
        let new = BatchCode(number("B"))
        let act = SplitBatch(
            operation: "", batch: lot.batch, bin: lot.bin, grams: Grams(50_000), newBatch: new, newBin: lot.bin,
            reason: "")
        if await submit(act, as: lot.site.actor) { lots.append((new, lot.site, lot.bin)) }
        await submit(
            MoveBatch(
                operation: "", batch: lot.batch, from: lot.bin, to: lot.site.bins[2], grams: Grams(1000), reason: ""),
            as: lot.site.actor)
    }

    /// A sample of a field or of a batch; half of them have not come to a laboratory.
    private mutating func sample(
        _ lot: (batch: BatchCode, site: Member, bin: BinNumber), or parcel: ParcelNumber
    ) async {
        let sample = SampleCode(number("S"))
        if Bool.random(using: &random) {
            await submit(
                DrawBulkSample(
                    slip: "", sample: sample, batch: lot.batch, bin: lot.bin, reason: "", representedGrams: Grams(1),
                    grams: Grams(1000)), as: lot.site.actor)
        } else {
            await submit(
                CollectSample(
                    sample: sample, parcel: parcel, task: "", pattern: "", points: 5, grams: Grams(1000), seal: ""))
        }
        let laboratory = one(of: Self.members.filter { $0.kind == .station }, &random)
        if Bool.random(using: &random) { await submit(receipt(of: sample, by: laboratory), as: laboratory.actor) }
    }

    private mutating func test() async {
        let laboratories = Self.members.filter { $0.kind == .station }.shuffled(using: &random)
        await submit(
            RecordTestRun(
                run: TestRunNumber(number("Q")), laboratory: laboratories[0].code, unit: "mg/kg",
                rows: [.init(name: "a", kind: "sample", readings: [:], certified: nil)]), as: laboratories[0].actor)
        let sample = one(of: samples, &random)
        let reports = try? await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT code FROM report WHERE body ->> 'sample' = \(sample.text)").rows
        }
        guard let report = try? reports?.first?.text(0) else { return }
        let reinspection = ReinspectionNumber(number("F"))
        await submit(
            ApplyForReinspection(
                reinspection: reinspection, sample: sample, report: ReportNumber(report), toldAt: TestLedger.start,
                laboratory: laboratories[1].code))
        // Every other one is not reported yet: its day is among the deadlines.
        guard reinspection.text.last?.wholeNumberValue?.isMultiple(of: 2) == true else { return }
        await submit(
            ReportReinspection(
                reinspection: reinspection, report: "", item: .cadmium, value: "0.50", method: "GB 5009.15-2023"),
            as: laboratories[1].actor)
    }

    private mutating func report() async throws {
        let period = ReportPeriod("2025-11") ?? .month(year: 2025, month: 11)
        for region in ["4309", "430103"] {
            let books = try await Replay(pool: ledger.pool).books(of: period, asOf: period.end)
            let answer = await ledger.submit(
                IssueBureauReport(
                    report: books.report(of: region), version: 1, lastRecord: books.lastRecord, approvedBy: "chief",
                    reason: "", changes: nil), actor: Self.bureau, at: period.end)
            guard case .done = answer else { throw Unfounded(what: "\(answer)") }
        }
    }
}
