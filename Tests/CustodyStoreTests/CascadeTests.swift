import Custody
import CustodyStore
import Operations
import Postgres
import Rules
import Testing

@Suite("A verdict reaches all that was made of the grain")
struct CascadeTests {
    @Test("A split of a split of a batch whose other part went into a merge follows the class of its parcel")
    func besideMerge() async throws {
        let world = try await SmallWorld()
        let (parcel, bin) = (SmallWorld.parcels[0], SmallWorld.ordinary[0])
        for batch: BatchCode in ["I1", "I2"] {
            let answer = await world.ledger.submit(SmallWorld.intake(batch, from: parcel, into: bin, grams: 1000))
            #expect(answer.receipt != nil)
        }
        let parts = ["I1", "I2"].map { MergeBatches.Input(batch: $0, bin: bin, grams: Grams(400)) }
        let merge = MergeBatches(operation: "", inputs: parts, batch: "M", bin: bin, reason: "")
        let split = SplitBatch(
            operation: "", batch: "I1", bin: bin, grams: Grams(300), newBatch: "S", newBin: bin, reason: "")
        #expect(await world.ledger.submit(merge).receipt != nil)
        #expect(await world.ledger.submit(split).receipt != nil)
        let again = SplitBatch(
            operation: "", batch: "S", bin: bin, grams: Grams(100), newBatch: "T", newBin: bin, reason: "")
        #expect(await world.ledger.submit(again).receipt != nil)
        try await world.test(parcel, cadmium: "1.20", sample: "later")
        #expect(try await world.ledger.count("SELECT count(*) FROM batch WHERE grain_class = 'D'") == 5)
        #expect(try await Replay(pool: world.ledger.pool).differences() == [])
    }
}
