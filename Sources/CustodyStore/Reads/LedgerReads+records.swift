public import Custody
public import Postgres

extension LedgerReads {
    /// Whether an actor may see every one of some records.
    public func sees(records ids: [String], for actor: Actor) async throws(PostgresError) -> Bool {
        let rows = try await query(
            "SELECT count(*) FROM record WHERE id = ANY(\(.textArray(ids))::uuid[])", for: actor)
        return try rows.first?.int8(0) == Int64(ids.count)
    }
}
