import Custody
import CustodyStore
import Foundation
import Identity
import Operations
import Postgres
import Rules
import Testing

@testable import IdentityStore

@Suite("Rights and second persons, over the real committer")
struct ConsentTests {
    private static let parcel = RegisterParcel(
        Parcel(
            code: "43090300800001", township: "430903008", county: "430903", village: "", squareMetres: 1000,
            farmlandClass: .safeUse, longitude: "", latitude: "", soilPH: "", soilCadmium: ""))

    private func submission(_ holder: Holder, key: String = "k", _ authority: Authority? = nil, dryRun: Bool = false)
        -> Submission
    {
        Submission(
            actor: holder.actor, act: Act(Self.parcel), occurredAt: StillClock.noon, key: key, isDryRun: dryRun,
            authority: authority ?? .person(holder.participant(.password), [.read, .allActs]))
    }

    private func caller(_ holder: Holder, _ presence: Participant.Presence) -> Caller {
        Caller(
            actor: holder.actor, authority: .person(holder.participant(presence), [.read, .allActs]),
            scopes: [.read, .allActs], name: holder.alias, role: holder.membership.role.rawValue)
    }

    @Test("whoever does not say by what right he acts is denied, and nothing is in the book")
    func unstated() async throws {
        let gate = try await TestGate()
        let sampler = try #require(
            try await gate.gate.people.holder(of: try await gate.membership("sampler", .sampler)))
        let committer = Committer(configuration: PostgresConfiguration(url: gate.url))
        let submit = gate.gate.guarded { await committer.submit($0) }
        #expect(await submit(submission(sampler, .unstated)) == .denied([.noRight]))
        #expect(try await gate.query("SELECT 1 FROM record").isEmpty)
        await committer.shutdown()
    }

    @Test(
        "nobody draws an entry of another county into his own by registering it anew; who answers for both may move it")
    func takeover() async throws {
        let gate = try await TestGate()
        func officer(_ alias: String, _ role: Role, _ region: String) async throws -> Holder {
            let membership = try await gate.membership(
                alias, role, organization: TestGate.bureau, region: region)
            guard let holder = try await gate.gate.people.holder(of: membership) else { throw TestGate.Unexpected() }
            return holder
        }
        let (home, thief) = (
            try await officer("home", .countyOfficer, "430903"), try await officer("thief", .countyOfficer, "430921")
        )
        let city = try await officer("city", .cityOfficer, "4309")
        let committer = Committer(configuration: PostgresConfiguration(url: gate.url))
        let submit = gate.gate.guarded { await committer.submit($0) }
        func may(_ holder: Holder, _ act: some ActBody) async -> Bool {
            let answer = await submit(
                Submission(
                    actor: holder.actor, act: Act(act), occurredAt: StillClock.noon, key: UUID().uuidString,
                    authority: .person(holder.participant(.freshFactor), [.read, .allActs])))
            if case .denied(let faults) = answer {
                #expect(faults == [.notPermitted])
                return false
            }
            return true
        }
        func granary(_ code: OrganizationCode, in county: String) -> RegisterOrganization {
            RegisterOrganization(
                Organization(
                    code: code, name: "granary", kind: .granary, county: county, licence: "",
                    validFrom: CivilDate(daysSinceEpoch: 18_262), validTo: CivilDate(daysSinceEpoch: 21_915),
                    useClasses: []))
        }
        func scale(of owner: OrganizationCode) -> RegisterScale {
            RegisterScale(
                Scale(
                    code: "S-1", owner: owner, intervalGrams: Grams(20_000), maximumGrams: Grams(100_000_000),
                    certificate: "", validTo: CivilDate(daysSinceEpoch: 21_915)))
        }
        func parcel(in county: String) -> RegisterParcel {
            RegisterParcel(
                Parcel(
                    code: "43090300800001", township: "\(county)008", county: county, village: "", squareMetres: 1000,
                    farmlandClass: .safeUse, longitude: "", latitude: "", soilPH: "", soilCadmium: ""))
        }
        let (ours, theirs): (OrganizationCode, OrganizationCode) = ("91430903MA4L000118", "91430921MAQC6JFX5G")
        #expect(await may(home, granary(ours, in: "430903")))
        #expect(await may(thief, granary(theirs, in: "430921")))
        #expect(await may(home, scale(of: ours)))
        #expect(await may(home, parcel(in: "430903")))
        #expect(!(await may(thief, granary(ours, in: "430921"))))
        #expect(!(await may(thief, scale(of: theirs))))
        #expect(!(await may(thief, parcel(in: "430921"))))
        #expect(!(await may(home, granary(ours, in: "430921"))), "gave it away alone")
        #expect(await may(city, granary(ours, in: "430921")))
        #expect(await may(city, parcel(in: "430921")))
        let rows = try await gate.query("SELECT owner FROM (SELECT body ->> 'owner' FROM scale) AS found (owner)")
        #expect(try rows.map { row in try row.text(0) } == [ours.text])
        await committer.shutdown()
    }

    @Test("one person with two memberships is not two persons; another officer is, and both sign the record")
    func samePerson() async throws {
        let gate = try await TestGate()
        let people = gate.gate.people
        let first = try #require(try await people.holder(of: try await gate.membership("li", .sampler)))
        let region = try #require(RegionPrefix("430903"))
        let wish = MembershipWish(
            organization: try #require(TestGate.bureau), role: .countyOfficer, region: region,
            firstDay: first.membership.validFrom, lastDay: first.membership.validTo)
        let asOfficer = try #require(
            try await people.holder(of: try await people.grant(wish, to: first.person.number, by: "test")))
        let officer = try #require(
            try await people.holder(
                of: try await gate.membership(
                    "liu", .countyOfficer, organization: TestGate.bureau)))
        let far = try #require(
            try await people.holder(
                of: try await gate.membership(
                    "zhao", .countyOfficer, organization: TestGate.bureau, region: "430902")))
        let committer = Committer(configuration: PostgresConfiguration(url: gate.url))
        let submit = gate.gate.guarded { await committer.submit($0) }
        let consents = gate.gate.consents({ await committer.submit($0) }, beside: gate.desk)
        let dry = await submit(submission(first, dryRun: true))
        guard case .awaitsSecondPerson = dry else {
            Issue.record("\(dry)")
            return
        }
        guard case .pending(let id, _) = await submit(submission(first)) else {
            Issue.record("not pending")
            return
        }
        #expect(try await consents.list(caller(asOfficer, .freshFactor)).isEmpty)
        #expect(try await consents.list(caller(far, .freshFactor)).isEmpty)
        let shown = try #require(try await consents.list(caller(officer, .confirmed)).first)
        #expect(shown.id == id && shown.body.contains("43090300800001"))
        func consent(_ holder: Holder, _ presence: Participant.Presence) async throws -> ConsentAnswer {
            try await consents.consent(id, shown.digest, caller(holder, presence))
        }
        guard case .answered(.denied(let own)) = try await consent(asOfficer, .freshFactor) else {
            Issue.record("the same person was not denied")
            return
        }
        #expect(own == [.samePerson])
        guard case .unknown = try await consent(far, .freshFactor) else {
            Issue.record("out of reach")
            return
        }
        guard case .answered(.denied(let stale)) = try await consent(officer, .confirmed) else {
            Issue.record("a factor that is not fresh")
            return
        }
        #expect(stale == [.factorNotFresh])
        #expect(try await gate.query("SELECT 1 FROM record").isEmpty)
        guard case .answered(.done(let receipt, false)) = try await consent(officer, .freshFactor) else {
            Issue.record("not done")
            return
        }
        let rows = try await gate.query(
            """
            SELECT body::jsonb #>> '{signatures,0,person}', body::jsonb #>> '{signatures,1,person}', id::text
            FROM record
            """)
        #expect(rows.count == 1)
        #expect(try rows[0].text(0) == first.person.number.text && rows[0].text(1) == officer.person.number.text)
        #expect(try rows[0].text(2) == receipt.recordId)
        await committer.shutdown()
    }
}
