public import Custody
public import Operations
public import Postgres
import Rules

extension LedgerReads {
    /// Whether an actor may see every one of some records.
    public func sees(records ids: [String], for actor: Actor) async throws(PostgresError) -> Bool {
        let rows = try await query(
            "SELECT count(*) FROM record WHERE id = ANY(\(.textArray(ids))::uuid[])", for: actor)
        return try rows.first?.int8(0) == Int64(ids.count)
    }

    /// Those of some records that an actor may see, in the order they are asked for in.
    public func headlines(of ids: [String], for actor: Actor) async throws(PostgresError) -> [News.Headline] {
        let rows = try await query(
            """
            SELECT found.id::text, found.kind, found.occurred_at
            FROM unnest(\(.textArray(ids))::uuid[]) WITH ORDINALITY AS asked (id, place)
                JOIN record AS found ON found.id = asked.id
            WHERE \(Sight.clause(for: actor)) AND \(ResourceSource.isOpen(kind: "found.kind", to: actor)) ORDER BY asked.place
            """, for: actor)
        return try rows.map { row throws(PostgresError) in
            News.Headline(
                record: try row.text(0), kind: try row.text(1), occurredAt: Timestamp(try row.timestamp(2)))
        }
    }
}
