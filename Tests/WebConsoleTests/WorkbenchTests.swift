import Custody
import GrainLedgerApp
import HTTPTypes
import Operations
import Rules
import Testing

@testable import WebConsole

@Suite(
    "The first page of the day, and what the season came to",
    .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
struct WorkbenchTests {
    private static let begin = [
        "station": [
            "/samples?state=collected", "/samples?state=refused", "/samples?state=received", "/samples?state=tested",
        ],
        "laboratory": ["/samples?state=collected", "/samples?state=received", "/verdicts?disputed=true", "/reports"],
        "keeper": [
            "/deadlines?matter=liesWrong", "/batches?grainClass=pending", "/manifests?state=departed,arrived",
            "/batches?grainClass=B,C,D", "/findings?severity=hold",
        ],
        "facility": [
            "/manifests?state=departed", "/manifests?state=arrived", "/deadlines?matter=unexplained", "/disposals",
        ],
        "carrier": ["/manifests?state=departed", "/manifests?state=arrived", "/deadlines?matter=returning"],
        "eraser": ["/organizations", "/bins", "/scales"],
        "officer": [
            "/findings?severity=hold", "/manifests?state=departed,arrived", "/batches?grainClass=pending",
            "/samples?state=collected,received", "/batches?grainClass=B,C,D",
        ],
    ]

    @Test(
        "Each role begins with its own figures, and a figure is the number of lines it leads to")
    func figures() async throws {
        // One after another: all at once they would take the connections that other tests of the season share.
        for account in Self.begin.keys.sorted() { try await figures(of: account) }
    }

    private func figures(of account: String) async throws {
        let season = try await SeasonConsole.shared.value
        let page = try await season.ask(.get, "/", as: account)
        #expect(page.status == 200 && HTMLCheck.faults(in: page.body) == [])
        let tile = /<li class="tile [a-z]*"><a href="([^"]+)">.*?<span class="tile-value">([^<]+)<\/span>/
        let tiles = page.body.matches(of: tile).map { (address: String($0.1), value: String($0.2)) }
        let expected = ["/deadlines?overdue=true"] + (Self.begin[account] ?? [])
        #expect(tiles.count == expected.count)
        for (tile, begin) in zip(tiles, expected) {
            #expect(tile.address.hasPrefix(begin))
            let list = try await season.ask(.get, tile.address, as: account)
            #expect(list.body.contains("<p class=\"tally\"><strong>\(tile.value)</strong>"), "\(tile.address)")
        }
    }

    @Test(
        "Of each granary as much goes out to the right as came in from the left, to the gram, of all grain and of any part"
    )
    func conserved() async throws {
        let ledger = try await SeasonConsole.shared.value.bureau.ledger
        let all = try await ledger.everything(ListQuery(.batches), SeasonConsole.officer).compactMap {
            $0.decoded(Batch.self)
        }
        let wording = Wording(language: .zh)
        for batches in [all, all.filter { $0.grainClass.isOverLimit }, all.filter { $0.county == "430902" }] {
            let flows = SeasonFlow(batches: batches, names: Names(), wording: wording).flows
            let granaries = Set(flows.map(\.from) + flows.map(\.to)).filter { $0.column == 1 }
            #expect(!granaries.isEmpty && flows.allSatisfy { $0.grams > 0 && $0.from.column < $0.to.column })
            for granary in granaries {
                let balance = flows.reduce(Int64(0)) {
                    $0 + ($1.to == granary ? $1.grams : 0) - ($1.from == granary ? $1.grams : 0)
                }
                #expect(balance == 0, "\(granary.label)")
            }
        }
        // What lies in bins by the drawing is what lies there by the book.
        let stock = SeasonFlow(batches: all, names: Names(), wording: wording).flows
            .filter { $0.to.label == wording.word("place", "bin") }.reduce(Int64(0)) { $0 + $1.grams }
        #expect(stock == all.reduce(Int64(0)) { $0 + $1.inBins.value } && stock > 0)
    }

    @Test("The flow of a season is drawn of what is over the limit, and of everything on asking")
    func flowPage() async throws {
        let season = try await SeasonConsole.shared.value
        let over = try await season.ask(.get, "/flows", as: "officer")
        let whole = try await season.ask(.get, "/flows?season=2025-late&grain=all", as: "officer")
        for page in [over, whole] {
            #expect(page.status == 200 && HTMLCheck.faults(in: page.body) == [])
            #expect(page.body.contains("资阳区禾丰粮库"))
        }
        #expect(over.body.contains("超标粮的流向") && whole.body.contains("全部稻谷的流向") && over.body != whole.body)
        #expect(try await season.ask(.get, "/flows", as: "carrier").status == 200)
    }

    @Test("The ground of the map is as dark as the share of its township, and only where parcels were judged")
    func tints() {
        func township(_ code: String, _ judged: Int, _ over: Int, at seats: [(Int, Int)]) -> TownshipTints.Township {
            .init(code: code, judged: judged, over: over, seats: seats.map { (x: $0.0, y: $0.1) })
        }
        let steps = [(4, 0, 0), (10, 1, 1), (8, 2, 2), (4, 2, 3), (3, 2, 4), (0, 0, 0)].map { judged, over, step in
            township("430903008", judged, over, at: []).step == step
        }
        #expect(steps.allSatisfy { $0 })
        let tints = TownshipTints(
            townships: [
                township("430903008", 2, 2, at: [(50, 50)]), township("430903009", 2, 0, at: [(120, 50)]),
                township("430903010", 0, 0, at: [(250, 50)]),
            ], wording: Wording(language: .zh))
        let drawing = tints.drawing(width: 300, height: 100).html
        #expect(drawing.contains("share-4") && drawing.contains("share-0") && drawing.contains("超标 100.0 %"))
        // Squares end where the next township's parcels are nearer, and none is drawn where nothing was judged.
        let ends = drawing.matches(of: /<rect x="(\d+)" y="36" width="(\d+)"/).map { (Int($0.1) ?? 0, Int($0.2) ?? 0) }
        #expect(ends.count == 2 && ends[0].0 + ends[0].1 == ends[1].0 && (72...90).contains(ends[1].0))
    }
}
