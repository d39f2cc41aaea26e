public import Rules

/// Sends a truck off with grain of one batch: papers, notice, weights (domain.md §7).
public struct Dispatch: ActBody {
    public static let name = "manifest-dispatched"
    public static let roles: Set<Actor.Role> = [.granary]
    /// Manifest number.
    public let manifest: ManifestCode
    /// Purpose.
    public let purpose: Manifest.Purpose
    /// Batch.
    public let batch: BatchCode
    /// Disposal plan, for a trip to disposal.
    public let disposal: DisposalNumber?
    /// Bin it is loaded from.
    public let bin: BinNumber
    /// Consignee.
    public let consignee: OrganizationCode
    /// Carrier.
    public let carrier: OrganizationCode
    /// Plate.
    public let plate: String
    /// Route.
    public let route: String
    /// Seal numbers.
    public let seals: String
    /// Papers with the goods.
    public let papers: Manifest.Papers
    /// When the authorities were notified.
    public let notifiedAt: Timestamp?
    /// Scale.
    public let scale: ScaleNumber
    /// Gross in grams.
    public let grossGrams: Grams
    /// Tare in grams.
    public let tareGrams: Grams

    /// The act.
    public init(
        manifest: ManifestCode, purpose: Manifest.Purpose, batch: BatchCode, disposal: DisposalNumber?, bin: BinNumber,
        consignee: OrganizationCode, carrier: OrganizationCode, plate: String, route: String, seals: String,
        papers: Manifest.Papers, notifiedAt: Timestamp?, scale: ScaleNumber, grossGrams: Grams, tareGrams: Grams
    ) {
        self.manifest = manifest
        self.purpose = purpose
        self.batch = batch
        self.disposal = disposal
        self.bin = bin
        self.consignee = consignee
        self.carrier = carrier
        self.plate = plate
        self.route = route
        self.seals = seals
        self.papers = papers
        self.notifiedAt = notifiedAt
        self.scale = scale
        self.grossGrams = grossGrams
        self.tareGrams = tareGrams
    }

    var netGrams: Grams { grossGrams - tareGrams }
    /// The plan it goes under: a transfer or sale may name one, and uses nothing of it up.
    var plan: DisposalNumber? { purpose == .disposal ? disposal : nil }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [
            .manifest(manifest), .batch(batch), .bin(bin), .organization(consignee), .organization(carrier),
            .scale(scale),
        ]
        if let plan { keys.insert(.disposal(plan)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        let day = circumstances.occurredAt.chinaDate
        guard book.manifests[manifest] == nil else { throw Refusal(.codeTaken, manifest.text) }
        guard let receiver = book.organizations[consignee] else { throw Refusal(.organizationUnknown, consignee.text) }
        guard let haulier = book.organizations[carrier] else { throw Refusal(.organizationUnknown, carrier.text) }
        guard haulier.kind == .carrier else { throw Refusal(.organizationKindWrong, carrier.text) }
        let held = try book.holding(of: batch, in: bin, atLeast: netGrams, circumstances)
        guard held.grainClass != .pending else { throw Refusal(.pendingGrainMayNotLeave, batch.text) }
        for partner in [receiver, haulier] where !partner.isLicensed(on: day) {
            throw Refusal(.licenceExpired, partner.code.text)
        }
        switch purpose {
        case .disposal: try checkDisposal(held, in: book)
        case .transfer: try checkTransfer(held, to: receiver)
        case .sale: try checkSale(held, to: receiver)
        }
        if held.grainClass.isOverLimit {
            guard papers.areComplete else { throw Refusal(.papersIncomplete, manifest.text) }
            guard let notifiedAt, notifiedAt <= circumstances.occurredAt else {
                throw Refusal(.notNotified, manifest.text)
            }
        }
        var outcome = Outcome()
        outcome.findings = book.findings(onScale: scale, on: day)
        return outcome
    }

    private func checkDisposal(_ held: Batch, in book: Book) throws(Refusal) {
        guard held.grainClass.isOverLimit else { throw Refusal(.batchNotOverLimit, batch.text) }
        guard let disposal, let plan = book.disposals[disposal] else { throw Refusal(.disposalNotApproved, batch.text) }
        guard plan.batch == batch else { throw Refusal(.disposalOfAnotherBatch, disposal.text) }
        guard plan.facility == consignee else { throw Refusal(.consigneeIsNotTheFacility, consignee.text) }
        guard plan.certificate == nil else { throw Refusal(.disposalCertified, disposal.text) }
        guard plan.isOpen else { throw Refusal(.disposalNotApproved, disposal.text) }
        guard plan.dispatchedGrams + netGrams <= plan.plannedGrams else {
            throw Refusal(.disposalExceedsPlan, disposal.text)
        }
    }

    private func checkTransfer(_ held: Batch, to receiver: Organization) throws(Refusal) {
        guard receiver.kind == .granary, receiver.code != held.granary else {
            throw Refusal(.organizationKindWrong, receiver.code.text)
        }
    }

    private func checkSale(_ held: Batch, to receiver: Organization) throws(Refusal) {
        // A sale takes grain out of the book for good: between granaries it is transferred.
        guard receiver.kind == .mill else { throw Refusal(.organizationKindWrong, receiver.code.text) }
        guard held.grainClass == .a else { throw Refusal(.saleOfOverLimitGrain, batch.text) }
        guard held.testClass == .a, papers.report else { throw Refusal(.saleWithoutTest, batch.text) }
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let held = book.batches[batch] else { return }
        book.manifests[manifest] = Manifest(
            code: manifest, purpose: purpose, batch: batch, grainClass: held.grainClass, disposal: plan,
            consignor: held.granary, county: held.county, bin: bin, consignee: consignee, carrier: carrier,
            plate: plate.isEmpty ? nil : plate, papers: papers, loadingScale: scale, loadedTareGrams: tareGrams,
            loadedGrams: netGrams, departedAt: at,
            record: book.record)
        book.touch(.manifest(manifest))
        if let plan {
            book.disposals[plan]?.dispatchedGrams += netGrams
            book.touch(.disposal(plan))
        }
        book.post([Leg(batch, .bin(bin), -netGrams), Leg(batch, .transit(manifest), netGrams)])
    }
}

/// The truck stands at the consignee's gate.
public struct RecordArrival: ActBody {
    public static let name = "manifest-arrived"
    public static let roles: Set<Actor.Role> = [.carrier, .facility, .granary]
    /// Manifest number.
    public let manifest: ManifestCode
    /// The act.
    public init(manifest: ManifestCode) { self.manifest = manifest }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.manifest(manifest)] }
    public func parties(in book: Book) -> [OrganizationCode] {
        book.manifests[manifest].map { [$0.carrier, $0.consignee] } ?? []
    }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let known = book.manifests[manifest] else { throw Refusal(.manifestUnknown, manifest.text) }
        guard known.state == .departed else { throw Refusal(.manifestMovedOn, manifest.text) }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.manifests[manifest]?.state = .arrived
        book.manifests[manifest]?.arrivedAt = at
        book.touch(.manifest(manifest))
    }
}
