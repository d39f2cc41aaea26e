import Custody
import Foundation
import Postgres
import Rules

/// The tables held against the book made from the records, within one transaction.
struct Comparison {
    /// The book the records make.
    let book: Book
    /// Everything that differs: records first, then aggregates by kind and code, then holdings, then lineage.
    let differences: [Difference]

    /// A comparison on a connection whose transaction sees all rows.
    ///
    /// - Parameter progress: hears the number of records read, now and then.
    init(on connection: PostgresConnection, progress: (Int) -> Void = { _ in }) async throws(PostgresError) {
        let (book, marks) = try await Self.bookAndStrayMarks(on: connection, progress: progress)
        let tables = TableComparison(book: book, connection: connection)
        self.book = book
        differences =
            try await tables.damagedRecords() + marks + tables.aggregates() + tables.holdings()
            + tables.lineage()
    }
}

private struct TableComparison {
    let book: Book
    let connection: PostgresConnection

    func damagedRecords() async throws(PostgresError) -> [Difference] {
        try await connection.query(
            "SELECT id::text FROM record WHERE digest <> sha256(convert_to(body, 'UTF8')) ORDER BY seq"
        ).rows.map { row throws(PostgresError) in .damagedRecord(id: try row.text(0)) }
    }

    func aggregates() async throws(PostgresError) -> [Difference] {
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

    func lineage() async throws(PostgresError) -> [Difference] {
        try await connection.query(
            """
            SELECT DISTINCT batch.code FROM lineage_difference AS found LEFT JOIN batch ON batch.number = found.batch ORDER BY 1
            """
        ).rows.map { row throws(PostgresError) in .lineage(batch: try row.textIfPresent(0)) }
    }

    func holdings() async throws(PostgresError) -> [Difference] {
        struct Spot: Hashable, Comparable {
            let batch: String
            let place: String
            static func < (left: Spot, right: Spot) -> Bool { (left.batch, left.place) < (right.batch, right.place) }
        }
        var stored: [Spot: Difference.Held] = [:]
        let rows = try await connection.query(
            "SELECT batch, place, mass_g, granary, county, grain_class FROM holding WHERE mass_g <> 0"
        ).rows
        for row in rows {
            stored[Spot(batch: try row.text(0), place: try row.text(1))] = Difference.Held(
                grams: try row.int8(2), granary: try row.text(3), county: try row.text(4), grainClass: try row.text(5))
        }
        var said: [Spot: Difference.Held] = [:]
        for batch in book.batches.values {
            for (place, grams) in batch.ledger where place.isStock && grams != .zero {
                said[Spot(batch: batch.code.text, place: place.rawValue)] = Difference.Held(
                    grams: grams.value, granary: batch.granary.text, county: batch.county,
                    grainClass: batch.grainClass.rawValue)
            }
        }
        return Set(stored.keys).union(said.keys).sorted().filter { stored[$0] != said[$0] }.map {
            .holding(batch: $0.batch, place: $0.place, stored: stored[$0], said: said[$0])
        }
    }
}
