import Custody
import CustodyStore
import Foundation
import Identity
import Operations
import Postgres
import Rules
import Testing

@testable import IdentityStore

@Suite("Three persons sign a report, whatever names they type")
struct SignerTests {
    private static let station: OrganizationCode = "91430903MA4L000118"

    /// A station that has received a sample; the files of the office are signed on paper.
    private static let founding: [any ActBody] = [
        RegisterOrganization(
            Organization(
                code: station, name: "station", kind: .station, county: "430903", licence: "",
                validFrom: CivilDate(daysSinceEpoch: 18_262), validTo: CivilDate(daysSinceEpoch: 21_915),
                useClasses: [])),
        RegisterParcel(
            Parcel(
                code: "43090300800001", township: "430903008", county: "430903", village: "", squareMetres: 1000,
                farmlandClass: .safeUse, longitude: "", latitude: "", soilPH: "", soilCadmium: "")),
        CollectSample(
            sample: "S1", parcel: "43090300800001", task: "", pattern: "", points: 5, grams: Grams(1_500_000), seal: ""),
        ReceiveSample(
            sample: "S1", laboratory: station, sealIntact: true, accepted: true, reason: "", blindCode: "26N0001"),
    ]

    private static func run(_ number: TestRunNumber) -> RecordTestRun {
        func row(_ name: String, _ kind: String, _ certified: String? = nil) -> RecordTestRun.Row {
            .init(name: name, kind: kind, readings: ["Cd": [kind == "blank" ? "0.001" : "0.26"]], certified: certified)
        }
        return RecordTestRun(
            run: number, laboratory: station, unit: "mg/kg",
            rows: [
                row("blank", "blank"), row("GBW", "reference", "Cd 0.261 mg/kg"), row("26N0001", "sample"),
                row("26N0001", "duplicate"),
            ])
    }

    private static func report(_ number: ReportNumber, of run: TestRunNumber) -> IssueReport {
        IssueReport(
            report: number, sample: "S1",
            lines: [
                .init(item: .cadmium, value: "0.26", method: "GB 5009.15-2023", lod: "0.002", loq: "0.005", run: run)
            ],
            supersedes: nil)
    }

    @Test(
        "whoever measured what a report says neither approves nor reviews it; the import office's files are as they were signed"
    )
    func signers() async throws {
        let gate = try await TestGate()
        let committer = Committer(configuration: PostgresConfiguration(url: gate.url))
        let submit = gate.gate.guarded { await committer.submit($0) }
        let clerk = Actor(name: "clerk", organization: "", role: .administrator, region: "")
        func done(_ act: some ActBody, _ actor: Actor, _ authority: Authority, second: Participant? = nil) async
            -> Answer
        {
            await submit(
                Submission(
                    actor: actor, act: Act(act), persons: [.compiler: "a", .reviewer: "b", .approver: "c"],
                    occurredAt: StillClock.noon, key: UUID().uuidString, authority: authority, second: second))
        }
        for act in Self.founding {
            guard case .done = await done(act, clerk, .operatorsImport) else {
                Issue.record("\(act)")
                return
            }
        }
        // One person who is technician, reviewer and approver; another approver, another reviewer.
        let technician = try await gate.membership("zhou", .technician)
        let person = try #require(try await gate.gate.people.holder(of: technician))
        func also(_ role: Role) async throws -> Holder {
            let wish = MembershipWish(
                organization: try #require(TestGate.granary), role: role, region: try #require(RegionPrefix("430903")),
                firstDay: person.membership.validFrom, lastDay: person.membership.validTo)
            let granted = try await gate.gate.people.grant(wish, to: person.person.number, by: "test")
            let holder = try await gate.gate.people.holder(of: granted)
            guard let holder else { throw TestGate.Unexpected() }
            return holder
        }
        func other(_ alias: String, _ role: Role) async throws -> Holder {
            let membership = try await gate.membership(alias, role)
            let holder = try await gate.gate.people.holder(of: membership)
            guard let holder else { throw TestGate.Unexpected() }
            return holder
        }
        let ownApprover = try await also(.approver)
        let ownReviewer = try await also(.reviewer)
        let approver = try await other("gong", .approver)
        let reviewer = try await other("yin", .reviewer)
        let measuring = try #require(try await gate.gate.people.holder(of: technician))
        func right(_ holder: Holder) -> Authority { .person(holder.participant(.freshFactor), [.read, .allActs]) }
        guard case .done = await done(Self.run("R1"), measuring.actor, right(measuring)) else {
            Issue.record("the run is not booked")
            return
        }
        let report = Self.report("BG1", of: "R1")
        #expect(
            await done(report, ownApprover.actor, right(ownApprover), second: reviewer.participant(.password))
                == .denied([.signersNotDistinct]))
        #expect(
            await done(report, approver.actor, right(approver), second: ownReviewer.participant(.password))
                == .denied([.signersNotDistinct]))
        let alone = await done(report, approver.actor, right(approver))
        guard case .pending = alone else { throw TestGate.Unexpected() }
        let signed = await done(report, approver.actor, right(approver), second: reviewer.participant(.password))
        let answers = [
            signed, await done(Self.run("R2"), clerk, .operatorsImport),
            await done(Self.report("BG2", of: "R2"), clerk, .operatorsImport),
        ]
        for answer in answers {
            if case .done = answer { continue }
            Issue.record("\(answer)")
        }
        await committer.shutdown()
    }
}
