public import Rules

/// Corrects the weights of a receipt while the grain still lies where it was received: the old record stays, this one names
/// it, and the difference is judged anew by the two scales (design.md §2.1, §2.4).
public struct CorrectReceipt: ActBody {
    public static let name = "receipt-corrected"
    public static let roles: Set<Actor.Role> = [.facility, .granary]
    /// Manifest number.
    public let manifest: ManifestCode
    /// Scale, as it should have been.
    public let scale: ScaleNumber
    /// Gross in grams, as it should have been.
    public let grossGrams: Grams
    /// Tare in grams, as it should have been.
    public let tareGrams: Grams
    /// What the consignee says about a difference beyond tolerance; without a word both sides are frozen.
    public let differenceReason: String?
    /// Reason of the correction.
    public let reason: String

    /// The act.
    public init(
        manifest: ManifestCode, scale: ScaleNumber, grossGrams: Grams, tareGrams: Grams,
        differenceReason: String? = nil, reason: String
    ) {
        self.manifest = manifest
        self.scale = scale
        self.grossGrams = grossGrams
        self.tareGrams = tareGrams
        self.differenceReason = differenceReason
        self.reason = reason
    }

    var netGrams: Grams { grossGrams - tareGrams }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys = book.tripKeys(of: manifest)
        keys.formUnion([.manifest(manifest), .scale(scale)])
        guard let received = book.manifests[manifest]?.receivedAs else { return keys }
        keys.insert(.batch(received))
        if let bin = book.batches[received]?.onlyBin { keys.insert(.bin(bin)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.manifests[manifest]?.consignee }
    public func corrects(in book: Book) -> String? { book.manifests[manifest]?.receiptRecord }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let trip = book.manifests[manifest] else { throw Refusal(.manifestUnknown, manifest.text) }
        guard !reason.isEmpty else { throw Refusal(.reasonMissing, "reason") }
        guard trip.state == .accepted, let before = trip.receivedGrams else {
            throw Refusal(.manifestMovedOn, manifest.text)
        }
        guard netGrams > .zero else { throw Refusal(.massNotPositive, manifest.text) }
        switch trip.purpose {
        case .transfer: try checkTransfer(of: trip, adding: netGrams - before, in: book)
        case .disposal: try checkDisposal(of: trip, adding: netGrams - before, in: book)
        case .sale: break
        }
        return book.weighed(trip, on: scale, gross: grossGrams, tare: tareGrams, circumstances)
    }

    private func checkTransfer(of trip: Manifest, adding grams: Grams, in book: Book) throws(Refusal) {
        // A child that stands better than its parent was tested or ruled on: then it was drawn from, or is not corrected.
        guard let code = trip.receivedAs, let received = book.batches[code], let parent = book.batches[trip.batch],
            let bin = received.untouchedBin(after: manifest), received.grainClass >= parent.grainClass
        else { throw Refusal(.receiptMovedOn, manifest.text) }
        if grams > .zero { try book.admit(received.grainClass, grams, to: bin, of: trip.consignee) }
    }

    private func checkDisposal(of trip: Manifest, adding grams: Grams, in book: Book) throws(Refusal) {
        guard let number = trip.disposal, let plan = book.disposals[number], plan.certificate == nil,
            plan.receivedGrams + grams >= plan.processedGrams
        else { throw Refusal(.receiptMovedOn, manifest.text) }
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let trip = book.manifests[manifest], let before = trip.receivedGrams else { return }
        let added = netGrams - before
        book.manifests[manifest]?.receivedGrams = netGrams
        book.manifests[manifest]?.receiptRecord = book.record
        book.note(outcome.toleranceGrams, differenceReason, on: manifest)
        book.touch(.manifest(manifest))
        // Judged anew: what froze it by the wrong weight does so no more, and the right one may.
        book.thaw(trip, from: manifest.text)
        switch trip.purpose {
        case .disposal:
            if let plan = trip.disposal {
                book.disposals[plan]?.receivedGrams += added
                book.touch(.disposal(plan))
            }
            book.post([Leg(trip.batch, .facility(trip.consignee), added), Leg(trip.batch, .difference, -added)])
        case .sale:
            book.post([Leg(trip.batch, .sold(trip.consignee), added), Leg(trip.batch, .difference, -added)])
        case .transfer:
            guard let code = trip.receivedAs, let bin = book.batches[code]?.untouchedBin(after: manifest) else {
                return
            }
            book.batches[code]?.parents[trip.batch] = netGrams
            book.post([
                Leg(trip.batch, .into(code), added), Leg(trip.batch, .difference, -added),
                Leg(code, .from(trip.batch), -added), Leg(code, .bin(bin), added),
            ])
        }
        book.freezeUnlessExplained(manifest)
    }
}

extension Batch {
    /// The one bin in which it lies; `nil` when it lies in none or in several.
    var onlyBin: BinNumber? {
        let bins = ledger.filter { $0.key.kind == "bin" && $0.value > .zero }.keys
        return bins.count == 1 ? bins.first.map { BinNumber($0.code) } : nil
    }

    /// The bin in which all of a received batch still lies: nothing was drawn, moved, split, merged or lost, and nothing
    /// freezes it but its own receipt.
    func untouchedBin(after manifest: ManifestCode) -> BinNumber? {
        guard origin == "receipt", children.isEmpty, disposal == nil, frozenBy.allSatisfy({ $0 == manifest.text }),
            let bin = onlyBin
        else { return nil }
        let places = ledger.filter { $0.value != .zero }.keys
        return places.allSatisfy { $0.kind == "from" || $0 == .bin(bin) } ? bin : nil
    }
}
