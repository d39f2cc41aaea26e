import Evidence
import Foundation
import Synchronization
import Testing

@Suite("The log under kill -9", .serialized)
struct LogKillTests {
    /// Twelve in every run of the tests; two hundred when a run is to be written down (docs/evidence-runs.md).
    static let kills = ProcessInfo.processInfo.environment["GRAINLEDGER_KILLS"].flatMap { Int($0) } ?? 12

    /// Every checkpoint that anybody was shown.
    final class Seen: Sendable {
        let notes = Mutex<[Int: Set<[UInt8]>]>([:])
        let isOver = Mutex(false)

        /// Asks a server for its checkpoint until told to stop.
        func watch(_ port: Int, _ probe: RunningServer) async {
            while !isOver.withLock({ $0 }) {
                if let answer = await probe.send("GET", "/log/checkpoint", token: nil), answer.status == 200,
                    let signed = try? SignedCheckpoint(unverified: [UInt8](answer.body))
                {
                    notes.withLock { notes in
                        _ = notes[signed.checkpoint.head.size, default: []].insert(signed.checkpoint.text)
                    }
                }
                await Task.yield()
            }
        }
    }

    @Test(
        "Two servers and PostgreSQL killed at random under eight writers: one root for a size, nothing lost, fsck clean"
    )
    func killed() async throws {
        let directory = "/tmp/gl-kill-\(UUID().uuidString.prefix(8))"
        let beside = "\(directory)-b"
        let ports = [FreePort.next(), FreePort.next()]
        defer { for path in [directory, beside] { try? FileManager.default.removeItem(atPath: path) } }
        let first = try await RunningServer(directory: directory, port: ports[0])
        let token = try first.grant("administrator", "clerk")
        try FileManager.default.createDirectory(atPath: beside, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: "\(directory)/log/key-1", toPath: "\(beside)/key-1")
        let database = "postgresql://grainledger@/grainledger?host=\(directory)/socket"
        var servers = [first, try await RunningServer(directory: beside, port: ports[1], database: database)]
        defer { servers.reversed().forEach { $0.stop() } }
        let writers = LogWriters(servers, token: token)
        await writers.found()
        let seen = Seen()
        let watching = Task { [servers] in
            await withTaskGroup { group in
                for (port, server) in zip(ports, servers) { group.addTask { await seen.watch(port, server) } }
            }
        }
        let writing = Task { await writers.run(clients: 8) }
        var killed = [0, 0, 0]
        for _ in 0..<Self.kills {
            await writers.wait(for: Int.random(in: 1...40))
            let victim = Int.random(in: 0..<3)
            killed[victim] += 1
            guard victim < 2 else {
                try servers[0].killDatabase()
                continue
            }
            servers[victim].kill9()
            servers[victim] = try await RunningServer.insisting(
                directory: victim == 0 ? directory : beside, port: ports[victim], database: victim == 0 ? nil : database
            )
            writers.replace(victim, by: servers[victim])
        }
        writers.stop()
        await writing.value
        let records = writers.records
        for id in records.suffix(200) {
            var status: Int?
            // The last one killed may have been PostgreSQL: until it is back, whoever asks is told to come again.
            repeat {
                status = await servers[0].ask("/v1/records/\(id)/proof?wait=30", token: token)?.status
            } while status == 503
            #expect(status == 200, "\(id)")
        }
        seen.isOver.withLock { $0 = true }
        await watching.value
        try await judge(servers[0], seen, records)
        print(
            "kills: \(killed[0]) embedding server, \(killed[1]) second server, \(killed[2]) PostgreSQL; "
                + "\(records.count) records acknowledged, \(seen.notes.withLock { $0.count }) checkpoints seen")
    }

    /// All that was acknowledged is in the log; all that was shown is its beginning.
    private func judge(_ server: RunningServer, _ seen: Seen, _ records: [String]) async throws {
        let fsck = try server.command(["log", "fsck"])
        #expect(fsck.status == 0, "\(fsck.output)")
        #expect(try server.command(["rebuild", "--check"]).status == 0)
        let export = "\(server.directory)/export"
        #expect(try server.command(["log", "export", export]).status == 0)
        let source = LogSource { path in FileManager.default.contents(atPath: "\(export)/\(path)").map(Array.init) }
        let bytes = try #require(source.bytes(at: "checkpoint"))
        let head = try SignedCheckpoint(unverified: bytes).checkpoint.head
        #expect(head.size == records.count + 7)
        let notes = seen.notes.withLock { $0 }
        #expect(!notes.isEmpty)
        var roots: [Int: Hash256] = [0: .emptyTree]
        var frontier = Frontier()
        let faults = LogAudit.faults(of: source, at: head) { _, entry in
            frontier.append(.leaf(entry))
            roots[frontier.size] = frontier.root
        }
        #expect(faults == [])
        for (size, texts) in notes {
            #expect(texts.count == 1, "two roots for \(size)")
            let shown = texts.first.flatMap { Checkpoint(text: $0) }
            #expect(shown?.head.root == roots[size], "\(size)")
        }
    }
}

extension RunningServer {
    /// Starts again as often as it takes: PostgreSQL may be recovering, or another one may just be letting go.
    static func insisting(directory: String, port: Int, database: String?) async throws -> RunningServer {
        let limit = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < limit {
            if let server = try? await RunningServer(directory: directory, port: port, database: database) {
                return server
            }
        }
        throw NotReady(description: "the server did not come back")
    }
}
