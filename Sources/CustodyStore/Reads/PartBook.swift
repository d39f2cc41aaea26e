import Custody
import Operations
import Postgres
import Rules

/// Books of a few aggregates, read from their tables: for what is computed of what is open or of one season, and must not
/// wait until all records of ten years have been replayed.
struct PartBook {
    let session: ReaderSession

    /// Everything that `DeadlineList` may speak of now, and now by the database's clock.
    func open() async throws(PostgresError) -> (book: Book, now: Timestamp) {
        let results = try await session.results(["SELECT clock_timestamp()", Self.openMatters], as: .replayer)
        guard let now = try results[0].rows.first?.timestamp(0) else { throw PostgresError(.decoding, "no clock") }
        return (try Self.book(of: results[1].rows), Timestamp(now))
    }

    /// The tested samples of a season with their reports, and the parcels they stand for, as far as an actor sees them.
    func tests(of season: String, for actor: Actor) async throws(PostgresError) -> Book {
        try Self.book(
            of: try await session.rows(
                """
                WITH tested AS (SELECT code, body FROM sample WHERE body ->> 'season' = \(season) AND body ->> 'state' = 'tested')
                SELECT 'sample', code, body FROM tested
                UNION ALL SELECT 'report', code, body FROM report WHERE body ->> 'sample' IN (SELECT code FROM tested)
                UNION ALL SELECT 'parcel', code, body FROM parcel
                    WHERE code IN (SELECT body #>> '{subject,parcel,_0}' FROM tested)
                """, as: .reader(actor)))
    }

    /// The conditions are those of the partial indexes of m0031 and m0042; `DeadlineList` asks more closely.
    private static let openMatters: PostgresStatement = """
        WITH frozen AS (SELECT code, body FROM batch WHERE is_frozen),
        trip AS (
            SELECT code, body FROM manifest WHERE body ->> 'state' IN ('departed', 'arrived', 'refused')
            UNION SELECT manifest.code, manifest.body FROM frozen
                CROSS JOIN LATERAL jsonb_array_elements_text(frozen.body -> 'frozenBy') AS by (subject)
                JOIN manifest ON manifest.code = by.subject),
        plan AS (SELECT code, body FROM disposal WHERE NOT body ? 'certificate' AND NOT body ? 'withdrawnAt'),
        lying AS (
            SELECT held.batch, bin.code AS bin, bin.body FROM bin JOIN holding AS held ON held.place = 'bin:' || bin.code
            WHERE held.lies AND (bin.body ->> 'use' = 'ordinary' AND held.grain_class <> 'A'
                OR bin.body ->> 'use' = 'segregated' AND held.grain_class IN ('A', 'pending'))),
        dispute AS (SELECT code, body FROM reinspection WHERE NOT body ? 'outcome'),
        probe AS (
            SELECT code, body FROM sample
            WHERE body ->> 'state' = 'collected' OR code IN (SELECT body ->> 'sample' FROM dispute))
        SELECT 'manifest', code, body FROM trip
        UNION ALL SELECT 'disposal', code, body FROM plan
        UNION ALL SELECT DISTINCT 'bin', bin, body FROM lying
        UNION ALL SELECT 'reinspection', code, body FROM dispute
        UNION ALL SELECT 'sample', code, body FROM probe
        UNION ALL SELECT 'batch', code, body FROM batch WHERE code IN (
            SELECT code FROM frozen UNION SELECT batch FROM lying UNION SELECT body ->> 'batch' FROM trip
            UNION SELECT body ->> 'batch' FROM plan UNION SELECT body #>> '{subject,batch,_0}' FROM probe)
        UNION ALL SELECT 'organization', code, body FROM organization WHERE code IN (
            SELECT body ->> 'consignee' FROM trip UNION SELECT body ->> 'facility' FROM plan)
        """

    private static func book(of rows: [PostgresRow]) throws(PostgresError) -> Book {
        var book = Book()
        for row in rows {
            guard let kind = AggregateKey.Kind(rawValue: try row.text(0)) else { continue }
            let key = AggregateKey(kind, try row.text(1))
            do { try book.load(try row.json(2), for: key) } catch {
                throw PostgresError(.decoding, "\(key): \(error)")
            }
        }
        return book
    }
}
