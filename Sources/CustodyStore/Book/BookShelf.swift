import Custody
import Foundation
import Postgres
import Rules

/// The part of the book a transaction has locked and loaded, and what of it has to be written back.
struct BookShelf {
    var book = Book()
    private(set) var loaded: Set<AggregateKey> = []
    var changed: Set<AggregateKey> = []
    var streams = Streams()
    private var versions: [AggregateKey: Int64] = [:]

    /// Locks and loads aggregates in key order, one round trip for all kinds.
    ///
    /// - Parameter waits: false for keys that may come out of order: then a lock somebody else has is an error (55P03).
    mutating func fetch(
        _ keys: Set<AggregateKey>, on connection: PostgresConnection, waits: Bool = true
    ) async throws(PostgresError) {
        let missing = keys.subtracting(loaded)
        guard !missing.isEmpty else { return }
        let kinds = AggregateKey.Kind.allCases.filter { kind in missing.contains { $0.kind == kind } }
        // The streams are read by a statement of their own, after the locks: joined to the batches, they would be as they
        // were before a lock was waited for.
        let batches = missing.filter { $0.kind == .batch }.map(\.code).sorted()
        let results = try await connection.pipeline(
            kinds.map { kind in
                Self.select(
                    kind, missing.filter { $0.kind == kind }.map(\.code).sorted(),
                    waits ? "FOR UPDATE" : "FOR UPDATE NOWAIT")
            } + (batches.isEmpty ? [] : [Streams.select(batches)]))
        if !batches.isEmpty { try streams.take(results[kinds.count].rows) }
        for (kind, result) in zip(kinds, results) {
            for row in result.rows {
                let key = AggregateKey(kind, try row.text(0))
                versions[key] = try row.int8(1)
                do {
                    try book.load(try row.json(2), for: key)
                } catch {
                    throw PostgresError(.decoding, "\(key): \(error)")
                }
            }
        }
        loaded.formUnion(missing)
    }

    /// Whether an object still has a version: it was loaded with it, and nothing of this group has changed it since.
    func holds(_ key: AggregateKey, at version: Int64) -> Bool { versions[key] == version && !changed.contains(key) }

    private static func select(
        _ kind: AggregateKey.Kind, _ codes: [String], _ locking: StaticString
    ) -> PostgresStatement {
        """
        SELECT code, version, body FROM \(identifier: kind.rawValue)
        WHERE code = ANY(\(.textArray(codes))) ORDER BY code \(unescaped: locking)
        """
    }

    /// The statements that write what changed: new rows are inserted, so that a race for a code is noticed; known
    /// rows are locked and updated; the holdings of changed batches follow.
    func statements() throws -> [PostgresStatement] {
        var statements: [PostgresStatement] = []
        for kind in AggregateKey.Kind.allCases {
            let keys = changed.filter { $0.kind == kind }.sorted()
            let new = keys.filter { versions[$0] == nil }
            let known = keys.filter { versions[$0] != nil }
            if !new.isEmpty { statements.append(try insert(kind, new)) }
            if !known.isEmpty { statements.append(try update(kind, known)) }
        }
        if let holdings { statements.append(holdings) }
        return statements
    }

    private func insert(_ kind: AggregateKey.Kind, _ keys: [AggregateKey]) throws -> PostgresStatement {
        """
        INSERT INTO \(identifier: kind.rawValue) (code, version, body)
        SELECT code, 1, body FROM unnest(\(.textArray(keys.map(\.code))), \(.jsonbArray(try documents(keys))))
            AS added (code, body)
        """
    }

    private func update(_ kind: AggregateKey.Kind, _ keys: [AggregateKey]) throws -> PostgresStatement {
        """
        UPDATE \(identifier: kind.rawValue) AS stored SET version = stored.version + 1, body = changed.body
        FROM unnest(\(.textArray(keys.map(\.code))), \(.jsonbArray(try documents(keys)))) AS changed (code, body)
        WHERE stored.code = changed.code
        """
    }

    private func documents(_ keys: [AggregateKey]) throws -> [[UInt8]] {
        try keys.map { try book.document(for: $0) ?? [] }
    }

    private var holdings: PostgresStatement? {
        var rows: [(batch: Batch, place: String, grams: Int64)] = []
        for key in changed.sorted() where key.kind == .batch {
            guard let batch = book.batches[BatchCode(key.code)] else { continue }
            for (place, grams) in batch.ledger where place.isStock {
                rows.append((batch, place.rawValue, grams.value))
            }
        }
        guard !rows.isEmpty else { return nil }
        return """
            INSERT INTO holding (batch, place, mass_g, granary, county, grain_class)
            SELECT batch, place, mass_g, granary, county, grain_class
            FROM unnest(
                \(.textArray(rows.map(\.batch.code.text))), \(.textArray(rows.map(\.place))),
                \(.int8Array(rows.map(\.grams))), \(.textArray(rows.map(\.batch.granary.text))),
                \(.textArray(rows.map(\.batch.county))), \(.textArray(rows.map(\.batch.grainClass.rawValue)))
            ) AS held (batch, place, mass_g, granary, county, grain_class)
            ON CONFLICT (batch, place) DO UPDATE SET mass_g = excluded.mass_g, grain_class = excluded.grain_class
            """
    }
}
