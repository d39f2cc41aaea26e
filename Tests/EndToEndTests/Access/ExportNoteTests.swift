import Testing

@Suite(
    "Who read a dossier and who took something away is in the audit",
    .enabled(if: ExampleSeason.isThere, "the example season"))
struct ExportNoteTests {
    private static let batch = "/v1/batches/25W-90201-H0005"
    private static let month = "/v1/bureau-reports/preview?period=2025-11"

    /// Each way to take something away, and the note it leaves.
    private static let ways: [(path: String, act: String, subject: String)] = [
        ("\(batch)/dossier", "dossier-read", "25W-90201-H0005"),
        ("\(batch)/dossier.pdf", "dossier-exported", "25W-90201-H0005"),
        ("\(batch)/dossier.zip", "dossier-exported", "25W-90201-H0005"),
        ("/v1/batches?format=csv", "export", "batches"), ("/v1/bins?format=ndjson", "export", "bins"),
        ("/v1/scales?format=xlsx", "export", "scales"), ("\(month)&format=csv", "export", "bureau-reports"),
        ("/v1/handover.pdf?samples=LT25-902-00001", "export", "LT25-902-00001"),
        ("\(month)&format=xlsx", "export", "bureau-reports"), ("\(month)&format=html", "export", "bureau-reports"),
    ]

    /// Every print of the document, and the list of what it is a print of.
    private func prints(_ server: RunningServer) async throws -> [(path: String, list: String)] {
        try await ContractTests.Contract(server).paths.keys.filter {
            $0.hasSuffix(".pdf") && $0.contains("{code}") && !$0.contains("bureau-reports")
        }
        .map { ($0, "/v1/\($0.split(separator: "/")[1])?limit=500") }
    }

    @Test("Every way leaves a note before it is answered; what is only looked at, or not there, leaves none")
    func notes() async throws {
        try await RunningServer.inScratch(season: ExampleSeason.directory) { server in
            let officer = try server.grant("officer", "o")
            func notes(_ act: String, _ subject: String) throws -> Int {
                try server.command(["audit", "list", "--act", act, "--limit", "500"]).output.split(separator: "\n")
                    .filter { $0.contains(subject) }.count
            }
            for way in Self.ways {
                let before = try notes(way.act, way.subject)
                var answer = try #require(await server.ask(way.path, token: officer))
                while answer.status == 202 { answer = try #require(await server.ask(way.path, token: officer)) }
                try #require(answer.status == 200, "\(way.path): \(answer.text.prefix(300))")
                #expect(try notes(way.act, way.subject) == before + 1, "\(way.path)")
            }
            for (path, list) in try await prints(server) {
                var printed = ""
                for item in try #require(await server.ask(list, token: officer)).items where printed.isEmpty {
                    guard let code = item["code"] as? String else { continue }
                    let before = try notes("export", code) + notes("dossier-exported", code)
                    let address = path.replacing("{code}", with: code)
                    guard await server.ask(address, token: officer)?.status == 200 else { continue }
                    printed = code
                    #expect(try notes("export", code) + notes("dossier-exported", code) == before + 1, "\(address)")
                }
                #expect(!printed.isEmpty, "nothing to print by \(path)")
            }
            let file = "\(server.directory)/dossier.zip"
            let build = ["dossier", "build", "25W-90201-H0005", "-o", file]
            #expect(try server.command(build + ["--with-persons"]).status == 64)
            for (words, act) in [
                (build, "dossier-exported"), (build + ["--with-persons", "--purpose", "an audit"], "name-revealed"),
                (["print", "manifest", "20254309000020", "-o", file], "export"),
                (["batch", "dossier", "25W-90201-H0005"], "dossier-read"),
            ] {
                let subject = words.contains("manifest") ? "20254309000020" : "25W-90201-H0005"
                let before = try notes(act, subject)
                #expect(try server.command(words).status == 0, "\(words)")
                #expect(try notes(act, subject) == before + 1, "\(words)")
            }
            let keeper = try server.grant("keeper", "k", organization: "91430902MAQ2N2QK6A")
            for (path, act, token) in [
                ("/v1/audit", "audit-read", keeper), ("/v1/persons", "persons-read", keeper),
                ("/v1/persons/none", "person-read", keeper),
            ] {
                let before = try notes(act, "refused")
                #expect(await server.ask(path, token: token)?.status == 403, "\(path)")
                #expect(try notes(act, "refused") == before + 1, "\(path) is refused, and nobody hears of it")
            }
            let all = try notes("export", "")
            for path in ["/v1/batches", Self.month, "\(Self.batch)none/dossier.pdf"] {
                _ = await server.ask(path, token: officer)
            }
            #expect(try notes("export", "") == all)
            #expect(try notes("dossier-exported", "25W-90201-H0005none") == 0)
        }
    }
}
