import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import Rules
import Testing

@Suite("The book's clock")
struct ClockTests {
    private let christmas = Timestamp(rfc3339: "2029-12-25T08:00:00+08:00") ?? Timestamp(0)

    @Test("A clock set to a time shows it at that moment and runs on from there")
    func runsOn() {
        let real = Timestamp(1_000_000_000)
        let clock = BookClock(showing: christmas, at: real)
        #expect(clock.time(at: real) == christmas)
        #expect(clock.time(at: real.adding(minutes: 7)) == christmas.adding(minutes: 7))
        #expect(BookClock.database.time(at: real) == real)
    }

    @Test("A set clock lets a season be played as of its own dates; the record still says when it was really taken")
    func playsASeason() async throws {
        let world = try await SmallWorld()
        let act = SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.quarantine, grams: 1000)
        guard case .refused = await world.ledger.submit(act, at: christmas) else {
            Issue.record("an act from years ahead was taken by the database's clock")
            return
        }
        let real = Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))
        let demo = Committer(
            configuration: PostgresConfiguration(url: world.ledger.url),
            clock: BookClock(showing: christmas, at: real))
        let submission = Submission(actor: TestLedger.clerk, act: Act(act), occurredAt: christmas, key: "demo")
        let answer = await demo.submit(submission)
        guard case .done = answer else {
            Issue.record("the demo clock did not take an act of its own day: \(answer)")
            return
        }
        #expect(
            try await world.ledger.count(
                "SELECT count(*) FROM record WHERE kind = 'grain-taken-in' AND recorded_at < occurred_at") == 1)
        await demo.shutdown()
    }
}
