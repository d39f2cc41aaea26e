import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import Rules
import Testing

@Suite("Commits: at most once, never more than there is")
struct CommitTests {
    @Test("Eight clients each take 60 % of one holding: one succeeds, seven are refused")
    func oneOfEight() async throws {
        let world = try await SmallWorld()
        _ = await world.ledger.submit(
            SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000))
        let answers = await withTaskGroup { group in
            for client in 0..<8 {
                group.addTask {
                    await world.ledger.submit(
                        MoveBatch(
                            operation: "M\(client)", batch: "B1", from: SmallWorld.ordinary[0],
                            to: SmallWorld.ordinary[1], grams: Grams(600), reason: ""))
                }
            }
            return await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.count { if case .done = $0 { true } else { false } } == 1)
        #expect(answers.count { $0 == .refused(Refusal(.holdingTooSmall, "B1")) } == 7)
    }

    @Test("Two committers, as two servers have, keep the same promise")
    func twoServers() async throws {
        let world = try await SmallWorld()
        let other = Committer(configuration: .init(url: world.ledger.url))
        _ = await world.ledger.submit(
            SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000))
        let answers = await withTaskGroup { group in
            for client in 0..<8 {
                group.addTask {
                    let act = Act(
                        MoveBatch(
                            operation: "M\(client)", batch: "B1", from: SmallWorld.ordinary[0],
                            to: SmallWorld.ordinary[1], grams: Grams(600), reason: ""))
                    let submission = Submission(
                        actor: TestLedger.clerk, act: act, occurredAt: TestLedger.start, key: "k\(client)")
                    return await (client.isMultiple(of: 2) ? world.ledger.committer : other).submit(submission)
                }
            }
            return await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.count { if case .done = $0 { true } else { false } } == 1)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }

    @Test("A citizen's number gets into no record and no name, whatever field it was typed into, and is told covered")
    func citizenNumber() async throws {
        let world = try await SmallWorld()
        _ = await world.ledger.submit(
            SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000))
        let covered = Answer.refused(Refusal(.citizenNumberInText, "110105********002X"))
        func move(_ reason: String) -> MoveBatch {
            MoveBatch(
                operation: "M", batch: "B1", from: SmallWorld.ordinary[0], to: SmallWorld.ordinary[1],
                grams: Grams(600), reason: reason)
        }
        #expect(await world.ledger.submit(move("张三 11010519491231002x")) == covered)
        let persons: Persons = [.handler: "张三，11010519491231002X"]
        #expect(await world.ledger.submit(move("turning"), persons: persons) == covered)
        let chain = await world.ledger.committer.submit(chain: [
            Submission(
                actor: TestLedger.clerk, act: Act(move("(11010519491231002X)")), occurredAt: TestLedger.start,
                key: "chained")
        ])
        #expect(chain == [covered])
        guard case .done = await world.ledger.submit(move("turning"), persons: [.handler: "张三"]) else {
            Issue.record("a name is taken")
            return
        }
    }

    @Test("The same key and body get the stored answer; another body is refused and changes nothing")
    func keys() async throws {
        let world = try await SmallWorld()
        let act = SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000)
        let answers = await withTaskGroup { group in
            for _ in 0..<16 { group.addTask { await world.ledger.submit(act, key: "one") } }
            return await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        let receipts = Set(answers.compactMap { if case .done(let receipt, _) = $0 { receipt.recordId } else { nil } })
        #expect(answers.count { if case .done(_, replayed: false) = $0 { true } else { false } } == 1)
        #expect(receipts.count == 1 && answers.allSatisfy { if case .done = $0 { true } else { false } })
        let other = SmallWorld.intake("B2", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000)
        #expect(await world.ledger.submit(other, key: "one") == .keyReused)
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 1)
    }

    @Test("A refused command harms no neighbour of its group")
    func neighbours() async throws {
        let world = try await SmallWorld()
        let answers = await withTaskGroup { group in
            for number in 0..<20 {
                let bin = number.isMultiple(of: 2) ? SmallWorld.ordinary[0] : SmallWorld.segregated[0]
                let act = SmallWorld.intake(
                    BatchCode("B\(number)"), from: SmallWorld.parcels[0], into: bin, grams: 1000)
                group.addTask { await world.ledger.submit(act) }
            }
            return await group.reduce(into: [Answer]()) { $0.append($1) }
        }
        #expect(answers.count { if case .done = $0 { true } else { false } } == 10)
        #expect(try await world.ledger.count("SELECT count(*) FROM batch") == 10)
        #expect(try await world.ledger.count("SELECT sum(mass_g)::bigint FROM holding") == 10_000)
    }
}

@Suite("The schema guards what must survive our bugs")
struct SchemaGuardTests {
    private func refused(_ statement: PostgresStatement) async throws -> String? {
        let world = try await SmallWorld()
        _ = await world.ledger.submit(
            SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000))
        do {
            try await world.ledger.pool.withConnection { connection throws(PostgresError) in
                try await connection.begin()
                try await connection.commit([statement])
            }
            return nil
        } catch {
            return error.constraint
        }
    }

    @Test func massIsNeverNegative() async throws {
        #expect(try await refused("UPDATE holding SET mass_g = -1") == "holding_mass_not_negative")
    }
    @Test func movementsClose() async throws {
        let stray: PostgresStatement =
            "INSERT INTO movement_leg SELECT id, 99, 'B1', 'bin:ordinary-1', 5, 'A' FROM record LIMIT 1"
        #expect(try await refused(stray) == "movement_conserves_mass")
    }
    @Test func noMovementBringsGrainWhereItMayNotLie() async throws {
        let stray: PostgresStatement =
            """
            INSERT INTO movement_leg SELECT id, leg, 'B1', place, grams, class FROM (SELECT id FROM record LIMIT 1) AS any_record,
                (VALUES (98, 'bin:ordinary-1', -5, 'D'), (99, 'bin:ordinary-2', 5, 'D')) AS moved (leg, place, grams, class)
            """
        #expect(try await refused(stray) == "movement_respects_bin_use")
    }
    @Test func noMergeOrSplitBettersAClass() async throws {
        let stray: PostgresStatement =
            """
            INSERT INTO movement_leg SELECT id, leg, batch, place, grams, class
            FROM (SELECT id FROM record LIMIT 1) AS any_record,
                (VALUES (96, 'B1', 'product', -5, 'D'), (97, 'B1', 'into:N', 5, 'D'),
                    (98, 'N', 'from:B1', -5, 'A'), (99, 'N', 'product', 5, 'A')) AS moved (leg, batch, place, grams, class)
            """
        #expect(try await refused(stray) == "movement_keeps_class_order")
    }
    @Test func namesAreErasedAndNeverRewritten() async throws {
        #expect(try await refused("UPDATE disclosure SET value = 'someone else'") == "append_only")
        #expect(try await refused("UPDATE disclosure SET value = NULL, salt = NULL") == "disclosure_erased_whole")
        #expect(try await refused("DELETE FROM disclosure") == "append_only")
        #expect(
            try await refused("UPDATE disclosure SET value = NULL, salt = NULL, erased_at = now()") == nil)
    }
    @Test func recordsAreNeitherChangedNorRemoved() async throws {
        #expect(try await refused("UPDATE record SET actor = 'x'") == "append_only")
        #expect(try await refused("DELETE FROM record") == "append_only")
        #expect(try await refused("TRUNCATE answer") == "append_only")
    }

    @Test("No name enters a record: its digest does, and proves the name while it is kept")
    func namesStayOut() async throws {
        let world = try await SmallWorld()
        let named: PostgresStatement =
            "SELECT count(*) FROM record WHERE body LIKE '%周立新%' OR body LIKE '%龚学文%'"
        #expect(try await world.ledger.count(named) == 0)
        let proved: PostgresStatement =
            """
            SELECT count(*) FROM disclosure JOIN record ON record.id = disclosure.record_id
            WHERE record.kind = 'report-issued' AND record.body::jsonb -> '_sd' ? disclosure.digest
                AND disclosure.digest = translate(rtrim(encode(sha256(convert_to(translate(rtrim(replace(encode(convert_to(
                    '["' || salt || '","' || role || '","' || value || '"]', 'UTF8'), 'base64'), E'\\n', ''), '='), '+/', '-_'),
                    'UTF8')), 'base64'), '='), '+/', '-_')
            """
        let reports = try await world.ledger.count("SELECT count(*) FROM record WHERE kind = 'report-issued'")
        #expect(try await world.ledger.count(proved) == 3 * reports && reports == 18)
    }

    @Test("A correction's record names the record it corrects")
    func correctionsNameTheOldRecord() async throws {
        let world = try await SmallWorld()
        _ = await world.ledger.submit(
            SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000))
        let answer = await world.ledger.submit(
            CorrectIntake(
                batch: "B1", bin: SmallWorld.ordinary[0], grossGrams: Grams(5900), tareGrams: Grams(5000),
                sources: [SmallWorld.parcels[0]: Grams(900)], reason: "typo"))
        guard case .done = answer else { throw SmallWorld.Unexpected(answer: answer) }
        let named: PostgresStatement =
            """
            SELECT count(*) FROM record AS new JOIN record AS old ON old.id = new.prev
            WHERE new.kind = 'intake-corrected' AND old.kind = 'grain-taken-in' AND new.body::jsonb ->> 'prev' = old.id::text
            """
        #expect(try await world.ledger.count(named) == 1)
        #expect(try await world.ledger.count("SELECT mass_g FROM holding WHERE batch = 'B1'") == 900)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }

    @Test("A table changed behind our back is named by the rebuild")
    func tamperingIsNamed() async throws {
        let world = try await SmallWorld()
        _ = await world.ledger.submit(
            SmallWorld.intake("B1", from: SmallWorld.parcels[0], into: SmallWorld.ordinary[0], grams: 1000))
        try await world.ledger.pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query(
                "UPDATE batch SET body = jsonb_set(body, '{ledger,bin:ordinary-1}', '900')")
            _ = try await connection.query("UPDATE holding SET mass_g = 900")
        }
        let differences = try await Replay(pool: world.ledger.pool).differences().map(\.description)
        #expect(differences.contains("batch B1: table and records differ"))
        #expect(
            differences.contains("holding B1 bin:ordinary-1: 900 g of class A stored, 1000 g of class A by the records")
        )
    }
}
