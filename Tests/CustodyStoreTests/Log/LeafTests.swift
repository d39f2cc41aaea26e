import Custody
import CustodyStore
import Evidence
import Foundation
import LogStore
import Operations
import Postgres
import Rules
import Testing

@Suite("Every record has one leaf")
struct LeafTests {
    @Test(
        "Two lanes on the same batches: leaves fit their records, numbers run from 1 without a hole, receipts say the leaf"
    )
    func leaves() async throws {
        let log = try await TestLog()
        let batches = (0..<6).map { BatchCode("B\($0)") }
        try await log.takeIn(batches)
        let receipts = await withTaskGroup(of: Receipt?.self) { group in
            for number in 0..<60 {
                let act = MoveBatch(
                    operation: "M-\(number)", batch: batches[number % 6], from: SmallWorld.ordinary[0],
                    to: SmallWorld.ordinary[1], grams: Grams(10), reason: "")
                group.addTask {
                    guard case .done(let receipt, _) = await log.ledger.submit(act) else { return nil }
                    return receipt
                }
            }
            return await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
        }
        try #require(receipts.count == 60)
        let records = try await log.ledger.count("SELECT count(*) FROM record")
        #expect(try await log.ledger.count("SELECT count(*) FROM leaf_pending") == records)
        #expect(try await log.ledger.count("SELECT last_number FROM stream WHERE batch = 'B0'") == 11)
        #expect(try await log.faults() == [])
        try await log.publish()
        #expect(try await log.ledger.count("SELECT count(*) FROM leaf") == records)
        #expect(try await log.faults() == [])
        for receipt in receipts {
            guard case .proven(let proof) = try await log.reads.proof(of: receipt.recordId) else {
                Issue.record("no proof of \(receipt.recordId)")
                continue
            }
            let leaf = try #require(receipt.leaf.flatMap { Hash256(base64: Array($0.utf8)) })
            let head = proof.checkpoint.checkpoint.head
            let inclusion = InclusionProof(index: proof.index, size: head.size, hashes: proof.hashes)
            #expect(inclusion.holds(leaf: leaf, root: head.root))
        }
    }

    @Test("A record without a leaf does not commit, nor a leaf without a record")
    func guards() async throws {
        let ledger = try await TestLedger()
        let record: PostgresStatement = """
            INSERT INTO record (id, kind, actor, occurred_at, digest, body)
            VALUES (gen_random_uuid(), 'batch-moved', 'x', now(), sha256('{}'), '{}')
            """
        await Self.expect("record_has_leaf", record, on: ledger)
        await Self.expect(
            "leaf_pending_record_fkey", "INSERT INTO leaf_pending (record_id, entry) VALUES (gen_random_uuid(), 'x')",
            on: ledger)
        await Self.expect(
            "leaf_record_fkey", "INSERT INTO leaf (leaf_index, record_id, entry) VALUES (0, gen_random_uuid(), 'x')",
            on: ledger)
    }

    private static func expect(_ constraint: String, _ statement: PostgresStatement, on ledger: TestLedger) async {
        await #expect {
            try await run(statement, on: ledger)
        } throws: {
            ($0 as? PostgresError)?.constraint == constraint
        }
    }

    private static func run(_ statement: PostgresStatement, on ledger: TestLedger) async throws {
        try await ledger.pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.query(statement)
        }
    }

    @Test("Records older than the log get the leaves they would have had")
    func backfill() async throws {
        let log = try await TestLog()
        try await log.takeIn(["B1", "B2"])
        try await log.move("B1", times: 3)
        let counts: PostgresStatement = "SELECT sum(last_number)::bigint FROM stream"
        let (before, records) = (
            try await log.ledger.count(counts), try await log.ledger.count("SELECT count(*) FROM leaf_pending")
        )
        try await log.tamper([
            "DELETE FROM leaf_pending", "DELETE FROM stream", "UPDATE log_state SET is_complete = false",
        ])
        #expect(try await log.faults().count == Int(records))
        #expect(try await Migrator(pool: log.pool).run() == ["\(records) leaves of older records"])
        #expect(try await log.ledger.count(counts) == before)
        #expect(try await log.faults() == [])
        #expect(try await Migrator(pool: log.pool).run() == [])
    }
}
