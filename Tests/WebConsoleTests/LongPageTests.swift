import HTTPTypes
import Operations
import Testing

@testable import WebConsole

@Suite(
    "A page that was long in the making is shown to somebody whose session has lasted as long",
    .enabled(if: SeasonConsole.isThere, "the example season lies beside the checkout"))
struct LongPageTests {
    /// The console's door, as it is to somebody who is let in and whose session then ends.
    private static func ended(_ console: Console, patience: Duration) -> Door {
        var doors = console.doors
        doors.signIns.glance = { _ in nil }
        let ended = Console(ledger: console.ledger, reports: console.reports, doors: doors, house: console.house)
        return Door(console: ended, patience: patience)
    }

    @Test("Who was signed out meanwhile is shown the way in; a quick page is shown, and so is what came of a form")
    func ended() async throws {
        let season = try await SeasonConsole.shared.value
        let slow = try await season.ask(.get, "/batches", as: "officer", through: { Self.ended($0, patience: .zero) })
        #expect(slow.body.contains("name=\"password\"") && !slow.body.contains("25W-90201-H0005"))
        let quick = try await season.ask(
            .get, "/batches", as: "officer", through: { Self.ended($0, patience: .seconds(3_600)) })
        #expect(quick.body.contains("25W-90201-H0005"))
        let lasting = try await season.ask(
            .get, "/batches", as: "officer", through: { Door(console: $0, patience: .zero) })
        #expect(lasting.body.contains("25W-90201-H0005"))
        let form = try await season.ask(
            .post, "/acts/batch-moved", as: "officer", form: [("csrf", SeasonConsole.token("officer"))],
            through: { Self.ended($0, patience: .zero) })
        #expect(form.status == 422 && !form.body.contains("name=\"password\""))
    }

    @Test("Who asks too much is told when to ask again; a list that is taken away is measured as an export")
    func crowded() async throws {
        let season = try await SeasonConsole.shared.value
        func door(_ console: Console) -> Door {
            var house = console.house
            house.admit = { actor, isExport in isExport && actor == SeasonConsole.officer ? (nil, 7) : (0, 0) }
            return Door(
                console: Console(ledger: console.ledger, reports: console.reports, doors: console.doors, house: house))
        }
        let export = try await season.ask(.get, "/batches?format=csv", as: "officer", through: door)
        #expect(export.status == 429 && export.headers[.retryAfter] == "7" && !export.body.contains("25W-90201-H0005"))
        #expect(try await season.ask(.get, "/batches", as: "officer", through: door).status == 200)
        #expect(try await season.ask(.get, "/batches?format=csv", as: "keeper", through: door).status == 200)
    }
}
