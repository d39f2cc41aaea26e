import Custody
import GrainLedgerApp
import Foundation
import HTTPTypes
import Operations
import Rules
import Testing

@testable import WebConsole

/// One after another: all pages at once are more than the service takes on at a time, and some were told to come again.
@Suite(
    "Pages of the example season", .serialized,
    .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
struct PageTests {
    static let lists = ListLayout.all.map { "/\($0.resource.rawValue)" }
    static let pages = [
        "/", "/find?q=25W-90201-H0005", "/batches/25W-90201-H0005", "/batches/25W-90201-H0005/dossier",
        "/batches/nobody",
        "/manifests/20254309000011", "/disposals/CZ2025-0001", "/sampling", "/differences", "/depots",
        "/recall", "/recall?parcel=43090210200001,43090210200002&season=2025-late",
        "/bins/91430902MAQ2N2QK6A0010004",
        "/samples/LT25-902-00001", "/reports/CQ-25-00001", "/parcels/43090210200001",
        "/organizations/91430902MAQ2N2QK6A",
        "/scales/DS-90201-1", "/test-runs/CQ20251013-01", "/reinspections/FJ2025-0001", "/desks/receiving",
        "/desks/weighbridge?manifest=20254309000020", "/imports", "/bureau-reports?period=2025-11",
        "/bureau-reports/rows?period=2025-11&figure=intakeGrams.A&region=4309", "/rules", "/status", "/api",
        "/api/operations/issueBureauReport", "/api/schemas/Batch",
        "/account", "/acts/disposal-planned?f.batch=25W-90201-H0004",
        "/batches?grainClass=B,C,D&sort=createdAt&county=4309",
        "/deadlines/handover:20254309000020:25W-92305-H0004/notice", "/batches/25W-90201-H0005?asOf=2025-11-20",
    ]

    @Test(
        "every page is well formed and holds to the content security policy, in both languages",
        arguments: lists + pages)
    func page(_ target: String) async throws {
        let season = try await SeasonConsole.shared.value
        for language in Language.allCases {
            let mark = target.contains("?") ? "&" : "?"
            let answer = try await season.ask(.get, "\(target)\(mark)lang=\(language)", as: "officer")
            guard answer.status != 303 else { continue }
            #expect(answer.status == (target.hasSuffix("nobody") ? 404 : 200), "\(target)")
            #expect(HTMLCheck.faults(in: answer.body) == [], "\(target) \(language)")
            #expect(answer.body.contains("<html lang=\"\(language.tag)\""))
            #expect(!answer.body.contains("\u{FFFD}"))
        }
    }

    @Test("who is not signed in sees the door, and nothing else")
    func door() async throws {
        let season = try await SeasonConsole.shared.value
        let answer = try await season.ask(.get, "/batches/25W-90201-H0005", as: nil)
        #expect(answer.body.contains("name=\"password\"") && !answer.body.contains("64.940"))
        #expect(answer.body.contains("value=\"/batches/25W-90201-H0005\""), "he comes back to where he wanted to go")
    }

    @Test("the batch's page says where every kilogram is, and shows what the role may do and why not the rest")
    func batch() async throws {
        let season = try await SeasonConsole.shared.value
        let answer = try await season.ask(.get, "/batches/25W-90201-H0005", as: "officer")
        for words in ["64.940", "27.460", "7.780", "10.506", "C 超标", "20254309000006", "已有处置计划"] {
            #expect(answer.body.contains(words), "\(words)")
        }
        let keeper = try await season.ask(.get, "/batches/25W-90201-H0005", as: "keeper")
        #expect(keeper.body.contains("action=\"/acts/batch-moved\"") && !keeper.body.contains("/acts/disposal-planned"))
        let foreign = try await season.ask(.get, "/batches/25W-92305-H0004", as: "keeper")
        #expect(foreign.status == 404, "another granary's batch is as if it were not there")
    }

    @Test("a list counts, filters, turns round, pages and exports what it shows")
    func list() async throws {
        let season = try await SeasonConsole.shared.value
        let answer = try await season.ask(.get, "/batches?grainClass=D", as: "officer")
        #expect(answer.body.contains("<strong>40</strong>") && answer.body.contains("rel=\"next\"") == false)
        let csv = try await season.ask(.get, "/batches?grainClass=D&format=csv", as: "officer")
        #expect(csv.body.hasPrefix("\u{FEFF}编号,等级,库点"))
        #expect(csv.body.split(separator: "\r\n").count == 41)
        let all = try await season.ask(.get, "/batches", as: "officer")
        let next = try #require(all.body.firstMatch(of: /rel="next" href="([^"]*)"/)).1
        let second = try await season.ask(.get, String(next).replacing("&amp;", with: "&"), as: "officer")
        #expect(second.status == 200 && second.body.contains("<strong>238</strong>"))
        #expect(
            try #require(second.body.firstMatch(of: /25W-[0-9A-Z-]+/)).0 != all.body.firstMatch(of: /25W-[0-9A-Z-]+/)?.0
        )
    }

    @Test("a name that would be a script stays a name")
    func hostile() async throws {
        let season = try await SeasonConsole.shared.value
        let name = "<script>alert(1)</script>\" onclick=\"x"
        let day = try #require(CivilDate(iso: "2025-01-01")), end = try #require(CivilDate(iso: "2030-01-01"))
        let organization = Organization(
            code: "91430902MA4HOSTL15", name: name, kind: .mill, county: "430902", licence: "x", validFrom: day,
            validTo: end, useClasses: [])
        let answer = await season.bureau.ledger.submit(
            Submission(
                actor: SeasonConsole.administrator, act: Act(RegisterOrganization(organization)),
                occurredAt: Timestamp(startOf: day), key: "hostile", authority: .operatorsImport))
        guard case .done = answer else { Issue.record("\(answer)"); return }
        for target in ["/organizations", "/organizations/91430902MA4HOSTL15", "/find?q=alert"] {
            let page = try await season.ask(.get, target, as: "administrator")
            #expect(!page.body.contains("<script>alert") && page.body.contains("&lt;script&gt;alert"), "\(target)")
            #expect(HTMLCheck.faults(in: page.body) == [], "\(target)")
        }
    }
}
