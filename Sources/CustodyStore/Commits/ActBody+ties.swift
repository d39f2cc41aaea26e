import Custody
import Identity
import Rules

/// What the object of an act belongs to, as the loaded book tells: what rights are asked against.
///
/// An organisation whose code fails its check ties nobody: nobody can be a member of it.
extension ActBody {
    /// The ties of the act's object.
    ///
    /// - Parameter actor: who acts; what somebody brings into being is his organisation's from the first.
    func ties(in book: Book, by actor: Actor) -> Ties {
        switch self {
        case let act as RegisterOrganization:
            Ties(
                organization: CreditCode(act.organization.code.text),
                region: Self.region(of: act.organization.county, book.organizations[act.organization.code]?.county))
        case let act as RegisterBin: Self.ties(of: act.granary, in: book, bin: act.code)
        case let act as RegisterScale:
            // Whose a scale is does not change by an entry: nobody's region is that of two owners.
            if let known = book.scales[act.scale.code], known.owner != act.scale.owner {
                Ties()
            } else {
                Self.ties(of: act.scale.owner, in: book)
            }
        case let act as RegisterParcel:
            Ties(region: Self.region(of: Self.place(of: act.parcel), book.parcels[act.parcel.code].map(Self.place)))
        case let act as CollectSample:
            Ties(organization: CreditCode(actor.organization.text), region: book.parcels[act.parcel]?.county)
        case let act as DrawBulkSample: Self.ties(of: act.batch, in: book, bin: act.bin)
        case let act as TakeIn: Self.ties(of: act.granary, in: book, bin: act.bin)
        case let act as MergeBatches:
            act.inputs.first.map { Self.ties(of: $0.batch, in: book, bin: $0.bin) } ?? Ties()
        case let act as RecordTestRun: Self.ties(of: act.laboratory, in: book)
        case let act as ReportReinspection:
            book.reinspections[act.reinspection].map { Self.ties(of: $0.laboratory, in: book) } ?? Ties()
        case let act as IssueBureauReport: Ties(region: act.report.region)
        case let act as UrgeDeadline: Ties(region: act.county(in: book))
        default: samplesTies(in: book, by: actor) ?? tripsTies(in: book) ?? storesTies(in: book)
        }
    }

    /// Where a parcel lies: its township, or its county where the two contradict each other.
    private static func place(of parcel: Parcel) -> String {
        parcel.township.hasPrefix(parcel.county) ? parcel.township : parcel.county
    }

    /// The region that an entry is of, as it will stand and as it stood: who moves one to another county answers for both.
    private static func region(of place: String, _ before: String?) -> String {
        guard let before, before != place else { return place }
        let shared = zip(place, before).prefix { $0 == $1 }.count
        return String(place.prefix(shared >= 9 ? 9 : shared / 2 * 2))
    }

    private func samplesTies(in book: Book, by actor: Actor) -> Ties? {
        switch self {
        case let act as ReceiveSample: Self.ties(of: act.laboratory, in: book, region: book.samples[act.sample]?.county)
        case let act as CorrectSample:
            Ties(
                organization: book.samples[act.sample]?.collectedBy.flatMap { CreditCode($0.text) },
                region: book.samples[act.sample]?.county)
        case let act as RecordScreening:
            // Until a laboratory has it, a sample is with the station that collected it; one that is not there, with nobody. Of old
            // samples nobody knows who collected them.
            book.samples[act.sample].map {
                Self.ties(of: $0.laboratory ?? $0.collectedBy ?? actor.organization, in: book, region: $0.county)
            } ?? Ties()
        case let act as IssueReport:
            Self.ties(
                of: book.samples[act.sample]?.laboratory, in: book, region: book.samples[act.sample]?.county)
        case let act as ApplyForReinspection:
            if case .batch(let batch, _, _)? = book.samples[act.sample]?.subject {
                Self.ties(of: batch, in: book)
            } else {
                // A grower asks where he was sampled; of old samples nobody knows, and he asks where they were tested.
                book.samples[act.sample].map {
                    Self.ties(of: $0.collectedBy ?? $0.laboratory, in: book, region: $0.county)
                } ?? Ties()
            }
        default: nil
        }
    }

    private func tripsTies(in book: Book) -> Ties? {
        if let act = self as? Dispatch {
            var ties = Self.ties(of: act.batch, in: book, bin: act.bin)
            ties.consignor = ties.organization
            ties.carrier = CreditCode(act.carrier.text)
            ties.consignee = CreditCode(act.consignee.text)
            return ties
        }
        let code: ManifestCode? =
            switch self {
            case let act as RecordArrival: act.manifest
            case let act as ConfirmManifest: act.manifest
            case let act as RefuseManifest: act.manifest
            case let act as ReturnManifest: act.manifest
            case let act as VoidManifest: act.manifest
            case let act as CorrectReceipt: act.manifest
            case let act as ExplainDifference: ManifestCode(act.subject)
            default: nil
            }
        guard let code, let trip = book.manifests[code] else { return nil }
        return Ties(
            region: trip.county, consignor: CreditCode(trip.consignor.text), carrier: CreditCode(trip.carrier.text),
            consignee: CreditCode(trip.consignee.text))
    }

    private func storesTies(in book: Book) -> Ties {
        switch self {
        case let act as MoveBatch: Self.ties(of: act.batch, in: book, bin: act.from)
        case let act as SplitBatch: Self.ties(of: act.batch, in: book, bin: act.bin)
        case let act as ReduceBatch: Self.ties(of: act.batch, in: book, bin: act.bin)
        case let act as TakeStock: Self.ties(of: act.batch, in: book, bin: act.bin)
        case let act as CorrectIntake: Self.ties(of: act.batch, in: book, bin: act.bin)
        case let act as ProposeRuling: Self.ties(of: act.batch, in: book)
        case let act as ConfirmRuling: Self.ties(of: act.batch, in: book)
        case let act as ExplainDifference: Self.ties(of: act.batch, in: book)
        case let act as PlanDisposal: Self.planned(act.batch, act.facility, in: book)
        case let act as WithdrawDisposal:
            book.disposals[act.disposal].map { Self.planned($0.batch, $0.facility, in: book) } ?? Ties()
        case let act as RecordProcessing: Self.ties(of: act.disposal, in: book)
        case let act as RetreatOutput: Self.concluded(act.disposal, in: book)
        case let act as CertifyDisposal: Self.concluded(act.disposal, in: book)
        default: Ties()
        }
    }

    /// A plan concerns the granary and the facility alike: an officer with a stake in either may not decide on it.
    private static func planned(_ batch: BatchCode, _ facility: OrganizationCode, in book: Book) -> Ties {
        var ties = ties(of: batch, in: book)
        ties.consignee = CreditCode(facility.text)
        return ties
    }

    /// What a disposal came to concerns the granary whose grain it was, too: its own officer does not certify it.
    private static func concluded(_ disposal: DisposalNumber, in book: Book) -> Ties {
        var ties = ties(of: disposal, in: book)
        let batch = book.disposals[disposal].flatMap { book.batches[$0.batch] }
        ties.consignor = batch.flatMap { CreditCode($0.granary.text) }
        return ties
    }

    private static func ties(of disposal: DisposalNumber, in book: Book) -> Ties {
        guard let plan = book.disposals[disposal] else { return Ties() }
        return Ties(organization: CreditCode(plan.facility.text), region: plan.county)
    }

    private static func ties(of batch: BatchCode, in book: Book, bin: BinNumber? = nil) -> Ties {
        guard let held = book.batches[batch] else { return Ties() }
        return Ties(
            organization: CreditCode(held.granary.text), site: bin.map { String($0.text.prefix(21)) },
            region: held.county)
    }

    /// Of an organisation: its site by the bin, 21 places of 25, and its county unless another region is meant.
    private static func ties(
        of organization: OrganizationCode?, in book: Book, bin: BinNumber? = nil, region: String? = nil
    ) -> Ties {
        guard let organization else { return Ties(region: region) }
        return Ties(
            organization: CreditCode(organization.text), site: bin.map { String($0.text.prefix(21)) },
            region: region ?? book.organizations[organization]?.county)
    }
}
