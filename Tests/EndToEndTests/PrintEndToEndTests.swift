import Foundation
import Testing

@Suite("Prints and spreadsheets of the running service")
struct PrintEndToEndTests {
    @Test(
        "Who may read may print, nobody else; the command line prints the same bytes; lists come as spreadsheets",
        .enabled(if: ExampleSeason.isThere, "the example season lies beside the checkout"))
    func prints() async throws {
        try await RunningServer.inScratch(season: ExampleSeason.directory) { server in
            let officer = try server.grant("officer", "o")
            let stranger = try server.grant("granary", "g", organization: "91430921MAQEXNNT33", region: "430921")
            for path in [
                "batches/25W-90201-H0005/dossier.pdf", "batches/25W-90201-H0005/tag.pdf",
                "manifests/20254309000006/manifest.pdf", "bins/91430902MAQ2N2QK6A0010004/sign.pdf",
            ] {
                let answer = try #require(await server.ask("/v1/\(path)", token: officer))
                #expect(answer.status == 200 && answer.type == "application/pdf", "\(path)")
                let kind = try #require(path.split(separator: "/").last?.dropLast(4))
                let code = path.split(separator: "/")[1]
                let name = kind == "sign" ? "bin" : String(kind)
                #expect(answer.header("Content-Disposition") == "inline; filename=\"\(name)-\(code).pdf\"")
                let printed = try server.command([
                    "print", String(kind), String(code), "-o", "\(server.directory)/p.pdf",
                ])
                #expect(printed.status == 0)
                #expect(try Data(contentsOf: URL(filePath: "\(server.directory)/p.pdf")) == answer.body, "\(path)")
                #expect(await server.ask("/v1/\(path)")?.status == 401)
            }
            let hidden = try #require(await server.ask("/v1/batches/25W-90201-H0005/dossier.pdf", token: stranger))
            #expect(hidden.status == 404 && hidden.type.hasPrefix("application/problem+json"))
            #expect(try server.command(["print", "tag", "none", "-o", "-"]).status == 5)
            let past = "/v1/batches/25W-90201-H0005/dossier.pdf?asOf=2025-11-19T00:00:00%2B08:00"
            let then = try #require(await server.ask(past, token: officer))
            let again = try #require(await server.ask(past, token: officer))
            #expect(then.status == 200 && then.body == again.body)

            let sheet = try #require(await server.ask("/v1/batches?format=xlsx&grainClass=C", token: officer))
            #expect(sheet.status == 200 && sheet.body.starts(with: Data("PK".utf8)))
            #expect(sheet.type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
            #expect(sheet.header("Content-Disposition") == "attachment; filename=\"batches.xlsx\"")
            let counted = try #require(await server.ask("/v1/batches?format=csv&grainClass=C", token: officer))
            #expect(sheet.header("X-Total-Count") == counted.header("X-Total-Count"))
            let odd = try #require(await server.ask("/v1/batches?format=xlsx&encoding=gb18030", token: officer))
            #expect(odd.status == 400)
        }
    }
}
