public import Custody
import Foundation
public import Operations
public import Postgres
public import Rules

extension LedgerReads {
    /// The graph of a batch; `nil` when there is no such batch.
    public func trace(_ code: BatchCode, _ direction: TraceDirection, asOf: Timestamp? = nil)
        async throws(PostgresError) -> Trace?
    {
        let tables = try await tables(asOf: asOf)
        let ancestors = try await batches(
            """
            \(try tables.recursive([.batch]))reached (code) AS (
                SELECT code FROM batch WHERE code = \(code.text)
                UNION SELECT parent.key FROM reached JOIN batch USING (code),
                    LATERAL jsonb_each(batch.body -> 'parents') AS parent
            ) SELECT body FROM batch JOIN reached USING (code)
            """)
        guard !ancestors.isEmpty else { return nil }
        guard direction == .down else { return Trace(of: code, direction, reached: ancestors, ancestors: ancestors) }
        let descendants = try await batches(
            """
            \(try tables.recursive([.batch]))reached (code) AS (
                SELECT code FROM batch WHERE code = \(code.text)
                UNION SELECT child.value FROM reached JOIN batch USING (code),
                    LATERAL jsonb_array_elements_text(batch.body -> 'children') AS child (value)
            ) SELECT body FROM batch JOIN reached USING (code)
            """)
        return Trace(of: code, direction, reached: descendants, ancestors: ancestors)
    }

    private func batches(_ statement: PostgresStatement) async throws(PostgresError) -> [BatchCode: Batch] {
        var batches: [BatchCode: Batch] = [:]
        for row in try await query(statement) {
            guard let batch = try? JSONDecoder().decode(Batch.self, from: Data(try row.json(0))) else {
                throw PostgresError(.decoding, "a batch cannot be read")
            }
            batches[batch.code] = batch
        }
        return batches
    }
}
