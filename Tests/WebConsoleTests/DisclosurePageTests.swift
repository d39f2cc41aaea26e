import Custody
import Foundation
import GrainLedgerApp
import HTTPTypes
import Operations
import Postgres
import Testing

@testable import WebConsole

@Suite(
    "Names in the console", .serialized,
    .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
struct DisclosurePageTests {
    /// The record of a trip of the season that left its driver's name out.
    private func record(_ season: SeasonConsole) async throws -> String {
        let rows = try await season.bureau.pool.pipeline([
            "SET LOCAL ROLE grainledger_writer",
            """
            SELECT record_id::text FROM disclosure WHERE role = 'driver' AND value IS NOT NULL ORDER BY record_id LIMIT 1
            """,
        ])[1].rows
        return try #require(try rows.first?.text(0))
    }

    @Test("a name is told on its page for a purpose to whoever may, and erased by an administrator who may not read it")
    func names() async throws {
        let season = try await SeasonConsole.shared.value
        let record = try await record(season)
        let page = "/records/\(record)/names"
        #expect(try await season.ask(.get, page, as: "keeper").status == 404)
        let asked = try await season.ask(.get, page, as: "chief")
        #expect(
            asked.status == 200 && asked.body.contains("value=\"driver\"") && HTMLCheck.faults(in: asked.body) == [])
        func tell(_ purpose: String) async throws -> SeasonConsole.Answer {
            try await season.ask(
                .post, page, as: "chief",
                form: [("csrf", SeasonConsole.token("chief")), ("part", "driver"), ("purpose", purpose)])
        }
        let short = try await tell("看")
        #expect(short.status == 422 && short.body.contains("GL-I-0701"))
        let told = try await tell("核对联单司机")
        let name = String(try #require(told.body.firstMatch(of: /驾驶员：<strong>([^<]+)<\/strong>/)?.1))
        #expect(told.status == 200 && !name.isEmpty && !asked.body.contains(name))

        func erase(_ purpose: String, as account: String = "eraser") async throws -> SeasonConsole.Answer {
            try await season.ask(
                .post, "/erasures", as: account,
                form: [
                    ("csrf", SeasonConsole.token(account)), ("record", record), ("part", "driver"),
                    ("purpose", purpose),
                ])
        }
        #expect(try await season.ask(.get, "/records/\(record)", as: "eraser").status == 404)
        let form = try await season.ask(.get, "/erasures?record=\(record)", as: "eraser")
        #expect(form.body.contains("value=\"driver\"") && HTMLCheck.faults(in: form.body) == [])
        #expect(try await erase("本人要求删除", as: "chief").status == 404, "officers tell, and erase nothing")
        let naming = try await erase("\(name)本人要求")
        #expect(naming.status == 422 && naming.body.contains("GL-I-0702"))
        #expect(try await erase("本人要求删除").status == 303)
        #expect(try await !season.ask(.get, page, as: "chief").body.contains("value=\"driver\""))
        #expect(try await tell("核对联单司机").status == 422)
    }
}
