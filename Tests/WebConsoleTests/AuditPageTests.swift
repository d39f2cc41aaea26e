import HTTPTypes
import Testing

@testable import WebConsole

@Suite("The page of the audit", .enabled(if: SeasonConsole.isThere, "the example season"))
struct AuditPageTests {
    @Test("the audit is taken away as a table by who may read it, and that is in it; who may not is told of in it, too")
    func export() async throws {
        let season = try await SeasonConsole.shared.value
        #expect(try await season.ask(.get, "/audit", as: "keeper").status == 404)
        #expect(try await season.ask(.get, "/audit?format=csv", as: "keeper").status == 404)
        #expect(try await season.ask(.get, "/audit", as: "eraser").body.contains("format=csv"))
        _ = try await season.ask(.get, "/audit?format=csv", as: "eraser")
        let page = try await season.ask(.get, "/audit?who=eraser", as: "eraser").body
        #expect(page.contains("每小时的记录数") && page.contains("class=\"share-1\"") && !page.contains("class=\"k-C\""))
        let refusals = try await season.ask(.get, "/audit?who=keeper&result=refused", as: "eraser").body
        #expect(refusals.contains("class=\"k-C\""), "refusals have their line")
        let file = try await season.ask(.get, "/audit?format=csv&act=export", as: "eraser")
        #expect(file.status == 200 && file.headers[.contentType]?.hasPrefix("text/csv") == true)
        let lines = file.body.split(separator: "\r\n")
        #expect(lines.first?.hasSuffix("请求编号") == true)
        #expect(lines.contains { $0.contains(",eraser,export,audit,") })
        let refused = try await season.ask(.get, "/audit?format=csv&result=refused&who=keeper", as: "eraser")
        #expect(refused.body.split(separator: "\r\n").count { $0.contains(",keeper,audit-read,") } >= 2)
    }
}
