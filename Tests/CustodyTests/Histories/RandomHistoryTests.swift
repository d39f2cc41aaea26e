import Custody
import Foundation
import Rules
import Testing

@Suite("Random histories of the book, held against a truth kept in another way")
struct RandomHistoryTests {
    /// Seeds: a different one is a different season.
    static let seeds: [UInt64] = [1, 2, 3]
    static let steps = 10_000

    @Test(
        "10,000 acts of every kind keep mass, class, bins, freezes and papers; the facts make the same book again; every kind of act is accepted",
        arguments: seeds)
    func walk(_ seed: UInt64) throws {
        var walk = Walk(seed: seed)
        for step in 1...Self.steps {
            walk.step()
            if step % 1_000 == 0 { walk.compareAll() }
        }
        #expect(walk.truth.complaints.prefix(5) == [])
        try holdsAgain(walk)
        report(walk, seed)
        let missing = Act.kinds.map { $0.name }.filter { name in
            let (accepted, refused) = walk.coverage[name] ?? (0, 0)
            return accepted == 0 || refused == 0
        }
        #expect(missing == [], "never accepted, or never refused")
    }

    /// The facts make the same book again, and what is written as JSON is read as what it was.
    private func holdsAgain(_ walk: Walk) throws {
        var replayed = Book()
        for fact in walk.facts {
            replayed.apply(fact)
            #expect(try Self.copy(of: fact.act.body) == fact.act)
            #expect(try Self.copy(fact.outcome) == fact.outcome)
        }
        let aggregates = Aggregates(of: walk.book)
        #expect(Aggregates(of: replayed) == aggregates)
        #expect(try Aggregates(copying: aggregates) == aggregates)
    }

    static func copy<Value: Codable>(_ value: Value) throws -> Value {
        try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
    }

    private static func copy(of body: some ActBody) throws -> Act { Act(try copy(body)) }

    /// Prints what was accepted and refused, so that a walk that starves somewhere is seen.
    private func report(_ walk: Walk, _ seed: UInt64) {
        let table = Act.kinds.map { $0.name }.map { name in
            let (accepted, refused) = walk.coverage[name] ?? (0, 0)
            return "\(name) \(accepted)/\(refused)"
        }
        print("history \(seed), accepted/refused: \(table.joined(separator: ", "))")
        let met = walk.reasons.map { "\($0.key) \($0.value)" }.sorted()
        print("history \(seed), refusals: \(met.joined(separator: ", "))")
    }
}

extension Aggregates {
    /// Each aggregate written as JSON and read again.
    init(copying known: Aggregates) throws {
        var book = Book()
        book.organizations = try known.organizations.mapValues { try RandomHistoryTests.copy($0) }
        book.bins = try known.bins.mapValues { try RandomHistoryTests.copy($0) }
        book.scales = try known.scales.mapValues { try RandomHistoryTests.copy($0) }
        book.parcels = try known.parcels.mapValues { try RandomHistoryTests.copy($0) }
        book.samples = try known.samples.mapValues { try RandomHistoryTests.copy($0) }
        book.testRuns = try known.testRuns.mapValues { try RandomHistoryTests.copy($0) }
        book.reports = try known.reports.mapValues { try RandomHistoryTests.copy($0) }
        book.reinspections = try known.reinspections.mapValues { try RandomHistoryTests.copy($0) }
        book.batches = try known.batches.mapValues { try RandomHistoryTests.copy($0) }
        book.manifests = try known.manifests.mapValues { try RandomHistoryTests.copy($0) }
        book.disposals = try known.disposals.mapValues { try RandomHistoryTests.copy($0) }
        self.init(of: book)
    }
}
