import Rules
import Testing

@testable import Identity

@Suite("Four eyes")
struct FourEyesTests {
    private let batch = Ties(organization: Organizations.granary, region: "430903101")

    private func plan(_ first: Participant, _ second: Participant?, over ties: Ties? = nil) -> Access {
        Access.decide("disposal-planned", by: first, with: second, over: ties ?? batch, at: noon)
    }

    @Test("a plan waits for a second officer, and goes through with one of another name, county or city")
    func plan() throws {
        let first = try officer("liu")
        #expect(plan(first, nil) == .awaitsSecondPerson([.countyOfficer, .cityOfficer]))
        #expect(plan(first, try officer("wang")) == .allowed)
        let city = try participant(membership(.cityOfficer, of: "he", in: Organizations.bureau, region("4309")))
        #expect(plan(first, city) == .allowed && plan(city, first) == .allowed)
    }

    @Test("one person with two accounts is one person")
    func oneself() throws {
        let county = try membership(.countyOfficer, of: "liu", in: Organizations.bureau, region("430903"))
        let city = try membership(.cityOfficer, of: "liu", in: Organizations.bureau, region("4309"))
        #expect(plan(try participant(county, city), try participant(city, county)) == .refused([.samePerson]))
        #expect(plan(try officer("liu"), try officer("liu")) == .refused([.samePerson]))
    }

    @Test("everything that is wrong with a second person is told at once")
    func second() throws {
        let first = try officer("liu")
        #expect(plan(first, try officer("wang", county: "430902")) == .refused([.secondOutOfReach]))
        #expect(plan(first, try officer("wang", presence: .program)) == .refused([.secondNotPresent]))
        #expect(plan(first, try officer("wang", presence: .confirmed)) == .refused([.factorNotFresh]))
        #expect(plan(first, try officer("wang", presence: .password)) == .refused([.factorNotFresh]))
        let suspended = try participant(
            membership(.countyOfficer, of: "wang", in: Organizations.bureau, region("430903"), suspendedAt: noon))
        #expect(plan(first, suspended) == .refused([.secondNotInForce]))
        let stranger = try participant(
            membership(.keeper, of: "liu", in: Organizations.otherGranary, to: "2026-10-07"), presence: .program)
        #expect(
            plan(first, stranger)
                == .refused([
                    .samePerson, .secondNotInForce, .secondOfAnotherRole, .secondOutOfReach, .secondNotPresent,
                ]))
    }

    @Test("nobody decides as regulator on an organisation he belongs to, not even by a suspended membership")
    func ownOrganization() throws {
        let office = try membership(.countyOfficer, of: "liu", in: Organizations.bureau, region("430903"))
        let other = try officer("wang")
        let manager = try membership(.granaryManager, of: "liu", in: Organizations.granary)
        let suspended = try membership(.granaryManager, of: "liu", in: Organizations.granary, suspendedAt: noon)
        let past = try membership(.granaryManager, of: "liu", in: Organizations.granary, to: "2026-10-07")
        for stake in [manager, suspended] {
            let torn = try participant(office, stake)
            #expect(plan(torn, other) == .refused([.judgesOwnOrganization]))
            #expect(plan(other, torn) == .refused([.judgesOwnOrganization]))
            for act in ["organization-registered", "bin-registered", "disposal-certified", "reinspection-applied"] {
                #expect(Access.decide(act, by: torn, over: batch, at: noon) == .refused([.judgesOwnOrganization]))
            }
        }
        #expect(plan(try participant(office, past), other) == .allowed)
        // A stake in any party of a trip counts.
        let trip = Ties(region: "430903", consignee: Organizations.granary)
        #expect(FourEyes.judgesOwnOrganization(try participant(office, manager), over: trip, at: noon))
        // As manager he acts for his own grain: that is his work.
        let moves = try participant(manager, office)
        #expect(Access.decide("batch-moved", by: moves, over: batch, at: noon) == .allowed)
    }

    @Test("memberships out of force, sign-ins without the factor and stale factors do nothing")
    func first() throws {
        let late = try participant(membership(.keeper, of: "k", in: Organizations.granary, to: "2026-10-07"))
        #expect(Access.decide("batch-moved", by: late, over: batch, at: noon) == .refused([.membershipNotInForce]))
        let weak = try officer("liu", presence: .password)
        #expect(Access.decide("bin-registered", by: weak, over: batch, at: noon) == .refused([.secondFactorMissing]))
        #expect(plan(weak, nil) == .refused([.secondFactorMissing, .factorNotFresh]))
        #expect(plan(try officer("liu", presence: .confirmed), nil) == .refused([.factorNotFresh]))
        #expect(plan(try officer("liu", presence: .program), nil) == .refused([.factorNotFresh]))
        let keeper = try participant(membership(.keeper, of: "k", in: Organizations.granary), presence: .password)
        #expect(Access.decide("batch-moved", by: keeper, over: batch, at: noon) == .allowed)
        #expect(
            Access.decide("disposal-planned", by: keeper, over: batch, at: noon)
                == .refused([.notPermitted, .factorNotFresh]))
    }

    @Test("a report needs three persons; an approver's issue needs the reviewer of the same laboratory")
    func reports() throws {
        let (a, b, c) = (PersonNumber("a"), PersonNumber("b"), PersonNumber("c"))
        #expect(FourEyes.faults(compilers: [a], reviewer: b, approver: c) == [])
        #expect(FourEyes.faults(compilers: [a], reviewer: nil, approver: c) == [])
        for (compiler, reviewer, approver) in [(a, a, c), (a, b, a), (a, b, b), (a, a, a)] {
            #expect(
                FourEyes.faults(compilers: [compiler], reviewer: reviewer, approver: approver)
                    == [.signersNotDistinct])
        }
        #expect(FourEyes.faults(compilers: [a], reviewer: nil, approver: a) == [.signersNotDistinct])
        let sample = Ties(organization: Organizations.station, region: "430903")
        let approver = try participant(membership(.approver, of: "a", in: Organizations.station))
        let reviewer = try participant(membership(.reviewer, of: "b", in: Organizations.station))
        let stale = try participant(membership(.reviewer, of: "b", in: Organizations.station), presence: .confirmed)
        let foreign = try participant(membership(.reviewer, of: "c", in: Organizations.otherGranary))
        func issue(_ second: Participant?) -> Access {
            Access.decide("report-issued", by: approver, with: second, over: sample, at: noon)
        }
        #expect(issue(nil) == .awaitsSecondPerson([.reviewer]))
        #expect(issue(reviewer) == .allowed)
        #expect(issue(stale) == .refused([.factorNotFresh]), "whoever signs gives his factor anew")
        #expect(issue(foreign) == .refused([.secondOutOfReach]))
    }

    @Test("a received weight is corrected by two of the consignee; the consignor's manager is no colleague")
    func receipt() throws {
        let trip = Ties(consignor: Organizations.otherGranary, consignee: Organizations.granary)
        let weigher = try participant(membership(.weigher, of: "w", in: Organizations.granary), presence: .password)
        func correct(with organization: CreditCode) throws -> Access {
            let manager = try participant(
                membership(.granaryManager, of: "m", in: organization), presence: .password)
            return Access.decide("receipt-corrected", by: weigher, with: manager, over: trip, at: noon)
        }
        #expect(try correct(with: Organizations.granary) == .allowed)
        #expect(try correct(with: Organizations.otherGranary) == .refused([.secondOutOfReach]))
    }

    @Test("a ruling asks both officers for a fresh factor, in their own region, and neither for his own granary")
    func rulings() throws {
        func decide(_ act: String, _ who: Participant) -> Access { Access.decide(act, by: who, over: batch, at: noon) }
        for act in ["ruling-proposed", "ruling-confirmed"] {
            #expect(decide(act, try officer("liu")) == .allowed)
            #expect(decide(act, try officer("liu", presence: .confirmed)) == .refused([.factorNotFresh]))
            #expect(decide(act, try officer("liu", county: "430902")) == .refused([.notPermitted]))
            let manager = try participant(membership(.granaryManager, of: "zhou", in: Organizations.granary))
            #expect(decide(act, manager) == .refused([.notPermitted]))
        }
    }

    @Test("a participant acts by a membership of his own")
    func ownMembership() throws {
        let mine = try membership(.keeper, of: "k", in: Organizations.granary)
        let person = Person(mine.person, memberships: [mine])
        #expect(Participant(person, acting: MembershipNumber("other"), presence: .password) == nil)
    }
}
