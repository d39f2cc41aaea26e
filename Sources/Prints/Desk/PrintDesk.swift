public import Custody
import Foundation
public import Operations
public import Rules

/// Gathers what a print is made of, through the reads of the ledger and with the rights of who asks: what an actor may not
/// see of a neighbour, such as the name behind a code, is left out and not asked around for.
public struct PrintDesk: Sendable {
    let ledger: Ledger
    /// Address of the service as readers of paper reach it; `nil` when it is not known.
    let address: String?

    /// A desk.
    public init(ledger: Ledger, address: String?) {
        self.ledger = ledger
        self.address = address
    }

    /// The document of an object; `nil` for missing and foreign alike.
    ///
    /// - Throws: `LedgerFault` when the database is away, `PrintFault` for data that cannot be laid out.
    public func document(_ kind: PrintKind, _ code: String, _ actor: Actor, asOf: Timestamp? = nil) async throws
        -> (any Printable)?
    {
        let reading = DeskReading(ledger: ledger, actor: actor, asOf: asOf)
        switch kind {
        case .label: return try await label(code, reading)
        case .tag: return try await tag(code, reading)
        case .sign: return try await sign(code, reading)
        case .ticket: return try await ticket(code, reading)
        case .manifest: return try await trip(code, reading).map { try ManifestForm($0, address: address) }
        case .undertaking: return try await trip(code, reading).map { try Undertaking($0, address: address) }
        case .report: return try await report(code, reading)
        case .dossier: return try await dossier(code, reading)
        }
    }

    private func label(_ code: String, _ reading: DeskReading) async throws -> SampleLabel? {
        guard let sample: Sample = try await reading.find(.samples, code) else { return nil }
        guard case .parcel(let parcel) = sample.subject else { return SampleLabel(sample: sample, parcel: nil) }
        return SampleLabel(sample: sample, parcel: try await reading.find(.parcels, parcel.text))
    }

    /// The sheet that goes with samples to a laboratory; the codes that are missing, or not for the actor to see, instead.
    ///
    /// - Precondition: 1 to `HandoverSheet.mostSamples` codes.
    public func handover(of codes: [String], _ actor: Actor) async throws -> Result<HandoverSheet, MissingObjects> {
        let reading = DeskReading(ledger: ledger, actor: actor, asOf: nil)
        var samples: [Sample] = []
        var missing: [String] = []
        for code in Set(codes).sorted() {
            if let sample: Sample = try await reading.find(.samples, code) {
                samples.append(sample)
            } else {
                missing.append(code)
            }
        }
        guard missing.isEmpty else { return .failure(MissingObjects(codes: missing)) }
        var bringer: String?
        if let collector = Set(samples.map(\.collectedBy)).first, Set(samples.map(\.collectedBy)).count == 1,
            let collector
        {
            bringer = try await reading.name(collector)
        }
        return .success(HandoverSheet(samples: samples, bringer: bringer))
    }

    private func tag(_ code: String, _ reading: DeskReading) async throws -> BatchTag? {
        guard let dossier = try await ledger.dossier(BatchCode(code), reading.actor, reading.asOf) else { return nil }
        var bins: [String: String] = [:]
        for place in dossier.batch.ledger.keys where place.kind == "bin" && dossier.batch.grams(in: place) != .zero {
            let bin: Bin? = try await reading.find(.bins, place.code)
            bins[place.code] = bin?.name
        }
        return BatchTag(
            batch: dossier.batch, reports: dossier.reports, granary: try await reading.name(dossier.batch.granary),
            bins: bins, address: address)
    }

    private func sign(_ code: String, _ reading: DeskReading) async throws -> BinSign? {
        guard let bin: Bin = try await reading.find(.bins, code) else { return nil }
        let place = Place.bin(bin.code)
        var holdings: [BinSign.Holding] = []
        for batch in try await reading.batches(of: bin.granary) where batch.grams(in: place) != .zero {
            holdings.append(
                .init(
                    batch: batch.code.text, grainClass: batch.grainClass, grams: batch.grams(in: place),
                    since: batch.history.last?.at ?? batch.createdAt))
        }
        let changed = holdings.map(\.since).max() ?? reading.asOf ?? Timestamp(0)
        return BinSign(
            bin: bin, granary: try await reading.name(bin.granary), holdings: holdings, asOf: reading.asOf ?? changed,
            address: address)
    }

    private func ticket(_ code: String, _ reading: DeskReading) async throws -> WeighTicket? {
        guard let weighing: WeighTicket.Weighing = try await reading.find(.weighings, code) else { return nil }
        var batch: Batch?
        if let code = weighing.batch { batch = try await reading.find(.batches, code) }
        var scale: Scale?
        if let code = weighing.scale { scale = try await reading.find(.scales, code) }
        var owner: String?
        if let scale { owner = try await reading.name(scale.owner) }
        return WeighTicket(weighing: weighing, grainClass: batch?.grainClass, owner: owner, address: address)
    }

    private func trip(_ code: String, _ reading: DeskReading) async throws -> TripFile? {
        guard let manifest: Manifest = try await reading.find(.manifests, code) else { return nil }
        var organizations: [OrganizationCode: Organization] = [:]
        for party in [manifest.consignor, manifest.carrier, manifest.consignee] {
            organizations[party] = try await reading.find(.organizations, party.text)
        }
        var plan: Disposal?
        if let code = manifest.disposal { plan = try await reading.find(.disposals, code.text) }
        return TripFile(
            manifest: manifest, departure: try await reading.departure(manifest.record), organizations: organizations,
            bin: try await reading.find(.bins, manifest.bin.text), disposal: plan,
            weighings: try await reading.weighings(of: manifest.code))
    }

    private func report(_ code: String, _ reading: DeskReading) async throws -> TestReportSheet? {
        guard let report: TestReport = try await reading.find(.reports, code),
            let sample: Sample = try await reading.find(.samples, report.sample.text)
        else { return nil }
        var laboratory: Organization?
        if let code = sample.laboratory { laboratory = try await reading.find(.organizations, code.text) }
        return try TestReportSheet(.init(report: report, sample: sample, laboratory: laboratory), address: address)
    }

    private func dossier(_ code: String, _ reading: DeskReading) async throws -> CustodyDossier? {
        guard let dossier = try await ledger.dossier(BatchCode(code), reading.actor, reading.asOf) else { return nil }
        let parties = Set(
            [dossier.batch.granary] + dossier.manifests.map(\.consignee) + dossier.disposals.map(\.facility))
        var names: [String: String] = [:]
        for party in parties { names[party.text] = try await reading.name(party) }
        return try CustodyDossier(.init(dossier: dossier, names: names, asOf: reading.asOf), address: address)
    }
}

/// Objects that a print of several was asked for, and that are missing or not for the actor to see.
public struct MissingObjects: Error {
    /// Their codes.
    public let codes: [String]
}

/// Reads of one print: one actor, one time.
struct DeskReading {
    let ledger: Ledger
    let actor: Actor
    let asOf: Timestamp?

    func find<Value: Decodable>(_ resource: Resource, _ code: String) async throws -> Value? {
        guard let found = try await ledger.find(resource, code, actor, asOf) else { return nil }
        return try JSONDecoder().decode(Value.self, from: Data(found.json))
    }

    /// Name of an organisation; `nil` when it may not be seen.
    func name(_ code: OrganizationCode) async throws -> String? {
        let found: Organization? = try await find(.organizations, code.text)
        return found?.name
    }

    /// Everything of a resource in which a field has a value.
    private func list<Value: Decodable>(_ resource: Resource, _ field: String, _ value: String) async throws -> [Value]
    {
        var query = ListQuery(resource)
        query.asOf = asOf
        query.limit = 500
        query.conditions = resource.fields.filter { $0.name == field }.map { .init($0, .isOneOf([value])) }
        var values: [Value] = []
        while true {
            let page = try await ledger.list(query, actor)
            values += try page.documents.map { try JSONDecoder().decode(Value.self, from: Data($0.json)) }
            guard let next = page.next else { return values }
            query.after = next
        }
    }

    func batches(of granary: OrganizationCode) async throws -> [Batch] {
        try await list(.batches, "granary", granary.text)
    }
    func weighings(of manifest: ManifestCode) async throws -> [WeighTicket.Weighing] {
        try await list(.weighings, "manifest", manifest.text)
    }

    /// What the record of a departure says; `nil` when it may not be seen.
    func departure(_ record: String) async throws -> TripFile.Departure? {
        struct Shown: Decodable { let body: String }
        struct Body: Decodable { let data: TripFile.Departure }
        guard let shown: Shown = try await find(.records, record) else { return nil }
        return try? JSONDecoder().decode(Body.self, from: Data(shown.body.utf8)).data
    }
}
