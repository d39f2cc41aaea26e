import GrainLedgerApp
import HTTPTypes
import Rules
import Testing

@testable import WebConsole

@Suite("A map looks back to any week of a season")
struct TimeSliderTests {
    private func slider(_ season: String, at now: String, asOf: String? = nil) throws -> TimeSlider {
        TimeSlider(
            season: season, asOf: try asOf.map { try #require(Timestamp(rfc3339: $0)) },
            now: try #require(Timestamp(rfc3339: now)), wording: Wording(language: .zh))
    }

    @Test("From the first week of the season to today, and no further; a season that has not begun has none")
    func days() throws {
        let late = try slider("2025-late", at: "2025-12-05T09:00:00+08:00")
        #expect(late.days.first?.description == "2025-09-01" && late.days.last?.description == "2025-12-05")
        #expect(late.days.dropLast().allSatisfy { $0.weekday == late.days[0].weekday })
        #expect(try slider("2026-early", at: "2025-12-05T09:00:00+08:00").days.isEmpty)
        #expect(try slider("2019-late", at: "2025-12-05T09:00:00+08:00").days.count == 31)
        #expect(try slider("a season", at: "2025-12-05T09:00:00+08:00").markup.html.isEmpty)
        for week in ["-1", "99", "x", ""] { #expect(late.day(week) == nil, "\(week)") }
        #expect(late.day("1")?.description == "2025-09-08")
    }

    @Test("It stands where the map does, and says the day that is shown")
    func place() throws {
        let past = try slider("2025-late", at: "2025-12-05T09:00:00+08:00", asOf: "2025-09-10T23:59:59+08:00")
        #expect(past.markup.html.contains("value=\"1\"") && past.markup.html.contains(">2025-09-10</output>"))
    }

    @Test(
        "A week leads to the map as it was known then; the last one to the present",
        .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
    func redirect() async throws {
        let season = try await SeasonConsole.shared.value
        let past = try await season.ask(.get, "/map?season=2025-late&week=6", as: "officer")
        #expect(past.status == 303 && past.headers[.location] == "/map?season=2025-late&asOf=2025-10-13")
        let now = try await season.ask(.get, "/map?season=2025-late&week=14", as: "officer")
        #expect(now.headers[.location] == "/map?season=2025-late")
        let before = try await season.ask(.get, "/map?season=2025-late&asOf=2025-09-08", as: "officer")
        #expect(
            before.status == 200 && before.body.contains("data-days"), "one comes back from before the first sample")
    }
}
