import Custody
import Foundation
import Postgres
import Rules

/// The tables held against a book made from the records, within one transaction.
struct Comparison {
    private let book: Book
    private let connection: PostgresConnection

    /// A comparison; the connection is in the transaction in which the book was read.
    init(of book: Book, on connection: PostgresConnection) {
        self.book = book
        self.connection = connection
    }

    /// Everything that differs: records first, then aggregates by kind and code, then holdings.
    func differences() async throws(PostgresError) -> [Difference] {
        try await damagedRecords() + aggregates() + holdings()
    }

    private func damagedRecords() async throws(PostgresError) -> [Difference] {
        try await connection.query(
            "SELECT id::text FROM record WHERE digest <> sha256(convert_to(body, 'UTF8')) ORDER BY seq"
        ).rows.map { row throws(PostgresError) in .damagedRecord(id: try row.text(0)) }
    }

    private func aggregates() async throws(PostgresError) -> [Difference] {
        var differences: [Difference] = []
        var seen: Set<AggregateKey> = []
        for kind in AggregateKey.Kind.allCases {
            let rows = try await connection.query("SELECT code, body FROM \(identifier: kind.rawValue) ORDER BY code")
                .rows
            for row in rows {
                let key = AggregateKey(kind, try row.text(0))
                seen.insert(key)
                if let difference = try difference(of: try row.json(1), key) { differences.append(difference) }
            }
        }
        return differences + book.keys.filter { !seen.contains($0) }.map { .missing($0) }
    }

    /// A row that cannot be read any more is one that differs: what the records say puts it right.
    private func difference(of json: [UInt8], _ key: AggregateKey) throws(PostgresError) -> Difference? {
        do {
            guard let said = try book.document(for: key) else { return .stray(key) }
            var stored = Book()
            guard (try? stored.load(json, for: key)) != nil else { return .differs(key) }
            return try stored.document(for: key) == said ? nil : .differs(key)
        } catch {
            throw PostgresError(.decoding, "\(key): \(error)")
        }
    }

    private func holdings() async throws(PostgresError) -> [Difference] {
        struct Spot: Hashable, Comparable {
            let batch: String
            let place: String
            static func < (left: Spot, right: Spot) -> Bool { (left.batch, left.place) < (right.batch, right.place) }
        }
        var stored: [Spot: Int64] = [:]
        for row in try await connection.query("SELECT batch, place, mass_g FROM holding WHERE mass_g <> 0").rows {
            stored[Spot(batch: try row.text(0), place: try row.text(1))] = try row.int8(2)
        }
        var said: [Spot: Int64] = [:]
        for batch in book.batches.values {
            for (place, grams) in batch.ledger where place.isStock && grams != .zero {
                said[Spot(batch: batch.code.text, place: place.rawValue)] = grams.value
            }
        }
        return Set(stored.keys).union(said.keys).sorted().filter { stored[$0] != said[$0] }.map {
            .holding(batch: $0.batch, place: $0.place, stored: stored[$0], said: said[$0])
        }
    }
}
