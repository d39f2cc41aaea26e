import Custody
import CustodyStore
import Operations
import Postgres
import Rules
import Testing

extension Answer {
    var receipt: Receipt? { if case .done(let receipt, _) = self { receipt } else { nil } }
    var isReplayed: Bool { if case .done(_, replayed: true) = self { true } else { false } }
}

@Suite("Lanes: several at once, and none in the way of another")
struct LaneTests {
    private static let granaryRow: PostgresStatement =
        "SELECT 1 FROM organization WHERE code = \(TestLedger.granary.text) FOR UPDATE"

    private static func intake(_ batch: BatchCode, into bin: BinNumber = SmallWorld.ordinary[0]) -> TakeIn {
        SmallWorld.intake(batch, from: SmallWorld.parcels[0], into: bin, grams: 1000)
    }

    @Test("One key on three servers: the second waits, and gets the answer of the first")
    func oneKey() async throws {
        let world = try await SmallWorld()
        let (committer, next, other) = (world.ledger.committer(), world.ledger.committer(), world.ledger.committer())
        let holder = try await world.ledger.hold(Self.granaryRow)
        let submission = TestLedger.submission(Self.intake("B1"), key: "once")
        async let first = committer.submit(submission)
        try await world.ledger.wait(untilBlocked: 1)
        async let second = next.submit(submission)
        try await world.ledger.wait(untilBlocked: 2)
        async let third = other.submit(submission)
        try await world.ledger.wait(untilBlocked: 3)
        let waiting: PostgresStatement =
            """
            SELECT count(*) FROM pg_locks AS held JOIN pg_stat_activity AS session USING (pid)
            WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()
            """
        #expect(try await world.ledger.count(waiting) == 2)
        try await holder.rollback()
        let answers = await [first, second, third]
        #expect(answers.count(where: \.isReplayed) == 2)
        #expect(Set(answers.map { $0.receipt?.recordId }).count == 1 && answers[0].receipt != nil)
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 1)
    }

    @Test("Two servers take the same new code: one has it, the other is refused properly")
    func codeRace() async throws {
        let world = try await SmallWorld()
        let time = TestTime()
        let committer = world.ledger.committer(stopwatch: time.stopwatch)
        let other = world.ledger.committer(stopwatch: time.stopwatch)
        // Rows may be locked under this lock, not inserted: both decide before either writes.
        let holder = try await world.ledger.hold("LOCK TABLE sample IN SHARE MODE")
        func collect(_ parcel: Int) -> Submission {
            TestLedger.submission(
                CollectSample(
                    sample: "S-new", parcel: SmallWorld.parcels[parcel], task: "", pattern: "", points: 5,
                    grams: Grams(1000), seal: ""))
        }
        async let first = committer.submit(collect(3))
        try await world.ledger.wait(untilBlocked: 1)
        async let second = other.submit(collect(7))
        try await world.ledger.wait(untilBlocked: 2)
        try await holder.rollback()
        let answers = await [first, second]
        #expect(answers.count { $0.receipt != nil } == 1)
        #expect(answers.count { $0 == .refused(Refusal(.codeTaken, "S-new")) } == 1)
        #expect(time.pauses == [.milliseconds(10)])
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }

    @Test("What names a batch of a group under way waits for it outside; what does not goes by, in the next lane")
    func apart() async throws {
        let world = try await SmallWorld()
        let committer = world.ledger.committer()
        for batch in ["B1", "B2"] { _ = await committer.submit(TestLedger.submission(Self.intake(BatchCode(batch)))) }
        let holder = try await world.ledger.hold("SELECT 1 FROM batch WHERE code = 'B1' FOR UPDATE")
        func reduce(_ batch: BatchCode, _ bin: BinNumber, to grams: Int64) -> Submission {
            TestLedger.submission(
                ReduceBatch(
                    operation: "", batch: batch, bin: bin, kind: .moisture, beforeGrams: Grams(1000),
                    afterGrams: Grams(grams), reason: ""))
        }
        async let first = committer.submit(reduce("B1", SmallWorld.ordinary[0], to: 900))
        try await world.ledger.wait(untilBlocked: 1)
        async let second = committer.submit(reduce("B1", SmallWorld.ordinary[0], to: 800))
        while await committer.backlog < 1 { await Task.yield() }
        // Grain of another parcel into another bin has nothing to do with either.
        let apart = SmallWorld.intake("B3", from: SmallWorld.parcels[4], into: SmallWorld.ordinary[1], grams: 1000)
        #expect(await committer.submit(TestLedger.submission(apart)).receipt != nil)
        #expect(await committer.backlog == 1)
        try await holder.rollback()
        #expect(await first.receipt != nil)
        #expect(await second == .refused(Refusal(.holdingTooSmall, "B1")))
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 3)
    }

    @Test("A group that is the victim of a deadlock is run again as a whole")
    func deadlock() async throws {
        let world = try await SmallWorld()
        let time = TestTime()
        let committer = world.ledger.committer(stopwatch: time.stopwatch) {
            $0.lanes = 1
        } configured: {
            // PostgreSQL looks for a deadlock once in a wait: the other lock has to be asked for by then.
            $0.settings["deadlock_timeout"] = "1s"
        }
        _ = await world.ledger.submit(Self.intake("B1"))
        let bins = SmallWorld.ordinary.map(\.text).sorted()
        let holder = try await world.ledger.hold("SET LOCAL deadlock_timeout = '1h'")
        _ = try await holder.query("SELECT 1 FROM bin WHERE code = \(bins[1]) FOR UPDATE")
        async let answer = committer.submit(
            TestLedger.submission(
                MoveBatch(
                    operation: "M", batch: "B1", from: SmallWorld.ordinary[0], to: SmallWorld.ordinary[1],
                    grams: Grams(600), reason: "")))
        try await world.ledger.wait(untilBlocked: 1)
        _ = try await holder.query("SELECT 1 FROM bin WHERE code = \(bins[0]) FOR UPDATE")
        try await holder.rollback()
        let answered = await answer
        #expect(answered.receipt != nil)
        #expect(time.pauses == [.milliseconds(10)])
    }

    @Test("A lock that stays away: the attempts end, nothing is applied, and the same key goes through later")
    func lockTimeout() async throws {
        let world = try await SmallWorld()
        let time = TestTime()
        let committer = world.ledger.committer(
            stopwatch: time.stopwatch, configured: { $0.lockTimeoutMilliseconds = 20 })
        let holder = try await world.ledger.hold(Self.granaryRow)
        let submission = TestLedger.submission(Self.intake("B1"), key: "once")
        #expect(await committer.submit(submission) == .notConfirmed)
        #expect(time.pauses == [.milliseconds(10), .milliseconds(20), .milliseconds(40)])
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 0)
        try await holder.rollback()
        #expect(await committer.submit(submission).receipt != nil)
    }

    @Test("A lock that comes out of order is not waited for: the next attempt takes all in order")
    func outOfOrder() async throws {
        let world = try await SmallWorld()
        _ = await world.ledger.submit(Self.intake("B1"))
        let time = TestTime()
        let committer = world.ledger.committer(stopwatch: time.stopwatch)
        // A report reaches the batches of its parcel only by way of the parcel's row.
        let holder = try await world.ledger.hold("SELECT 1 FROM batch FOR UPDATE")
        let report = IssueReport(
            report: "R-second", sample: SampleCode("S-\(SmallWorld.parcels[0])"),
            lines: [
                .init(item: .cadmium, value: "0.11", method: "GB 5009.15-2023", lod: "0.001", loq: "0.003", run: "")
            ],
            supersedes: ReportNumber("R-S-\(SmallWorld.parcels[0])"))
        async let answer = committer.submit(TestLedger.submission(report))
        try await world.ledger.wait(untilBlocked: 1)
        #expect(time.pauses == [.milliseconds(10)])
        try await holder.rollback()
        let answered = await answer
        #expect(answered.receipt != nil)
        #expect(time.pauses == [.milliseconds(10)])
    }

    @Test("Readers that have taken every connection of the pool do not keep an act out")
    func ownConnections() async throws {
        let world = try await SmallWorld()
        let pool = world.ledger.pool
        let answer = try await pool.withConnection { _ throws(PostgresError) in
            try await pool.withConnection { _ throws(PostgresError) in
                try await pool.withConnection { _ throws(PostgresError) in
                    try await pool.withConnection { _ throws(PostgresError) in
                        await world.ledger.submit(Self.intake("B1"))
                    }
                }
            }
        }
        #expect(answer.receipt != nil)
    }
}

@Suite("The database's own guards answer for one act, not for its neighbours")
struct ConstraintTests {
    /// Twenty intakes that are sure to be one group, the thirteenth of them guilty.
    private func group(_ world: SmallWorld, _ log: LoggedErrors, guilty: (TakeIn) -> TakeIn) async throws -> [Answer] {
        let committer = world.ledger.committer(lanes: 1, log: log.logger)
        let holder = try await world.ledger.hold("SELECT 1 FROM organization FOR UPDATE")
        async let before = committer.submit(
            TestLedger.submission(
                SmallWorld.intake("B-0", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000)))
        try await world.ledger.wait(untilBlocked: 1)
        let answers = try await withThrowingTaskGroup { tasks in
            for number in 1...20 {
                let act = SmallWorld.intake(
                    BatchCode("B-\(number)"), from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000)
                let submission = TestLedger.submission(number == 13 ? guilty(act) : act)
                tasks.addTask { (number, await committer.submit(submission)) }
            }
            while await committer.backlog < 20 { await Task.yield() }
            try await holder.rollback()
            return try await tasks.reduce(into: [(Int, Answer)]()) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        let first = await before
        #expect(first.receipt != nil)
        return answers
    }

    @Test("A constraint that fires refuses the guilty act with GL-R-0999, once in the log, and its neighbours are done")
    func constraint() async throws {
        let world = try await SmallWorld()
        _ = try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query("ALTER TABLE batch ADD CONSTRAINT thirteen_is_unlucky CHECK (code <> 'B-13')")
        }
        let log = LoggedErrors()
        let answers = try await group(world, log, guilty: { $0 })
        let refusal = Refusal(.constraintFired, "thirteen_is_unlucky")
        #expect(answers[12] == .refused(refusal) && refusal.reason.code == "GL-R-0999")
        #expect(answers.count { $0.receipt != nil } == 19)
        #expect(log.named == ["thirteen_is_unlucky"])
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 20)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }

    @Test("So is an act with words that the database cannot hold")
    func unstorable() async throws {
        let world = try await SmallWorld()
        let log = LoggedErrors()
        let answers = try await group(world, log) {
            SmallWorld.intake(
                "B\u{0}", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: $0.netGrams.value)
        }
        #expect(answers[12] == .refused(Refusal(.constraintFired, "")))
        #expect(answers.count { $0.receipt != nil } == 19 && log.named == ["-"])
    }
}
