public import Custody
import Foundation
public import Operations
public import Postgres
public import Rules

extension LedgerReads {
    /// The graph of a batch, masked where the actor may not look; `nil` for missing and foreign alike.
    public func trace(_ code: BatchCode, _ direction: TraceDirection, for actor: Actor, asOf: Timestamp? = nil)
        async throws(PostgresError) -> Trace?
    {
        let tables = try await tables(asOf: asOf)
        let rows = try await lineage(
            """
            \(try tables.recursive([.batch]))up (code) AS (
                SELECT code FROM batch WHERE code = \(code.text)
                UNION SELECT parent.key FROM up JOIN batch USING (code), jsonb_each(batch.body -> 'parents') AS parent
            ), down (code) AS (
                SELECT code FROM batch WHERE code = \(code.text) AND \(direction == .down)
                UNION SELECT child.value FROM down JOIN batch USING (code),
                    LATERAL jsonb_array_elements_text(batch.body -> 'children') AS child (value)
            ), reached AS (SELECT code FROM up UNION SELECT code FROM down)
            \(Lineage.rows(seenBy: actor))
            """, for: actor, isLong: asOf != nil)
        guard rows.contains(where: { $0.code == code && $0.isSeen }) else { return nil }
        let lineage = Lineage(rows)
        return Trace(of: code, direction, in: lineage.batches, masked: lineage.masked)
    }

    private func lineage(_ statement: PostgresStatement, for actor: Actor, isLong: Bool)
        async throws(PostgresError) -> [Lineage.Row]
    {
        try await trace(statement, for: actor, isLong: isLong).map { row throws(PostgresError) in
            guard let row = try? Lineage.Row(row) else { throw PostgresError(.decoding, "a batch cannot be read") }
            return row
        }
    }
}

extension Lineage.Row {
    fileprivate init(_ row: PostgresRow) throws {
        let body = try row.jsonIfPresent(2).map { try JSONDecoder().decode(Batch.self, from: Data($0)) }
        self.init(code: BatchCode(try row.text(0)), isSeen: try row.bool(1), body: body)
    }
}
