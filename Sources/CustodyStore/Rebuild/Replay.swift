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
        var book = Book()
        try await read(until: time, through: nil) { book.apply($0) }
        _ = book.drain()
        return book
    }

    /// Hands over every fact that happened until a time, in the order of acceptance.
    ///
    /// - Parameter last: the last record to read, by its place in the sequence; `nil` reads all there are.
    /// - Throws: `PostgresError`, also when a record cannot be read (its id is in the debug description).
    func read(until time: Timestamp?, through last: Int64?, _ take: (Fact) -> Void) async throws(PostgresError) {
        var seen: Int64 = 0
        while true {
            let rows = try await page(after: seen, until: time, through: last ?? Int64.max)
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

    private func page(after seen: Int64, until time: Timestamp?, through last: Int64)
        async throws(PostgresError) -> [PostgresRow]
    {
        let limit = time?.microseconds ?? Int64.max / 4
        return try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                """
                SELECT seq, body FROM record
                WHERE seq > \(seen) AND seq <= \(last)
                    AND occurred_at <= \(.timestamptz(microsecondsSince1970: limit))
                ORDER BY seq LIMIT 1000
                """
            ).rows
        }
    }

    /// Compares every stored aggregate, holding and digest with what the records give.
    ///
    /// - Returns: one line for each difference; empty when the tables are what the records say.
    public func differences() async throws(PostgresError) -> [String] {
        let book = try await book()
        var differences: [String] = []
        var seen: Set<AggregateKey> = []
        for kind in AggregateKey.Kind.allCases {
            for row in try await stored(kind) {
                let key = AggregateKey(kind, try row.text(0))
                seen.insert(key)
                if try !Self.matches(try row.json(1), key, in: book) {
                    differences.append("\(kind.rawValue) \(key.code): table and records differ")
                }
            }
        }
        for key in book.keys where !seen.contains(key) {
            differences.append("\(key.kind.rawValue) \(key.code): missing from the table")
        }
        return differences + (try await tamperedRecords()) + (try await strayHoldings(book))
    }

    private static func matches(_ json: [UInt8], _ key: AggregateKey, in book: Book) throws(PostgresError) -> Bool {
        var loaded = Book()
        do {
            try loaded.load(json, for: key)
            return try loaded.document(for: key) == book.document(for: key)
        } catch {
            throw PostgresError(.decoding, "\(key): \(error)")
        }
    }

    private func stored(_ kind: AggregateKey.Kind) async throws(PostgresError) -> [PostgresRow] {
        try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT code, body FROM \(identifier: kind.rawValue) ORDER BY code").rows
        }
    }

    private func tamperedRecords() async throws(PostgresError) -> [String] {
        let rows = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query(
                "SELECT id::text FROM record WHERE digest <> sha256(convert_to(body, 'UTF8')) ORDER BY seq"
            ).rows
        }
        return try rows.map { row throws(PostgresError) in "record \(try row.text(0)): digest does not match its body" }
    }

    private func strayHoldings(_ book: Book) async throws(PostgresError) -> [String] {
        let rows = try await pool.withConnection { connection throws(PostgresError) in
            try await connection.query("SELECT batch, place, mass_g FROM holding WHERE mass_g <> 0").rows
        }
        var stored: [String: Int64] = [:]
        for row in rows { stored["\(try row.text(0)) \(try row.text(1))"] = try row.int8(2) }
        var differences: [String] = []
        for batch in book.batches.values {
            for (place, grams) in batch.ledger where place.isStock && grams != .zero {
                let key = "\(batch.code) \(place.rawValue)"
                if stored.removeValue(forKey: key) != grams.value { differences.append("holding \(key): differs") }
            }
        }
        return differences + stored.keys.sorted().map { "holding \($0): not in the records" }
    }
}
