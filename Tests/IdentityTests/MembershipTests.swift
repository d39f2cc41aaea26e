import Rules
import Testing

@testable import Identity

@Suite("Memberships")
struct MembershipTests {
    @Test("fourteen roles, each with two names; approver, officers and administrator need a second factor")
    func roles() {
        #expect(Role.allCases.count == 14)
        #expect(Set(Role.allCases.map(\.zh)).count == 14 && Set(Role.allCases.map(\.en)).count == 14)
        #expect(
            Role.allCases.filter(\.needsSecondFactor) == [
                .reviewer, .approver, .countyOfficer, .cityOfficer, .administrator,
            ])
        #expect(Role.allCases.filter(\.isRegulator) == [.countyOfficer, .cityOfficer])
    }

    @Test("first and last day count whole, in China time; suspension comes before the days and can end")
    func days() throws {
        var membership = try membership(
            .keeper, of: "p", in: Organizations.granary, from: "2026-10-08", to: "2026-10-09")
        for (time, standing) in [
            ("2026-10-07T23:59:59+08:00", MembershipStanding.notYetValid), ("2026-10-08T00:00:00+08:00", .valid),
            ("2026-10-07T16:00:00Z", .valid), ("2026-10-09T23:59:59+08:00", .valid),
            ("2026-10-10T00:00:00+08:00", .expired),
        ] { #expect(membership.standing(at: try #require(Timestamp(rfc3339: time))) == standing, "\(time)") }
        membership.suspend(at: noon)
        membership.suspend(at: after(seconds: 5))
        #expect(membership.suspendedAt == noon && membership.standing(at: noon) == .suspended)
        membership.resume()
        #expect(membership.standing(at: noon) == .valid)
    }

    @Test("reach suits the role or there is no membership")
    func reach() throws {
        let county = try region("430903")
        let city = try region("4309")
        let province = try region("43")
        let suits: [(Jurisdiction, Set<Role>)] = [
            (county, [.countyOfficer, .departmentReader, .auditor, .administrator]),
            (city, [.cityOfficer, .departmentReader, .auditor, .administrator]),
            (province, [.departmentReader, .auditor, .administrator]),
            (.ownTrips, [.carrier]),
            (.sites(["x"]), [.keeper, .weigher]),
            (.sites([]), []),
            (
                .organization,
                [.sampler, .technician, .reviewer, .approver, .weigher, .keeper, .granaryManager, .facilityOperator]
            ),
        ]
        for (jurisdiction, roles) in suits {
            for role in Role.allCases {
                #expect(jurisdiction.suits(role) == roles.contains(role), "\(role) \(jurisdiction)")
            }
        }
        for wrong in ["", "4", "430", "43090", "4309033", "43o903", "４３"] { #expect(RegionPrefix(wrong) == nil) }
        let day = try #require(CivilDate(iso: "2026-10-08"))
        #expect(
            Membership(
                number: MembershipNumber("m"), person: PersonNumber("p"), organization: Organizations.bureau,
                role: .countyOfficer, jurisdiction: city, validFrom: day, validTo: day) == nil)
        #expect(
            Membership(
                number: MembershipNumber("m"), person: PersonNumber("p"), organization: Organizations.granary,
                role: .keeper, jurisdiction: .organization, validFrom: day, validTo: day.adding(days: -1)) == nil)
    }

    @Test("a region reaches its own townships, not those of a neighbour")
    func regions() throws {
        let officer = try membership(.countyOfficer, of: "p", in: Organizations.bureau, region("430903"))
        #expect(officer.relations(to: Ties(region: "430903101")) == [.anywhere, .ownRegion])
        #expect(officer.relations(to: Ties(region: "430902101")) == [.anywhere])
        #expect(officer.relations(to: Ties()) == [.anywhere])
        // A county code cut short belongs to no county: nothing is guessed.
        #expect(officer.relations(to: Ties(region: "4309")) == [.anywhere])
    }

    @Test("a keeper of some sites keeps those; a carrier has its trips and nothing else; nobody has others' grain")
    func ties() throws {
        let keeper = try membership(.keeper, of: "p", in: Organizations.granary, .sites(["site-1"]))
        let own = Ties(organization: Organizations.granary, site: "site-1", region: "430903")
        #expect(keeper.relations(to: own) == [.anywhere, .ownOrganization])
        #expect(keeper.relations(to: Ties(organization: Organizations.granary, site: "site-2")) == [.anywhere])
        #expect(keeper.relations(to: Ties(organization: Organizations.granary)) == [.anywhere])
        #expect(keeper.relations(to: Ties(organization: Organizations.otherGranary, site: "site-1")) == [.anywhere])
        let carrier = try membership(.carrier, of: "q", in: Organizations.carrier, .ownTrips)
        let trip = Ties(
            organization: Organizations.carrier, consignor: Organizations.granary, carrier: Organizations.carrier,
            consignee: Organizations.facility)
        #expect(carrier.relations(to: trip) == [.anywhere, .carrier])
        let manager = try membership(.granaryManager, of: "r", in: Organizations.granary)
        #expect(manager.relations(to: trip) == [.anywhere, .consignor])
        let officer = try membership(.countyOfficer, of: "s", in: Organizations.granary, region("430903"))
        #expect(officer.relations(to: trip) == [.anywhere], "an officer acts by his region, never as a party")
    }
}
