import Custody
public import Postgres

/// What a repair came to.
public struct RepairOutcome: Sendable {
    /// What differed before.
    public let differences: [Difference]
    /// What still does. A damaged record leaves everything: what is made from damaged records proves nothing. A record
    /// marked for other readers is a fact that nobody changes; it has to be looked into.
    public let left: [Difference]
}

extension Replay {
    /// Makes the tables what the records say: rows that differ are written anew, rows nobody speaks of are removed.
    ///
    /// One transaction. Writers wait meanwhile, readers of what has to be written do at its end; an interruption leaves everything
    /// as it was. Needs the owner of the tables.
    ///
    /// - Parameter progress: hears the number of records read, now and then.
    public func repair(progress: @escaping @Sendable (Int) -> Void = { _ in })
        async throws(PostgresError) -> RepairOutcome
    {
        try await session.rebuilding { connection throws(PostgresError) in
            let kinds = AggregateKey.Kind.allCases.map(\.rawValue)
            // Aggregates before records, as writers lock them, so that nobody waits for each other in a circle.
            _ = try await connection.pipeline(
                ["SET LOCAL lock_timeout = '30s'"]
                    + kinds.map { "LOCK TABLE \(identifier: $0) IN EXCLUSIVE MODE" }
                    + ["LOCK TABLE holding, lineage, record IN EXCLUSIVE MODE", ReaderSession.Right.allRows])
            let comparison = try await Comparison(on: connection, progress: progress)
            let differences = comparison.differences
            if differences.contains(where: \.isDamage) {
                return RepairOutcome(differences: differences, left: differences)
            }
            let statements = try Self.statements(for: differences, from: comparison.book)
            if !statements.isEmpty { _ = try await connection.pipeline(["RESET ROLE"] + statements) }
            return RepairOutcome(differences: differences, left: differences.filter(\.isMark))
        }
    }

    private static func statements(for differences: [Difference], from book: Book)
        throws(PostgresError) -> [PostgresStatement]
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
        let touched = Set(statements.isEmpty ? [] : differences.compactMap { ($0.written ?? $0.removed)?.kind })
        let isLineage = differences.contains { if case .lineage = $0 { true } else { false } }
        var tables: [String] = []
        // In the order in which readers ask for them, so that nobody waits for each other in a circle.
        if isLineage || !touched.isDisjoint(with: [.parcel, .batch]) {
            statements += ["SELECT renew_lineage()"]
            tables = ["parcel", "batch", "lineage"]
        }
        let holdings = holdings(of: differences)
        tables +=
            touched.map(\.rawValue).filter { !tables.contains($0) }.sorted() + (holdings.isEmpty ? [] : ["holding"])
        return unguarded(tables, statements + holdings)
    }

    /// Statements on tables whose owner sees their rows: forced row security hides them from him too, and from their triggers.
    private static func unguarded(_ tables: [String], _ statements: [PostgresStatement]) -> [PostgresStatement] {
        guard !statements.isEmpty else { return [] }
        let lifted = tables.map { "ALTER TABLE \(identifier: $0) NO FORCE ROW LEVEL SECURITY" as PostgresStatement }
        let forced = tables.map { "ALTER TABLE \(identifier: $0) FORCE ROW LEVEL SECURITY" as PostgresStatement }
        return lifted + statements + forced
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
        var rows: [(batch: String, place: String, held: Difference.Held)] = []
        var gone: [(batch: String, place: String)] = []
        for case .holding(let batch, let place, _, let said) in differences {
            if let said { rows.append((batch, place, said)) } else { gone.append((batch, place)) }
        }
        let removal: PostgresStatement = """
            DELETE FROM holding USING unnest(\(.textArray(gone.map(\.batch))), \(.textArray(gone.map(\.place))))
                AS gone (batch, place)
            WHERE holding.batch = gone.batch AND holding.place = gone.place
            """
        let writing: PostgresStatement = """
            INSERT INTO holding (batch, place, mass_g, granary, county, grain_class)
            SELECT batch, place, mass_g, granary, county, grain_class
            FROM unnest(
                \(.textArray(rows.map(\.batch))), \(.textArray(rows.map(\.place))),
                \(.int8Array(rows.map(\.held.grams))), \(.textArray(rows.map(\.held.granary))),
                \(.textArray(rows.map(\.held.county))), \(.textArray(rows.map(\.held.grainClass)))
            ) AS said (batch, place, mass_g, granary, county, grain_class)
            ON CONFLICT (batch, place) DO UPDATE SET mass_g = excluded.mass_g, granary = excluded.granary,
                county = excluded.county, grain_class = excluded.grain_class
            """
        return (gone.isEmpty ? [] : [removal]) + (rows.isEmpty ? [] : [writing])
    }
}

extension Difference {
    fileprivate var written: AggregateKey? {
        switch self {
        case .differs(let key), .missing(let key): key
        default: nil
        }
    }
    fileprivate var isDamage: Bool { if case .damagedRecord = self { true } else { false } }
    fileprivate var isMark: Bool { if case .mismarked = self { true } else { false } }
    fileprivate var removed: AggregateKey? { if case .stray(let key) = self { key } else { nil } }
}
