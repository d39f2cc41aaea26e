public import Custody
import Identity
public import Operations
public import Postgres
import Rules

/// The audit: who did what outside the book, or was refused; rows are added, and leave after six months at the earliest.
public struct AuditTrail: Sendable {
    private let pool: PostgresPool

    /// An audit over a pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// Writes a note, with the origin of the request under way; returns when it is durable.
    public func note(_ note: AuditNote) async throws(PostgresError) {
        let statement = Self.insert(note, Origin.current)
        try await pool.withConnection { connection throws(PostgresError) in _ = try await connection.query(statement) }
    }

    /// Whether an act on a subject was noted, whoever asks.
    public func isNoted(_ act: String, on subject: String) async throws(PostgresError) -> Bool {
        let statement: PostgresStatement =
            "SELECT 1 FROM audit_event WHERE act = \(act) AND subject = \(subject) LIMIT 1"
        return try await pool.rows(statement, by: RowRight.reading(.machineOperator)).isEmpty == false
    }

    /// The statement that writes a note, for transactions that do what it tells.
    static func insert(_ note: AuditNote, _ origin: Origin) -> PostgresStatement {
        """
        INSERT INTO audit_event (who, person, region, act, subject, purpose, address, result, detail, request)
        VALUES (\(note.who), nullif(\(note.person?.text ?? ""), '')::uuid, \(note.region), \(note.act), \(note.subject),
            \(note.purpose), \(origin.address), \(note.outcome.rawValue), \(note.detail), \(origin.request))
        """
    }

    /// Notes that an actor may see, newest first: those of persons within his region, and those of nobody known.
    public func list(_ query: AuditQuery, for actor: Actor) async throws(PostgresError) -> [AuditEntry] {
        let statement = Self.select(
            """
            number, to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.US"+08:00"'), who,
                coalesce(person::text, ''), region, act, subject, purpose, address, result, detail, request
            """, "ORDER BY number DESC", query, for: actor)
        var entries: [AuditEntry] = []
        for row in try await pool.rows(statement, by: RowRight.reading(actor)) {
            var texts: [String] = []
            for column in 1...11 { texts.append(try row.text(column)) }
            entries.append(AuditEntry(number: try row.int8(0), texts: texts))
        }
        return entries
    }

    /// The same notes counted by hours of China, oldest first.
    public func hours(_ query: AuditQuery, for actor: Actor) async throws(PostgresError) -> [AuditHour] {
        let statement = Self.select(
            """
            to_char(date_trunc('hour', at AT TIME ZONE 'Asia/Shanghai'), 'YYYY-MM-DD'),
                extract(hour FROM date_trunc('hour', at AT TIME ZONE 'Asia/Shanghai'))::bigint, count(*),
                count(*) FILTER (WHERE result = 'refused')
            """, "GROUP BY 1, 2 ORDER BY 1, 2", query, for: actor)
        return try await pool.rows(statement, by: RowRight.reading(actor)).map { row throws(PostgresError) in
            guard let day = CivilDate(iso: try row.text(0)) else { throw PostgresError(.decoding, "no day of a note") }
            return AuditHour(
                day: day, hour: Int(try row.int8(1)), notes: Int(try row.int8(2)), refused: Int(try row.int8(3)))
        }
    }

    private static func select(
        _ columns: StaticString, _ order: StaticString, _ query: AuditQuery, for actor: Actor
    ) -> PostgresStatement {
        """
        SELECT \(unescaped: columns)
        FROM audit_event
        WHERE (region = '' OR starts_with(region, \(actor.region)))
            AND (\(.text(query.who)) IS NULL OR who = \(.text(query.who)))
            AND (\(.text(query.person)) IS NULL OR person::text = \(.text(query.person)))
            AND (\(.text(query.act)) IS NULL OR act = \(.text(query.act)))
            AND (\(.text(query.subject)) IS NULL OR subject = \(.text(query.subject)))
            AND (\(.text(query.result)) IS NULL OR result = \(.text(query.result)))
            AND at >= \(.timestamptz(microsecondsSince1970: query.from?.microseconds ?? 0))
            AND at < \(.timestamptz(microsecondsSince1970: query.until?.microseconds ?? 253_000_000_000_000_000))
            AND number < \(query.before ?? Int64.max)
        \(unescaped: order) LIMIT \(query.limit)
        """
    }
}
