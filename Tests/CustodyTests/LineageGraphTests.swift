import Custody
import Testing

@Suite("The lineage in memory")
struct LineageGraphTests {
    /// The same, as a plain list of edges.
    private struct Plain {
        var edges: [Int32: [Int32: Int64]] = [:]

        mutating func apply(_ changes: [LineageEdge]) {
            for change in changes { edges[change.batch, default: [:]][change.source] = change.grams }
        }

        var all: [LineageEdge] {
            edges.flatMap { batch, sources in
                sources.map { LineageEdge(batch: batch, source: $0.key, grams: $0.value) }
            }.filter { $0.grams > 0 }.sorted { ($0.batch, $0.source) < ($1.batch, $1.source) }
        }

        func reached(from start: [Int32], _ direction: TraceDirection) -> Set<Int32> {
            var reached = Set(start)
            while true {
                let next = all.compactMap { edge -> Int32? in
                    let (here, there) = direction == .up ? (edge.batch, edge.source) : (edge.source, edge.batch)
                    return reached.contains(here) ? there : nil
                }
                if reached.isSuperset(of: next) { return reached }
                reached.formUnion(next)
            }
        }
    }

    private func packed(_ edges: [LineageEdge]) -> LineageGraph {
        var packing = LineagePacking(expecting: edges.count)
        for edge in edges { packing.append(edge) }
        return packing.graph()
    }

    private func check(_ graph: LineageGraph, against plain: Plain, _ marks: inout LineageMarks, _ random: inout Seeded)
    {
        for direction in [TraceDirection.up, .down] {
            let start = (0..<2).map { _ in Int32.random(in: -6...40, using: &random) }.filter { $0 != 0 }
            let walk = graph.walk(from: start, direction, marking: &marks)
            let reached = plain.reached(from: start, direction)
            #expect(Set(walk.nodes) == reached && walk.nodes.count == reached.count)
            let edges = plain.all.filter {
                direction == .up
                    ? reached.contains($0.batch) : reached.contains($0.batch) && reached.contains($0.source)
            }
            #expect(walk.edges.sorted { ($0.batch, $0.source) < ($1.batch, $1.source) } == edges)
        }
    }

    @Test(
        "Walks of random graphs, circles included, find what a search of all edges finds; also after changes and packing"
    )
    func random() {
        var random = Seeded(5)
        var marks = LineageMarks()
        for _ in 0..<60 {
            func edges(_ count: Int) -> [LineageEdge] {
                (0..<count).compactMap { _ in
                    let source = Int32.random(in: -6...38, using: &random)
                    let grams: Int64 = [0, 1, 700, 5_000_000_000].randomElement(using: &random) ?? 0
                    return source == 0
                        ? nil : LineageEdge(batch: .random(in: 1...38, using: &random), source: source, grams: grams)
                }
            }
            var plain = Plain()
            plain.apply(edges(.random(in: 0...60, using: &random)))
            var graph = packed(plain.all)
            let before = (graph, plain)
            for _ in 0..<4 {
                check(graph, against: plain, &marks, &random)
                let changes = edges(5)
                plain.apply(changes)
                graph.apply(changes)
                let isNew = graph.apply(plain.all)
                #expect(!isNew, "what is known is nothing new")
                if Int.random(in: 0..<3, using: &random) == 0 {
                    graph = graph.repacked()
                    #expect(graph.lateCount == 0 && graph.edgeCount == plain.all.count)
                }
            }
            check(graph, against: plain, &marks, &random)
            check(before.0, against: before.1, &marks, &random)
        }
    }

    @Test("An empty graph, a node without edges and one out of bounds are walked to themselves")
    func bounds() {
        var marks = LineageMarks()
        for graph in [LineageGraph(), packed([LineageEdge(batch: 3, source: -2, grams: 1)])] {
            for node in [Int32(1), 2, 99, -1, -99] {
                #expect(graph.walk(from: [node], .down, marking: &marks).nodes == [node])
                #expect(
                    graph.walk(from: [node], .up, marking: &marks) == graph.walk(from: [node], .down, marking: &marks))
            }
        }
    }
}
