public import Rules

/// The consignee weighs and confirms: both weights stay, the difference is judged by the two scales (design.md §2.4).
public struct ConfirmManifest: ActBody {
    public static let name = "manifest-confirmed"
    public static let roles: Set<Actor.Role> = [.facility, .granary]
    /// Manifest number.
    public let manifest: ManifestCode
    /// Scale.
    public let scale: ScaleNumber
    /// Gross in grams.
    public let grossGrams: Grams
    /// Tare in grams.
    public let tareGrams: Grams
    /// The new batch (transfers).
    public let batch: BatchCode?
    /// Its bin (transfers).
    public let bin: BinNumber?
    /// What the consignee says about a difference beyond tolerance 差异接收; without a word both sides are frozen.
    public let differenceReason: String?
    /// Plate as read at the gate; absent where it was not read.
    public let plate: String?

    /// The act.
    public init(
        manifest: ManifestCode, scale: ScaleNumber, grossGrams: Grams, tareGrams: Grams, batch: BatchCode?,
        bin: BinNumber?, differenceReason: String? = nil, plate: String? = nil
    ) {
        self.manifest = manifest
        self.scale = scale
        self.grossGrams = grossGrams
        self.tareGrams = tareGrams
        self.batch = batch
        self.bin = bin
        self.differenceReason = differenceReason
        self.plate = plate
    }

    var netGrams: Grams { grossGrams - tareGrams }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys: Set<AggregateKey> = [.manifest(manifest), .scale(scale)]
        if let batch { keys.insert(.batch(batch)) }
        if let bin { keys.insert(.bin(bin)) }
        return keys.union(book.tripKeys(of: manifest))
    }
    public func owner(in book: Book) -> OrganizationCode? { book.manifests[manifest]?.consignee }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let trip = book.manifests[manifest] else { throw Refusal(.manifestUnknown, manifest.text) }
        guard trip.state == .arrived || trip.state == .departed else { throw Refusal(.manifestMovedOn, manifest.text) }
        guard netGrams > .zero else { throw Refusal(.massNotPositive, manifest.text) }
        if trip.purpose == .transfer {
            guard let batch, let bin else { throw Refusal(.receivingBatchMissing, manifest.text) }
            guard book.batches[batch] == nil else { throw Refusal(.codeTaken, batch.text) }
            let grainClass = book.batches[trip.batch]?.grainClass ?? trip.grainClass
            try book.admit(grainClass, netGrams, to: bin, of: trip.consignee)
        }
        if trip.purpose == .sale, let grainClass = book.batches[trip.batch]?.grainClass, grainClass != .a {
            // A verdict turned it on the road: it is refused and goes back under its manifest, and is not eaten.
            throw Refusal(grainClass == .pending ? .pendingGrainMayNotLeave : .saleOfOverLimitGrain, trip.batch.text)
        }
        var outcome = book.weighed(trip, on: scale, gross: grossGrams, tare: tareGrams, circumstances)
        outcome.findings += trip.findings(onPlate: plate)
        let days = WorkingCalendar.china.workingDays(
            from: (trip.arrivedAt ?? trip.departedAt).chinaDate, to: circumstances.occurredAt.chinaDate)
        if days > Deadline.manifestWorkingDays {
            outcome.findings.append(Finding(.confirmedLate, manifest.text, "\(days)"))
        }
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let trip = book.manifests[manifest] else { return }
        book.close(manifest, .accepted, received: netGrams, at: at)
        book.manifests[manifest]?.receiptRecord = book.record
        book.note(outcome.toleranceGrams, differenceReason, on: manifest)
        let difference = Leg(trip.batch, .difference, trip.loadedGrams - netGrams)
        let leaving = Leg(trip.batch, .transit(manifest), -trip.loadedGrams)
        switch trip.purpose {
        case .disposal:
            if let plan = trip.disposal {
                book.disposals[plan]?.receivedGrams += netGrams
                book.touch(.disposal(plan))
            }
            book.post([leaving, Leg(trip.batch, .facility(trip.consignee), netGrams), difference])
        case .sale:
            book.post([leaving, Leg(trip.batch, .sold(trip.consignee), netGrams), difference])
        case .transfer:
            guard let batch, let bin, let parent = book.batches[trip.batch] else { return }
            book.manifests[manifest]?.receivedAs = batch
            book.open(
                Batch(
                    code: batch, granary: trip.consignee, county: book.bins[bin]?.county ?? "", createdAt: at,
                    origin: "receipt", season: parent.season, sources: [:], parents: [trip.batch: netGrams]),
                because: manifest.text)
            book.post([
                leaving, Leg(trip.batch, .into(batch), netGrams), difference,
                Leg(batch, .from(trip.batch), -netGrams), Leg(batch, .bin(bin), netGrams),
            ])
        }
        book.freezeUnlessExplained(manifest)
        book.closeTagIfGone(trip.batch, at: at)
    }
}

/// The consignee refuses the goods; they go back under the same manifest (domain.md §8).
public struct RefuseManifest: ActBody {
    public static let name = "manifest-refused"
    public static let roles: Set<Actor.Role> = [.facility, .granary]
    /// Manifest number.
    public let manifest: ManifestCode
    /// Reason.
    public let reason: String
    /// The act.
    public init(manifest: ManifestCode, reason: String) {
        self.manifest = manifest
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> { [.manifest(manifest)] }
    public func owner(in book: Book) -> OrganizationCode? { book.manifests[manifest]?.consignee }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let trip = book.manifests[manifest] else { throw Refusal(.manifestUnknown, manifest.text) }
        guard trip.state == .arrived || trip.state == .departed else { throw Refusal(.manifestMovedOn, manifest.text) }
        return Outcome()
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        book.manifests[manifest]?.state = .refused
        book.touch(.manifest(manifest))
    }
}

/// Refused goods are back in a bin of the consignor.
public struct ReturnManifest: ActBody {
    public static let name = "manifest-returned"
    public static let roles: Set<Actor.Role> = [.granary]
    /// Manifest number.
    public let manifest: ManifestCode
    /// Scale.
    public let scale: ScaleNumber
    /// Gross in grams.
    public let grossGrams: Grams
    /// Tare in grams.
    public let tareGrams: Grams
    /// Bin.
    public let bin: BinNumber
    /// What the consignor says about a difference beyond tolerance; without a word the batch is frozen.
    public let differenceReason: String?
    /// Plate as read at the gate; absent where it was not read.
    public let plate: String?

    /// The act.
    public init(
        manifest: ManifestCode, scale: ScaleNumber, grossGrams: Grams, tareGrams: Grams, bin: BinNumber,
        differenceReason: String? = nil, plate: String? = nil
    ) {
        self.manifest = manifest
        self.scale = scale
        self.grossGrams = grossGrams
        self.tareGrams = tareGrams
        self.bin = bin
        self.differenceReason = differenceReason
        self.plate = plate
    }

    var netGrams: Grams { grossGrams - tareGrams }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        Set([.manifest(manifest), .scale(scale), .bin(bin)]).union(book.tripKeys(of: manifest))
    }
    public func owner(in book: Book) -> OrganizationCode? { book.manifests[manifest]?.consignor }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let trip = book.manifests[manifest] else { throw Refusal(.manifestUnknown, manifest.text) }
        guard trip.state == .refused else { throw Refusal(.manifestMovedOn, manifest.text) }
        guard netGrams > .zero else { throw Refusal(.massNotPositive, manifest.text) }
        guard let batch = book.batches[trip.batch] else { throw Refusal(.batchUnknown, trip.batch.text) }
        try book.admit(batch.grainClass, netGrams, to: bin, of: trip.consignor)
        var outcome = book.weighed(trip, on: scale, gross: grossGrams, tare: tareGrams, circumstances)
        outcome.findings += trip.findings(onPlate: plate)
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let trip = book.manifests[manifest] else { return }
        book.close(manifest, .returned, received: netGrams, at: at)
        book.note(outcome.toleranceGrams, differenceReason, on: manifest)
        if let plan = trip.disposal {
            book.disposals[plan]?.dispatchedGrams -= trip.loadedGrams
            book.touch(.disposal(plan))
        }
        book.post([
            Leg(trip.batch, .transit(manifest), -trip.loadedGrams), Leg(trip.batch, .bin(bin), netGrams),
            Leg(trip.batch, .difference, trip.loadedGrams - netGrams),
        ])
        book.freezeUnlessExplained(manifest)
    }
}

extension Manifest {
    /// Another vehicle came than left: the grain may have been loaded over on the way (domain.md §6, gate record).
    func findings(onPlate read: String?) -> [Finding] {
        guard let read, !read.isEmpty, let plate, read != plate else { return [] }
        return [Finding(.plateDiffers, code.text, "\(plate) ≠ \(read)")]
    }
}

extension Book {
    /// What the end of a trip touches: batch, plan, scale of loading.
    func tripKeys(of code: ManifestCode) -> Set<AggregateKey> {
        guard let trip = manifests[code] else { return [] }
        var keys: Set<AggregateKey> = [.batch(trip.batch), .scale(trip.loadingScale)]
        if let plan = trip.disposal { keys.insert(.disposal(plan)) }
        return keys
    }

    mutating func close(_ code: ManifestCode, _ state: Manifest.State, received: Grams, at time: Timestamp) {
        manifests[code]?.state = state
        manifests[code]?.receivedGrams = received
        manifests[code]?.closedAt = time
        touch(.manifest(code))
    }
}

extension Book {
    /// What the second weighing of a trip says against the first: the tolerance of the two scales, and the findings.
    func weighed(
        _ trip: Manifest, on scale: ScaleNumber, gross: Grams, tare: Grams, _ circumstances: Circumstances
    ) -> Outcome {
        var outcome = Outcome()
        outcome.findings = findings(onScale: scale, on: circumstances.occurredAt.chinaDate)
        // Without both scales in the register no tolerance can be computed; that is a finding of its own.
        guard let sender = scales[trip.loadingScale], let receiver = scales[scale],
            let loading = ScaleLoad(
                interval: sender.intervalGrams, gross: trip.loadedGrams + trip.loadedTareGrams,
                tare: trip.loadedTareGrams),
            let unloading = ScaleLoad(interval: receiver.intervalGrams, gross: gross, tare: tare)
        else { return outcome }
        let tolerance = WeighingTolerance.between(loading, unloading)
        let difference = gross - tare - trip.loadedGrams
        outcome.toleranceGrams = tolerance
        if difference > tolerance || difference < -tolerance {
            outcome.findings.append(
                Finding(
                    .differenceBeyondTolerance, trip.code.text, "\(difference.value) g, ±\(tolerance.value) g"))
        }
        return outcome
    }

    /// Keeps the tolerance and what was said about the difference with the trip.
    mutating func note(_ tolerance: Grams?, _ reason: String?, on code: ManifestCode) {
        manifests[code]?.toleranceGrams = tolerance
        manifests[code]?.differenceReason = reason ?? ""
    }

    /// Freezes both ends of a trip whose weights differ by more than the scales may, unless somebody has said why.
    mutating func freezeUnlessExplained(_ code: ManifestCode) {
        guard let trip = manifests[code], trip.differsBeyondTolerance, trip.differenceReason.isEmpty else { return }
        freeze(trip.batch, by: code.text)
        if let received = trip.receivedAs { freeze(received, by: code.text) }
        if trip.state == .accepted, let plan = trip.disposal { freeze(plan, by: code.text) }
    }
}
