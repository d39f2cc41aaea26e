import Custody
import Rules
import Testing

@Suite("What another edition of the limits would make of a season")
struct EditionEffectTests {
    @Test("Samples that would be judged otherwise are named with the batches that rest on them; nothing changes")
    func effect() throws {
        var world = try World()
        try world.take(
            RegisterParcel(World.parcel("P-e")), World.collect("S-e", "P-e"), World.receive("S-e"),
            IssueReport(
                report: "R-e", sample: "S-e",
                lines: [
                    .init(
                        item: .cadmium, value: "0.10", method: "GB 5009.15-2023", lod: "0.001", loq: "0.003", run: ""),
                    .init(
                        item: .inorganicArsenic, value: "0.30", method: "GB 5009.11-2024", lod: "0.01", loq: "0.03",
                        run: ""),
                ], supersedes: nil), World.intake("E1", "P-e", "ordinary"))
        #expect(world.book.samples["S-e"]?.verdict == .complies)
        let before = world.book.samples
        let season = Season.of(World.now)
        // Inorganic arsenic in paddy: 0.2 until GB 2762-2022 made it 0.35.
        let old = try #require(LimitEdition(named: "GB 2762-2012"))
        let effect = EditionEffect(of: old, on: season, in: world.book)
        #expect(effect.judged > 1 && effect.edition == "GB 2762-2012" && effect.season == season)
        let change = try #require(effect.changes.first)
        #expect(effect.changes.count == 1 && change.sample == "S-e" && change.parcel == "P-e")
        #expect(change.now == .complies && change.then == .over(.c) && change.batches == ["E1"])
        #expect(effect.batches == ["E1"] && world.book.samples == before)
        #expect(EditionEffect(of: .inForce(on: World.now.chinaDate), on: season, in: world.book).changes.isEmpty)
        #expect(EditionEffect(of: old, on: "2024-late", in: world.book).judged == 0)
    }

    @Test(
        "A season is a year and a crop, and nothing else",
        arguments: [
            "2025-late": true, "2025-early": true, "2025": false, "25-late": false, "2025-late-": false, "": false,
        ])
    func season(_ name: String, _ isOne: Bool) { #expect(Season.isName(name) == isOne) }
}
