import Custody
import CustodyStore
import Foundation
import Identity
import Operations
import Postgres
import Rules
import Testing

@testable import IdentityStore

@Suite("What is others' tells nothing, and takes nothing from who is not theirs")
struct ForeignObjectTests {
    private static let stationA: OrganizationCode = "91430903MA4L000118"
    private static let stationB: OrganizationCode = "12430903MAQ77FU86A"

    /// A station's field and sample, and whoever acts on them.
    private struct Scene {
        let gate: TestGate
        let committer: Committer

        init() async throws {
            gate = try await TestGate()
            committer = Committer(configuration: PostgresConfiguration(url: gate.url))
            let clerk = Actor(name: "clerk", organization: "", role: .administrator, region: "")
            for code in [ForeignObjectTests.stationA, ForeignObjectTests.stationB] {
                try await done(
                    RegisterOrganization(
                        Organization(
                            code: code, name: "station", kind: .station, county: "430903", licence: "",
                            validFrom: CivilDate(daysSinceEpoch: 18_262), validTo: CivilDate(daysSinceEpoch: 21_915),
                            useClasses: [])), clerk, .operatorsImport)
            }
            try await done(
                RegisterParcel(
                    Parcel(
                        code: "43090300800001", township: "430903008", county: "430903", village: "",
                        squareMetres: 1000, farmlandClass: .safeUse, longitude: "", latitude: "", soilPH: "",
                        soilCadmium: "")), clerk, .operatorsImport)
        }

        func holder(_ alias: String, _ role: Role, in organization: OrganizationCode, region: String = "430903")
            async throws -> Holder
        {
            let membership = try await gate.membership(
                alias, role, organization: CreditCode(organization.text), region: region)
            guard let holder = try await gate.gate.people.holder(of: membership) else { throw TestGate.Unexpected() }
            return holder
        }

        func submit(
            _ act: some ActBody, _ actor: Actor, _ authority: Authority, persons: Persons = [:], isDryRun: Bool = false
        ) async -> Answer {
            await gate.gate.guarded { await committer.submit($0) }(
                Submission(
                    actor: actor, act: Act(act), persons: persons, occurredAt: StillClock.noon,
                    key: UUID().uuidString, isDryRun: isDryRun, authority: authority))
        }

        func submit(_ act: some ActBody, by holder: Holder, persons: Persons = [:], isDryRun: Bool = false) async
            -> Answer
        {
            await submit(
                act, holder.actor, .person(holder.participant(.freshFactor), [.read, .allActs]), persons: persons,
                isDryRun: isDryRun)
        }

        private func done(_ act: some ActBody, _ actor: Actor, _ authority: Authority) async throws {
            guard case .done = await submit(act, actor, authority) else { throw TestGate.Unexpected() }
        }
    }

    @Test("a sample is screened, and its re-inspection asked for, by the station that collected it alone")
    func samples() async throws {
        let scene = try await Scene()
        let own = try await scene.holder("own", .sampler, in: Self.stationA)
        let foreign = try await scene.holder("foreign", .sampler, in: Self.stationB)
        let collect = CollectSample(
            sample: "S1", parcel: "43090300800001", task: "", pattern: "", points: 5, grams: Grams(1_500_000), seal: "")
        guard case .done = await scene.submit(collect, by: own) else { throw TestGate.Unexpected() }
        let screening = RecordScreening(sample: "S1", item: .cadmium, value: "0.10", instrument: "XRF")
        #expect(await scene.submit(screening, by: foreign) == .denied([.notPermitted]))
        guard case .done = await scene.submit(screening, by: own) else { throw TestGate.Unexpected() }
        let applied = ApplyForReinspection(
            reinspection: "F1", sample: "S1", report: "NONE", toldAt: StillClock.noon, laboratory: Self.stationB)
        #expect(await scene.submit(applied, by: foreign) == .denied([.notPermitted]))
        guard case .refused = await scene.submit(applied, by: own) else { throw TestGate.Unexpected() }
        await scene.committer.shutdown()
    }

    @Test("who has no tie to a store's grain cannot find out by trying how much there is, or whether it is there")
    func stock() async throws {
        let scene = try await Scene()
        let sampler = try await scene.holder("sampler", .sampler, in: Self.stationB, region: "430121")
        for isDryRun in [true, false] {
            let answer = await scene.submit(
                DrawBulkSample(
                    slip: "P1", sample: "S2", batch: "25W-90201-H0005", bin: "91430902MAQ2N2QK6A0010004", reason: "",
                    representedGrams: Grams(1_000_000), grams: Grams(1_000)), by: sampler, isDryRun: isDryRun)
            switch answer {
            case .pending, .awaitsSecondPerson: continue
            default: Issue.record("\(answer)")
            }
        }
        await scene.committer.shutdown()
    }

    @Test("what stands for an act that waits does not betray the names that go with it")
    func digests() async throws {
        let scene = try await Scene()
        let sampler = try await scene.holder("sampler", .sampler, in: Self.stationA)
        func words(_ name: String, grams: Int64 = 1_000) -> PendingWords {
            PendingWords(
                Submission(
                    actor: sampler.actor,
                    act: Act(
                        DrawBulkSample(
                            slip: "P1", sample: "S2", batch: "B", bin: "N", reason: "",
                            representedGrams: Grams(1_000_000), grams: Grams(grams))), persons: [.handler: name],
                    occurredAt: StillClock.noon, key: "k"))
        }
        #expect(words("周立新").digest == words("孟小满").digest)
        #expect(words("周立新").digest != words("周立新", grams: 2_000).digest)
        await scene.committer.shutdown()
    }
}
