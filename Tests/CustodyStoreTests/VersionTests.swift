import Custody
import Operations
import Postgres
import Rules
import Testing

@testable import CustodyStore

@Suite("An act may insist on a version")
struct VersionTests {
    @Test("Of two acts of one group that insist on the same version, the first is done and the second is stale")
    func oneGroup() async throws {
        let world = try await SmallWorld()
        let sample = SampleCode("S-\(SmallWorld.parcels[0])")
        let screening = RecordScreening(sample: sample, item: .cadmium, value: "0.10", instrument: "")
        let found = try #require(
            try await LedgerReads(pool: world.ledger.pool).find(.samples, sample.text, for: TestLedger.clerk))
        let group = ["first", "second"].enumerated().map { number, key in
            let submission = Submission(
                actor: TestLedger.clerk, act: Act(screening), occurredAt: TestLedger.start, key: key,
                expectedVersion: found.version)
            return Command(
                id: number, submission: submission, fingerprint: Fingerprint(of: submission), deadline: .seconds(10))
        }
        let answers = try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            var unit = CommitUnit(connection: connection, clock: .database, footprint: [])
            return try await unit.commit(group)
        }
        #expect(answers.count == 2 && answers.last == .stale)
        guard case .done(_, replayed: false) = answers[0] else {
            Issue.record("the first was not done: \(answers[0])")
            return
        }
        #expect(await world.ledger.committer.submit(group[1].submission) == .stale)
    }
}
