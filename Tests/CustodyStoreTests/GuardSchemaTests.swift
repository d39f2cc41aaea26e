import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import TestCluster
import Testing

@Suite("The schema's guards, and who may set them up")
struct GuardSchemaTests {
    private func names(_ ledger: TestLedger, _ statement: PostgresStatement) async throws -> [String] {
        try await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.query(statement).rows.map { row throws(PostgresError) in try row.text(0) }
        }
    }

    @Test("Lint: row security on and forced, views of the invoker, pinned search paths, one owner, indexed marks")
    func lint() async throws {
        let ledger = try await TestLedger()
        let forced = Set(
            try await names(
                ledger,
                """
                SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
                    AND relrowsecurity AND relforcerowsecurity
                """))
        #expect(Set(RowOracle.tables + ["answer", "disclosure"]).subtracting(forced).isEmpty)
        // What readers may ask at all is what the oracle knows: a new table cannot be left out of it.
        let readable = try await names(
            ledger,
            """
            SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
                AND (has_table_privilege('grainledger_reader', oid, 'SELECT')
                    OR has_any_column_privilege('grainledger_reader', oid, 'SELECT'))
            """)
        #expect(Set(readable) == Set(RowOracle.tables))
        let lints: [(String, PostgresStatement)] = [
            (
                "readable or writable by a role of the service, and not guarded",
                """
                SELECT DISTINCT relname::text FROM pg_class, unnest(ARRAY[
                    'grainledger_reader', 'grainledger_tracer', 'grainledger_writer']) AS member (role)
                WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'm', 'f')
                    AND has_table_privilege(member.role, oid, 'SELECT')
                    AND NOT (relrowsecurity AND relforcerowsecurity)
                    AND relname IN (SELECT table_name FROM information_schema.columns
                        WHERE column_name IN ('owners', 'county', 'granary', 'organization', 'seen_by', 'body'))
                """
            ),
            (
                "a view that asks as its owner",
                """
                SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
                    AND NOT COALESCE(reloptions @> ARRAY['security_invoker=true'], false)
                """
            ),
            (
                "a function that looks for names on the caller's path",
                """
                SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                    -- A body that was read when the function was made is bound to its names, and looks for none.
                    AND prosqlbody IS NULL
                    AND NOT EXISTS (SELECT FROM unnest(proconfig) AS setting WHERE setting LIKE 'search_path=%pg_temp')
                """
            ),
            (
                "a definer's function open to all, or one marked leak-proof",
                """
                SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
                    AND (proleakproof OR (prosecdef AND EXISTS (
                        SELECT FROM aclexplode(COALESCE(proacl, acldefault('f', proowner))) WHERE grantee = 0)))
                """
            ),
            (
                "of another owner than the migrator",
                """
                SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
                    AND relowner <> (SELECT relowner FROM pg_class WHERE oid = 'public.migration'::regclass)
                """
            ),
            (
                "a role of the service that can more than it should",
                """
                SELECT rolname::text FROM pg_roles WHERE rolname LIKE 'grainledger\\_%'
                    AND (rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb OR rolreplication
                        OR EXISTS (SELECT FROM pg_auth_members WHERE member = pg_roles.oid)
                        OR EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid))
                """
            ),
            (
                "marks without an index",
                """
                SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
                WHERE attname = 'seen_by' AND relkind = 'r' AND NOT EXISTS (
                    SELECT FROM pg_index JOIN pg_class AS named ON named.oid = indexrelid
                        JOIN pg_am ON pg_am.oid = named.relam
                    WHERE indrelid = attrelid AND indkey[0] = attnum AND amname = 'gin' AND indisvalid)
                """
            ),
            (
                "open to everybody",
                """
                SELECT relname::text FROM pg_class, aclexplode(relacl) AS given
                WHERE relnamespace = 'public'::regnamespace AND given.grantee = 0
                """
            ),
        ]
        for (fault, statement) in lints { #expect(try await names(ledger, statement) == [], "\(fault)") }
    }

    @Test("Records of a book from before the guards are given what the committer would have written")
    func backfill() async throws {
        let ledger = try await GuardWorld(seed: 7, steps: 250).ledger
        let old = try await OldLedger.copy(of: ledger, version: 4)
        #expect(try await Migrator(pool: old.pool).run().first == "m0005_guard_rows")
        let columns: [PostgresStatement] = [
            """
            SELECT id || kind || ' ' || ARRAY(SELECT unnest(counties) ORDER BY 1)::text
                || ARRAY(SELECT unnest(owners) ORDER BY 1)::text FROM record ORDER BY seq
            """,
            """
            SELECT record_id || ' ' || leg || county || ARRAY(SELECT unnest(owners) ORDER BY 1)::text FROM movement_leg
            ORDER BY record_id, leg
            """,
            "SELECT batch || place || granary || county || grain_class FROM holding ORDER BY batch, place",
        ]
        for statement in columns {
            let (written, filled) = (try await names(ledger, statement), try await names(old, statement))
            #expect(written.count == filled.count && !written.isEmpty)
            for (left, right) in zip(written, filled) where left != right {
                Issue.record("written \(left), filled \(right)")
            }
        }
        #expect(try await Replay(pool: ledger.pool).differences() == [])
        #expect(try await Replay(pool: old.pool).differences() == [])
        #expect(try await BareReader(ledger: old).breaches(try await RowOracle(old)) == [])
    }

    @Test("A record opened to a stranger by hand is found by the rebuild, and so is a leg")
    func strayMarks() async throws {
        let ledger = try await GuardWorld(seed: 9, steps: 20).ledger
        #expect(try await Replay(pool: ledger.pool).differences() == [])
        let changes: [PostgresStatement] = [
            "UPDATE record SET owners = owners || 'stranger'::text WHERE seq = (SELECT max(seq) - 3 FROM record)",
            "UPDATE record SET counties = '{430902}' WHERE seq = (SELECT max(seq) - 5 FROM record)",
            "UPDATE movement_leg SET owners = '{stranger}' WHERE leg = 1 AND record_id = (SELECT min(record_id::text)::uuid FROM movement_leg)",
        ]
        for (number, change) in changes.enumerated() {
            try await ledger.pool.withConnection { connection throws(PostgresError) in
                try await connection.script("SET session_replication_role = replica")
                _ = try await connection.query(change)
                try await connection.script("RESET session_replication_role")
            }
            let differences = try await Replay(pool: ledger.pool).differences()
            #expect(
                differences.count == number + 1
                    && differences.allSatisfy { $0.description.contains("marked for others") })
        }
    }

    @Test("An ordinary owner, no superuser: migrates, commits, reads; without taking a role on he sees nothing")
    func ordinaryOwner() async throws {
        let cluster = try await TestLedger()
        let owner = "owner\(UUID().uuidString.replacing("-", with: "").lowercased())"
        try await cluster.pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query("CREATE ROLE \(identifier: owner) LOGIN")
        }
        let ledger = TestLedger(on: try await TestCluster.empty(owner: owner))
        await #expect(throws: PostgresError.self) { try await Migrator(pool: ledger.pool).run() }
        do throws(PostgresError) {
            _ = try await Migrator(pool: ledger.pool).run()
        } catch {
            let words = String(reflecting: error)
            #expect(
                error.sqlState == .insufficientPrivilege && words.contains("Schema/roles.sql") && words.contains(owner))
        }
        // What Schema/roles.sql does.
        try await cluster.pool.withConnection { connection throws(PostgresError) in
            for role in ["reader", "replayer", "tracer", "writer"] {
                _ = try await connection.query(
                    "GRANT \(identifier: "grainledger_\(role)") TO \(identifier: owner)")
            }
        }
        _ = try await Migrator(pool: ledger.pool).run()
        let act = SmallWorld.organization(TestLedger.granary, .granary)
        #expect(await ledger.submit(act).receipt != nil)
        let reads = LedgerReads(pool: ledger.pool)
        #expect(try await reads.find(.organizations, TestLedger.granary.text, for: TestLedger.clerk) != nil)
        #expect(try await Replay(pool: ledger.pool).differences() == [])
        #expect(try await HealthReads(pool: ledger.pool).signs().guardsOff == [])
        #expect(try await cluster.count("SELECT 0") == 0)
        #expect(try await ledger.count("SELECT count(*) FROM record") == 0)
        #expect(try await ledger.count("SELECT count(*) FROM organization") == 0)
        try await ledger.pool.withConnection { connection throws(PostgresError) in
            _ = try await connection.query("DELETE FROM leaf_pending")
            _ = try await connection.query("UPDATE log_state SET is_complete = false")
        }
        #expect(try await Migrator(pool: ledger.pool).run() == ["1 leaves of older records"])
    }
}
