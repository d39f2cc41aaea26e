public import Custody
import Foundation
public import Postgres
public import Rules

/// Recomputes the book from its records: the proof that tables are only projections (design.md §2.1).
public struct Replay: Sendable {
    let pool: PostgresPool

    /// A replay over a reading pool.
    public init(pool: PostgresPool) { self.pool = pool }

    /// The book made of every record that happened until a time, in the order of acceptance.
    ///
    /// - Throws: `PostgresError`, also when a record cannot be read (its id is in the debug description).
    public func book(asOf time: Timestamp? = nil) async throws(PostgresError) -> Book {
        try await pool.withTransaction(isolation: .repeatableRead) { connection throws(PostgresError) in
            try await Self.book(on: connection, asOf: time)
        }
    }

    /// The same within a transaction that is open; `progress` hears the number of records read, now and then.
    static func book(
        on connection: PostgresConnection, asOf time: Timestamp? = nil, progress: (Int) -> Void = { _ in }
    ) async throws(PostgresError) -> Book {
        var book = Book()
        var read = 0
        try await Self.read(on: connection, until: time, through: nil) { fact in
            book.apply(fact)
            read += 1
            if read.isMultiple(of: 10_000) { progress(read) }
        }
        _ = book.drain()
        return book
    }

    /// Hands over every fact that happened until a time, in the order of acceptance.
    ///
    /// All pages have to come from one snapshot: a record's number is given out before its commit, so between two
    /// snapshots a record may appear behind the place already read, and what rests on it after.
    ///
    /// - Parameter last: the last record to read, by its place in the sequence; `nil` reads all there are.
    /// - Throws: `PostgresError`, also when a record cannot be read (its id is in the debug description).
    static func read(
        on connection: PostgresConnection, until time: Timestamp?, through last: Int64?, _ take: (Fact) -> Void
    ) async throws(PostgresError) {
        let limit = time?.microseconds ?? Int64.max / 4
        var seen: Int64 = 0
        while true {
            let rows = try await connection.query(
                """
                SELECT seq, body FROM record
                WHERE seq > \(seen) AND seq <= \(last ?? Int64.max)
                    AND occurred_at <= \(.timestamptz(microsecondsSince1970: limit))
                ORDER BY seq LIMIT 1000
                """
            ).rows
            for row in rows {
                seen = try row.int8(0)
                do {
                    take(try JSONDecoder().decode(RecordBody.self, from: Data(try row.text(1).utf8)).fact)
                } catch {
                    throw PostgresError(.decoding, "record \(seen): \(error)")
                }
            }
            if rows.count < 1000 { return }
        }
    }

    /// Compares every stored aggregate, holding and digest with what the records give.
    ///
    /// - Returns: empty when the tables are what the records say.
    public func differences() async throws(PostgresError) -> [Difference] {
        try await pool.withTransaction(isolation: .repeatableRead) { connection throws(PostgresError) in
            try await Comparison(of: try await Self.book(on: connection), on: connection).differences()
        }
    }
}
