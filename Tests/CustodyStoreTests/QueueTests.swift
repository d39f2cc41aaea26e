import Custody
import CustodyStore
import Operations
import Postgres
import Rules
import Testing

@Suite("The queue: bounded, in time, and never forgotten")
struct QueueTests {
    private static let granaryRow: PostgresStatement =
        "SELECT 1 FROM organization WHERE code = \(TestLedger.granary.text) FOR UPDATE"

    private static func intake(_ batch: String) -> Submission {
        TestLedger.submission(
            SmallWorld.intake(
                BatchCode(batch), from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000), key: batch)
    }

    /// An act of more than two thousand bytes.
    private static func lengthy(_ key: String) -> Submission {
        TestLedger.submission(
            SmallWorld.organization(OrganizationCode(key + String(repeating: "9", count: 1000)), .station), key: key)
    }

    /// A committer whose only lane is held up by an act, and so many acts behind it.
    private struct Jam {
        let committer: Committer
        let holder: PostgresConnection
        let answers: [Task<Answer, Never>]

        init(_ world: SmallWorld, behind: Int, _ committer: Committer) async throws {
            self.committer = committer
            holder = try await world.ledger.hold(QueueTests.granaryRow)
            var answers = [Task { await committer.submit(QueueTests.intake("B0")) }]
            try await world.ledger.wait(untilBlocked: 1)
            for number in 0..<behind {
                answers.append(Task { await committer.submit(QueueTests.intake("B\(number + 1)")) })
                while await committer.backlog <= number { await Task.yield() }
            }
            self.answers = answers
        }

        func all() async -> [Answer] {
            var all: [Answer] = []
            for answer in answers { all.append(await answer.value) }
            return all
        }
    }

    @Test(
        "Past the bound of number or of bytes an act is told busy, nothing is done with it, and those inside are done")
    func busy() async throws {
        let world = try await SmallWorld()
        let narrow: [(inout CommitLimits) -> Void] = [{ $0.queueLength = 3 }, { $0.queueBytes = 2000 }]
        for (round, change) in narrow.enumerated() {
            let committer = world.ledger.committer(lanes: 1, change)
            let jam = try await Jam(world, behind: 3, committer)
            #expect(await committer.submit(Self.lengthy("late-\(round)")) == .busy)
            try await jam.holder.rollback()
            #expect(await jam.all().allSatisfy { $0.receipt != nil })
            #expect(await committer.submit(Self.lengthy("late-\(round)")).receipt != nil)
        }
        #expect(try await world.ledger.count("SELECT count(*) FROM organization") == 4)
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 4)
    }

    @Test("When its time is over an act is not confirmed; what was begun is still recorded, what waited is not begun")
    func deadline() async throws {
        let world = try await SmallWorld()
        let time = TestTime()
        let committer = world.ledger.committer(lanes: 1, stopwatch: time.stopwatch)
        let jam = try await Jam(world, behind: 2, committer)
        time.pass(.seconds(9))
        let young = Task { await committer.submit(Self.intake("young")) }
        while await committer.backlog < 3 { await Task.yield() }
        time.pass(.seconds(1))
        #expect(await jam.all() == [.notConfirmed, .notConfirmed, .notConfirmed])
        try await jam.holder.rollback()
        #expect(await young.value.receipt != nil)
        #expect(try await world.ledger.count("SELECT count(*) FROM batch WHERE code IN ('B0', 'young')") == 2)
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 2)
        #expect(await world.ledger.committer.submit(Self.intake("B0")).isReplayed)
        #expect(await world.ledger.committer.submit(Self.intake("B1")).receipt != nil)
    }

    @Test("A caller that is cancelled cancels nothing")
    func cancelled() async throws {
        let world = try await SmallWorld()
        let jam = try await Jam(world, behind: 1, world.ledger.committer(lanes: 1))
        jam.answers.forEach { $0.cancel() }
        try await jam.holder.rollback()
        #expect(await jam.all().allSatisfy { $0.receipt != nil })
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 2)
    }

    @Test("A shutdown takes nothing more, does what was waiting, and ends")
    func shutdown() async throws {
        let world = try await SmallWorld()
        let jam = try await Jam(world, behind: 5, world.ledger.committer(lanes: 1))
        let shutdown = Task { await jam.committer.shutdown() }
        while await !jam.committer.isClosed { await Task.yield() }
        #expect(await jam.committer.submit(Self.intake("late")) == .busy)
        try await jam.holder.rollback()
        await shutdown.value
        let answers = await jam.all()
        #expect(answers.count { $0.receipt != nil } == 6)
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 6)
    }

    @Test("A shutdown while a lane hangs: what is not done by its deadline is not confirmed")
    func shutdownOfHanging() async throws {
        let world = try await SmallWorld()
        let time = TestTime()
        let jam = try await Jam(world, behind: 2, world.ledger.committer(lanes: 1, stopwatch: time.stopwatch))
        let shutdown = Task { await jam.committer.shutdown() }
        time.pass(.seconds(10))
        #expect(await jam.all() == [.notConfirmed, .notConfirmed, .notConfirmed])
        try await jam.holder.rollback()
        await shutdown.value
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 1)
    }

    @Test("Without a database an act is not confirmed")
    func away() async throws {
        let committer = Committer(configuration: .init(url: "postgresql://nobody@/none?host=/nonexistent"))
        #expect(await committer.submit(Self.intake("B1")) == .notConfirmed)
    }
}
