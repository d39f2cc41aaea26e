import ArgumentParser
import Identity
import IdentityStore
import Rules

/// What a new membership is told by.
struct MembershipOptions: ParsableArguments {
    @Option(
        help:
            "sampler, technician, reviewer, approver, weigher, keeper, granary-manager, carrier, facility-operator, county-officer, city-officer, department-reader, auditor, administrator."
    )
    var role: String?

    @Option(help: "USCC of the organisation.")
    var organization: String?

    @Option(help: "Region: 2, 4, 6 or 9 digits. Default: where the organisation is registered.")
    var region: String?

    @Option(help: "Site code, 21 places, of a keeper or weigher who has only some; several times.")
    var site: [String] = []

    @Option(name: .customLong("valid-from"), help: "First day. Default: today.")
    var validFrom: String?

    @Option(name: .customLong("valid-to"), help: "Last day. Default: a year from the first.")
    var validTo: String?

    /// The membership that is meant.
    ///
    /// - Throws: `ValidationError`, naming what is wrong.
    func wish() throws -> MembershipWish {
        guard let role, let known = Role(rawValue: role) else { throw ValidationError("no such role: \(role ?? "")") }
        guard let organization, let code = CreditCode(organization) else {
            throw ValidationError("--organization is the USCC of the organisation, 18 places with its checks")
        }
        guard let prefix = RegionPrefix(region ?? code.region) else {
            throw ValidationError("--region is 2, 4, 6 or 9 digits")
        }
        let today = IdentityClock.system.now().chinaDate
        guard let first = validFrom.map({ CivilDate(iso: $0) }) ?? today else {
            throw ValidationError("--valid-from is a day such as 2026-01-31")
        }
        guard let last = validTo.map({ CivilDate(iso: $0) }) ?? first.adding(days: 365) else {
            throw ValidationError("--valid-to is a day such as 2026-12-31")
        }
        let wish = MembershipWish(
            organization: code, role: known, region: prefix, sites: Set(site), firstDay: first, lastDay: last)
        guard wish.isSound else {
            throw ValidationError(
                "a \(role) cannot reach so far: county officers have 6 or 9 digits, city officers 4; or the days are in the wrong order"
            )
        }
        return wish
    }
}
