import Identity
import Operations
import Postgres
import Rules

/// Handsets in the field: each is heard by whoever uses it, and told whether it was withdrawn (docs/decisions/0027).
struct HandsetRegister: Sendable {
    let pool: PostgresPool
    let clock: IdentityClock

    /// Hears a handset; what it said is on disk before it is answered. Whoever has its name and not its secret is another.
    func hear(_ name: String, _ report: HandsetReport, from caller: Caller) async throws(PostgresError) -> HandsetAnswer
    {
        guard let participant = caller.authority.participant else { return .denied(.notPermitted) }
        let now = PostgresValue.timestamptz(microsecondsSince1970: clock.now().microseconds)
        let secret = PostgresValue.bytea(SecretDigest(of: report.secret).bytes)
        let isForgotten = report.forgotten == true
        return try await pool.withTransaction { connection throws(PostgresError) in
            let heard = try await connection.pipeline([
                """
                INSERT INTO handset AS held (name, secret_digest, membership, first_heard_at, last_heard_at, waiting, codes)
                VALUES (\(name), \(secret), \(.uuid(text: participant.acting.number.text)), \(now), \(now), \(report.waiting),
                    \(report.codes))
                ON CONFLICT (name) DO UPDATE SET secret_digest = excluded.secret_digest, membership = excluded.membership,
                    last_heard_at = excluded.last_heard_at, waiting = excluded.waiting, codes = excluded.codes,
                    forgotten_at = CASE WHEN \(isForgotten) AND held.withdrawn_at IS NOT NULL
                        AND held.secret_digest IS NOT NULL
                        THEN coalesce(held.forgotten_at, \(now)) ELSE held.forgotten_at END
                    WHERE held.secret_digest = excluded.secret_digest
                        OR held.secret_digest IS NULL AND held.membership = excluded.membership
                RETURNING name
                """,
                """
                SELECT name, alias, person::text, role, organization, region, handset_standing(
                        withdrawn_at, forgotten_at, waiting, last_heard_at, \(silentBefore)),
                    first_heard_at, last_heard_at, waiting::bigint, codes::bigint, withdrawn_at, forgotten_at, reason,
                    withdrawn_by
                FROM handset_now WHERE name = \(name)
                """,
            ])
            guard !heard[0].rows.isEmpty, let row = heard[1].rows.first else { return .denied(.handsetOfAnother) }
            let sheet = try Self.sheet(row)
            if isForgotten, sheet.forgottenAt != nil {
                let note = AuditNote(caller, "handset-forgotten", name)
                _ = try await connection.query(AuditTrail.insert(note, Origin.current))
            }
            return .heard(sheet)
        }
    }

    /// A page of handsets: those within reach, of who oversees persons, and everybody's own.
    func list(_ query: HandsetQuery, for caller: Caller) async throws(PostgresError) -> HandsetPage? {
        guard let own = caller.authority.participant?.person.number.text, caller.scopes.coverReading else { return nil }
        let reach = PeopleReads(pool: pool, clock: clock).reach(of: caller)
        let standing = query.standing ?? ""
        let results = try await pool.pipeline([
            """
            SELECT name, alias, person::text, role, organization, region, standing, first_heard_at, last_heard_at,
                waiting::bigint, codes::bigint, withdrawn_at, forgotten_at, reason, withdrawn_by
            FROM handset_now, handset_standing(
                withdrawn_at, forgotten_at, waiting, last_heard_at, \(silentBefore)) AS standing
            WHERE (starts_with(region, \(.text(reach))) OR person::text = \(own))
                AND name COLLATE "C" > \(query.after ?? "") AND (\(standing) = '' OR standing = \(standing))
            ORDER BY name COLLATE "C" LIMIT \(query.limit + 1)
            """,
            """
            SELECT standing, count(*) FROM handset_now, handset_standing(
                withdrawn_at, forgotten_at, waiting, last_heard_at, \(silentBefore)) AS standing
            WHERE starts_with(region, \(.text(reach))) OR person::text = \(own) GROUP BY standing
            """,
        ])
        var handsets: [HandsetSheet] = []
        for row in results[0].rows { handsets.append(try Self.sheet(row)) }
        let isMore = handsets.count > query.limit
        if isMore { handsets.removeLast() }
        var standings: [String: Int] = [:]
        for row in results[1].rows { standings[try row.text(0)] = Int(try row.int8(1)) }
        return HandsetPage(handsets: handsets, next: isMore ? handsets.last?.code : nil, standings: standings)
    }

    /// Whether a handset was withdrawn.
    func isWithdrawn(_ name: String) async throws(PostgresError) -> Bool {
        try await pool.withConnection { connection throws(PostgresError) in
            try await !connection.query(
                "SELECT 1 FROM handset WHERE name = \(name) AND withdrawn_at IS NOT NULL"
            ).rows.isEmpty
        }
    }

    /// The statement that withdraws one for good.
    static func withdrawing(_ name: String, by: String, reason: String) -> PostgresStatement {
        """
        UPDATE handset SET withdrawn_at = clock_timestamp(), withdrawn_by = \(by), reason = \(reason)
        WHERE name = \(name) AND withdrawn_at IS NULL
        """
    }

    /// Who keeps records and was last heard before then is silent.
    private var silentBefore: PostgresValue {
        .timestamptz(microsecondsSince1970: clock.now().adding(hours: -HandsetSheet.hoursToSilence).microseconds)
    }

    private static func sheet(_ row: PostgresRow) throws(PostgresError) -> HandsetSheet {
        var texts: [String] = []
        for column in 0..<7 { texts.append(try row.text(column)) }
        return HandsetSheet(
            texts, heard: (Timestamp(try row.timestamp(7)), Timestamp(try row.timestamp(8))),
            waiting: Int(try row.int8(9)), codes: Int(try row.int8(10)),
            withdrawnAt: try row.timestampIfPresent(11).map { Timestamp($0) },
            forgottenAt: try row.timestampIfPresent(12).map { Timestamp($0) }, reason: try row.textIfPresent(13),
            withdrawnBy: try row.textIfPresent(14))
    }
}
