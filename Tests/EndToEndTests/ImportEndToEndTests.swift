import Foundation
import Testing

@Suite("An import ends with the right of whoever handed it in", .serialized)
struct ImportEndToEndTests {
    private static let folder: URL = {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root = root.deletingLastPathComponent() }
        return root.appending(path: "shared/data/season-2025-late")
    }()

    @Test(
        "A token that is revoked while its files are being booked stops them; what was stored stays, and another goes on",
        .enabled(
            if: FileManager.default.fileExists(atPath: folder.path()), "the example season lies beside the checkout"))
    func revoked() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "office")
            let files = try ["organizations", "bins", "scales", "parcels", "samples", "lab_reports"].map { name in
                let bytes = try Data(contentsOf: Self.folder.appending(path: "\(name).csv"))
                return "{\"name\":\"\(name).csv\",\"content\":\"\(bytes.base64EncodedString())\"}"
            }
            let begun = try #require(
                await server.ask(
                    "/v1/imports", method: "POST", token: token, headers: ["Idempotency-Key": "k"],
                    body: "{\"files\":[\(files.joined(separator: ","))]}"))
            let id = try #require(begun.member("id"), "\(begun.text)")
            while try #require(await server.ask("/v1/imports/\(id)", token: token)).object["acts"] as? Int == 0 {}
            try #require(try server.command(["token", "revoke", "office"]).status == 0)
            while try notes(server, id).isEmpty {}
            #expect(try #require(await server.ask("/v1/imports/\(id)", token: token)).status == 401)
            let note = try #require(try notes(server, id).first)
            #expect(note.contains("GL-I-0619") && note.contains("refused"))
            let clerk = try server.grant("administrator", "clerk")
            let stored = try records(try #require(await server.ask("/v1/records?limit=500", token: clerk)))
            #expect(stored < 500, "the rest of some thousand acts was not done")
        }
    }

    private func notes(_ server: RunningServer, _ id: String) throws -> [Substring] {
        try server.command(["audit", "list", "--act", "import-broken-off", "--subject", id]).output.split(
            separator: "\n")
    }

    private func records(_ answer: HTTPAnswer) throws -> Int { try #require(answer.object["items"] as? [Any]).count }
}
