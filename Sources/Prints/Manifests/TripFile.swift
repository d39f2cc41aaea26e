public import Custody
public import Rules

/// What the papers of one trip are made of.
public struct TripFile: Encodable, Sendable {
    /// What the record of the departure says besides the manifest.
    public struct Departure: Codable, Sendable, Hashable {
        /// Plate, route as written, seal numbers as written.
        public let plate, route, seals: String
        /// When the authorities of origin and destination were notified.
        public let notifiedAt: Timestamp?

        /// A departure.
        public init(plate: String, route: String, seals: String, notifiedAt: Timestamp?) {
            self.plate = plate
            self.route = route
            self.seals = seals
            self.notifiedAt = notifiedAt
        }
    }
    /// The manifest.
    public let manifest: Manifest
    /// The departure, when its record may be seen.
    public let departure: Departure?
    /// Consignor, carrier and consignee by code, as far as they may be seen.
    public let organizations: [OrganizationCode: Organization]
    /// The bin it was loaded from.
    public let bin: Bin?
    /// The disposal plan.
    public let disposal: Disposal?
    /// The weighings of the trip, in order.
    public let weighings: [WeighTicket.Weighing]

    /// A file.
    public init(
        manifest: Manifest, departure: Departure?, organizations: [OrganizationCode: Organization], bin: Bin?,
        disposal: Disposal?, weighings: [WeighTicket.Weighing]
    ) {
        self.manifest = manifest
        self.departure = departure
        self.organizations = organizations
        self.bin = bin
        self.disposal = disposal
        self.weighings = weighings
    }

    /// The time of the data: the last thing that happened on the trip.
    var date: Timestamp { manifest.closedAt ?? manifest.arrivedAt ?? manifest.departedAt }
    func name(_ code: OrganizationCode) -> String { organizations[code]?.name ?? code.text }
    func licence(_ code: OrganizationCode) -> String { organizations[code]?.licence ?? "" }
    func county(_ code: OrganizationCode) -> String { organizations[code].map { Wording.region($0.county) } ?? "" }
    /// The first weighing of a kind.
    func weighing(_ kinds: String...) -> WeighTicket.Weighing? { weighings.first { kinds.contains($0.kind) } }
}
