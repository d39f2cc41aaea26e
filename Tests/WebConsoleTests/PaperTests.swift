import Foundation
import GrainLedgerApp
import HTTPTypes
import Operations
import Prints
import Testing

@testable import WebConsole

@Suite(
    "A paper is held against the book by the seal on its pages",
    .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
struct PaperTests {
    private static let objects: [(PrintKind, String)] = [
        (.dossier, "25W-90201-H0005"), (.manifest, "20254309000011"), (.undertaking, "20254309000011"),
        (.report, "CQ-25-00001"),
    ]

    @Test(
        "Every sealed paper agrees with the book it was printed from, typed with or without strokes", arguments: objects
    )
    func same(paper: PrintKind, code: String) async throws {
        let season = try await SeasonConsole.shared.value
        let desk = PrintDesk(ledger: season.bureau.ledger, address: "https://grain.example.cn")
        let seal = try #require(try await desk.seal(of: paper, code, SeasonConsole.officer)).code
        for typed in [seal, seal.lowercased().replacing("-", with: ""), "%20\(seal)"] {
            let page = try await season.ask(
                .get, "/papers?paper=\(paper.rawValue)&code=\(code)&seal=\(typed)", as: "officer")
            #expect(page.status == 200 && page.body.contains("一致：纸上的数据"), "\(typed)")
        }
        // A paper from before is held against the book of its day: nothing has happened since.
        let then = try await season.ask(
            .get, "/papers?paper=\(paper.rawValue)&code=\(code.lowercased())&seal=\(seal)&asOf=2027-01-01",
            as: "officer")
        #expect(then.body.contains("一致：纸上的数据"), "\(code)")
        let before = try await season.ask(
            .get, "/papers?paper=\(paper.rawValue)&code=\(code)&seal=\(seal)&asOf=2025-09-01", as: "officer")
        #expect(!before.body.contains("一致：纸上的数据"), "\(code)")
        let last = seal.hasSuffix("0") ? "1" : "0"
        let altered = "\(seal.dropLast())\(last)"
        let page = try await season.ask(
            .get, "/papers?paper=\(paper.rawValue)&code=\(code)&seal=\(altered)", as: "officer")
        #expect(page.body.contains("不一致") && page.body.contains(seal), "\(code)")
    }

    @Test(
        "What is no seal is said; another's object and an unknown one are not there; without a seal there is the form")
    func unfit() async throws {
        let season = try await SeasonConsole.shared.value
        for typed in ["5ABD", "5ABD-CC43-047A-5BFG", "5ABD-CC43-047A-5BFC0"] {
            let page = try await season.ask(
                .get, "/papers?paper=dossier&code=25W-90201-H0005&seal=\(typed)", as: "officer")
            #expect(page.status == 422 && page.body.contains("校验码是 16 位"), "\(typed)")
        }
        for code in ["25W-92305-H0004", "none"] {
            let page = try await season.ask(
                .get, "/papers?paper=dossier&code=\(code)&seal=5ABD-CC43-047A-5BFC", as: "keeper")
            #expect(page.status == 404 && page.body.contains("name=\"seal\""), "the form stays: \(code)")
        }
        let form = try await season.ask(.get, "/papers", as: "keeper")
        #expect(form.status == 200 && form.body.contains("name=\"seal\""))
        #expect(try await season.ask(.get, "/papers?paper=label&code=x&seal=y", as: "keeper").status == 200)
    }
}
