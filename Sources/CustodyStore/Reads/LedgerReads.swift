import Custody
import Foundation
public import Operations
public import Postgres
import Rules

/// What people read: objects, lists, traces, balances, dossiers; each now or as of a time, and each for somebody.
public struct LedgerReads: Sendable {
    private let session: ReaderSession
    private let books: PastBooks

    /// Reads over a pool.
    ///
    /// - Parameter clock: what "now" is for what is due.
    public init(pool: PostgresPool, clock: BookClock = .database) {
        session = ReaderSession(pool: pool)
        books = PastBooks(session: session, clock: clock)
    }

    /// What the actor may see of the answer.
    func query(_ statement: PostgresStatement, for actor: Actor) async throws(PostgresError) -> [PostgresRow] {
        try await session.rows(statement, as: .reader(actor))
    }

    /// A question about the lineage of a batch, which masks by itself what the actor may not see.
    func trace(_ statement: PostgresStatement, for actor: Actor) async throws(PostgresError) -> [PostgresRow] {
        try await session.rows(statement, as: .tracer(actor))
    }

    /// The tables now, or as they stood.
    func tables(asOf time: Timestamp?) async throws(PostgresError) -> Tables {
        guard let time else { return .present }
        return .asOf(time, try await books.book(asOf: time).book)
    }

    /// What is overdue, as a source of a list.
    func deadlines(asOf time: Timestamp?) async throws(PostgresError) -> Clause {
        let (book, now) = try await books.book(asOf: time)
        var documents: [[UInt8]] = []
        do {
            documents = try OverdueList(of: book, asOf: time ?? now).lines.map { line in
                [UInt8](try JSONEncoder().encode(DeadlineDocument(line, in: book)))
            }
        } catch {
            throw PostgresError(.decoding, "deadlines: \(error)")
        }
        return """
            SELECT body ->> 'code', 0::bigint, body, ARRAY[body ->> 'county'],
                ARRAY[body ->> 'next', body ->> 'granary']
            FROM unnest(\(.jsonbArray(documents))) AS given (body)
            """
    }
}

/// A line of the overdue list with a code of its own and the granary whose batch it is.
private struct DeadlineDocument: Encodable {
    private enum Key: String, CodingKey { case code, granary }
    let line: OverdueList.Line
    let granary: String?

    init(_ line: OverdueList.Line, in book: Book) {
        self.line = line
        granary = book.batches[BatchCode(line.batch)]?.granary.text
    }

    func encode(to encoder: any Encoder) throws {
        try line.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode("\(line.matter.rawValue):\(line.subject):\(line.batch)", forKey: .code)
        try container.encodeIfPresent(granary, forKey: .granary)
    }
}
