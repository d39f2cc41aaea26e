import Custody
import Evidence
import Foundation
import LogStore
import Operations
import Postgres
import Testing

@Suite("What a superuser changes is named, with the record")
struct TamperTests {
    private static let off: [PostgresStatement] = [
        "ALTER TABLE record DISABLE TRIGGER ALL", "ALTER TABLE leaf DISABLE TRIGGER ALL",
    ]

    /// A published log of two intakes, changed.
    private func faults(after change: (_ ids: [String]) -> [PostgresStatement]) async throws -> (
        Set<[String]>, [String]
    ) {
        let log = try await TestLog()
        let ids = try await log.takeIn(["B1", "B2"])
        try await log.publish()
        #expect(try await log.faults() == [])
        try await log.tamper(Self.off + change(ids))
        return (try await log.faults(), ids)
    }

    @Test("An entry is changed")
    func entryChanged() async throws {
        let (faults, ids) = try await faults { ids in
            [
                """
                UPDATE leaf SET entry = convert_to(replace(convert_from(entry, 'UTF8'), 'grain-taken-in', 'batch-moved'), 'UTF8')
                WHERE record_id::text = \(ids[0])
                """
            ]
        }
        #expect(faults == [["GL-E-0203", ids[0]], ["GL-E-0302", ids[0]]])
    }

    @Test("A leaf is deleted")
    func leafDeleted() async throws {
        let (faults, ids) = try await faults { ids in ["DELETE FROM leaf WHERE record_id::text = \(ids[0])"] }
        #expect(faults.isSuperset(of: [["GL-E-0301", ids[0]], ["GL-E-0305", "-"], ["GL-E-0203", "-"]]))
        #expect(!faults.contains { $0[1] == ids[1] })
    }

    @Test("Two leaves are swapped")
    func leavesSwapped() async throws {
        let (faults, ids) = try await faults { ids in
            [
                "ALTER TABLE leaf DROP CONSTRAINT leaf_pkey",
                """
                UPDATE leaf SET leaf_index = (SELECT sum(leaf_index)::bigint FROM leaf
                    WHERE record_id::text IN (\(ids[0]), \(ids[1]))) - leaf_index
                WHERE record_id::text IN (\(ids[0]), \(ids[1]))
                """,
            ]
        }
        #expect(faults == [["GL-E-0203", ids[0]], ["GL-E-0203", ids[1]]])
    }

    @Test("A record is changed, and its digest with it")
    func recordChanged() async throws {
        let (faults, ids) = try await faults { ids in
            [
                """
                UPDATE record SET body = replace(body, '1000', '1001'),
                    digest = sha256(convert_to(replace(body, '1000', '1001'), 'UTF8')) WHERE id::text = \(ids[1])
                """
            ]
        }
        #expect(faults == [["GL-E-0302", ids[1]]])
    }

    @Test("A record is slipped in past the committer, without a leaf")
    func recordSlippedIn() async throws {
        let id = "00000000-0000-7000-8000-000000000002"
        let (faults, _) = try await faults { _ in
            [
                """
                INSERT INTO record (id, kind, actor, occurred_at, digest, body)
                VALUES (\(id)::text::uuid, 'batch-moved', 'x', now(), sha256('{}'), '{}')
                """
            ]
        }
        #expect(faults == [["GL-E-0301", id]])
    }

    @Test("Tiles and root computed anew over a changed entry: the signed checkpoint no longer fits")
    func recomputed() async throws {
        let log = try await TestLog()
        let ids = try await log.takeIn(["B1"])
        try await log.publish()
        try await log.tamper(
            Self.off + [
                "ALTER TABLE leaf_pending DISABLE TRIGGER ALL",
                """
                INSERT INTO leaf_pending (record_id, entry)
                SELECT record_id, convert_to(replace(convert_from(entry, 'UTF8'), 'grain-taken-in', 'batch-moved'), 'UTF8')
                FROM leaf ORDER BY leaf_index
                """, "DELETE FROM leaf", "DELETE FROM log_tile",
                "UPDATE log_state SET size = 0, root = sha256(''), frontier = ''",
                "CREATE TABLE kept AS SELECT * FROM log_checkpoint",
                "ALTER TABLE log_checkpoint DISABLE TRIGGER ALL", "DELETE FROM log_checkpoint",
            ])
        // Whoever can do this much lets a sequencer run that knows nothing; the one with the files is not deceived.
        _ = try await Sequencer(pool: log.pool, files: nil).step()
        try await log.tamper(["INSERT INTO log_checkpoint SELECT * FROM kept"])
        let faults = try await log.faults()
        #expect(faults.isSuperset(of: [["GL-E-0306", "-"], ["GL-E-0302", ids[0]]]))
        guard case .frozen = try await log.publisher.step() else {
            Issue.record("another history was signed")
            return
        }
    }
}
