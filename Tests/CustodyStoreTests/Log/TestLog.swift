import Custody
import Evidence
import Foundation
import LogStore
import Operations
import Postgres
import Rules
import Testing

/// The log of a small granary, stepped by hand: nothing runs beside the test.
struct TestLog {
    let world: SmallWorld
    let files: LogFiles
    let sequencer: Sequencer
    let publisher: Publisher
    let reads: LogReads
    static let origin: ExactText = "grainledger.example/log"

    var ledger: TestLedger { world.ledger }
    var pool: PostgresPool { world.ledger.pool }

    init() async throws {
        try await self.init(over: SmallWorld(), files: nil)
    }

    /// - Parameter files: another instance's, or `nil` for new ones.
    init(over world: SmallWorld, files: LogFiles?) throws {
        self.world = world
        let scratch = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)")
        self.files = files ?? LogFiles(directory: scratch)
        try self.files.found(Self.origin)
        sequencer = Sequencer(pool: world.ledger.pool, files: self.files)
        publisher = Publisher(pool: world.ledger.pool, files: self.files)
        reads = LogReads(pool: world.ledger.pool)
    }

    /// An empty directory.
    static func scratch() -> URL {
        FileManager.default.temporaryDirectory.appending(path: "export-\(UUID().uuidString)")
    }

    /// Takes all that is committed, and signs.
    @discardableResult
    func publish() async throws -> Publisher.Step {
        while try await sequencer.step() == .grown(Sequencer.most) {}
        return try await publisher.step()
    }

    /// So many intakes, each a batch of its own; the ids of their records.
    @discardableResult
    func takeIn(_ batches: [BatchCode]) async throws -> [String] {
        var ids: [String] = []
        for batch in batches {
            let act = SmallWorld.intake(batch, from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1_000)
            guard case .done(let receipt, _) = await ledger.submit(act) else { throw SmallWorld.NotTaken() }
            ids.append(receipt.recordId)
        }
        return ids
    }

    /// Moves a batch between the two ordinary bins.
    func move(_ batch: BatchCode, times: Int) async throws {
        for time in 0..<times {
            let way = time.isMultiple(of: 2) ? (0, 1) : (1, 0)
            let act = MoveBatch(
                operation: UUID().uuidString, batch: batch, from: SmallWorld.ordinary[way.0],
                to: SmallWorld.ordinary[way.1], grams: Grams(1_000),
                reason: "")
            guard case .done = await ledger.submit(act) else { throw SmallWorld.NotTaken() }
        }
    }

    /// Runs SQL as the superuser who owns everything.
    func tamper(_ statements: [PostgresStatement]) async throws {
        try await pool.withConnection { connection throws(PostgresError) in
            for statement in statements { _ = try await connection.query(statement) }
        }
    }

    /// What an examination finds, as code and record.
    func faults() async throws -> Set<[String]> {
        Set(try await Examination(pool: pool).run().faults.map { [$0.code, $0.record ?? "-"] })
    }
}

extension SmallWorld {
    struct NotTaken: Error {}
    /// A world on a database that has one already.
    init(on url: String) { ledger = TestLedger(on: url) }
}
