import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import Rules
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
        let world: SmallWorld
        var made = 0
        var last: (act: Act, key: String)?

        mutating func batch() -> BatchCode {
            BatchCode("B\(Int.random(in: 0..<4, using: &random))-\(Int.random(in: 0..<max(1, made), using: &random))")
        }

        mutating func newBatch() -> BatchCode {
            made += 1
            return BatchCode("B\(number)-\(made)")
        }

        mutating func act() -> Act {
            let bin = SmallWorld.bins.randomElement(using: &random) ?? SmallWorld.quarantine
            let other = SmallWorld.bins.randomElement(using: &random) ?? SmallWorld.quarantine
            let grams = Int64.random(in: 1...2_000, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0, 1, 2:
                let parcel = SmallWorld.parcels.randomElement(using: &random) ?? SmallWorld.parcels[0]
                return Act(SmallWorld.intake(newBatch(), from: parcel, into: bin, grams: grams * 3))
            case 3, 4, 5:
                return Act(MoveBatch(operation: "", batch: batch(), from: bin, to: other, grams: Grams(grams), reason: ""))
            case 6, 7:
                let inputs = [
                    MergeBatches.Input(batch: batch(), bin: bin, grams: Grams(grams)),
                    MergeBatches.Input(batch: batch(), bin: other, grams: Grams(grams)),
                ]
                return Act(MergeBatches(operation: "", inputs: inputs, batch: newBatch(), bin: bin, reason: ""))
            case 8:
                return Act(
                    SplitBatch(
                        operation: "", batch: batch(), bin: bin, grams: Grams(grams), newBatch: newBatch(), newBin: other,
                        reason: ""))
            default:
                return Act(
                    DrawBulkSample(
                        slip: "", sample: SampleCode("K\(number)-\(made)-\(grams)"), batch: batch(), bin: bin, reason: "",
                        representedGrams: Grams(grams), grams: Grams(2)))
            }
        }

        mutating func run(_ commands: Int) async -> (done: Int, refused: Int, wrong: [Answer]) {
            var done = 0
            var refused = 0
            var wrong: [Answer] = []
            for step in 0..<commands {
                let isRetry = last != nil && Int.random(in: 0..<20, using: &random) == 0
                let (act, key) = isRetry ? (last ?? (act(), "")) : (act(), "\(number)-\(step)")
                let answer = await world.ledger.committer.submit(
                    Submission(actor: TestLedger.clerk, act: act, occurredAt: TestLedger.start, key: key))
                switch answer {
                case .done(_, let replayed):
                    done += replayed ? 0 : 1
                    if isRetry != replayed { wrong.append(answer) }
                    last = (act, key)
                case .refused: refused += 1
                case .keyReused, .notConfirmed: wrong.append(answer)
                }
            }
            return (done, refused, wrong)
        }
    }

    @Test("10,000 commands of four clients: conserved, unlaundered, rightly stored, equal to their records")
    func history() async throws {
        let world = try await SmallWorld()
        let founding = try await world.ledger.count("SELECT count(*) FROM record")
        let outcomes = await withTaskGroup { group in
            for number in 0..<4 {
                group.addTask {
                    var client = Client(random: Seeded(UInt64(2025 + number)), number: number, world: world)
                    return await client.run(2_500)
                }
            }
            return await group.reduce(into: [(done: Int, refused: Int, wrong: [Answer])]()) { $0.append($1) }
        }
        #expect(outcomes.flatMap(\.wrong).isEmpty)
        let done = outcomes.reduce(0) { $0 + $1.done }
        #expect(done > 2_000 && outcomes.reduce(0) { $0 + $1.refused } > 1_000)
        #expect(try await world.ledger.count("SELECT count(*) FROM record") == founding + Int64(done))
        let balance = try #require(try await LedgerReads(pool: world.ledger.pool).balance(.region("4309")))
        #expect(balance.residualGrams == 0 && balance.inGrams > 0)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
        try await audit(world)
    }

    /// Walks the records with an oracle of its own: what each batch truly holds, and what each bin held when grain came.
    private func audit(_ world: SmallWorld) async throws {
        let rows = try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT body FROM record ORDER BY seq").rows
        }
        var book = Book()
        var truth: [BatchCode: GrainClass] = [:]
        let found = Dictionary(uniqueKeysWithValues: zip(SmallWorld.parcels, SmallWorld.cadmium))
        for row in rows {
            let fact = try JSONDecoder().decode(RecordBody.self, from: Data(try row.text(0).utf8)).fact
            let before = book
            book.apply(fact)
            for leg in book.drain().legs where leg.place.kind == "bin" && leg.grams > .zero {
                let batch = try #require(book.batches[leg.batch])
                let sources = batch.sources.keys.map { Self.grainClass(found[$0] ?? nil) }
                let worst = (sources + batch.parents.keys.compactMap { truth[$0] }).max() ?? .pending
                truth[leg.batch] = worst
                #expect(batch.grainClass == worst, "\(leg.batch) is \(batch.grainClass), its grain is \(worst)")
                let bin = try #require(before.bins[BinNumber(leg.place.code)])
                let stayed = before.batches.values.filter { $0.grams(in: leg.place) > .zero }.map(\.grainClass)
                #expect(Self.mayLie(worst, in: bin, beside: stayed), "\(worst) came into \(bin.code)")
            }
        }
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
        case .ordinary: grainClass == .a
        case .quarantine: grainClass != .a
        case .segregated: grainClass.isOverLimit && stayed.allSatisfy { $0 == grainClass }
        }
    }
}
