import Custody
import Postgres
import Rules

/// The statements that lock, read and write the rows of aggregates and holdings, set-based.
enum RowStatements {
    /// How rows are locked: shared by those who only read them, else by one alone.
    static func locking(_ isShared: Bool, waits: Bool) -> StaticString {
        switch (isShared, waits) {
        case (false, true): "FOR UPDATE"
        case (false, false): "FOR UPDATE NOWAIT"
        case (true, true): "FOR SHARE"
        case (true, false): "FOR SHARE NOWAIT"
        }
    }

    /// Locks rows in order of code and tells their stamps; the documents only of some, the others are known already.
    static func lock(
        _ kind: AggregateKey.Kind, _ codes: [String], withBodiesOf some: [String], _ locking: StaticString
    ) -> PostgresStatement {
        """
        SELECT code, version, xmin, CASE WHEN code = ANY(\(.textArray(some))) THEN body END
        FROM \(identifier: kind.rawValue) WHERE code = ANY(\(.textArray(codes))) ORDER BY code \(unescaped: locking)
        """
    }

    /// The documents of rows that are locked.
    static func read(_ kind: AggregateKey.Kind, _ codes: [String]) -> PostgresStatement {
        "SELECT code, body FROM \(identifier: kind.rawValue) WHERE code = ANY(\(.textArray(codes)))"
    }

    /// The `xmin` of a row.
    static func writer(_ row: PostgresRow, _ column: Int) throws(PostgresError) -> UInt32 {
        try row.bytes(column).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// Inserts new rows.
    static func insert(_ kind: AggregateKey.Kind, _ codes: [String], _ documents: [[UInt8]]) -> PostgresStatement {
        """
        INSERT INTO \(identifier: kind.rawValue) (code, version, body)
        SELECT code, 1, body FROM unnest(\(.textArray(codes)), \(.jsonbArray(documents))) AS added (code, body)
        """
    }

    /// Updates known rows.
    static func update(_ kind: AggregateKey.Kind, _ codes: [String], _ documents: [[UInt8]]) -> PostgresStatement {
        """
        UPDATE \(identifier: kind.rawValue) AS stored SET version = stored.version + 1, body = changed.body
        FROM unnest(\(.textArray(codes)), \(.jsonbArray(documents))) AS changed (code, body)
        WHERE stored.code = changed.code
        """
    }

    /// Writes what stands in bins, trucks and yards of batches; `nil` when nothing does.
    static func holdings(of batches: [Batch]) -> PostgresStatement? {
        var rows: [(batch: Batch, place: String, grams: Int64)] = []
        for batch in batches {
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
