import Custody
import Foundation
import Testing

/// The part of JSON Schema that the document uses: enough to say whether an answer is what it promises.
struct SchemaCheck {
    let document: [String: Any]

    func faults(_ value: Any, _ schema: [String: Any], at path: String = "") -> [String] {
        if let reference = schema["$ref"] as? String {
            return faults(value, resolve(reference), at: path)
        }
        if let allowed = schema["enum"] as? [String], let text = value as? String, !allowed.contains(text) {
            return ["\(path): \(text) is not one of \(allowed)"]
        }
        let types = (schema["type"] as? [String]) ?? (schema["type"] as? String).map { [$0] } ?? []
        guard types.isEmpty || types.contains(where: { matches(value, $0) }) else {
            return ["\(path): \(value) is not \(types)"]
        }
        if let object = value as? [String: Any] { return faultsOf(object, schema, path) }
        if let array = value as? [Any], let items = schema["items"] as? [String: Any] {
            return array.prefix(50).enumerated().flatMap { faults($0.element, items, at: "\(path)/\($0.offset)") }
        }
        return []
    }

    private func faultsOf(_ object: [String: Any], _ schema: [String: Any], _ path: String) -> [String] {
        let properties = schema["properties"] as? [String: Any] ?? [:]
        let others = schema["additionalProperties"] as? [String: Any]
        let missing = (schema["required"] as? [String] ?? []).filter { object[$0] == nil }.map { "\(path): no \($0)" }
        return missing
            + object.flatMap { name, value -> [String] in
                if let known = properties[name] as? [String: Any] { return faults(value, known, at: "\(path)/\(name)") }
                if let others { return faults(value, others, at: "\(path)/\(name)") }
                return properties.isEmpty ? [] : ["\(path): \(name) is not in the document"]
            }
    }

    private func matches(_ value: Any, _ type: String) -> Bool {
        switch type {
        case "string": value is String
        case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        case "boolean": value is Bool
        case "array": value is [Any]
        case "object": value is [String: Any]
        case "null": value is NSNull
        default: false
        }
    }

    func resolve(_ reference: String) -> [String: Any] {
        var node: Any = document
        for part in reference.split(separator: "/").dropFirst() {
            node = (node as? [String: Any])?[String(part)] ?? [:]
        }
        return node as? [String: Any] ?? [:]
    }
}

@Suite("The OpenAPI document is what the server does")
struct ContractTests {
    static let season: String = {
        if let named = ProcessInfo.processInfo.environment["GRAINLEDGER_SEASON"] { return named }
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root = root.deletingLastPathComponent() }
        return root.appending(path: "shared/data/season-2025-late").path()
    }()

    @Test(
        "Every route, every kind of object of a season, against its schema",
        .enabled(if: FileManager.default.fileExists(atPath: season), "the example season lies beside the checkout"))
    func answers() async throws {
        let directory = "/tmp/gl-e2e-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let server = try await RunningServer(
            directory: directory, port: Int.random(in: 20_000..<40_000), season: Self.season)
        let made = try server.command(["token", "create", "--name", "t", "--role", "auditor", "--region", "4309"])
        let token = made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        let issued = try server.command([
            "report", "issue", "--period", "2025-10", "--region", "4309", "--compiled-by", "a", "--approved-by", "b",
        ])
        #expect(issued.status == 0)
        let served = try #require(await server.send("GET", "/openapi.json", token: nil))
        let document = try #require(try JSONSerialization.jsonObject(with: served.body) as? [String: Any])
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        #expect(Set(paths.keys.filter { $0.hasPrefix("/v1/acts/") }) == Set(Act.kinds.map { "/v1/acts/\($0.name)" }))
        let check = SchemaCheck(document: document)
        var checked = 0
        for (path, operations) in paths.sorted(by: { $0.key < $1.key }) {
            guard let operation = operations["get"] as? [String: Any] else { continue }
            let answer = try #require(await server.send("GET", try await filled(path, server, token), token: token))
            #expect(answer.status == 200, "\(path)")
            let promised = try #require(schema(of: operation))
            let value = try JSONSerialization.jsonObject(with: answer.body, options: .fragmentsAllowed)
            #expect(check.faults(value, promised) == [], "\(path)")
            checked += 1
            guard path.contains("{code}") else { continue }
            let missing = try #require(
                await server.send("GET", path.replacing("{code}", with: "none"), token: token))
            #expect(missing.status == 404 && missing.type.hasPrefix("application/problem+json"), "\(path)")
            let problem = try JSONSerialization.jsonObject(with: missing.body)
            #expect(check.faults(problem, ["$ref": "#/components/schemas/Problem"]) == [], "\(path)")
        }
        #expect(checked == 32)
        server.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private func schema(of operation: [String: Any]) -> [String: Any]? {
        let responses = operation["responses"] as? [String: Any]
        let content = (responses?["200"] as? [String: Any])?["content"] as? [String: Any]
        return (content?["application/json"] as? [String: Any])?["schema"] as? [String: Any]
    }

    /// The path with the code of an object that the season has.
    private func filled(_ path: String, _ server: RunningServer, _ token: String) async throws -> String {
        if path == "/v1/balance" { return "\(path)?county=4309" }
        if path == "/v1/organizations/{code}/balance" { return path.replacing("{code}", with: "91430902MAQ2N2QK6A") }
        if path == "/v1/bureau-reports/preview" { return "\(path)?period=2025-10&region=4309" }
        if path.hasSuffix("/rows") { return path.replacing("{code}", with: "BR-4309-2025-10-1") + "?figure=tagsOpened" }
        guard path.contains("{code}") else { return path }
        if path.hasPrefix("/v1/bureau-reports") { return path.replacing("{code}", with: "BR-4309-2025-10-1") }
        if path.hasPrefix("/v1/batches") { return path.replacing("{code}", with: "25W-90201-H0005") }
        let list = String(path.prefix { $0 != "{" }.dropLast())
        let answer = try #require(await server.send("GET", "\(list)?limit=1", token: token))
        let page = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
        let first = (page?["items"] as? [[String: Any]])?.first
        return path.replacing("{code}", with: try #require(first?["code"] as? String))
    }
}
