import Custody
import Operations
public import Postgres

/// The lineage in memory held against a recursive query of the database: walk by walk, each pair on one snapshot.
public struct LineageExamination: Sendable {
    /// What was walked from: numbers of batches.
    public private(set) var starts: [Int32] = []
    /// Those of them where the two did not find the same edges.
    public private(set) var differing: [Int32] = []
    /// Edges that the walks found.
    public private(set) var edges = 0
    /// How long each walk took in memory.
    public private(set) var inMemory: [Duration] = []
    /// How long each took the database, from the question to its answer.
    public private(set) var inDatabase: [Duration] = []

    fileprivate mutating func note(
        _ start: Int32, isSame: Bool, edges: Int, _ inMemory: Duration, _ inDatabase: Duration
    ) {
        starts.append(start)
        if !isSame { differing.append(start) }
        self.edges += edges
        self.inMemory.append(inMemory)
        self.inDatabase.append(inDatabase)
    }
}

extension LineageKeeper {
    /// Walks from batches anywhere in the book, up and down in turn, once in memory and once by the database.
    ///
    /// Where there is no batch that was made of anything, or too much was written since the last walk, nothing is walked.
    ///
    /// - Precondition: it is loaded.
    public func examine(walks: Int, on pool: PostgresPool, by stopwatch: Stopwatch = .started())
        async throws(PostgresError) -> LineageExamination
    {
        var examination = LineageExamination()
        for number in 0..<walks {
            guard let kept = value() else { preconditionFailure("the lineage is not loaded") }
            let direction: TraceDirection = number.isMultiple(of: 2) ? .up : .down
            let found = try await ReaderSession(pool: pool).snapshot(as: .replayer) {
                connection throws(PostgresError) -> (Int32, Bool, Int, Duration, Duration)? in
                let answers = try await connection.pipeline([
                    Self.batch(from: Int32.random(in: 0...max(0, kept.graph.highestBatch))), LineageEdges.horizon,
                    LineageEdges.since(kept.horizon),
                ])
                guard let row = answers[0].rows.first else { return nil }
                let start = Int32(truncatingIfNeeded: try row.int8(0))
                guard let newest = try kept.brought(to: answers[1], answers[2]) else { return nil }
                offer(newest)
                let statement = Self.recursion(from: start, direction)
                let asked = stopwatch.elapsed()
                let result = try await connection.query(statement)
                let answered = stopwatch.elapsed()
                let walk = self.walk(newest.graph, from: [start], direction)
                let walked = stopwatch.elapsed()
                let said = Set(try LineageEdges.edges(inArrays: result))
                return (start, said == Set(walk.edges), said.count, walked - answered, answered - asked)
            }
            guard let found else { continue }
            examination.note(found.0, isSame: found.1, edges: found.2, found.3, found.4)
        }
        return examination
    }

    /// The first batch of this number or after it that was made of something; in the order of the index, not of what is selected.
    private static func batch(from number: Int32) -> PostgresStatement {
        "SELECT batch::bigint FROM lineage WHERE batch >= \(Int64(number))::integer ORDER BY lineage.batch, lineage.source LIMIT 1"
    }

    /// All edges of a trace, as three arrays: how the rows travel is not what is compared.
    private static func recursion(from start: Int32, _ direction: TraceDirection) -> PostgresStatement {
        let walked = Reach.edges(from: "SELECT \(Int64(start))::integer", walking: direction)
        let near: Clause = direction == .up ? "lineage.batch" : "lineage.source"
        return """
            \(walked) SELECT COALESCE(array_agg(batch::bigint), '{}'), COALESCE(array_agg(source::bigint), '{}'),
                COALESCE(array_agg(mass_g), '{}')
            FROM walked JOIN lineage ON \(near) = walked.number WHERE mass_g > 0
            """
    }
}
