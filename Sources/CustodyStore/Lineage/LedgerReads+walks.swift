import Custody
import Operations
import Postgres

extension LedgerReads {
    /// The rows of a question about all batches that are reached from some nodes, as they are now: walked in memory where the graph
    /// is kept, else by the database. Both stand on one snapshot.
    ///
    /// - Parameters:
    ///   - start: a query of the numbers of the nodes to begin with.
    ///   - question: a query on `reached (code)`, which masks by itself what the actor may not see.
    func walked(from start: Clause, _ directions: [TraceDirection], for actor: Actor, asking question: Clause)
        async throws(PostgresError) -> [PostgresRow]
    {
        guard let kept = lineage.value() else {
            let reach = Reach.edges(from: start, directions)
            return try await trace("\(reach) \(question)", for: actor, isLong: false)
        }
        return try await session.snapshot(as: .tracer(actor)) { connection throws(PostgresError) in
            let answers = try await connection.pipeline([
                "SELECT number::bigint FROM (\(start)) AS start", LineageEdges.horizon,
                LineageEdges.since(kept.horizon),
            ])
            let nodes = try answers[0].rows.map { row throws(PostgresError) in
                Int32(truncatingIfNeeded: try row.int8(0))
            }
            guard let newest = try kept.brought(to: answers[1], answers[2]) else {
                return try await connection.query("\(Reach.edges(from: start, directions)) \(question)").rows
            }
            lineage.offer(newest)
            let reached = directions.flatMap { lineage.walk(newest.graph, from: nodes, $0).nodes }
            return try await connection.query("\(Reach.numbers(reached)) \(question)").rows
        }
    }
}
