@testable import Custody
import Rules
import Testing

@Suite("Differences of many trips")
struct DifferenceAnalysisTests {
    /// A trip of 20 t from G to `consignee` on `plate`, received with a difference, both scales allowing 63 kg.
    private func trip(
        _ number: Int, _ kilograms: Int64, to consignee: OrganizationCode = "F", plate: String? = "湘H00001",
        state: Manifest.State = .accepted
    ) -> Manifest {
        var trip = Manifest(
            code: ManifestCode("m\(number)"), purpose: .disposal, batch: "B1", grainClass: .c, disposal: "plan",
            consignor: "G", county: "430903", bin: "over", consignee: consignee, carrier: "C", plate: plate,
            papers: .init(contract: true, invoice: true, undertaking: true, report: true), loadingScale: "s",
            loadedTareGrams: Grams(10_000_000), loadedGrams: Grams(20_000_000),
            departedAt: Timestamp(Int64(number) * 3_600_000_000))
        trip.state = state
        trip.receivedGrams = Grams(20_000_000 + kilograms * 1_000)
        trip.toleranceGrams = Grams(63_000)
        return trip
    }

    @Test(
        "Differences that chance explains go out against each other; those that lean are named, of five trips or more")
    func leaning() throws {
        let chance = DifferenceAnalysis([60, -55, 20, -30, 10, -2].enumerated().map { trip($0, $1) })
        #expect(chance.whole?.isOneSided == false && chance.whole?.sumGrams == Grams(3_000))
        #expect(chance.whole?.meanGrams == Grams(500) && chance.whole?.beyond == 0)
        // 63 kg / √5 = 28.17 kg: each trip is within its tolerance, and together they are not.
        let leaning = DifferenceAnalysis((0..<5).map { trip($0, -29) })
        #expect(leaning.whole?.isOneSided == true && leaning.whole?.meanTolerance == 28_174)
        #expect(leaning.trips.allSatisfy { !$0.isBeyond })
        #expect(DifferenceAnalysis((0..<5).map { trip($0, -28) }).whole?.isOneSided == false)
        #expect(DifferenceAnalysis((0..<4).map { trip($0, -60) }).whole?.isOneSided == false)
    }

    @Test(
        "By pair, scale and vehicle, what leans first; trips under way, refused or without a plate do not count where they say nothing"
    )
    func groups() throws {
        let trips =
            (0..<6).map { trip($0, -40, to: "F", plate: "湘H00001") }
            + (6..<12).map { trip($0, $0.isMultiple(of: 2) ? 70 : -50, to: "E", plate: "湘H00002") } + [
                trip(12, -500, plate: nil, state: .refused), trip(13, -1, plate: nil),
            ]
        let analysis = DifferenceAnalysis(trips.shuffled())
        #expect(analysis.trips.map(\.manifest.text) == ["m13"] + (0..<12).reversed().map { "m\($0)" })
        #expect(analysis.pairs.map(\.key) == [["G", "F"], ["G", "E"]])
        #expect(analysis.pairs.map(\.isOneSided) == [true, false] && analysis.pairs.map(\.trips) == [7, 6])
        #expect(analysis.pairs.last?.beyond == 3)
        #expect(analysis.plates.map(\.key) == [["湘H00001"], ["湘H00002"]])
        #expect(analysis.scales.map(\.trips) == [13])
        #expect(DifferenceAnalysis([]).whole == nil)
    }
}

extension DifferenceAnalysis.Group {
    fileprivate var meanTolerance: Int64 { meanToleranceGrams.value }
}
