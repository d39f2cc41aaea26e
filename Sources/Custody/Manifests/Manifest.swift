public import Rules

/// One trip of one batch on one vehicle.
public struct Manifest: Hashable, Sendable, Codable {
    /// Purpose of the trip.
    public enum Purpose: String, Sendable, Codable { case disposal, transfer, sale }
    /// State (domain.md §8).
    public enum State: String, Sendable, Codable { case departed, arrived, accepted, refused, returned, voided }
    /// The four papers (domain.md §7).
    public struct Papers: Hashable, Sendable, Codable {
        /// Contract fixing the use.
        public let contract: Bool
        /// Invoice stating the use.
        public let invoice: Bool
        /// Safe-use undertaking.
        public let undertaking: Bool
        /// Test report.
        public let report: Bool
        /// Papers.
        public init(contract: Bool, invoice: Bool, undertaking: Bool, report: Bool) {
            self.contract = contract
            self.invoice = invoice
            self.undertaking = undertaking
            self.report = report
        }
        /// True when all four are with the goods.
        public var areComplete: Bool { contract && invoice && undertaking && report }
    }
    /// Number.
    public let code: ManifestCode
    /// Purpose.
    public let purpose: Purpose
    /// Batch.
    public let batch: BatchCode
    /// Class of the grain at departure.
    public let grainClass: GrainClass
    /// Disposal plan.
    public let disposal: DisposalNumber?
    /// Consignor.
    public let consignor: OrganizationCode
    /// County of the consignor.
    public let county: String
    /// Bin it was loaded from.
    public let bin: BinNumber
    /// Consignee.
    public let consignee: OrganizationCode
    /// Carrier.
    public let carrier: OrganizationCode
    /// Plate of the vehicle; absent when none was written down.
    public let plate: String?
    /// Papers with the goods.
    public let papers: Papers
    /// Scale at loading.
    public let loadingScale: ScaleNumber
    /// Tare at loading, in grams.
    public let loadedTareGrams: Grams
    /// Net at loading, in grams.
    public let loadedGrams: Grams
    /// Departed at.
    public let departedAt: Timestamp
    /// Arrived at.
    public var arrivedAt: Timestamp?
    /// State.
    public var state: State = .departed
    /// Net at unloading or return, in grams.
    public var receivedGrams: Grams?
    /// Tolerance computed from the two scales, in grams.
    public var toleranceGrams: Grams?
    /// Why the weights differ by more than the two scales may; empty while nobody has said.
    public var differenceReason: String = ""
    /// Confirmed, refused or returned at.
    public var closedAt: Timestamp?
    /// Batch made at the consignee (transfers).
    public var receivedAs: BatchCode?
    /// Id of its record.
    public var record: String = ""
    /// Id of the record of its receipt, or of the receipt's last correction; absent before.
    public var receiptRecord: String?

    /// Received less loaded, in grams; `nil` while the truck is under way.
    public var differenceGrams: Grams? { receivedGrams.map { $0 - loadedGrams } }
    /// True when the weights differ by more than the two scales may.
    public var differsBeyondTolerance: Bool {
        guard let differenceGrams, let toleranceGrams else { return false }
        return differenceGrams > toleranceGrams || -differenceGrams > toleranceGrams
    }
}
