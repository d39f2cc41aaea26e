import Foundation
import Prints
import Rules
import Testing

/// Lists as spreadsheets: what a clerk opens is what the ledger said.
@Suite("Spreadsheets")
struct SheetTests {
    private static let formulas = [
        "=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "007", "1E5", "<a>&\"'", "湘\u{0000}H",
    ]

    private static func table(_ cells: [SheetTable.Cell]) -> SheetTable {
        SheetTable(
            title: "批次 batches", asOf: Timestamp(1_764_000_000_000_000),
            columns: [.init(head: "code", width: 20), .init(head: "netGrams (g 克)", width: 16)], count: cells.count
        ) { [.text("25W-\($0)"), cells[$0]] }
    }

    private static func parts(_ table: SheetTable) async throws -> (sheet: String, core: String, bytes: [UInt8]) {
        let bytes = try await PrintPress().xlsx(of: table)
        return try await Tool.inScratch { folder in
            try Data(bytes).write(to: folder.appending(path: "t.xlsx"))
            #expect(try Tool.run("unzip", ["-tq", "t.xlsx"], in: folder).status == 0)
            return (
                try Tool.run("unzip", ["-p", "t.xlsx", "xl/worksheets/sheet1.xml"], in: folder).output,
                try Tool.run("unzip", ["-p", "t.xlsx", "docProps/core.xml"], in: folder).output, bytes
            )
        }
    }

    @Test("no text becomes a formula or a number")
    func formulas() async throws {
        let (sheet, _, _) = try await Self.parts(Self.table(Self.formulas.map { .text($0) }))
        #expect(!sheet.contains("<f>") && !sheet.contains("<f "))
        #expect(sheet.components(separatedBy: "t=\"inlineStr\"").count - 1 == 4 + 2 * Self.formulas.count)
        #expect(sheet.contains(">=1+1<") && sheet.contains(">007<") && sheet.contains("&lt;a&gt;&amp;"))
    }

    @Test("whole numbers are numbers as long as a spreadsheet keeps them, and text beyond")
    func numbers() async throws {
        let (sheet, _, _) = try await Self.parts(
            Self.table([.integer(29_680_000), .integer(Int64.max), .empty, .integer(-40)]))
        #expect(sheet.contains("<v>29680000</v>") && sheet.contains("<v>-40</v>"))
        #expect(sheet.contains(">9223372036854775807<") && !sheet.contains("9.22"))
        #expect(!sheet.contains("r=\"B6\""), "no data is an empty cell, not a zero")
    }

    @Test("title, time of the data, frozen head and filter")
    func head() async throws {
        let (sheet, core, bytes) = try await Self.parts(Self.table([.integer(1)]))
        #expect(sheet.contains("批次 batches") && sheet.contains("数据截至") && sheet.contains("netGrams (g 克)"))
        #expect(
            sheet.contains("ySplit=\"3\"") && sheet.contains("state=\"frozen\"")
                && sheet.contains("<autoFilter ref=\"A3:B4\"/>"))
        #expect(core.contains("2025-11-24T16:00:00Z"))
        #expect(try await PrintPress().xlsx(of: Self.table([.integer(1)])) == bytes, "the same table, the same bytes")
    }
}
