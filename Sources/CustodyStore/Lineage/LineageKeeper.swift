import Custody
public import Postgres
import Synchronization

/// The lineage of all batches in memory, read once and kept up by whoever asks: each question reads, in its own snapshot, what was
/// written since, so that its answer is of that snapshot, no older and no newer (docs/decisions/0030).
public final class LineageKeeper: Sendable {
    /// A graph with everything that transactions before a horizon have written, and of later ones what was seen.
    struct Kept: Sendable {
        var graph: LineageGraph
        var horizon: UInt64
        /// Of which table of which server that is true.
        let origin: String

        /// The same brought up to a snapshot; `nil` when too much was written since, or the server is not the one it was read from.
        ///
        /// - Parameters:
        ///   - horizon: the answer to `LineageEdges.horizon` in that snapshot.
        ///   - changes: the answer to `LineageEdges.since`.
        func brought(to horizon: PostgresResult, _ changes: PostgresResult) throws(PostgresError) -> Kept? {
            let (number, origin) = try LineageEdges.horizon(horizon)
            guard origin == self.origin, number >= self.horizon, changes.rows.count <= LineageEdges.most else {
                return nil
            }
            var newest = self
            newest.graph.apply(try LineageEdges.edges(changes))
            newest.horizon = number
            return newest
        }
    }

    private let kept = Mutex<Kept?>(nil)
    /// Marks of walks that are over.
    private let marks = Mutex<[LineageMarks]>([])
    private let isPacking = Mutex(false)
    /// So many edges stand beside the packed ones at most, before all is packed anew.
    private let lateEdges: Int

    /// A keeper that has nothing yet: until `load` is over, questions are answered by the database alone.
    ///
    /// - Parameter lateEdges: when to pack anew.
    public init(lateEdges: Int = 16_384) { self.lateEdges = lateEdges }

    /// Edges and bytes of the graph; `nil` until it is loaded.
    public var size: (edges: Int, bytes: Int)? {
        kept.withLock { $0.map { ($0.graph.edgeCount, $0.graph.byteCount) } }
    }

    /// Reads all edges.
    ///
    /// - Parameter pool: of connections that may take long.
    public func load(from pool: PostgresPool) async throws(PostgresError) {
        let loaded = try await ReaderSession(pool: pool).snapshot(as: .replayer) { connection throws(PostgresError) in
            let answers = try await connection.pipeline([LineageEdges.horizon, LineageEdges.estimate])
            let horizon = try LineageEdges.horizon(answers[0])
            let expected = Int(try answers[1].rows.first?.int8(0) ?? 0)
            let packing = LineagePacking(expecting: expected)
            let packed = try await connection.copyOut(LineageEdges.all, into: packing) { packing, piece in
                if let edge = LineageEdges.edge(piece) { packing.append(edge) }
            }
            return Kept(graph: packed.graph(), horizon: horizon.number, origin: horizon.origin)
        }
        kept.withLock { $0 = loaded }
    }

    /// Takes in what was written since, so that no question has much to catch up with; reads all anew when that is too much, or
    /// the database is not the one that was read.
    public func catchUp(from pool: PostgresPool) async throws(PostgresError) {
        guard let old = value() else { return try await load(from: pool) }
        let newest = try await ReaderSession(pool: pool).snapshot(as: .replayer) { connection throws(PostgresError) in
            let answers = try await connection.pipeline([LineageEdges.horizon, LineageEdges.since(old.horizon)])
            return try old.brought(to: answers[0], answers[1])
        }
        if let newest { offer(newest) } else { try await load(from: pool) }
    }

    /// What is kept now. To be taken before the snapshot begins that it is brought up to: so it holds nothing that is newer.
    func value() -> Kept? { kept.withLock { $0 } }

    /// Takes back what a question has brought up to its snapshot.
    func offer(_ newer: Kept) {
        let isLong = kept.withLock { kept in
            if kept.map({ $0.horizon <= newer.horizon && $0.origin == newer.origin }) ?? true { kept = newer }
            return (kept?.graph.lateCount ?? 0) > lateEdges
        }
        if isLong { pack() }
    }

    /// Packs beside the questions; what they bring meanwhile is brought again by the next one, because the horizon is the old one.
    private func pack() {
        let isFirst = isPacking.withLock { isPacking in
            defer { isPacking = true }
            return !isPacking
        }
        guard isFirst else { return }
        Task.detached(priority: .background) { [self] in
            if let old = value() {
                let packed = Kept(graph: old.graph.repacked(), horizon: old.horizon, origin: old.origin)
                kept.withLock { if $0?.origin == packed.origin { $0 = packed } }
            }
            isPacking.withLock { $0 = false }
        }
    }

    /// Walks with marks that are kept from walk to walk.
    func walk(_ graph: LineageGraph, from start: [Int32], _ direction: TraceDirection) -> LineageWalk {
        var marks = marks.withLock { $0.popLast() } ?? LineageMarks()
        let walk = graph.walk(from: start, direction, marking: &marks)
        self.marks.withLock { $0.append(marks) }
        return walk
    }
}
