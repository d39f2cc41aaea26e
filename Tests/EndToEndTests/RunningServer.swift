import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The real program with its own embedded PostgreSQL, in a directory of its own.
final class RunningServer: Sendable {
    let directory: String
    let port: Int
    private let process: Process
    /// Somebody else's database.
    private let database: String?

    struct NotReady: Error, CustomStringConvertible { let description: String }

    /// Starts the program and waits for its line `ready`.
    ///
    /// - Parameters:
    ///   - database: somebody else's database; then the directory holds the log's files alone.
    ///   - options: further flags of `serve`.
    init(
        directory: String, port: Int, season: String? = nil, database: String? = nil, options: [String] = []
    ) async throws {
        self.directory = directory
        self.port = port
        self.database = database
        process = Process()
        process.executableURL = Self.products.appending(path: "grainledger")
        process.arguments =
            ["serve"] + (database.map { ["--database-url", $0] } ?? ["--embedded", directory])
            + ["--listen", "127.0.0.1:\(port)"] + (season.map { ["--season", $0] } ?? []) + options
        if database != nil {
            process.environment = ProcessInfo.processInfo.environment.merging(
                [
                    "GRAINLEDGER_LOG_DIRECTORY": directory,
                    "GRAINLEDGER_FACTOR_KEY_FILE": "\(directory)/factor.key",
                ]) { $1 }
        }
        let output = Pipe()
        process.standardOutput = output
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let log = "\(directory)/serve.log"
        if !FileManager.default.fileExists(atPath: log) {
            _ = FileManager.default.createFile(atPath: log, contents: nil)
        }
        let lines = try FileHandle(forWritingTo: URL(filePath: log))
        try lines.seekToEnd()
        process.standardError = lines
        try process.run()
        var text = ""
        while !text.contains("\nready") && !text.hasPrefix("ready") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { throw NotReady(description: "the server ended: \(text)\n\((try? self.log()) ?? "")") }
            text += String(decoding: data, as: UTF8.self)
        }
    }

    /// The directory of the built products, beside the test bundle.
    static var products: URL {
        let bundle = ProcessInfo.processInfo.arguments.first { $0.contains(".xctest") } ?? Bundle.main.bundlePath
        var url = URL(filePath: bundle)
        while url.lastPathComponent.contains(".xctest")
            || url.pathComponents.contains(where: { $0.hasSuffix(".xctest") })
        {
            url = url.deletingLastPathComponent()
        }
        return url
    }

    /// What the server has written to its log.
    func log() throws -> String { try String(contentsOfFile: "\(directory)/serve.log", encoding: .utf8) }

    /// How many files and connections the server has open.
    func descriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.processIdentifier)/fd").count
    }

    func kill9() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    /// Kills PostgreSQL itself.
    func killDatabase() throws {
        let words = try String(contentsOfFile: "\(directory)/cluster/postmaster.pid", encoding: .utf8)
        guard let pid = words.split(separator: "\n").first.flatMap({ Int32($0) }) else {
            throw NotReady(description: "no postmaster")
        }
        kill(pid, SIGKILL)
    }

    /// Runs the program's own command line on this server's book.
    func command(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let run = Process()
        run.executableURL = Self.products.appending(path: "grainledger")
        run.arguments = arguments + (database.map { ["--database-url", $0] } ?? ["--embedded", directory])
        if database != nil {
            run.environment = ProcessInfo.processInfo.environment.merging(
                ["GRAINLEDGER_FACTOR_KEY_FILE": "\(directory)/factor.key"]) { $1 }
        }
        let output = Pipe()
        run.standardOutput = output
        run.standardError = FileHandle.nullDevice
        try run.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        run.waitUntilExit()
        return (run.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// One request; `nil` when no answer came.
    func send(
        _ method: String, _ path: String, token: String?, key: String? = nil, body: Data? = nil,
        type: String = "application/json"
    )
        async -> (status: Int, body: Data, type: String)?
    {
        guard let url = URL(string: "http://127.0.0.1:\(port)\(path)") else { return nil }
        var request = URLRequest(url: url, timeoutInterval: 20)
        request.httpMethod = method
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        if let key { request.setValue(key, forHTTPHeaderField: "Idempotency-Key") }
        if let body {
            request.httpBody = body
            request.setValue(type, forHTTPHeaderField: "Content-Type")
        }
        guard let (data, response) = try? await URLSession.shared.data(for: request),
            let answer = response as? HTTPURLResponse
        else { return nil }
        return (answer.statusCode, data, answer.value(forHTTPHeaderField: "Content-Type") ?? "")
    }

    /// Sends an act and repeats it with the same key until a final answer comes.
    func insist(_ act: String, key: String, token: String, _ data: String) async -> Int {
        let persons = "{\"compiler\":\"a\",\"reviewer\":\"b\",\"approver\":\"c\"}"
        let body = Data(
            "{\"occurredAt\":\"2025-11-01T08:00:00+08:00\",\"data\":\(data),\"persons\":\(persons)}".utf8)
        while true {
            let answer = await send("POST", "/v1/acts/\(act)", token: token, key: key, body: body)
            if let answer, answer.status < 500 { return answer.status }
            await Task.yield()
        }
    }
}
