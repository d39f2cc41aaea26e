import Custody
import Rules
import Testing

@Suite("Where recalled grain is")
struct RecallTests {
    private func batch(_ code: BatchCode, _ intake: Int64 = 0, _ ledger: [String: Int64]) -> Recall.Batch {
        let places = ledger.map { (Place(rawValue: $0.key), Grams($0.value)) }
        return Recall.Batch(
            code: code, recalledIntake: Grams(intake),
            ledger: Dictionary(places, uniquingKeysWith: { first, _ in first }))
    }

    private func lines(_ recall: Recall) -> [String] {
        recall.parts.map { "\($0.batch) \($0.place.rawValue) \($0.grams.value) of \($0.mixedGrams.value)" }
    }

    @Test("Grain goes on in proportion through splits, merges and losses, and is told with what it was mixed with")
    func proportion() {
        let recall = Recall(in: [
            batch("A", 300, ["paddy": -400, "bin:1": 100, "into:M": 280, "loss:moisture": 20]),
            batch("M", 0, ["from:A": -280, "from:B": -280, "transit:T": 60, "sold:X": 500]),
        ])
        #expect(
            lines(recall) == [
                "A bin:1 75 of 100", "A loss:moisture 15 of 20", "M sold:X 188 of 500", "M transit:T 22 of 60",
            ])
        #expect(recall.grams == Grams(300))
    }

    @Test("A third of a gram goes nowhere: what is left over goes to the largest remainders")
    func thirds() {
        let recall = Recall(in: [batch("A", 100, ["paddy": -300, "bin:1": 100, "bin:2": 100, "bin:3": 100])])
        #expect(recall.parts.map(\.grams.value).sorted() == [33, 33, 34])
    }

    @Test("What weighed more than was sent thins the recalled grain; what nobody recalled is not told")
    func gains() {
        let recall = Recall(in: [
            batch("A", 90, ["paddy": -90, "difference": -10, "facility:F": 100]),
            batch("B", 0, ["paddy": -5, "bin:1": 5]),
        ])
        #expect(lines(recall) == ["A facility:F 90 of 100"])
    }

    @Test("A batch waits for all its sources, by whatever way and in whatever order they come")
    func diamond() {
        let batches = [
            batch("A", 1_000, ["paddy": -1_000, "into:L": 400, "into:M": 100, "into:R": 500]),
            batch("L", 0, ["from:A": -400, "into:M": 400]),
            batch("M", 0, ["from:A": -100, "from:L": -400, "bin:1": 500]),
            batch("R", 0, ["from:A": -500, "product": 499, "process-loss": 1]),
        ]
        for turn in batches.indices {
            let recall = Recall(in: Array(batches[turn...] + batches[..<turn]))
            #expect(lines(recall) == ["M bin:1 500 of 500", "R process-loss 1 of 1", "R product 499 of 499"])
        }
    }
}
