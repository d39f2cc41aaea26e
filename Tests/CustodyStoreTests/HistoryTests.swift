import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import Rules
import Synchronization
import Testing

/// A seeded generator: the same seed, the same history.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}

@Suite("Random histories of several clients at once")
struct HistoryTests {
    /// One client: random intakes, moves, merges, splits, reductions, retries and nonsense, mostly on shared batches.
    private struct Client {
        var random: Seeded
        let number: Int
        /// Of two servers on one database, of two lanes each.
        let committers: [Committer]
        var made = 0
        var last: (line: HistoryScripts.Line, key: String)?
        /// Lines of scripts that are still to come; two may be under way at a time.
        var waiting: [[HistoryScripts.Line]] = []
        var known: [(batch: BatchCode, bin: BinNumber)] = []

        init(random: Seeded, number: Int, committers: [Committer]) {
            self.random = random
            self.number = number
            self.committers = committers
        }

        mutating func newBatch() -> BatchCode {
            made += 1
            return BatchCode("B\(number)-\(made)")
        }

        /// A batch and a bin: mostly a pair this client knows of, else anybody's guess.
        mutating func place() -> (batch: BatchCode, bin: BinNumber) {
            if Int.random(in: 0..<5, using: &random) > 0, let known = known.randomElement(using: &random) {
                return known
            }
            let client = Int.random(in: 0..<4, using: &random)
            return (BatchCode("B\(client)-\(Int.random(in: 0..<max(1, made), using: &random))"), anyBin())
        }

        mutating func anyBin() -> BinNumber { SmallWorld.bins.randomElement(using: &random) ?? SmallWorld.quarantine }

        /// A bin of the same kind, mostly.
        mutating func bin(like bin: BinNumber) -> BinNumber {
            guard Int.random(in: 0..<3, using: &random) > 0 else { return anyBin() }
            let kin = SmallWorld.bins.filter { $0.text.prefix(4) == bin.text.prefix(4) }
            return kin.randomElement(using: &random) ?? bin
        }

        mutating func note(_ batch: BatchCode, _ bin: BinNumber) {
            known.append((batch, bin))
            if known.count > 40 { known.removeFirst() }
        }

        /// The next line of a script, or an act on anybody's grain.
        mutating func line() -> HistoryScripts.Line {
            if waiting.count < 2, Int.random(in: 0..<12, using: &random) == 0 {
                made += 1
                let kind = Int.random(in: 0..<60, using: &random)
                waiting.append(
                    HistoryScripts.script(
                        kind, "\(number)-\(made)", grams: Int64.random(in: 1...400, using: &random)))
            }
            if !waiting.isEmpty, Bool.random(using: &random) {
                let index = Int.random(in: 0..<waiting.count, using: &random)
                let next = waiting[index].removeFirst()
                if waiting[index].isEmpty { waiting.remove(at: index) }
                return next
            }
            return HistoryScripts.Line(of: act())
        }

        private mutating func act() -> Act {
            let (batch, bin) = place()
            let grams = Int64.random(in: 1...400, using: &random)
            let (other, otherBin) = place()
            let target = self.bin(like: bin)
            let new = newBatch()
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1, 2:
                let index = Int.random(in: 0..<SmallWorld.parcels.count, using: &random)
                let fitting = [
                    SmallWorld.ordinary[0], SmallWorld.segregated[0], SmallWorld.segregated[1], SmallWorld.quarantine,
                ]
                let into = Int.random(in: 0..<4, using: &random) == 0 ? anyBin() : fitting[index % 4]
                note(new, into)
                return Act(SmallWorld.intake(new, from: SmallWorld.parcels[index], into: into, grams: grams * 20))
            case 3, 4, 5:
                note(batch, target)
                return Act(
                    MoveBatch(operation: "", batch: batch, from: bin, to: target, grams: Grams(grams), reason: ""))
            case 6, 7:
                note(new, target)
                let inputs = [
                    MergeBatches.Input(batch: batch, bin: bin, grams: Grams(grams)),
                    MergeBatches.Input(batch: other, bin: otherBin, grams: Grams(grams)),
                ]
                return Act(MergeBatches(operation: "", inputs: inputs, batch: new, bin: target, reason: ""))
            case 8:
                note(new, target)
                return Act(
                    SplitBatch(
                        operation: "", batch: batch, bin: bin, grams: Grams(grams), newBatch: new, newBin: target,
                        reason: ""))
            default:
                return Act(
                    ReduceBatch(
                        operation: "", batch: batch, bin: bin, kind: .moisture, beforeGrams: Grams(grams * 20),
                        afterGrams: Grams(grams * 19), reason: ""))
            }
        }

        mutating func run(_ commands: Int) async -> (done: Int, refused: Int, wrong: [Answer]) {
            var done = 0
            var refused = 0
            var wrong: [Answer] = []
            for step in 0..<commands {
                let isRetry = last != nil && Int.random(in: 0..<20, using: &random) == 0
                let (line, key) = isRetry ? (last ?? (line(), "")) : (line(), "\(number)-\(step)")
                let answer = await committers[Int.random(in: 0..<2, using: &random)].submit(
                    Submission(
                        actor: line.actor, act: line.act, persons: TestLedger.persons, occurredAt: TestLedger.start,
                        key: key))
                switch answer {
                case .done(_, let replayed):
                    done += replayed ? 0 : 1
                    if isRetry != replayed { wrong.append(answer) }
                    last = (line, key)
                case .refused: refused += 1
                case .denied, .awaitsSecondPerson, .pending, .stale, .keyReused, .notConfirmed, .busy:
                    wrong.append(answer)
                }
            }
            return (done, refused, wrong)
        }
    }

    @Test(
        "10,000 commands of four clients on two servers: conserved, unlaundered, rightly stored, equal to their records"
    )
    func history() async throws {
        let world = try await SmallWorld()
        try await HistoryScripts.found(world.ledger)
        let committers = [world.ledger.committer, world.ledger.committer()]
        let founding = try await world.ledger.count("SELECT count(*) FROM record")
        // Few late edges, so that it packs now and then while others ask.
        let keeper = LineageKeeper(lateEdges: 20)
        try await keeper.load(from: world.ledger.pool)
        let isOver = Mutex(false)
        async let beside = examinations(by: keeper, on: world.ledger.pool) { isOver.withLock { $0 } }
        let outcomes = await withTaskGroup { group in
            for number in 0..<4 {
                group.addTask {
                    var client = Client(random: Seeded(UInt64(2025 + number)), number: number, committers: committers)
                    return await client.run(2_500)
                }
            }
            return await group.reduce(into: [(done: Int, refused: Int, wrong: [Answer])]()) { $0.append($1) }
        }
        isOver.withLock { $0 = true }
        #expect(outcomes.flatMap(\.wrong).isEmpty)
        let done = outcomes.reduce(0) { $0 + $1.done }
        #expect(done > 2_000 && outcomes.reduce(0) { $0 + $1.refused } > 1_000)
        #expect(try await world.ledger.count("SELECT count(*) FROM record") == founding + Int64(done))
        let reads = LedgerReads(pool: world.ledger.pool)
        let balance = try #require(try await reads.balance(.region("4309"), for: TestLedger.clerk))
        #expect(balance.residualGrams == 0 && balance.inGrams > 0)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
        try await audit(world)
        for walks in [try await beside, [try await keeper.examine(walks: 200, on: world.ledger.pool)]] {
            let edges = walks.reduce(0) { $0 + $1.edges }
            #expect(walks.flatMap(\.differing) == [] && edges >= 100, "\(edges) edges of \(walks.count)")
        }
        try await recall(in: world, by: keeper)
        let kinds = Set(try await texts("SELECT DISTINCT kind FROM record", in: world.ledger))
        #expect(Act.kinds.map { $0.name }.filter { !kinds.contains($0) } == [], "never accepted")
    }

    /// The lineage in memory held against the database again and again, until something is over.
    private func examinations(by keeper: LineageKeeper, on pool: PostgresPool, until isOver: () -> Bool)
        async throws -> [LineageExamination]
    {
        var examinations: [LineageExamination] = []
        while !isOver() { examinations.append(try await keeper.examine(walks: 20, on: pool)) }
        return examinations
    }

    /// A recall of each parcel accounts for every gram that was taken in of it, and one of all of them for every gram there is.
    private func recall(in world: SmallWorld, by keeper: LineageKeeper) async throws {
        let reads = LedgerReads(pool: world.ledger.pool, lineage: keeper)
        let batches = try await Replay(pool: world.ledger.pool).book(asOf: TestLedger.start).batches
        var whole: Int64 = 0
        for parcels in SmallWorld.parcels.map({ [$0] }) + [SmallWorld.parcels] {
            let question = RecallQuestion(parcels: parcels)
            guard case .found(let report) = try await reads.recall(question, for: TestLedger.clerk) else {
                Issue.record("\(parcels) are unknown")
                return
            }
            let taken = batches.values.flatMap { batch in parcels.compactMap { batch.sources[$0] } }
            #expect(report.intakeGrams == taken.reduce(Grams.zero, +).value)
            #expect(report.lines.reduce(0) { $0 + $1.grams } == report.intakeGrams)
            #expect(report.lines.allSatisfy { $0.grams <= $0.mixedGrams && !$0.masked })
            if parcels.count == 1 { whole += report.intakeGrams } else { #expect(report.intakeGrams == whole) }
            let past = RecallQuestion(parcels: parcels, asOf: TestLedger.start)
            guard case .found(let then) = try await reads.recall(past, for: TestLedger.clerk) else {
                Issue.record("\(parcels) are unknown then")
                return
            }
            #expect(then == report)
        }
    }

    private func texts(_ statement: PostgresStatement, in ledger: TestLedger) async throws -> [String] {
        let rows = try await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query(statement).rows
        }
        return try rows.map { try $0.text(0) }
    }

    /// What the audit knows of a batch: the worst of what it truly holds, and whether it or what it came from was
    /// tested as a whole, or ruled on.
    private struct Ancestry {
        var worst: GrainClass
        var isTested: Bool
        var isRuled: Bool
    }

    /// Walks the records with an oracle of its own: what each batch truly holds, what each bin held when grain came,
    /// and that frozen grain stays.
    private func audit(_ world: SmallWorld) async throws {
        var book = Book()
        var known: [BatchCode: Ancestry] = [:]
        let found = Dictionary(uniqueKeysWithValues: zip(SmallWorld.parcels, SmallWorld.cadmium))
        for body in try await texts("SELECT body FROM record ORDER BY seq", in: world.ledger) {
            let fact = try JSONDecoder().decode(RecordBody.self, from: Data(body.utf8)).fact
            let before = book
            book.apply(fact)
            if let act = fact.act.body as? ConfirmRuling { known[act.batch]?.isRuled = true }
            if let act = fact.act.body as? IssueReport, case .batch(let batch, _, _) = book.samples[act.sample]?.subject
            {
                known[batch]?.isTested = true
            }
            for leg in book.drain().legs {
                if leg.place.kind == "bin", leg.grams < .zero {
                    let isFrozen = before.batches[leg.batch]?.frozenBy.isEmpty == false
                    // A corrected receipt puts right the very weight that froze it.
                    let isOwnReceipt = (fact.act.body as? CorrectReceipt).map {
                        before.batches[leg.batch]?.frozenBy == [$0.manifest.text]
                    }
                    #expect(!isFrozen || isOwnReceipt == true, "\(leg.batch) is frozen and left \(leg.place.code)")
                }
                #expect(leg.place.kind != "transit" || leg.grams < .zero || fact.act.body is Dispatch)
                guard leg.place.kind == "bin", leg.grams > .zero else { continue }
                let batch = try #require(book.batches[leg.batch])
                if known[leg.batch] == nil {
                    let parents = batch.parents.keys.compactMap { known[$0] }
                    let sources = batch.sources.keys.map { Self.grainClass(found[$0] ?? nil) }
                    known[leg.batch] = Ancestry(
                        worst: (sources + parents.map(\.worst)).max() ?? .pending,
                        isTested: parents.contains(where: \.isTested), isRuled: parents.contains(where: \.isRuled))
                }
                try check(leg, batch, known, before)
            }
        }
    }

    private func check(_ leg: Leg, _ batch: Batch, _ known: [BatchCode: Ancestry], _ before: Book) throws {
        let ancestry = try #require(known[leg.batch])
        let isBetter = batch.grainClass < ancestry.worst
        let isJustified = ancestry.isRuled || ancestry.worst == .pending && ancestry.isTested
        #expect(!isBetter || isJustified, "\(leg.batch) is \(batch.grainClass), its grain is \(ancestry.worst)")
        #expect(batch.grainClass <= ancestry.worst || ancestry.isTested, "\(leg.batch) is \(batch.grainClass)")
        let bin = try #require(before.bins[BinNumber(leg.place.code)])
        let stayed = before.batches.values.filter { $0.grams(in: leg.place) > .zero }.map(\.grainClass)
        let isAllowed = Self.mayLie(batch.grainClass, in: bin, beside: stayed)
        #expect(isAllowed, "\(batch.grainClass) came into \(bin.code) beside \(Set(stayed))")
    }

    private static func grainClass(_ cadmium: String?) -> GrainClass {
        switch cadmium {
        case "0.10": .a
        case "0.30": .b
        case "1.20": .d
        default: .pending
        }
    }

    private static func mayLie(_ grainClass: GrainClass, in bin: Bin, beside stayed: [GrainClass]) -> Bool {
        switch bin.use {
        case .ordinary: grainClass == .a && stayed.allSatisfy { $0 == .a }
        case .quarantine: grainClass != .a
        case .segregated: grainClass.isOverLimit && stayed.allSatisfy { $0 == grainClass }
        }
    }
}
