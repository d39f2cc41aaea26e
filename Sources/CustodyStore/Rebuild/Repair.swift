import Custody
public import Postgres

/// What a repair came to.
public struct RepairOutcome: Sendable {
    /// What differed before.
    public let differences: [Difference]
    /// Whether the tables are now what the records say. False when a record is damaged: then nothing was touched,
    /// because what is made from damaged records proves nothing.
    public let isRepaired: Bool
}

extension Replay {
    /// Makes the tables what the records say: rows that differ are written anew, rows nobody speaks of are removed.
    ///
    /// One transaction. Writers wait meanwhile and readers go on with the old rows; an interruption leaves everything
    /// as it was. Needs the owner of the tables.
    ///
    /// - Parameter progress: hears the number of records read, now and then.
    public func repair(progress: @escaping @Sendable (Int) -> Void = { _ in }) async throws(PostgresError)
        -> RepairOutcome
    {
        try await pool.withTransaction { connection throws(PostgresError) in
            try await Self.holdWriters(on: connection)
            let book = try await Self.book(on: connection, progress: progress)
            let differences = try await Comparison(of: book, on: connection).differences()
            let isDamaged = differences.contains { if case .damagedRecord = $0 { true } else { false } }
            if !isDamaged, !differences.isEmpty {
                _ = try await connection.pipeline(try Self.statements(for: differences, from: book))
            }
            return RepairOutcome(differences: differences, isRepaired: !isDamaged)
        }
    }

    /// Aggregates before records, as writers lock them, so that nobody waits for each other in a circle.
    private static func holdWriters(on connection: PostgresConnection) async throws(PostgresError) {
        _ = try await connection.pipeline(
            ["SET LOCAL lock_timeout = '30s'"]
                + AggregateKey.Kind.allCases.map { "LOCK TABLE \(identifier: $0.rawValue) IN EXCLUSIVE MODE" }
                + ["LOCK TABLE holding, record IN EXCLUSIVE MODE"])
    }

    private static func statements(for differences: [Difference], from book: Book) throws(PostgresError)
        -> [PostgresStatement]
    {
        var statements: [PostgresStatement] = []
        for kind in AggregateKey.Kind.allCases {
            let written = differences.compactMap(\.written).filter { $0.kind == kind }
            let removed = differences.compactMap(\.removed).filter { $0.kind == kind }
            if written.isEmpty, removed.isEmpty { continue }
            let rows: PostgresStatement = """
                DELETE FROM \(identifier: kind.rawValue) WHERE code = ANY (\(.textArray(removed.map(\.code))))
                """
            let repairs = [rows, try upsert(kind, written, from: book)]
            // An issued report refuses a change of its figures; here they go back to what was issued.
            statements += kind == .bureauReport ? [guardReports(false)] + repairs + [guardReports(true)] : repairs
        }
        return statements + holdings(of: differences)
    }

    private static func guardReports(_ isOn: Bool) -> PostgresStatement {
        isOn
            ? "ALTER TABLE bureau_report ENABLE TRIGGER bureau_report_frozen"
            : "ALTER TABLE bureau_report DISABLE TRIGGER bureau_report_frozen"
    }

    private static func upsert(_ kind: AggregateKey.Kind, _ keys: [AggregateKey], from book: Book)
        throws(PostgresError) -> PostgresStatement
    {
        var documents: [[UInt8]] = []
        for key in keys {
            do {
                documents.append(try book.document(for: key) ?? [])
            } catch {
                throw PostgresError(.decoding, "\(key): \(error)")
            }
        }
        return """
            INSERT INTO \(identifier: kind.rawValue) AS stored (code, version, body)
            SELECT code, 1, body FROM unnest(\(.textArray(keys.map(\.code))), \(.jsonbArray(documents))) AS said (code, body)
            ON CONFLICT (code) DO UPDATE SET version = stored.version + 1, body = excluded.body
            """
    }

    private static func holdings(of differences: [Difference]) -> [PostgresStatement] {
        var rows: [(batch: String, place: String, grams: Int64)] = []
        for case .holding(let batch, let place, _, let said) in differences { rows.append((batch, place, said ?? 0)) }
        guard !rows.isEmpty else { return [] }
        return [
            """
            INSERT INTO holding (batch, place, mass_g)
            SELECT batch, place, mass_g
            FROM unnest(
                \(.textArray(rows.map(\.batch))), \(.textArray(rows.map(\.place))), \(.int8Array(rows.map(\.grams)))
            ) AS said (batch, place, mass_g)
            ON CONFLICT (batch, place) DO UPDATE SET mass_g = excluded.mass_g
            """
        ]
    }
}

extension Difference {
    fileprivate var written: AggregateKey? {
        switch self {
        case .differs(let key), .missing(let key): key
        default: nil
        }
    }
    fileprivate var removed: AggregateKey? { if case .stray(let key) = self { key } else { nil } }
}
