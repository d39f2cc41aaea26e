@testable import Custody
import Rules
import Testing

@Suite("Grain remembers the parcels it grew on")
struct SourceSharesTests {
    private func batch(_ code: BatchCode, sources: [ParcelNumber: Int64] = [:], parents: [BatchCode: Int64] = [:])
        -> Batch
    {
        Batch(
            code: code, granary: "g", county: "430903", createdAt: Timestamp(0), origin: "intake", season: "2025-late",
            sources: sources.mapValues { Grams($0) }, parents: parents.mapValues { Grams($0) })
    }

    private func shares(of code: BatchCode, _ batches: [Batch]) -> [SourceShares.Source] {
        SourceShares(of: code, in: Dictionary(uniqueKeysWithValues: batches.map { ($0.code, $0) })).sources
    }

    @Test("A third is 0.333333, and the shares still sum to one, the grams to the intake")
    func thirds() {
        let sources = shares(of: "B", [batch("B", sources: ["p1": 1, "p2": 1, "p3": 1])])
        #expect(sources.map(\.text) == ["0.333334", "0.333333", "0.333333"])
        #expect(sources.map(\.grams.value) == [1, 1, 1])
    }

    @Test("What leaves a batch carries every source in proportion: a merge of a split of a merge")
    func lineage() {
        let sources = shares(
            of: "M",
            [
                batch("A", sources: ["p1": 300, "p2": 100]), batch("S", parents: ["A": 200]),
                batch("C", sources: ["p3": 600]), batch("M", parents: ["S": 200, "C": 600]),
            ])
        #expect(sources.map { $0.parcel?.text } == ["p3", "p1", "p2"])
        #expect(sources.map(\.text) == ["0.750000", "0.187500", "0.062500"])
        #expect(sources.map(\.grams.value) == [600, 150, 50])
    }

    @Test("Grain that comes by two ways from one parcel is counted once, with both")
    func diamond() {
        let sources = shares(
            of: "M",
            [
                batch("A", sources: ["p1": 500, "p2": 500]), batch("L", parents: ["A": 400]),
                batch("R", parents: ["A": 600]), batch("M", parents: ["L": 400, "R": 600]),
            ])
        #expect(sources.map(\.text) == ["0.500000", "0.500000"])
    }

    @Test("A batch of which the book does not hold the parent says so")
    func unknown() {
        let sources = shares(of: "B", [batch("B", sources: ["p1": 30], parents: ["gone": 10])])
        #expect(sources.map { $0.parcel?.text } == ["p1", nil] && sources.map(\.text) == ["0.750000", "0.250000"])
    }

    @Test("Forty generations of mixing with large, odd masses leave no millionth and no gram over")
    func deep() {
        var batches = [batch("B0", sources: ["p0": 99_999_999_999_989, "p1": 1])]
        for number in 1...40 {
            batches.append(
                batch(
                    BatchCode("B\(number)"), sources: [ParcelNumber("q\(number)"): Int64(number) * 7_919],
                    parents: [BatchCode("B\(number - 1)"): 1_000_003]))
        }
        let sources = shares(of: "B40", batches)
        #expect(sources.count == 42)
        #expect(sources.reduce(0) { $0 + $1.millionths } == 1_000_000)
        #expect(sources.reduce(Grams.zero) { $0 + $1.grams } == Grams(40 * 7_919 + 1_000_003))
        #expect(sources.allSatisfy { $0.millionths >= 0 })
    }
}
