public import Rules

/// Voids a manifest whose truck never left: the grain is unloaded where it lay, or in another bin of the consignor, and the
/// manifest stays in the book as void (domain.md §8). Once the carrier or the consignee has told of the arrival it is too late:
/// then goods come back by refusal and return.
public struct VoidManifest: ActBody {
    public static let name = "manifest-voided"
    public static let roles: Set<Actor.Role> = [.granary]
    /// Manifest number.
    public let manifest: ManifestCode
    /// Bin it was unloaded into; the one it was loaded from when absent.
    public let bin: BinNumber?
    /// Reason.
    public let reason: String

    /// The act.
    public init(manifest: ManifestCode, bin: BinNumber? = nil, reason: String) {
        self.manifest = manifest
        self.bin = bin
        self.reason = reason
    }

    public func footprint(in book: Book) -> Set<AggregateKey> {
        var keys = book.tripKeys(of: manifest)
        keys.insert(.manifest(manifest))
        if let target = target(in: book) { keys.insert(.bin(target)) }
        return keys
    }
    public func owner(in book: Book) -> OrganizationCode? { book.manifests[manifest]?.consignor }
    public func corrects(in book: Book) -> String? { book.manifests[manifest]?.record }

    private func target(in book: Book) -> BinNumber? { bin ?? book.manifests[manifest]?.bin }

    public func decide(in book: Book, _ circumstances: Circumstances) throws(Refusal) -> Outcome {
        guard let trip = book.manifests[manifest] else { throw Refusal(.manifestUnknown, manifest.text) }
        guard !reason.isEmpty else { throw Refusal(.reasonMissing, "reason") }
        guard trip.state == .departed, circumstances.occurredAt >= trip.departedAt else {
            throw Refusal(.manifestMovedOn, manifest.text)
        }
        guard let batch = book.batches[trip.batch] else { throw Refusal(.batchUnknown, trip.batch.text) }
        // A verdict may have turned the grain meanwhile: it goes where its class may lie now.
        try book.admit(batch.grainClass, trip.loadedGrams, to: bin ?? trip.bin, of: trip.consignor)
        var outcome = Outcome()
        // Nobody at the other end saw that the truck stayed: the bureau is told of every one.
        outcome.findings = [Finding(.manifestVoided, manifest.text, "\(trip.loadedGrams.value) g")]
        return outcome
    }

    public func apply(_ outcome: Outcome, at: Timestamp, to book: inout Book) {
        guard let trip = book.manifests[manifest], let target = target(in: book) else { return }
        book.manifests[manifest]?.state = .voided
        book.manifests[manifest]?.closedAt = at
        book.touch(.manifest(manifest))
        if let plan = trip.disposal {
            book.disposals[plan]?.dispatchedGrams -= trip.loadedGrams
            book.touch(.disposal(plan))
        }
        book.post([
            Leg(trip.batch, .transit(manifest), -trip.loadedGrams), Leg(trip.batch, .bin(target), trip.loadedGrams),
        ])
    }
}
