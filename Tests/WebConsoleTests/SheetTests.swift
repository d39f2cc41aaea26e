import HTTPTypes
import Testing

@testable import WebConsole

@Suite("Tables of pages that are taken away", .enabled(if: SeasonConsole.isThere, "the example season"))
struct SheetTests {
    @Test("who looks at a page with a table takes it away whole, numbers as programs read them, and that is noted")
    func sheets() async throws {
        let season = try await SeasonConsole.shared.value
        for (address, account, head, name) in [
            ("/differences", "officer", "联单", "differences"),
            ("/recall?parcel=43090210200001", "officer", "在哪里", "recall"),
            ("/sampling", "officer", "", "sampling"),
            ("/people", "eraser", "代号", "people"),
            ("/devices", "eraser", "", "devices"),
            (
                "/bureau-reports/rows?period=2025-11&figure=intakeGrams.A&region=4309", "officer", "编号",
                "bureau-reports-rows"
            ),
        ] {
            let page = try await season.ask(.get, address, as: account)
            guard page.body.contains("format=csv") else {
                // Nobody has a device in the season.
                #expect(address == "/devices", "\(address)")
                continue
            }
            let joined = address.contains("?") ? "&" : "?"
            let file = try await season.ask(.get, "\(address)\(joined)format=csv", as: account)
            #expect(file.status == 200 && file.headers[.contentType]?.hasPrefix("text/csv") == true, "\(address)")
            #expect(file.headers[.contentDisposition]?.contains("\(name).csv") == true)
            let lines = file.body.split(separator: "\r\n")
            #expect(lines.count > 1 && lines.first?.contains(head) == true, "\(address)")
            #expect(!file.body.contains("<") && !file.body.contains("\u{202F}"), "\(address)")
            let note = try await season.ask(.get, "/audit?format=csv&act=export&subject=\(name)", as: "eraser")
            #expect(note.body.contains(",\(account),export,\(name),"), "\(address)")
        }
    }
}
