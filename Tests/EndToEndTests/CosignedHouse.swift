import Evidence
import Foundation
import Operations
import Testing

/// A server that has been started once and so has its key; started again with a policy as often as a test wants.
final class CosignedHouse {
    let directory = "/tmp/gl-e2e-\(UUID().uuidString.prefix(8))"
    let port = FreePort.next()
    /// The port for the house, once it was started with a policy.
    let adminPort = FreePort.next()
    let key: String
    let token: String
    var server: RunningServer
    private(set) var written = 0

    init() async throws {
        server = try await RunningServer(directory: directory, port: port)
        token = try server.grant("administrator", "clerk")
        key = try server.command(["log", "key", "show"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
        await LogWriters([server], token: token).found()
    }

    var policyFile: String { "\(directory)/policy" }

    func restart(policy: String) async throws {
        server.stop()
        try policy.write(toFile: policyFile, atomically: true, encoding: .utf8)
        server = try await RunningServer(
            directory: directory, port: port,
            options: ["--witness-policy", policyFile, "--admin-listen", "127.0.0.1:\(adminPort)"])
    }

    func witness(_ number: Int, port: Int = FreePort.next()) throws -> RunningWitness {
        try RunningWitness(
            directory: "\(directory)/witness-\(number)", logs: [key], name: "witness.example/\(number)", port: port)
    }

    /// Takes grain in; the id of its record.
    func write() async -> String? {
        written += 1
        return await LogWriters([server], token: token)
            .insist("grain-taken-in", key: "in-\(written)", LogWriters.intake("C-\(written)"), at: 0)
    }

    func status() async throws -> LogStatus {
        let answer = try #require(await server.ask("/v1/log", token: token))
        return try JSONDecoder().decode(LogStatus.self, from: answer.body)
    }

    /// Asks until the status is as wanted: the limit of time is the test run's own.
    func until(_ isWanted: (LogStatus) -> Bool) async throws -> LogStatus {
        while true {
            let status = try await status()
            if isWanted(status) { return status }
            await Task.yield()
        }
    }

    /// A figure of the log as a watching program reads it; `nil` when it is not there.
    func figure(_ name: String) async throws -> Int? {
        try #require(await server.ask("/metrics", at: adminPort)).figure("grainledger_log_\(name)")
    }

    func checkpoint() async throws -> SignedCheckpoint {
        try SignedCheckpoint(unverified: Array(try #require(await server.ask("/log/checkpoint")).body))
    }

    func close() {
        server.stop()
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Runs a body in a house, which is torn down afterwards.
    static func run(_ body: (CosignedHouse) async throws -> Void) async throws {
        let house = try await CosignedHouse()
        defer { house.close() }
        try await body(house)
    }

    /// A policy of witnesses `w0`, `w1` …, so many of which have to cosign.
    static func policy(_ threshold: Int, _ witnesses: [(key: String, port: Int)]) -> String {
        let lines = witnesses.enumerated().map { "witness w\($0) \($1.key) http://127.0.0.1:\($1.port)" }
        let names = witnesses.indices.map { "w\($0)" }.joined(separator: " ")
        return (lines + ["group enough \(threshold) \(names)", "quorum enough\n"]).joined(separator: "\n")
    }
}

extension LogStatus {
    /// Whether all that was written is under the last checkpoint.
    var isSigned: Bool { pending == 0 && signedSize == size }
}
