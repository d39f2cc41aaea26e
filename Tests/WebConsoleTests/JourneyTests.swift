import Custody
import GrainLedgerApp
import HTTPTypes
import Operations
import Rules
import Testing

@testable import WebConsole

@Suite(
    "The journey of a batch is drawn from its movements to the gram",
    .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
struct JourneyTests {
    private let wording = Wording(language: .zh)

    @Test("Of every batch: what reached a place less what left it lies there, and what grew went into the batch")
    func conserved() async throws {
        let ledger = try await SeasonConsole.shared.value.bureau.ledger
        var query = ListQuery(.batches)
        query.limit = 500
        let codes = try await ledger.list(query, SeasonConsole.officer).documents.map(\.code)
        var drawn = 0
        for code in codes {
            let dossier = try #require(try await ledger.dossier(BatchCode(code), SeasonConsole.officer, nil))
            let up = try #require(try await ledger.trace(BatchCode(code), .up, SeasonConsole.officer, nil))
            let journey = JourneyFlow(dossier: dossier, sources: up.sources, names: Names(), wording: wording)
            let flows = journey.flows
            func balance(_ label: String) -> Int64 {
                flows.reduce(0) { $0 + ($1.to.label == label ? $1.grams : 0) - ($1.from.label == label ? $1.grams : 0) }
            }
            #expect(balance(wording.text(.thisBatch)) == 0, "\(code)")
            for (place, grams) in dossier.batch.ledger where place.kind == "bin" || place.kind == "facility" {
                #expect(balance(journey.label(place)) == grams.value, "\(code) \(place.rawValue)")
            }
            let rolling = dossier.batch.ledger.filter { $0.key.kind == "transit" }.reduce(Int64(0)) {
                $0 + $1.value.value
            }
            let onRoad = Set((flows.map(\.to) + flows.map(\.from)).map(\.label)).filter { $0.contains("×") }
            #expect(onRoad.reduce(0) { $0 + balance($1) } == rolling, "\(code)")
            #expect(flows.allSatisfy { $0.grams > 0 && $0.from.column < $0.to.column }, "\(code)")
            drawn += flows.isEmpty ? 0 : 1
        }
        #expect(drawn == codes.count && drawn > 50)
    }

    @Test(
        "A batch of one granary that went to one facility: townships, the bin, the trips, the yard and what was made of it"
    )
    func places() async throws {
        let season = try await SeasonConsole.shared.value
        let page = try await season.ask(.get, "/batches/25W-90201-H0005", as: "officer").body
        for words in ["批次 25W-90201-H0005 从田块到去处（示意图）", ">迎风桥镇<", ">联单 ×1 → 沅江酒精样厂<", ">残渣<"] {
            #expect(page.contains(words), "\(words)")
        }
    }
}
