public import Rules

/// Plans the disposal of an over-limit batch and has it approved (domain.md §7, §8).
public struct PlanDisposal: ActBody {
    public static let name = "disposal-planned"
    public static let roles: Set<Actor.Role> = [.officer]
    /// Plan number.
    public let disposal: DisposalNumber
    /// Batch.
    public let batch: BatchCode
    /// Use class 1–4.
    public let useClass: Int
    /// Facility.
    public let facility: OrganizationCode
    /// Grams the plan covers.
    public let grams: Grams
    /// Contract that fixes the use.
    public let contract: String?
    /// Last day of the period the plan allows.
    public let until: CivilDate?

    /// The act; its approver is one of the persons, and not who compiled the plan.
    public init(
        disposal: DisposalNumber, batch: BatchCode, useClass: Int, facility: OrganizationCode, grams: Grams,
        contract: String? = nil, until: CivilDate? = nil
    ) {
        self.disposal = disposal
        self.batch = batch
        self.useClass = useClass
        self.facility = facility
        self.grams = grams
        self.contract = contract
        self.until = until
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        [.disposal(disposal), .batch(batch), .organization(facility)]
    }
    public func owner(in book: Book) -> OrganizationCode? { book.batches[batch]?.granary }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard book.disposals[disposal] == nil else { throw Refusal(.codeTaken, disposal.text) }
        guard let held = book.batches[batch] else { throw Refusal(.batchUnknown, batch.text) }
        guard let facility = book.organizations[facility] else { throw Refusal(.organizationUnknown, facility.text) }
        guard facility.kind == .facility else { throw Refusal(.organizationKindWrong, facility.code.text) }
        guard grams > .zero else { throw Refusal(.massNotPositive, "grams") }
        guard held.grainClass.isOverLimit else { throw Refusal(.batchNotOverLimit, batch.text) }
        guard held.disposal == nil else { throw Refusal(.batchHasDisposal, batch.text) }
        guard grams <= held.stock else { throw Refusal(.holdingTooSmall, batch.text) }
        guard facility.useClasses.contains(useClass) else { throw Refusal(.useClassNotAllowed, facility.code.text) }
        guard facility.isLicensed(on: circumstances.occurredAt.chinaDate) else {
            throw Refusal(.licenceExpired, facility.code.text)
        }
        let approver = circumstances.persons[.approver] ?? ""
        guard approver != circumstances.actor.name, approver != circumstances.persons[.compiler], !approver.isEmpty
        else { throw Refusal(.approverIsCompiler, disposal.text) }
        var outcome = Outcome()
        if until == nil { outcome.findings.append(Finding(.planWithoutPeriod, disposal.text)) }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.disposals[disposal] = Disposal(
            code: disposal, batch: batch, county: book.batches[batch]?.county ?? "", useClass: useClass,
            facility: facility, approvedAt: at, plannedGrams: grams, contract: contract ?? "", until: until)
        book.batches[batch]?.disposal = disposal
        book.touch(.disposal(disposal))
        book.touch(.batch(batch))
    }
}

/// Records one processing run: input = products + residue + loss (domain.md §8).
public struct RecordProcessing: ActBody {
    public static let name = "disposal-processed"
    public static let roles: Set<Actor.Role> = [.facility]
    /// Processing number.
    public let number: String
    /// Plan.
    public let disposal: DisposalNumber
    /// Input in grams.
    public let inputGrams: Grams
    /// Product.
    public let product: String
    /// Product in grams.
    public let productGrams: Grams
    /// Residue or by-product.
    public let residue: String
    /// Residue in grams.
    public let residueGrams: Grams
    /// Where the residue goes.
    public let residueTo: String
    /// Loss in grams.
    public let lossGrams: Grams
    /// Report on the output.
    public let outputReport: String
    /// Values of the output by item, mg/kg, as printed.
    public let outputValues: [String: String]

    /// The act.
    public init(
        number: String, disposal: DisposalNumber, inputGrams: Grams, product: String, productGrams: Grams,
        residue: String, residueGrams: Grams, residueTo: String, lossGrams: Grams, outputReport: String,
        outputValues: [String: String]
    ) {
        self.number = number
        self.disposal = disposal
        self.inputGrams = inputGrams
        self.product = product
        self.productGrams = productGrams
        self.residue = residue
        self.residueGrams = residueGrams
        self.residueTo = residueTo
        self.lossGrams = lossGrams
        self.outputReport = outputReport
        self.outputValues = outputValues
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.disposal(disposal)]
        if let plan = book.disposals[disposal] { keys.insert(.batch(plan.batch)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.disposals[disposal]?.facility }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let plan = book.disposals[disposal] else { throw Refusal(.disposalUnknown, disposal.text) }
        guard plan.certificate == nil else { throw Refusal(.disposalCertified, disposal.text) }
        guard plan.frozenBy.isEmpty else { throw Refusal(.batchIsFrozen, plan.frozenBy.joined(separator: " ")) }
        guard !plan.processings.contains(where: { $0.number == number }) else { throw Refusal(.codeTaken, number) }
        guard inputGrams > .zero else { throw Refusal(.massNotPositive, "inputGrams") }
        guard productGrams >= .zero, residueGrams >= .zero, lossGrams >= .zero,
            productGrams + residueGrams + lossGrams == inputGrams
        else { throw Refusal(.outputsDoNotSumToInput, number) }
        guard plan.processedGrams + inputGrams <= plan.receivedGrams else {
            throw Refusal(.processingExceedsReceipt, number)
        }
        var outcome = Outcome()
        if !outputValues.isEmpty {
            let day = circumstances.occurredAt.chinaDate
            let verdict = (UseClass(rawValue: plan.useClass) ?? .harmlessDisposal).judge(try outputLines, on: day)
            outcome.word = verdict == .complies ? "pass" : verdict == .over ? "fail" : "undecided"
            if verdict != .complies { outcome.findings.append(Finding(.outputFailed, number, outputReport)) }
        }
        return outcome
    }

    /// The values of the output as lines that `Rules` judges: class 1 by the food limits, class 2 by the feed limits.
    private var outputLines: [ReportLine] {
        get throws(Refusal) {
            var lines: [ReportLine] = []
            for (name, text) in outputValues.sorted(by: { $0.key < $1.key }) {
                guard let item = Item(rawValue: name), let value = ReportedValue(text) else {
                    throw Refusal(.valueUnreadable, "\(name)=\(text)")
                }
                lines.append(ReportLine(item: item, value: value))
            }
            return lines
        }
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let plan = book.disposals[disposal] else { return }
        book.disposals[disposal]?.processings.append(
            .init(
                number: number, at: at, inputGrams: inputGrams, product: product, productGrams: productGrams,
                residue: residue, residueGrams: residueGrams, residueTo: residueTo, lossGrams: lossGrams,
                outputVerdict: outcome.word ?? ""))
        book.touch(.disposal(disposal))
        book.post([
            Leg(plan.batch, .facility(plan.facility), -inputGrams), Leg(plan.batch, .product, productGrams),
            Leg(plan.batch, .residue, residueGrams), Leg(plan.batch, .processLoss, lossGrams),
        ])
    }
}

/// Certifies a disposal: all that was received is used up; the case is closed.
public struct CertifyDisposal: ActBody {
    public static let name = "disposal-certified"
    public static let roles: Set<Actor.Role> = [.officer, .facility]
    /// Plan.
    public let disposal: DisposalNumber
    /// Certificate number.
    public let certificate: String
    /// The act.
    public init(disposal: DisposalNumber, certificate: String) {
        self.disposal = disposal
        self.certificate = certificate
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.disposal(disposal)]
        if let plan = book.disposals[disposal] { keys.insert(.batch(plan.batch)) }
        return keys.union(book.trips(under: disposal).map { .manifest($0) })
    }
    public func owner(in book: Book) -> OrganizationCode? { book.disposals[disposal]?.facility }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let plan = book.disposals[disposal] else { throw Refusal(.disposalUnknown, disposal.text) }
        guard plan.certificate == nil else { throw Refusal(.disposalCertified, disposal.text) }
        guard plan.processedGrams == plan.receivedGrams, plan.receivedGrams > .zero else {
            throw Refusal(.disposalNotFinished, disposal.text)
        }
        // A truck under the plan would arrive at a facility that may not process it any more.
        if let trip = book.trips(under: disposal).first(where: { book.manifests[$0]?.disposal == disposal }) {
            throw Refusal(.disposalNotFinished, trip.text)
        }
        if let number = plan.unreleasedNumbers.first { throw Refusal(.outputNotReleased, number) }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.disposals[disposal]?.certificate = certificate
        book.disposals[disposal]?.certifiedAt = at
        book.touch(.disposal(disposal))
        if let batch = book.disposals[disposal]?.batch { book.release(batch, from: disposal, at: at) }
    }
}

extension Book {
    /// Trips of the plan's batch that are not closed; those of a transfer among them.
    func trips(under plan: DisposalNumber) -> [ManifestCode] {
        guard let batch = disposals[plan].flatMap({ batches[$0.batch] }) else { return [] }
        return batch.ledger.filter { $0.key.kind == "transit" && $0.value != .zero }
            .map { ManifestCode($0.key.code) }.sorted()
    }
}
