import Custody
import CustodyStore
import Foundation
import Operations
import Postgres
import Rules
import Testing

/// The rows of each table as the role of readers sees them, with no condition in the statement.
struct BareReader {
    let ledger: TestLedger

    /// What a transaction says of an actor; nothing at all for `nil`.
    static func opening(_ role: String, _ actor: Actor?) -> [PostgresStatement] {
        let become: PostgresStatement = "SELECT set_config('role', \(role), true)"
        guard let actor else { return [become] }
        return [
            become,
            """
            SELECT set_config('grainledger.role', \(actor.role.rawValue), true),
                set_config('grainledger.organization', \(actor.organization.text), true),
                set_config('grainledger.region', \(actor.region.isEmpty ? "*" : actor.region), true)
            """,
        ]
    }

    /// Keys of the rows seen, by table.
    func rows(as actor: Actor?, role: String = "grainledger_reader", of tables: [String] = RowOracle.tables)
        async throws -> [String: Set<String>]
    {
        let opening = Self.opening(role, actor)
        let statements = tables.compactMap { RowOracle.keys[$0] }
        let results = try await ledger.pool.withConnection { connection throws(PostgresError) in
            try await connection.pipeline(opening + statements)
        }
        var seen: [String: Set<String>] = [:]
        for (table, result) in zip(tables, results.dropFirst(opening.count)) {
            seen[table] = Set(try result.rows.map { row throws(PostgresError) in try row.text(0) })
        }
        return seen
    }

    /// Where the rows seen are not those that the oracle allows: one line for each actor and table.
    func breaches(_ oracle: RowOracle, actors: [Actor] = GuardWorld.readers) async throws -> [String] {
        var breaches: [String] = []
        for actor in actors {
            for (table, seen) in try await rows(as: actor) {
                let may = oracle.visible(table, to: actor)
                if seen == may { continue }
                let who = "\(actor.role) of 「\(actor.organization)」 in 「\(actor.region)」"
                breaches.append(
                    "\(table): \(who) sees \(seen.subtracting(may).sorted().prefix(3)), misses \(may.subtracting(seen).sorted().prefix(3))"
                )
            }
        }
        return breaches.sorted()
    }
}

@Suite("Rows are guarded by the database itself")
struct RowGuardTests {
    @Test("Random histories, everybody who may ask, every table: exactly the rows he may see", arguments: [1, 3, 6])
    func rows(_ seed: UInt64) async throws {
        let world = try await GuardWorld(seed: seed, steps: 250)
        let oracle = try await RowOracle(world.ledger)
        let bare = BareReader(ledger: world.ledger)
        for table in RowOracle.tables {
            #expect(!(oracle.rows[table] ?? []).isEmpty, "the history has no \(table): \(world.refusals)")
        }
        let breaches = try await bare.breaches(oracle)
        #expect(breaches.isEmpty, "\(breaches.joined(separator: "\n"))")
        // The lists ask some thousand times: once is enough, the tables under them are compared for every history.
        guard seed == 1 else { return }
        try await lists(world.ledger)
        try await figures(world.ledger, oracle)
        try await controls(world.ledger, oracle)
    }

    /// Each wall alone shows the same of every list as the other alone, and as both.
    private func lists(_ ledger: TestLedger) async throws {
        let reads = LedgerReads(pool: ledger.pool)
        for resource in Resource.allCases {
            try await past(resource, reads)
            if resource == .deadlines { continue }
            var query = ListQuery(resource)
            query.limit = 100_000
            query.isCounted = true
            for actor in GuardWorld.readers {
                let first = try await reads.page(query, conditionsOf: actor, rowsOf: GuardWorld.bureau)
                let second = try await reads.page(query, conditionsOf: GuardWorld.bureau, rowsOf: actor)
                let both = try await reads.page(query, for: actor)
                let who: Comment = "\(resource) \(actor)"
                #expect(first.documents.map(\.code) == second.documents.map(\.code), who)
                let isSecond = both == second
                #expect(isSecond, who)
                // What a weighing says of a trip is read from the manifest, which is not seen from everywhere; where a parcel
                // lies is cut, and where a sample comes from left out, by the second wall alone.
                let isSame = first == second
                if ![.weighings, .parcels, .samples, .verdicts].contains(resource) { #expect(isSame, who) }
                let foreign = try await reads.page(query, for: GuardWorld.bureau).documents.map(\.code)
                    .first { code in !both.documents.contains { $0.code == code } }
                if let foreign { #expect(try await reads.find(resource, foreign, for: actor) == nil, who) }
                if let own = both.documents.last {
                    #expect(try await reads.find(resource, own.code, for: actor)?.json == own.json, who)
                }
            }
        }
    }

    /// As of a time, and of what is due, the book is replayed for nobody in particular: without the condition of the statement
    /// a reader sees no code that he does not see now; with it nothing less than by the condition alone, but for what it tells too
    /// much of.
    private func past(_ resource: Resource, _ reads: LedgerReads) async throws {
        var query = ListQuery(resource)
        query.limit = 100_000
        query.asOf = Timestamp(rfc3339: "2040-01-01T00:00:00+08:00")
        let whole = try await reads.page(query, for: GuardWorld.bureau).documents.map(\.code)
        var hidden = 0
        for actor in GuardWorld.readers {
            let first = try await reads.page(query, conditionsOf: actor, rowsOf: GuardWorld.bureau).documents.map(
                \.code)
            let second = try await reads.page(query, conditionsOf: GuardWorld.bureau, rowsOf: actor).documents.map(
                \.code)
            let both = try await reads.page(query, for: actor).documents.map(\.code)
            #expect(both == first.filter(second.contains), "\(resource) as of a time: \(actor)")
            // The condition alone would tell a county's granaries of samples that only who took them sees.
            let leaked = Set(first).subtracting(second)
            #expect(leaked.allSatisfy { resource == .deadlines && $0.hasPrefix("sample:") }, "\(resource): \(actor)")
            if resource != .deadlines { #expect(second == first, "\(resource), by the second wall: \(actor)") }
            hidden += whole.count - second.count
        }
        #expect(
            whole.isEmpty || hidden > 0 || resource == .organizations, "the second wall hides nothing of \(resource)")
    }

    /// Balances and issued reports ask with no condition of their own: of what may be seen they say all, of the rest nothing.
    private func figures(_ ledger: TestLedger, _ oracle: RowOracle) async throws {
        let reads = LedgerReads(pool: ledger.pool)
        let reports = BureauReportReads(pool: ledger.pool)
        var whole: [String: Balance] = [:]
        let scopes = ["batch", "bin"].flatMap { table in
            (oracle.rows[table] ?? []).map(\.key).sorted().prefix(12).map { code in
                (table, code, table == "bin" ? BalanceScope.bin(code) : .batch(code))
            }
        }
        for (_, code, scope) in scopes { whole[code] = try await reads.balance(scope, for: GuardWorld.bureau) }
        #expect(whole.count > 12)
        for actor in GuardWorld.readers {
            for (table, code, scope) in scopes {
                // A registrar sees the bins, and no grain in them.
                let may = actor.role != .registrar && oracle.visible(table, to: actor).contains(code)
                #expect(try await reads.balance(scope, for: actor) == (may ? whole[code] : nil), "\(code) \(actor)")
            }
            let issued = try await reports.list(region: "", after: "", limit: 100, for: actor)
            let may = oracle.visible("bureau_report", to: actor)
            #expect(Set(issued.map(\.issued.code.text)) == may, "\(actor)")
        }
    }

    /// With the guard of any table off, the test above would see it.
    private func controls(_ ledger: TestLedger, _ oracle: RowOracle) async throws {
        let bare = BareReader(ledger: ledger)
        let registrar = Actor(name: "r", organization: "", role: .registrar, region: "4301")
        let few = [GuardWorld.members[0].actor, GuardWorld.members[7].actor, registrar]
        for table in RowOracle.tables {
            try await ledger.pool.withConnection { connection throws(PostgresError) in
                _ = try await connection.query("ALTER TABLE \(identifier: table) DISABLE ROW LEVEL SECURITY")
            }
            let breaches = try await bare.breaches(oracle, actors: few)
            #expect(breaches.contains { $0.hasPrefix("\(table):") }, "nothing is seen without the guard of \(table)")
            #expect(try await HealthReads(pool: ledger.pool).signs().guardsOff == [table])
            try await ledger.pool.withConnection { connection throws(PostgresError) in
                _ = try await connection.query("ALTER TABLE \(identifier: table) ENABLE ROW LEVEL SECURITY")
            }
        }
    }

    @Test("Who says nothing of himself, half of it, or something unknown sees no row of any table")
    func silence() async throws {
        let ledger = try await GuardWorld(seed: 4, steps: 40).ledger
        let bare = BareReader(ledger: ledger)
        let silent = try await bare.rows(as: nil)
        #expect(silent.count == RowOracle.tables.count && silent.values.allSatisfy(\.isEmpty))
        let traced = [
            "batch", "parcel", "sample", "report", "manifest", "disposal", "record", "movement_leg", "finding",
        ]
        #expect(try await bare.rows(as: nil, role: "grainledger_tracer", of: traced).values.allSatisfy(\.isEmpty))
        for settings in [
            ["officer", "", ""], ["granary", GuardWorld.members[0].code.text, ""], ["king", "", "*"], ["", "", "*"],
            ["Administrator", "", "*"],
        ] {
            let seen = try await ledger.pool.withConnection { connection throws(PostgresError) in
                try await connection.pipeline([
                    "SELECT set_config('role', 'grainledger_reader', true)",
                    """
                    SELECT set_config('grainledger.role', \(settings[0]), true),
                        set_config('grainledger.organization', \(settings[1]), true),
                        set_config('grainledger.region', \(settings[2]), true)
                    """, "SELECT count(*) FROM record", "SELECT count(*) FROM batch",
                ])
            }
            #expect(try seen[2].rows.first?.int8(0) == 0 && seen[3].rows.first?.int8(0) == 0, "\(settings)")
        }
    }

    @Test("A connection that goes back to the pool carries neither role nor settings to the next one")
    func nothingStays() async throws {
        let ledger = try await GuardWorld(seed: 5, steps: 30).ledger
        let pool = PostgresPool(configuration: PostgresConfiguration(url: ledger.url), size: 1)
        let reads = LedgerReads(pool: pool)
        let (first, second) = (GuardWorld.members[0].actor, GuardWorld.members[3].actor)
        let own = try await reads.page(ListQuery(.batches), for: first).documents.map(\.code)
        let other = try await reads.page(ListQuery(.batches), for: second).documents.map(\.code)
        #expect(!own.isEmpty && !other.isEmpty && Set(own).isDisjoint(with: other))
        #expect(try await reads.page(ListQuery(.batches), for: first).documents.map(\.code) == own)
        // A read that fails leaves nothing either.
        var broken = ListQuery(.batches)
        broken.conditions = [.init(Field("createdAt", .integer), .isOneOf(["1"]))]
        await #expect(throws: PostgresError.self) { try await reads.page(broken, for: second) }
        let left = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                """
                SELECT current_user = session_user, COALESCE(current_setting('grainledger.role', true), '')
                    || COALESCE(current_setting('grainledger.organization', true), '')
                    || COALESCE(current_setting('grainledger.region', true), ''),
                    current_setting('transaction_read_only')
                """
            ).rows
        }
        let row = try #require(left.first)
        #expect(try row.bool(0) && row.text(1) == "" && row.text(2) == "off")
    }

    @Test("The writer changes no fact and removes nothing; readers write nothing, and see no names")
    func privileges() async throws {
        let ledger = try await GuardWorld(seed: 6, steps: 30).ledger
        func denied(_ role: String, _ statement: PostgresStatement) async -> Bool {
            do throws(PostgresError) {
                _ = try await ledger.pool.withConnection { connection throws(PostgresError) in
                    try await connection.pipeline(BareReader.opening(role, GuardWorld.bureau) + [statement])
                }
                return false
            } catch {
                return error.sqlState == .insufficientPrivilege
            }
        }
        for table in ["movement_leg", "finding", "answer", "disclosure"] {
            #expect(await denied("grainledger_writer", "UPDATE \(identifier: table) SET record_id = NULL"))
        }
        #expect(await denied("grainledger_writer", "UPDATE record SET owners = '{}'"))
        #expect(await denied("grainledger_writer", "ALTER TABLE record DISABLE TRIGGER record_append_only"))
        #expect(await denied("grainledger_writer", "SELECT 1 FROM token_grant"))
        #expect(!(await denied("grainledger_writer", "UPDATE batch SET version = version")))
        for table in RowOracle.tables + ["answer", "disclosure"] {
            for role in ["grainledger_writer", "grainledger_reader", "grainledger_tracer", "grainledger_replayer"] {
                #expect(await denied(role, "DELETE FROM \(identifier: table)"), "\(role) \(table)")
                #expect(await denied(role, "TRUNCATE \(identifier: table)"), "\(role) \(table)")
                if role == "grainledger_writer" { continue }
                #expect(await denied(role, "INSERT INTO \(identifier: table) DEFAULT VALUES"), "\(role) \(table)")
            }
        }
        for role in ["grainledger_reader", "grainledger_tracer", "grainledger_replayer"] {
            #expect(await denied(role, "UPDATE batch SET version = version"))
            #expect(await denied(role, "SELECT 1 FROM disclosure"))
            #expect(await denied(role, "SELECT digest FROM token_grant"))
        }
        #expect(await denied("grainledger_reader", "SELECT 1 FROM answer"))
        #expect(await denied("grainledger_reader", "SELECT await_writers()"))
    }
}
