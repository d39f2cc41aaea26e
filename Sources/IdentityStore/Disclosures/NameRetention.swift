import Custody
import Operations
public import Postgres
public import Rules

/// Takes personal data out once its time is over: names that records left out, and what is known of persons who work for
/// nobody any more (PIPL art. 19, 47; reliability.md §8, 44). Digests, numbers and proofs stay.
///
/// Each name goes in a transaction of its own, with its record of erasure: an interrupted run goes on where it was.
public struct NameRetention: Sendable {
    private let pool: PostgresPool
    private let vault: DisclosureVault
    /// Names recorded before this are due.
    public let end: Timestamp
    /// Days for which files that were handed in are kept.
    private static let importDays: Int64 = 7
    private static let purpose = "retention period over (PIPL art. 19, 47)"
    private static let caller = Caller(
        actor: Actor(name: "retention", organization: "", role: .administrator, region: ""),
        authority: .operatorsImport,
        scopes: [], name: "operator", role: "administrator")

    /// A retention over a pool.
    public init(pool: PostgresPool, end: Timestamp) {
        self.pool = pool
        self.end = end
        vault = DisclosureVault(pool: pool)
    }

    /// How many names in records and how many persons are due.
    public func due() async throws(PostgresError) -> (names: Int, persons: Int) {
        (try await names(atMost: .max).count, try await persons().count)
    }

    /// Erases what is due; returns how many names and persons that were.
    ///
    /// - Parameter progress: told after each hundred names.
    public func apply(_ progress: @Sendable (Int) -> Void = { _ in }) async throws(PostgresError) -> (
        names: Int, persons: Int
    ) {
        var erased = 0
        while true {
            let found = try await names(atMost: 500)
            if found.isEmpty { break }
            for (record, part) in found {
                let asked = Unveiling(record: record, part: part, purpose: Self.purpose)
                _ = try await vault.erase(asked, by: Self.caller)
                erased += 1
                if erased.isMultiple(of: 100) { progress(erased) }
            }
        }
        let gone = try await persons()
        let note = AuditNote(
            who: Self.caller.name, act: "retention-applied", purpose: Self.purpose, detail: "\(erased) \(gone.count)")
        let statements: [PostgresStatement] = [
            """
            UPDATE person_detail SET name = NULL, phone = NULL, erased_at = clock_timestamp()
            WHERE person::text = ANY (\(.textArray(gone)))
            """,
            // What waited for a second person and was consented to by nobody, and files that were read and never booked.
            "SET LOCAL ROLE grainledger_writer",
            """
            UPDATE pending_act SET persons = NULL WHERE persons IS NOT NULL
                AND handed_in_at < clock_timestamp() - make_interval(days => \(PendingActs.days)::integer)
            """, "RESET ROLE",
            "DELETE FROM import_job WHERE changed_at < clock_timestamp() - make_interval(days => \(Self.importDays)::integer)",
            AuditTrail.insert(note, Origin.current),
        ]
        try await pool.withTransaction { connection throws(PostgresError) in
            _ = try await connection.pipeline(statements)
        }
        return (erased, gone.count)
    }

    /// The oldest names that are due, by record and part.
    private func names(atMost most: Int64) async throws(PostgresError) -> [(record: String, part: String)] {
        let select: PostgresStatement = """
            SELECT record_id::text, role FROM disclosure JOIN record ON record.id = record_id
            WHERE value IS NOT NULL AND record.recorded_at < \(instant) ORDER BY record.seq, role LIMIT \(most)
            """
        return try await pool.withTransaction { connection throws(PostgresError) in
            let rows = try await connection.pipeline(["SET LOCAL ROLE grainledger_writer", select])[1].rows
            return try rows.map { row throws(PostgresError) in (try row.text(0), try row.text(1)) }
        }
    }

    /// Persons of whom something is known, whose every membership ended before.
    private func persons() async throws(PostgresError) -> [String] {
        let select: PostgresStatement = """
            SELECT person_detail.person::text FROM person_detail
                JOIN membership_now AS held ON held.person = person_detail.person
            WHERE person_detail.erased_at IS NULL GROUP BY person_detail.person
            HAVING max(least(held.last_day, (held.ended_at AT TIME ZONE 'Asia/Shanghai')::date))
                < (\(instant) AT TIME ZONE 'Asia/Shanghai')::date
            """
        return try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(select).rows.map { row throws(PostgresError) in try row.text(0) }
        }
    }

    private var instant: PostgresValue { .timestamptz(microsecondsSince1970: end.microseconds) }
}
