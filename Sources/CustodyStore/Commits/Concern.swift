import Custody

/// Whom a record concerns: it is written beside the record and its legs, and decides who may read them (`Sight`).
///
/// Counties are those of the grain, else of the object the act is about, else of the organisation. Organisations are who
/// did it, whose grain or site it is, and all parties of a trip, a plan or a test. m0005 gives older records the same.
struct Concern: Hashable, Sendable {
    /// Whose a batch is within one record: its granary's, and the facility's or buyer's that the legs name.
    struct Grain: Hashable, Sendable {
        /// County of the granary.
        let county: String
        /// USCCs.
        let owners: [String]
    }
    /// Counties, six digits; the region of a bureau report; one empty text where there is none.
    let counties: [String]
    /// USCCs; always with an empty one, so that a record is never open to all.
    let owners: [String]
    /// By the batches that moved.
    let grain: [BatchCode: Grain]

    /// The concern of a fact that has been applied to the book.
    ///
    /// - Parameter book: holds at least the footprint of the act.
    init(of fact: Fact, by actor: Actor, _ legs: [Leg], in book: Book) {
        let act = fact.act.body
        let named = ActObjects(of: act, in: book)
        grain = Dictionary(grouping: legs, by: \.batch).mapValues { Self.grain(of: $0, in: book) }
        var counties = Set(grain.values.map(\.county).filter { !$0.isEmpty })
        var owners = Set(grain.values.flatMap(\.owners))
        if case .some(let key) = act.chief, key.kind == .batch, let batch = book.batches[BatchCode(key.code)] {
            counties.insert(batch.county)
            owners.insert(batch.granary.text)
        }
        self.counties = counties.isEmpty ? [named.county(in: book)] : counties.sorted()
        owners.formUnion(["", actor.organization.text])
        owners.formUnion(named.organizations.map(\.text))
        owners.formUnion(act.parties(in: book).map(\.text))
        self.owners = owners.sorted()
    }

    private static func grain(of legs: [Leg], in book: Book) -> Grain {
        let batch = legs.first.flatMap { book.batches[$0.batch] }
        let others = legs.map(\.place).filter { $0.kind == "facility" || $0.kind == "sold" }.map(\.code)
        return Grain(county: batch?.county ?? "", owners: [batch?.granary.text ?? ""] + Set(others).sorted())
    }

    /// Texts in the form PostgreSQL reads arrays in: a row of an array of arrays.
    static func array(_ texts: [String]) -> String {
        var form = "{"
        for text in texts {
            if form.utf8.count > 1 { form += "," }
            form += "\""
            if text.utf8.contains(where: { $0 == 0x22 || $0 == 0x5C }) {
                for letter in text.unicodeScalars {
                    if letter == "\"" || letter == "\\" { form += "\\" }
                    form.unicodeScalars.append(letter)
                }
            } else {
                form += text
            }
            form += "\""
        }
        return form + "}"
    }
}

/// The objects that an act names, as far as they tell whom it concerns.
private struct ActObjects {
    private let sample: Sample?
    private let trip: Manifest?
    private let plan: Disposal?
    private let reinspection: Reinspection?
    /// Granary, laboratory or owner of a scale that the act names.
    private let site: OrganizationCode?
    private let written: String?
    private let laboratory: OrganizationCode?

    init(of act: any ActBody, in book: Book) {
        sample = Self.sample(of: act).flatMap { book.samples[$0] }
        trip = Self.manifest(of: act).flatMap { book.manifests[$0] }
        plan = Self.disposal(of: act).flatMap { book.disposals[$0] }
        reinspection = Self.reinspection(of: act).flatMap { book.reinspections[$0] }
        site = Self.site(of: act)
        written = Self.county(writtenIn: act) ?? (act as? UrgeDeadline)?.county(in: book)
        laboratory = act is IssueReport ? sample?.laboratory : nil
    }

    func county(in book: Book) -> String {
        if let sample { return sample.county }
        if let county = reinspection.flatMap({ book.samples[$0.sample] })?.county { return county }
        return trip?.county ?? plan?.county ?? written ?? site.flatMap { book.organizations[$0] }?.county ?? ""
    }

    var organizations: [OrganizationCode] {
        [
            site, laboratory, trip?.consignor, trip?.consignee, trip?.carrier, plan?.facility, reinspection?.laboratory,
        ].compactMap { $0 }
    }

    private static func sample(of act: any ActBody) -> SampleCode? {
        switch act {
        case let act as CollectSample: act.sample
        case let act as DrawBulkSample: act.sample
        case let act as CorrectSample: act.sample
        case let act as ReceiveSample: act.sample
        case let act as RecordScreening: act.sample
        case let act as IssueReport: act.sample
        case let act as ApplyForReinspection: act.sample
        default: nil
        }
    }
    private static func manifest(of act: any ActBody) -> ManifestCode? {
        switch act {
        case let act as Dispatch: act.manifest
        case let act as RecordArrival: act.manifest
        case let act as ConfirmManifest: act.manifest
        case let act as RefuseManifest: act.manifest
        case let act as ReturnManifest: act.manifest
        case let act as VoidManifest: act.manifest
        case let act as CorrectReceipt: act.manifest
        case let act as ExplainDifference: ManifestCode(act.subject)
        default: nil
        }
    }
    private static func disposal(of act: any ActBody) -> DisposalNumber? {
        switch act {
        case let act as Dispatch: act.disposal
        case let act as PlanDisposal: act.disposal
        case let act as WithdrawDisposal: act.disposal
        case let act as RecordProcessing: act.disposal
        case let act as RetreatOutput: act.disposal
        case let act as CertifyDisposal: act.disposal
        default: nil
        }
    }
    private static func reinspection(of act: any ActBody) -> ReinspectionNumber? {
        switch act {
        case let act as ApplyForReinspection: act.reinspection
        case let act as ReportReinspection: act.reinspection
        default: nil
        }
    }
    private static func site(of act: any ActBody) -> OrganizationCode? {
        switch act {
        case let act as TakeIn: act.granary
        case let act as RegisterBin: act.granary
        case let act as RegisterScale: act.scale.owner
        case let act as ReceiveSample: act.laboratory
        case let act as RecordTestRun: act.laboratory
        case let act as ApplyForReinspection: act.laboratory
        default: nil
        }
    }
    private static func county(writtenIn act: any ActBody) -> String? {
        switch act {
        case let act as RegisterOrganization: act.organization.county
        case let act as RegisterParcel: act.parcel.county
        case let act as IssueBureauReport: act.report.region
        default: nil
        }
    }
}
