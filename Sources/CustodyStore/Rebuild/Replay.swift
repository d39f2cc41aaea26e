public import Custody
import Foundation
public import Postgres
public import Rules

/// Recomputes the book from its records: the proof that tables are only projections (design.md §2.1).
public struct Replay: Sendable {
    let session: ReaderSession

    /// A replay over a pool.
    public init(pool: PostgresPool) { session = ReaderSession(pool: pool) }
    init(session: ReaderSession) { self.session = session }

    /// The book made of every record that happened until a time, in the order of acceptance.
    ///
    /// - Throws: `PostgresError`, also when a record cannot be read (its id is in the debug description).
    public func book(asOf time: Timestamp? = nil) async throws(PostgresError) -> Book {
        try await session.snapshot(as: .replayer) { connection throws(PostgresError) in
            var book = Book()
            try await Self.read(on: connection, until: time, through: nil) { book.apply($0.fact) }
            _ = book.drain()
            return book
        }
    }

    /// Hands over every record that happened until a time, in the order of acceptance.
    ///
    /// All pages have to come from one snapshot: a record's number is given out before its commit, so between two
    /// snapshots a record may appear behind the place already read, and what rests on it after.
    ///
    /// - Parameter last: the last record to read, by its place in the sequence; `nil` reads all there are.
    /// - Throws: `PostgresError`, also when a record cannot be read (its id is in the debug description).
    static func read(
        on connection: PostgresConnection, until time: Timestamp?, through last: Int64?, _ take: (RecordBody) -> Void
    ) async throws(PostgresError) {
        let limit = time?.microseconds ?? Int64.max / 4
        var seen: Int64 = 0
        while true {
            let rows = try await connection.query(
                """
                SELECT seq, body FROM record
                WHERE seq > \(seen) AND seq <= \(last ?? Int64.max) AND kind NOT IN ('log-key', 'erasure')
                    AND occurred_at <= \(.timestamptz(microsecondsSince1970: limit))
                ORDER BY seq LIMIT 1000
                """
            ).rows
            for row in rows {
                seen = try row.int8(0)
                do {
                    take(try JSONDecoder().decode(RecordBody.self, from: Data(try row.text(1).utf8)))
                } catch {
                    throw PostgresError(.decoding, "record \(seen): \(error)")
                }
            }
            if rows.count < 1000 { return }
        }
    }

    /// Compares every stored aggregate, holding, digest, and mark of whom a record concerns with what the records give.
    ///
    /// - Returns: empty when the tables are what the records say.
    public func differences() async throws(PostgresError) -> [Difference] {
        try await session.snapshot(as: .replayer) { connection throws(PostgresError) in
            try await Comparison(on: connection).differences
        }
    }
}
