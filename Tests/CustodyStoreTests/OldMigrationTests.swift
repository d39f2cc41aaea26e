import Custody
import CustodyStore
import Postgres
import SchemaFiles
import Testing

@Suite("A book of an earlier version is brought to the latest with its rows")
struct OldMigrationTests {
    @Test("From every version before accounts and the log, with rows in the tables of the book")
    func migrates() async throws {
        let ledger = try await GuardWorld(seed: 11, steps: 60).ledger
        for version in Int64(1)...5 {
            let old = try await OldLedger.copy(of: ledger, version: version)
            let applied = try await Migrator(pool: old.pool).run()
            let missing = Migration.all.filter { $0.version > version }.map(\.name)
            #expect(Array(applied.prefix(missing.count)) == missing)
            // Before m0004 no bureau report could be stored: the copy has the records of two and no table for them.
            let differences = try await Replay(pool: old.pool).differences().filter { difference in
                guard version < 4, case .missing(let key) = difference else { return true }
                return key.kind != .bureauReport
            }
            #expect(differences == [], "from \(version)")
            #expect(try await old.count("SELECT count(*) FROM movement_leg") > 0)
            guard version < 3 else { continue }
            // What the old schema did not keep was filled in from the batch.
            let foreign: PostgresStatement = """
                SELECT count(*) FROM movement_leg JOIN batch ON batch.code = movement_leg.batch
                WHERE movement_leg.grain_class <> batch.grain_class
                """
            #expect(try await old.count(foreign) == 0)
        }
    }

    @Test("A migration that a working server drives into a deadlock is run again, and comes through")
    func deadlock() async throws {
        let old = try await TestLedger()
        _ = try await old.count("DELETE FROM migration WHERE version = 33 RETURNING version")
        let other = try await old.hold("LOCK TABLE sample IN ACCESS SHARE MODE")
        // The migration is the first to look for a deadlock, and so its victim.
        _ = try await other.query("SET LOCAL deadlock_timeout = '60s'")
        async let applied = Migrator(pool: old.pool).run()
        try await old.wait(
            until: """
                SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'sample'::regclass
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
                """)
        _ = try await other.query("LOCK TABLE migration IN ACCESS EXCLUSIVE MODE")
        try await other.commit()
        #expect(try await applied == ["m0033_show_collected_samples"])
        await other.close()
    }
}
