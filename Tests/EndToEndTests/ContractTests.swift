import Custody
import Foundation
import Testing

/// The example season beside the checkout.
enum ExampleSeason {
    static let directory: String = {
        if let named = ProcessInfo.processInfo.environment["GRAINLEDGER_SEASON"] { return named }
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root = root.deletingLastPathComponent() }
        return root.appending(path: "shared/data/season-2025-late").path()
    }()
    static var isThere: Bool { FileManager.default.fileExists(atPath: directory) }
}

@Suite("The OpenAPI document is what the server does")
struct ContractTests {
    /// The committed document, read from the server.
    struct Contract {
        let document: [String: Any]
        let paths: [String: [String: Any]]
        let check: SchemaCheck

        init(_ server: RunningServer) async throws {
            let served = try #require(await server.ask("/openapi.json"))
            document = served.object
            paths = try #require(document["paths"] as? [String: [String: Any]])
            check = SchemaCheck(document: document)
        }

        /// GET operations by path.
        var reads: [(path: String, operation: [String: Any])] {
            paths.sorted { $0.key < $1.key }.compactMap { path, operations in
                (operations["get"] as? [String: Any]).map { (path, $0) }
            }
        }

        func parameters(of operation: [String: Any]) -> [[String: Any]] {
            (operation["parameters"] as? [[String: Any]] ?? []).map {
                ($0["$ref"] as? String).map(check.resolve) ?? $0
            }
        }

        func schema(of operation: [String: Any]) -> [String: Any]? {
            let responses = operation["responses"] as? [String: Any]
            let content = (responses?["200"] as? [String: Any])?["content"] as? [String: Any]
            return (content?["application/json"] as? [String: Any])?["schema"] as? [String: Any]
        }

        /// Every status that some operation promises.
        var statuses: Set<Int> {
            Set(
                paths.values.flatMap(\.values).compactMap { $0 as? [String: Any] }.flatMap { operation in
                    (operation["responses"] as? [String: Any] ?? [:]).keys.compactMap { Int($0) }
                })
        }
    }

    @Test(
        "Every address, every kind of object of a season, now and as of a time, against its schema",
        .enabled(if: ExampleSeason.isThere, "the example season lies beside the checkout"))
    func answers() async throws {
        try await RunningServer.inScratch(season: ExampleSeason.directory) { server in
            let token = try server.grant("auditor", "t")
            let contract = try await Contract(server)
            let issued = try server.command([
                "report", "issue", "--period", "2025-10", "--region", "4309", "--compiled-by", "a", "--approved-by",
                "b",
            ])
            #expect(issued.status == 0)
            let acts = contract.paths.keys.filter { $0.hasPrefix("/v1/acts/") }
            #expect(Set(acts) == Set(Act.kinds.map { "/v1/acts/\($0.name)" }))
            // What is no JSON, the log's own files and proofs, has tests of its own (LogEndToEndTests).
            for (path, operation) in contract.reads where contract.schema(of: operation) != nil {
                let filled = try await filled(path, server, token)
                let names = contract.parameters(of: operation).compactMap { $0["name"] as? String }
                let past = names.contains("asOf") ? ["asOf=2025-12-31T00:00:00%2B08:00"] : []
                for question in [""] + past {
                    let mark = question.isEmpty ? "" : filled.contains("?") ? "&" : "?"
                    let answer = try #require(await server.ask("\(filled)\(mark)\(question)", token: token))
                    #expect(answer.status == 200, "\(path) \(question)")
                    if path.hasSuffix(".pdf") {
                        #expect(
                            answer.type == "application/pdf" && answer.body.starts(with: Data("%PDF-1.4".utf8)),
                            "\(path)")
                        continue
                    }
                    let promised = try #require(contract.schema(of: operation))
                    let value = try JSONSerialization.jsonObject(with: answer.body, options: .fragmentsAllowed)
                    #expect(contract.check.faults(value, promised) == [], "\(path) \(question)")
                }
                // A handset that nobody knows is told that it was not withdrawn.
                guard path.contains("{code}"), !path.hasSuffix("/standing") else { continue }
                let missing = try #require(await server.ask(path.replacing("{code}", with: "none"), token: token))
                #expect(missing.status == 404 && missing.type.hasPrefix("application/problem+json"), "\(path)")
                #expect(
                    contract.check.faults(missing.object, ["$ref": "#/components/schemas/Problem"]) == [], "\(path)")
            }
            let reads = contract.reads.count
            #expect(reads == 85)
        }
    }

    @Test("The parameters of every list are those that the document names, and no others")
    func parameters() async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("auditor", "t")
            let contract = try await Contract(server)
            for (path, operation) in contract.reads where path.hasPrefix("/v1/") {
                let named = contract.parameters(of: operation).filter { $0["in"] as? String == "query" }
                    .compactMap { $0["name"] as? String }
                let asked = path.replacing("{code}", with: "none")
                let answer = try #require(
                    await server.ask("\(asked)?unheardOfParameter=1", token: token, headers: ["Accept-Language": "en"]))
                #expect(answer.status == 400, "\(path)")
                let hint = try #require(answer.findings.first?["hint"] as? String)
                let known = hint.replacing("Known: ", with: "").split(separator: ", ").map { String($0) }
                #expect(Set(known) == Set(named), "\(path)")
            }
        }
    }

    /// The path with the code of an object that the season has.
    private func filled(_ path: String, _ server: RunningServer, _ token: String) async throws -> String {
        if path == "/v1/handover.pdf" { return "\(path)?samples=LT25-902-00001" }
        if path == "/v1/recall" { return "\(path)?parcel=43090210200001" }
        if path == "/v1/balance" { return "\(path)?county=4309" }
        if path == "/v1/organizations/{code}/balance" { return path.replacing("{code}", with: "91430902MAQ2N2QK6A") }
        if path == "/v1/sites/{code}/balance" { return path.replacing("{code}", with: "91430902MAQ2N2QK6A001") }
        if path == "/problems/{kind}" { return "/problems/refused" }
        if path == "/v1/bureau-reports/preview" { return "\(path)?period=2025-10&region=4309" }
        if path.hasSuffix("/rows") { return path.replacing("{code}", with: "BR-4309-2025-10-1") + "?figure=tagsOpened" }
        guard path.contains("{code}") else { return path }
        if path.hasPrefix("/v1/bureau-reports/{code}") { return path.replacing("{code}", with: "BR-4309-2025-10-1") }
        // Of any name it is told whether it was withdrawn.
        if path.hasPrefix("/v1/handsets") { return path.replacing("{code}", with: "none") }
        if path.hasPrefix("/v1/imports") {
            let begun = await server.ask(
                "/v1/imports", method: "POST", token: token, headers: ["Idempotency-Key": "contract"],
                body: #"{"files":[{"name":"a.csv","content":""}]}"#)
            return path.replacing("{code}", with: try #require(begun?.member("id")))
        }
        if path.hasPrefix("/v1/batches") { return path.replacing("{code}", with: "25W-90201-H0005") }
        let list = String(path.prefix { $0 != "{" }.dropLast())
        // An object that is there as of the time too.
        let sort = list.hasSuffix("places") ? "&kind=site" : ""
        let answer = try #require(await server.ask("\(list)?limit=1\(sort)", token: token))
        return path.replacing("{code}", with: try #require(answer.items.first?["code"] as? String))
    }
}
