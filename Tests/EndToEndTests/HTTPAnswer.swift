import Foundation
import Rules
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// An answer with its headers, and its members when it is a JSON object.
struct HTTPAnswer {
    let status: Int
    let body: Data
    private let response: HTTPURLResponse

    init(_ response: HTTPURLResponse, _ body: Data) {
        self.response = response
        self.body = body
        status = response.statusCode
    }

    var text: String { String(decoding: body, as: UTF8.self) }
    var object: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }
    var items: [[String: Any]] { object["items"] as? [[String: Any]] ?? [] }
    var type: String { header("Content-Type") ?? "" }

    func header(_ name: String) -> String? { response.value(forHTTPHeaderField: name) }
    func member(_ name: String) -> String? { object[name] as? String }
    /// A figure without labels among those that a watching program reads; `nil` when it is not there.
    func figure(_ name: String) -> Int? {
        text.split(separator: "\n").compactMap { line in
            line.hasPrefix("\(name) ") ? Int(line.dropFirst(name.count + 1)) : nil
        }.first
    }
    /// Codes of the findings of a problem, or of a receipt.
    var findings: [[String: Any]] { object["findings"] as? [[String: Any]] ?? [] }
}

extension RunningServer {
    /// An organisation whose code fits its checks, for persons whose organisation does not matter.
    static let office = "11430900MB1GRAN16G"

    /// One request with headers; `nil` when no answer came.
    func ask(
        _ path: String, method: String = "GET", token: String? = nil, headers: [String: String] = [:],
        body: String? = nil, at other: Int? = nil
    ) async -> HTTPAnswer? {
        guard let url = URL(string: "http://127.0.0.1:\(other ?? port)\(path)") else { return nil }
        var request = URLRequest(url: url, timeoutInterval: 60)
        request.httpMethod = method
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let body {
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
        guard let (data, response) = try? await URLSession(configuration: .ephemeral).data(for: request),
            let answer = response as? HTTPURLResponse
        else { return nil }
        return HTTPAnswer(answer, data)
    }

    /// Runs a body against a server in a directory of its own, which is removed afterwards.
    static func inScratch(season: String? = nil, options: [String] = [], _ body: (RunningServer) async throws -> Void)
        async throws
    {
        let directory = "/tmp/gl-e2e-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let server = try await RunningServer(
            directory: directory, port: FreePort.next(), season: season, options: options)
        defer { server.stop() }
        try await body(server)
        try server.expectNoSecretInLog()
    }

    /// What no log may hold, whatever was asked (reliability.md §8, 36): tokens, passwords, names, telephone and identity numbers.
    /// Digits within a word are no telephone number: numbers of requests are hexadecimal.
    private static let secrets = [
        "glp_[A-Za-z0-9]", SignedInPerson.password, "周立新", "孟小满", "Bearer ",
        "(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])",
        "(?<![0-9A-Za-z-])[1-9][0-9]{16}[0-9X](?![0-9A-Za-z])",
    ]

    /// Looks through all that the server wrote, at the end of each test that asks one.
    private func expectNoSecretInLog() throws {
        let log = try log()
        for secret in Self.secrets {
            let found = log.range(of: secret, options: .regularExpression)
            #expect(found == nil, "the log holds \(secret): \(found.map { log[$0] } ?? "")")
        }
    }

    /// A new token of somebody of a coarse role; `administrator` plays a whole season and is the import office.
    func grant(_ role: String, _ name: String, organization: String = "", region: String = "4309") throws -> String {
        let roles = [
            "officer": region.count < 6 ? "city-officer" : "county-officer", "station": "technician",
            "granary": "granary-manager", "facility": "facility-operator",
        ]
        let right =
            role == "administrator"
            ? ["--office", "import"]
            : [
                "--role", roles[role] ?? role, "--organization",
                CreditCode(organization) == nil ? Self.office : organization, "--region", region,
            ]
        let made = try command(["token", "create", "--name", name] + right)
        try #require(made.status == 0)
        return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
