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
    /// Who measures anew what is disputed.
    private static let other: OrganizationCode = "12430903MAQ77FU86A"

    /// A station that has received a sample; the files of the office are signed on paper.
    private static let founding: [any ActBody] = [
        registration(of: station), registration(of: other),
        RegisterParcel(
            Parcel(
                code: "43090300800001", township: "430903008", county: "430903", village: "", squareMetres: 1000,
                farmlandClass: .safeUse, longitude: "", latitude: "", soilPH: "", soilCadmium: "")),
        CollectSample(
            sample: "S1", parcel: "43090300800001", task: "", pattern: "", points: 5, grams: Grams(1_500_000), seal: ""),
        ReceiveSample(
            sample: "S1", laboratory: station, sealIntact: true, accepted: true, reason: "", blindCode: "26N0001"),
    ]

    private static func registration(of code: OrganizationCode) -> RegisterOrganization {
        RegisterOrganization(
            Organization(
                code: code, name: "station", kind: .station, county: "430903", licence: "",
                validFrom: CivilDate(daysSinceEpoch: 18_262), validTo: CivilDate(daysSinceEpoch: 21_915),
                useClasses: []))
    }

    private static func run(
        _ number: TestRunNumber, in laboratory: OrganizationCode = station, of sample: String = "26N0001"
    ) -> RecordTestRun {
        func row(_ name: String, _ kind: String, _ certified: String? = nil) -> RecordTestRun.Row {
            .init(name: name, kind: kind, readings: ["Cd": [kind == "blank" ? "0.001" : "0.26"]], certified: certified)
        }
        return RecordTestRun(
            run: number, laboratory: laboratory, unit: "mg/kg",
            rows: [
                row("blank", "blank"), row("GBW", "reference", "Cd 0.261 mg/kg"), row(sample, "sample"),
                row(sample, "duplicate"),
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
        func also(_ role: Role, in organization: CreditCode? = TestGate.granary) async throws -> Holder {
            let wish = MembershipWish(
                organization: try #require(organization), role: role, region: try #require(RegionPrefix("430903")),
                firstDay: person.membership.validFrom, lastDay: person.membership.validTo)
            let granted = try await gate.gate.people.grant(wish, to: person.person.number, by: "test")
            let holder = try await gate.gate.people.holder(of: granted)
            guard let holder else { throw TestGate.Unexpected() }
            return holder
        }
        func other(_ alias: String, _ role: Role, in organization: CreditCode? = TestGate.granary) async throws
            -> Holder
        {
            let membership = try await gate.membership(alias, role, organization: organization)
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
            await done(report, ownApprover.actor, right(ownApprover), second: reviewer.participant(.freshFactor))
                == .denied([.signersNotDistinct]))
        #expect(
            await done(report, approver.actor, right(approver), second: ownReviewer.participant(.freshFactor))
                == .denied([.signersNotDistinct]))
        // Whoever measured is not hidden by leaving his run out, nor by one that is not there, another's, or without the sample.
        guard case .done = await done(Self.run("R0", of: "26N0009"), clerk, .operatorsImport),
            case .done = await done(Self.run("R8", in: Self.other), clerk, .operatorsImport)
        else { throw TestGate.Unexpected() }
        for run: TestRunNumber in ["", "NO-SUCH", "R0", "R8"] {
            #expect(
                await done(
                    Self.report("BG1", of: run), ownApprover.actor, right(ownApprover),
                    second: reviewer.participant(.freshFactor)) == .denied([.runNotCited]), "\(run)")
        }
        let alone = await done(report, approver.actor, right(approver))
        guard case .pending = alone else { throw TestGate.Unexpected() }
        let signed = await done(report, approver.actor, right(approver), second: reviewer.participant(.freshFactor))
        let answers = [
            signed, await done(Self.run("R2"), clerk, .operatorsImport),
            await done(Self.report("BG2", of: "R2"), clerk, .operatorsImport),
        ]
        for answer in answers {
            if case .done = answer { continue }
            Issue.record("\(answer)")
        }
        // The outcome of a re-inspection has its compiler, too.
        let house = CreditCode(Self.other.text)
        let again = try await also(.technician, in: house), ownAgain = try await also(.approver, in: house)
        let judge = try await other("shi", .approver, in: house), reader = try await other("he", .reviewer, in: house)
        guard
            case .done = await done(
                ApplyForReinspection(
                    reinspection: "F1", sample: "S1", report: "BG2", toldAt: StillClock.noon, laboratory: Self.other),
                clerk, .operatorsImport),
            case .done = await done(Self.run("R9", in: Self.other, of: "F1"), again.actor, right(again))
        else { throw TestGate.Unexpected() }
        func outcome(_ run: TestRunNumber?) -> ReportReinspection {
            ReportReinspection(
                reinspection: "F1", report: "X1", item: .cadmium, value: "0.26", method: "GB 5009.15-2023", run: run)
        }
        #expect(
            await done(outcome("R9"), ownAgain.actor, right(ownAgain), second: reader.participant(.freshFactor))
                == .denied([.signersNotDistinct]))
        // R8 is the laboratory's own, and has another sample.
        for run: TestRunNumber? in [nil, "", "R8", "R1"] {
            #expect(
                await done(outcome(run), ownAgain.actor, right(ownAgain), second: reader.participant(.freshFactor))
                    == .denied(run == "R1" ? [.signersNotDistinct, .runNotCited] : [.runNotCited]))
        }
        guard
            case .done = await done(
                outcome("R9"), judge.actor, right(judge), second: reader.participant(.freshFactor))
        else { throw TestGate.Unexpected() }
        await committer.shutdown()
    }
}
