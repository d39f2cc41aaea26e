/// Who may do what to which object: one line for each act, and nothing anywhere else.
///
/// Reasons: docs/decisions/0008-roles-and-permissions.md. A test fails when an act of the book has no line.
public enum PermissionTable {
    private static let officers: Set<Role> = [.countyOfficer, .cityOfficer]

    static let lines: [PermissionLine] = [
        // Registers.
        PermissionLine(
            "organization-registered", .by(.countyOfficer, .cityOfficer, as: .ownRegion),
            .by(.administrator, as: .ownRegion, with: officers)),
        PermissionLine(
            "bin-registered", .by(.countyOfficer, .cityOfficer, as: .ownRegion),
            .by(.administrator, as: .ownRegion, with: officers)),
        PermissionLine(
            "scale-registered", .by(.countyOfficer, .cityOfficer, as: .ownRegion),
            .by(.administrator, as: .ownRegion, with: officers)),
        PermissionLine(
            "parcel-registered", .by(.countyOfficer, .cityOfficer, as: .ownRegion),
            .by(.administrator, as: .ownRegion, with: officers), .by(.sampler, as: .anywhere, with: officers)),
        // Samples and reports.
        PermissionLine("sample-collected", .by(.sampler, as: .ownOrganization)),
        PermissionLine(
            "bulk-sample-drawn", .by(.keeper, .granaryManager, as: .ownOrganization),
            .by(.sampler, as: .anywhere, with: [.keeper, .granaryManager])),
        PermissionLine(
            "sample-corrected", .by(.sampler, as: .ownOrganization), .by(.countyOfficer, .cityOfficer, as: .ownRegion)),
        PermissionLine("sample-received", .by(.technician, as: .ownOrganization)),
        PermissionLine("sample-screened", .by(.sampler, .technician, as: .ownOrganization)),
        PermissionLine("test-run-measured", .by(.technician, as: .ownOrganization)),
        PermissionLine("report-issued", .by(.approver, as: .ownOrganization, with: [.reviewer])),
        PermissionLine(
            "reinspection-applied", .by(.granaryManager, .sampler, as: .ownOrganization),
            .by(.countyOfficer, .cityOfficer, as: .ownRegion)),
        PermissionLine("reinspection-reported", .by(.approver, as: .ownOrganization, with: [.reviewer])),
        // Store.
        PermissionLine("grain-taken-in", .by(.weigher, .keeper, .granaryManager, as: .ownOrganization)),
        PermissionLine("batch-moved", .by(.keeper, .granaryManager, as: .ownOrganization)),
        PermissionLine(
            "batches-merged", .by(.granaryManager, as: .ownOrganization),
            .by(.keeper, as: .ownOrganization, with: [.granaryManager])),
        PermissionLine(
            "batch-split", .by(.granaryManager, as: .ownOrganization),
            .by(.keeper, as: .ownOrganization, with: [.granaryManager])),
        PermissionLine(
            "batch-reduced", .by(.granaryManager, as: .ownOrganization, with: [.keeper, .weigher]),
            .by(.keeper, as: .ownOrganization, with: [.granaryManager])),
        PermissionLine(
            "stock-taken", .by(.granaryManager, as: .ownOrganization, with: [.keeper, .weigher]),
            .by(.keeper, as: .ownOrganization, with: [.granaryManager]),
            .by(.countyOfficer, .cityOfficer, as: .ownRegion, with: officers)),
        PermissionLine("intake-corrected", .by(.weigher, .keeper, as: .ownOrganization, with: [.granaryManager])),
        PermissionLine("ruling-proposed", .by(.countyOfficer, .cityOfficer, as: .ownRegion)),
        PermissionLine("ruling-confirmed", .by(.countyOfficer, .cityOfficer, as: .ownRegion)),
        // Trips.
        PermissionLine("manifest-dispatched", .by(.weigher, .granaryManager, as: .consignor)),
        PermissionLine(
            "manifest-arrived", .by(.carrier, as: .carrier),
            .by(.weigher, .granaryManager, .facilityOperator, as: .consignee)),
        PermissionLine("manifest-confirmed", .by(.weigher, .granaryManager, .facilityOperator, as: .consignee)),
        PermissionLine("manifest-refused", .by(.granaryManager, .facilityOperator, as: .consignee)),
        PermissionLine("manifest-returned", .by(.weigher, .granaryManager, as: .consignor)),
        PermissionLine(
            "manifest-voided", .by(.weigher, as: .consignor, with: [.granaryManager]),
            .by(.granaryManager, as: .consignor, with: [.keeper, .weigher])),
        PermissionLine(
            "receipt-corrected", .by(.weigher, as: .consignee, with: [.granaryManager]),
            .by(.granaryManager, as: .consignee, with: [.keeper, .weigher]),
            .by(.facilityOperator, as: .consignee, with: officers)),
        PermissionLine(
            "difference-explained", .by(.granaryManager, as: .ownOrganization), .by(.granaryManager, as: .consignor),
            .by(.granaryManager, .facilityOperator, as: .consignee), .by(.countyOfficer, .cityOfficer, as: .ownRegion)),
        // Disposal.
        PermissionLine("disposal-planned", .by(.countyOfficer, .cityOfficer, as: .ownRegion, with: officers)),
        PermissionLine("disposal-withdrawn", .by(.countyOfficer, .cityOfficer, as: .ownRegion, with: officers)),
        PermissionLine("disposal-processed", .by(.facilityOperator, as: .ownOrganization)),
        PermissionLine(
            "output-retreated", .by(.facilityOperator, as: .ownOrganization, with: officers),
            .by(.countyOfficer, .cityOfficer, as: .ownRegion)),
        PermissionLine(
            "disposal-certified", .by(.countyOfficer, .cityOfficer, as: .ownRegion),
            .by(.facilityOperator, as: .ownOrganization, with: officers)),
        PermissionLine("deadline-urged", .by(.countyOfficer, .cityOfficer, as: .ownRegion)),
        // Reports of the bureau.
        PermissionLine(
            "bureau-report-issued", .by(.countyOfficer, .cityOfficer, as: .ownRegion, with: officers)),
        // Accounts.
        PermissionLine("person-registered", .by(.administrator, as: .ownRegion)),
        PermissionLine("membership-granted", .by(.administrator, as: .ownRegion)),
        PermissionLine("office-granted", .by(.administrator, as: .ownRegion, with: officers.union([.administrator]))),
        PermissionLine("membership-suspended", .by(.administrator, .countyOfficer, .cityOfficer, as: .ownRegion)),
        PermissionLine("membership-restored", .by(.administrator, as: .ownRegion)),
        PermissionLine("membership-ended", .by(.administrator, as: .ownRegion)),
        PermissionLine("account-opened", .by(.administrator, as: .ownRegion)),
        PermissionLine("password-reset", .by(.administrator, as: .ownRegion)),
        PermissionLine("credential-granted", .by(.administrator, as: .ownRegion)),
        PermissionLine("credential-revoked", .by(.administrator, .countyOfficer, .cityOfficer, as: .ownRegion)),
        PermissionLine("handset-withdrawn", .by(.administrator, .countyOfficer, .cityOfficer, as: .ownRegion)),
        PermissionLine(
            "second-factor-reset", .by(.administrator, as: .ownRegion, with: officers.union([.administrator]))),
    ]

    static let byAct = Dictionary(uniqueKeysWithValues: lines.map { ($0.act, $0.clauses) })

    /// The acts with a line, in the order of the table.
    public static var acts: [String] { lines.map(\.act) }

    /// Acts that ask for the second factor anew, whoever does them (reliability.md §8, 8 and 39).
    public static let actsThatAskForAFreshFactor: Set<String> = [
        "report-issued", "reinspection-reported", "disposal-planned", "disposal-certified", "ruling-proposed",
        "ruling-confirmed",
        "membership-granted",
        "office-granted", "membership-restored", "account-opened", "password-reset", "credential-granted",
        "second-factor-reset",
    ]
}
