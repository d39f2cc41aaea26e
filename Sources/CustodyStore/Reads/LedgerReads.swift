public import Custody
import Foundation
public import Operations
public import Postgres
public import Rules

/// What people read: objects, lists, traces, balances, dossiers; each now or as of a time, and each for somebody.
public struct LedgerReads: Sendable {
    let session: ReaderSession
    /// Where reads go that take long: of the past, and whole dossiers.
    private let longSession: ReaderSession
    private let books: PastBooks
    private let clock: BookClock
    /// The lineage in memory, where it is kept.
    let lineage: LineageKeeper

    /// Reads over two pools, so that those of the past never keep ordinary ones waiting (reliability.md R7).
    ///
    /// - Parameters:
    ///   - replays: for reads of the past and dossiers; its borrowers wait longer. Without one they share `pool`.
    ///   - clock: what "now" is for what is due.
    ///   - lineage: the graph of batches in memory; one that is not loaded leaves its questions to the database.
    public init(
        pool: PostgresPool, replays: PostgresPool? = nil, clock: BookClock = .database,
        lineage: LineageKeeper = LineageKeeper()
    ) {
        session = ReaderSession(pool: pool)
        longSession = ReaderSession(pool: replays ?? pool)
        books = PastBooks(session: session, replays: longSession, clock: clock)
        self.clock = clock
        self.lineage = lineage
    }

    /// What the actor may see of the answer.
    ///
    /// - Parameter time: the time the question stands on; the past is asked in a pool of its own.
    func query(_ statement: PostgresStatement, for actor: Actor, asOf time: Timestamp? = nil)
        async throws(PostgresError) -> [PostgresRow]
    {
        try await (time == nil ? session : longSession).rows(statement, as: .reader(actor))
    }

    /// The same for a question that a key answers, of the present.
    func keyed(_ statement: PostgresStatement, for actor: Actor) async throws(PostgresError) -> [PostgresRow] {
        try await session.keyedRows(statement, as: .reader(actor))
    }

    /// A question about the lineage of a batch, which masks by itself what the actor may not see.
    ///
    /// - Parameter isLong: true for the past and for dossiers.
    func trace(_ statement: PostgresStatement, for actor: Actor, isLong: Bool) async throws(PostgresError)
        -> [PostgresRow]
    {
        try await (isLong ? longSession : session).rows(statement, as: .tracer(actor))
    }

    /// The tables now, or as they stood.
    func tables(asOf time: Timestamp?) async throws(PostgresError) -> Tables {
        guard let time else { return .present }
        return .asOf(time, try await books.book(asOf: time).book)
    }

    /// The book as it stood; of the present no more than what is open, which is little however long the book is.
    private func matters(asOf time: Timestamp?) async throws(PostgresError) -> (Book, Timestamp) {
        if let time { return (try await books.book(asOf: time).book, time) }
        let (book, now) = try await PartBook(session: session).open()
        return (book, clock.time(at: now))
    }

    /// What another edition of the limits would make of a season's tests, as far as an actor sees them.
    public func effect(of edition: LimitEdition, on season: String, for actor: Actor) async throws(PostgresError)
        -> EditionEffect
    {
        let book = try await PartBook(session: longSession).tests(of: season, for: actor)
        return EditionEffect(of: edition, on: season, in: book)
    }

    /// A line is about something that its reader sees in the tables, by their own guards: the trip, the plan, the sample, the
    /// re-inspection, or the batch.
    private static let subjects = Clause(
        ["manifest", "disposal", "sample", "reinspection"].map { table in
            "EXISTS (SELECT FROM public.\(identifier: table) AS about WHERE about.code = given.body ->> 'subject')"
        } + [
            "EXISTS (SELECT FROM public.batch AS about WHERE about.code IN (given.body ->> 'subject', given.body ->> 'batch'))"
        ],
        separator: " OR ")

    /// What was urged on lines since the oldest of them came to be, until a time, oldest first; the index by kind serves.
    private func urges(on lines: [DeadlineList.Line], until time: Timestamp)
        async throws(PostgresError) -> [DeadlineDocument.Urge]
    {
        guard let first = lines.map(\.since).min() else { return [] }
        let rows = try await session.rows(
            """
            SELECT body, occurred_at FROM record
            WHERE kind = \(UrgeDeadline.name) AND body::jsonb #>> '{data,subject}' = ANY(\(.textArray(lines.map(\.subject))))
                AND occurred_at BETWEEN \(.timestamptz(microsecondsSince1970: first.microseconds))
                    AND \(.timestamptz(microsecondsSince1970: time.microseconds))
            ORDER BY seq
            """, as: .replayer)
        return try rows.map { row throws(PostgresError) in
            guard let body = try? JSONDecoder().decode(RecordBody.self, from: Data(try row.text(0).utf8)),
                let act = body.fact.act.body as? UrgeDeadline
            else { throw PostgresError(.decoding, "an urge cannot be read") }
            return .init(act: act, at: Timestamp(try row.timestamp(1)))
        }
    }

    /// What is due and overdue, as a source of a list.
    func deadlines(asOf time: Timestamp?, for actor: Actor) async throws(PostgresError) -> Clause {
        let (book, now) = try await matters(asOf: time)
        let due = DeadlineList(of: book, asOf: now).lines
        let urges = try await urges(on: due, until: now)
        let lines = due.map { DeadlineDocument($0, in: book, urges, on: now, isBlind: actor.role == .laboratory) }
        var documents: [[UInt8]] = []
        do {
            documents = try lines.map { [UInt8](try JSONEncoder().encode($0)) }
        } catch {
            throw PostgresError(.decoding, "deadlines: \(error)")
        }
        return """
            SELECT body ->> 'code', 0::bigint, body, counties::text[], owners::text[]
            FROM unnest(
                \(.jsonbArray(documents)), \(.textArray(lines.map { Concern.array($0.counties) })),
                \(.textArray(lines.map { Concern.array($0.parties) }))) AS given (body, counties, owners)
            WHERE \(Self.subjects)
            """
    }
}
