import Evidence
import Foundation
import LogStore
import Postgres
import Testing

@Suite("Logs of every awkward size")
struct LogSizeTests {
    @Test(
        "Empty, one leaf, around a tile, over 65,536 leaves: exported step by step, each export recomputes to its root")
    func sizes() async throws {
        let ledger = try await TestLedger()
        let files = LogFiles(directory: TestLog.scratch())
        try files.found(TestLog.origin)
        let sequencer = Sequencer(pool: ledger.pool, files: files)
        let publisher = Publisher(pool: ledger.pool, files: files)
        let export = LogExport(pool: ledger.pool)
        let mirror = TestLog.scratch()
        var size = 0
        for goal in [0, 1, 255, 256, 257, 65_600] {
            while size < goal {
                let next = min(goal, size + 4_000)
                try await enqueue(from: size, to: next, ledger)
                size = next
            }
            while try await sequencer.step() == .grown(Sequencer.most) {}
            #expect(try await publisher.step() == .published(goal))
            #expect(try await export.run(into: mirror).size == goal)
            let place = LogPlace.directory(mirror)
            let head = try #require(try await place.checkpoint()).checkpoint.head
            #expect(head.size == goal)
            #expect(try await place.faults(at: head) == [], "\(goal)")
        }
        // Again: nothing is new, nothing is written.
        #expect(try await export.run(into: mirror).files == 0)
    }

    /// Leaves without records, past the foreign key: only their number matters here.
    private func enqueue(from old: Int, to new: Int, _ ledger: TestLedger) async throws {
        try await ledger.pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline([
                "SET LOCAL session_replication_role = replica",
                """
                INSERT INTO leaf_pending (record_id, entry)
                SELECT gen_random_uuid(), convert_to('{"d":"' || rtrim(translate(
                    encode(sha256(number::text::bytea), 'base64'), '+/', '-_'), '=') || '","k":"batch-moved","s":[],"v":1}', 'UTF8')
                FROM generate_series(\(old) + 1, \(new)) AS number
                """,
            ])
        }
        // Nor has the tree a record to point at.
        try await ledger.pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query("ALTER TABLE leaf DISABLE TRIGGER ALL")
        }
    }
}
