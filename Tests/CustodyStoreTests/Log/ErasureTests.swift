import Custody
import CustodyStore
import Evidence
import Foundation
import IdentityStore
import LogStore
import Operations
import Postgres
import Rules
import Testing

@Suite("A name is erased, and the log says so for good")
struct ErasureTests {
    private static let name = "抹去者甲"
    private static let purpose = "asked by the person himself, letter 17"
    private static let officer = Caller(
        actor: Actor(name: "administrator-9", organization: "11430900MB1GRAN16G", role: .registrar, region: "4309"),
        authority: .unstated, scopes: [], name: "administrator-9", role: "administrator")

    /// Which database: whose owner sees everything, and whose owner sees no record.
    enum Owner: CaseIterable { case superuser, ordinary }

    /// A log with a batch whose weigher's name stands nowhere else; the id of its record.
    private func world(_ owner: Owner = .superuser) async throws -> (log: TestLog, record: String) {
        let ledger: TestLedger = try await owner == .ordinary ? .ofOrdinaryOwner() : TestLedger()
        let log = try TestLog(over: try await SmallWorld(over: ledger), files: nil)
        let act = SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1_000)
        let answer = await ledger.committer.submit(
            Submission(
                actor: TestLedger.clerk, act: Act(act),
                persons: [.compiler: Self.name, .reviewer: "尹红梅", .approver: "龚学文"],
                occurredAt: TestLedger.start, key: "in"))
        guard case .done(let receipt, _) = answer else { throw SmallWorld.Unexpected(answer: answer) }
        return (log, receipt.recordId)
    }

    private func erase(
        _ record: String, in log: TestLog, part: String = "compiler", purpose: String = ErasureTests.purpose
    )
        async throws -> Erasure
    {
        try await DisclosureVault(pool: log.pool).erase(
            Unveiling(record: record, part: part, purpose: purpose), by: Self.officer)
    }

    /// The text of the records of erasures, as the writer sees them.
    private func erasures(_ log: TestLog) async throws -> [(id: String, body: String)] {
        try await log.pool.withTransaction { connection throws(PostgresError) in
            let rows = try await connection.pipeline([
                "SET LOCAL ROLE grainledger_writer",
                "SELECT id::text, body FROM record WHERE kind = 'erasure' ORDER BY seq",
            ])[1].rows
            var found: [(id: String, body: String)] = []
            for row in rows { found.append((id: try row.text(0), body: try row.text(1))) }
            return found
        }
    }

    @Test(
        "Value and salt are gone, every proof holds, the erasure is a numbered record of the batch, and verifies with it",
        arguments: Owner.allCases)
    func erased(_ owner: Owner) async throws {
        let (log, record) = try await world(owner)
        try await log.publish()
        let before = try #require(try await leaf(of: record, log))
        #expect(try await erase(record, in: log) == .done)
        let erasures = try await erasures(log)
        try #require(erasures.count == 1)
        let erasure = try CanonicalJSON.value(ofCanonical: Array(erasures[0].body.utf8))
        #expect(erasure["kind"] == .string("erasure") && erasure["actor"]?["name"] == .string("administrator-9"))
        #expect(erasure["data"]?["record"] == .string(record) && erasure["data"]?["part"] == .string("compiler"))
        #expect(erasure["data"]?["purpose"] == .string(Self.purpose))
        #expect(!erasures[0].body.contains(Self.name))

        // The committer remembers how far the batch was counted; it has to see that somebody else went on.
        try await log.move("B1", times: 1)
        try await log.publish()
        #expect(try await log.faults() == [])
        #expect(try await log.reads.status().recordsWithoutLeaf == 0)
        #expect(try await Replay(pool: log.pool).differences() == [])
        #expect(try await leaf(of: record, log) == before)
        #expect(try await leaf(of: erasures[0].id, log) != nil)

        let contents = try await DossierBinder(pool: log.pool).contents(of: "B1", withPersons: true, pages: [:])
        #expect(contents.items.map(\.id).prefix(2) == [record, erasures[0].id] && contents.streams[0].count == 3)
        #expect(contents.items[0].disclosures.map(\.name) == ["approver", "reviewer"])
        #expect(!contents.files.values.contains { String(decoding: $0, as: UTF8.self).contains(Self.name) })
        #expect(DossierVerifier(kinds: RecordKinds.all).report(on: contents.files).faults == [])
    }

    /// The leaf that the log proves for a record.
    private func leaf(of record: String, _ log: TestLog) async throws -> [UInt8]? {
        guard case .proven(let proof) = try await log.reads.proof(of: record) else { return nil }
        let width = proof.index + 1
        let bundle = try #require(try await log.reads.resource("tile/entries/000.p/\(width)"))
        let entry = try #require(EntryBundle(bytes: bundle, width: width)?.entries.last)
        let head = proof.checkpoint.checkpoint.head
        let inclusion = InclusionProof(index: proof.index, size: head.size, hashes: proof.hashes)
        #expect(inclusion.holds(leaf: .leaf(entry), root: head.root))
        return entry
    }

    @Test("In no table is the name any more, as text or as bytes, and whoever sees the record sees its erasure")
    func nowhere() async throws {
        let (log, record) = try await world()
        #expect(try await places(of: Self.name, log) == ["disclosure"])
        #expect(try await erase(record, in: log) == .done)
        #expect(try await places(of: Self.name, log) == [])
        #expect(
            try await log.ledger.count(
                """
                SELECT count(*) FROM disclosure
                WHERE record_id::text = \(record) AND value IS NULL AND salt IS NULL AND erased_at IS NOT NULL
                """) == 1)
        #expect(
            try await log.ledger.count(
                """
                SELECT count(*) FROM record AS erasure JOIN record AS named ON named.id::text = \(record)
                WHERE erasure.kind = 'erasure' AND erasure.seen_by = named.seen_by
                """) == 1)
    }

    /// The tables in which a text stands.
    private func places(of text: String, _ log: TestLog) async throws -> [String] {
        try await log.pool.withConnection { connection throws(PostgresError) in
            var found: [String] = []
            let tables = try await connection.query(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
            ).rows
            for row in tables {
                let table = try row.text(0)
                let rows = try await connection.query(
                    """
                    SELECT count(*) FROM \(identifier: table) AS kept WHERE position(\(text) IN kept::text) > 0
                        OR position(encode(convert_to(\(text), 'UTF8'), 'hex') IN kept::text) > 0
                    """
                ).rows
                if try rows.first?.int8(0) != 0 { found.append(table) }
            }
            return found
        }
    }

    @Test("Erased twice, also at once, it is one record; a name that stands in the purpose is not erased into the log")
    func once() async throws {
        let (log, record) = try await world()
        #expect(try await erase(record, in: log, purpose: "\(Self.name) has asked for it") == .purposeNamesPerson)
        #expect(try await erasures(log).isEmpty)
        #expect(try await places(of: Self.name, log) == ["disclosure"])
        let outcomes: [Erasure] = try await withThrowingTaskGroup(of: Erasure.self) { group in
            for _ in 0..<4 { group.addTask { try await erase(record, in: log) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.count { $0 == .done } == 1 && outcomes.count { $0 == .nothingThere } == 3)
        #expect(try await erase(record, in: log, part: "driver") == .nothingThere)
        #expect(try await erasures(log).count == 1)
        // What was tried is in the audit, and the refused purpose is not.
        #expect(try await log.ledger.count("SELECT count(*) FROM audit_event WHERE act = 'name-erased'") == 6)
        #expect(try await log.faults() == [])
    }

    @Test("Of a record about no batch the erasure is one too, and the numbers of batches go on without it")
    func withoutBatch() async throws {
        let (log, _) = try await world()
        let registered = try await log.pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT id::text FROM record WHERE kind = 'parcel-registered' LIMIT 1").rows
                .first?.text(0)
        }
        #expect(try await erase(try #require(registered), in: log) == .done)
        try await log.publish()
        #expect(try await log.faults() == [])
        let id = try #require(try await erasures(log).first?.id)
        let entry = try LeafEntry(try #require(try await leaf(of: id, log)))
        #expect(entry.kind == LeafEntry.erasure && entry.places.isEmpty)
    }

    @Test("While grain of the batch is moved in other transactions, names are erased: every number once, none left out")
    func besideWriters() async throws {
        let (log, record) = try await world()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<12 {
                let act = MoveBatch(
                    operation: "M-\(number)", batch: "B1", from: SmallWorld.ordinary[0], to: SmallWorld.ordinary[1],
                    grams: Grams(10), reason: "")
                group.addTask {
                    guard case .done = await log.ledger.submit(act) else { throw SmallWorld.NotTaken() }
                }
            }
            for part in ["compiler", "reviewer", "approver"] {
                group.addTask {
                    let erasure = try await erase(record, in: log, part: part)
                    #expect(erasure == .done)
                }
            }
            try await group.waitForAll()
        }
        try await log.publish()
        #expect(try await log.ledger.count("SELECT last_number FROM stream WHERE batch = 'B1'") == 16)
        #expect(try await log.faults() == [])
    }
}
