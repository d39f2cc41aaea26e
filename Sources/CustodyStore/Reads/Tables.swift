import Custody
import Postgres
import Rules

/// The tables a read stands on: those of the database, or, as of a time, common table expressions of the same names
/// made from a replayed book, so that every statement is written once for the present and the past.
struct Tables {
    private let past: (book: Book, time: Timestamp)?
    private let record: [UInt8]?

    /// The tables of the database.
    static let present = Tables(past: nil, record: nil)
    /// The tables as they stood.
    static func asOf(_ time: Timestamp, _ book: Book) -> Tables { Tables(past: (book, time), record: nil) }
    /// The same tables with one record only, by the 16 bytes of its id.
    func narrowed(to record: [UInt8]) -> Tables { Tables(past: past, record: record) }

    /// What else stands as of the time, beside aggregates.
    struct Extras: OptionSet {
        let rawValue: Int
        static let records = Extras(rawValue: 1)
        static let legs = Extras(rawValue: 2)
        static let holdings = Extras(rawValue: 4)
    }

    /// What precedes `SELECT`: nothing for the present.
    func with(_ kinds: [AggregateKey.Kind], _ extras: Extras = []) throws(PostgresError) -> Clause {
        let tables = try tables(kinds, extras)
        return tables.isEmpty ? "" : "WITH \(Clause(tables, separator: ", ")) "
    }

    /// The same before a recursive query of one's own; records, legs and holdings cannot stand here.
    func recursive(_ kinds: [AggregateKey.Kind]) throws(PostgresError) -> Clause {
        let tables = try tables(kinds, [])
        return tables.isEmpty ? "WITH RECURSIVE " : "WITH RECURSIVE \(Clause(tables, separator: ", ")), "
    }

    /// The time they stood at; `nil` for the present.
    var time: Timestamp? { past?.time }
    /// The last instant that counts.
    var limit: PostgresValue { .timestamptz(microsecondsSince1970: past?.time.microseconds ?? Int64.max / 4) }

    private func tables(_ kinds: [AggregateKey.Kind], _ extras: Extras) throws(PostgresError) -> [Clause] {
        var tables: [Clause] = []
        if let past {
            for kind in kinds { tables.append(try Self.aggregates(kind, in: past.book)) }
            if extras.contains(.holdings) { tables.append(try Self.holdings(in: past.book)) }
        }
        guard past != nil || record != nil else { return tables }
        if extras.contains(.records) || extras.contains(.legs) { tables.append(records) }
        if extras.contains(.legs) {
            tables.append(
                """
                movement_leg AS (
                    SELECT moved.* FROM movement_leg AS moved JOIN record ON record.id = moved.record_id)
                """)
        }
        return tables
    }

    private var records: Clause {
        guard let record else { return "record AS (SELECT * FROM record WHERE occurred_at <= \(limit))" }
        return "record AS (SELECT * FROM record WHERE id = \(.uuid(record)) AND occurred_at <= \(limit))"
    }

    /// What lay where; a facility sees what is in its yard, though the batch is another's. Which rows are seen is what the guard
    /// of the table says of a row like it.
    private static func holdings(in book: Book) throws(PostgresError) -> Clause {
        let (codes, documents) = try documents(.batch, in: book)
        return """
            holding AS (
                SELECT lay.* FROM (
                    SELECT given.code AS batch, moved.key AS place, moved.value::bigint AS mass_g,
                        given.body ->> 'granary' AS granary, given.body ->> 'county' AS county,
                        given.body ->> 'grainClass' AS grain_class,
                        ARRAY[given.body ->> 'granary'] || CASE WHEN moved.key LIKE 'facility:%'
                            THEN ARRAY[substr(moved.key, 10)] ELSE '{}' END AS owners
                    FROM unnest(\(.textArray(codes)), \(.jsonbArray(documents))) AS given (code, body),
                        jsonb_each_text(given.body -> 'ledger') AS moved
                    WHERE split_part(moved.key, ':', 1) IN ('bin', 'transit', 'facility')) AS lay
                WHERE public.sight_marks(ARRAY[lay.county], lay.owners) && (SELECT public.sight_keys()))
            """
    }

    private static func documents(_ kind: AggregateKey.Kind, in book: Book) throws(PostgresError) -> (
        codes: [String], documents: [[UInt8]]
    ) {
        let keys = book.keys.filter { $0.kind == kind }
        do {
            return (keys.map(\.code), try keys.map { try book.document(for: $0) ?? [] })
        } catch {
            throw PostgresError(.decoding, "\(kind): \(error)")
        }
    }

    /// A book that was replayed knows no reader: what is seen of it is what he sees of the same rows now, by the guards of the
    /// tables themselves.
    private static func aggregates(_ kind: AggregateKey.Kind, in book: Book) throws(PostgresError) -> Clause {
        let (codes, documents) = try documents(kind, in: book)
        return """
            \(identifier: kind.rawValue) AS (
                SELECT given.code, 0::bigint AS version, given.body, given.body ->> 'county' AS county,
                    given.body ->> 'granary' AS granary, given.body ->> 'grainClass' AS grain_class
                FROM unnest(\(.textArray(codes)), \(.jsonbArray(documents))) AS given (code, body)
                WHERE EXISTS (SELECT FROM public.\(identifier: kind.rawValue) AS present WHERE present.code = given.code))
            """
    }
}
