import Foundation
import Testing

@testable import GrainLedgerApp

/// A private cluster from its first start to its last stop: each test makes its own directory.
@Suite("Embedded PostgreSQL")
struct EmbeddedClusterTests {
    @Test("starts, answers, and stops for good")
    func startsAnswersStops() async throws {
        try await withDirectory { directory in
            let cluster = EmbeddedCluster(directory: directory)
            try await cluster.start()
            let first = try #require(await cluster.processID)
            #expect(
                try await query(cluster, "SELECT current_database() || ' ' || current_user")
                    == "grainledger grainledger")
            #expect(try await query(cluster, "SHOW listen_addresses") == "")
            for setting in ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"] {
                #expect(try await query(cluster, "SHOW \(setting)") == "on", "\(setting)")
            }
            try await cluster.start()
            #expect(getpgid(first) != getpgrp(), "Ctrl-C at the terminal reaches the server only")
            #expect(await cluster.processID == first, "a second start changes nothing")
            await cluster.stop()
            #expect(!ClusterProcess.isAlive(first))
            #expect(await cluster.processID == nil)
            await cluster.stop()
        }
    }

    @Test("PostgreSQL killed with SIGKILL comes back with what was committed")
    func restartsAfterKill() async throws {
        try await withDirectory { directory in
            let (events, told) = AsyncStream.makeStream(of: ClusterEvent.self)
            let cluster = EmbeddedCluster(directory: directory) { told.yield($0) }
            try await cluster.start()
            _ = try await query(cluster, "CREATE TABLE kept AS SELECT 42 AS grams")
            let first = try #require(await cluster.processID)
            kill(first, SIGKILL)
            var seen: [ClusterEvent] = []
            for await event in events {
                seen.append(event)
                if case .restarted = event { break }
            }
            let second = try #require(await cluster.processID)
            #expect(seen.first == .died(processID: first))
            #expect(seen.last == .restarted(processID: second))
            #expect(second != first)
            #expect(try await query(cluster, "SELECT grams FROM kept") == "42")
            await cluster.stop()
            #expect(!ClusterProcess.isAlive(second))
        }
    }

    @Test("a cluster left running by a killed server is adopted; two living servers never share one")
    func adoptsAndExcludes() async throws {
        try await withDirectory { directory in
            let layout = ClusterLayout(root: directory)
            let files = ClusterFiles(layout: layout, programs: try ClusterPrograms.find())
            let first = EmbeddedCluster(directory: directory)
            try await first.start()
            let second = EmbeddedCluster(directory: directory)
            await #expect(throws: ClusterError.directoryInUse(layout.root)) { try await second.start() }
            await first.stop()

            // What a killed server leaves behind: a running postmaster and no lock.
            let log = try files.openLog()
            try files.programs.launch(["-D", layout.data], log: log)
            try await second.start()
            let adopted = try #require(await second.processID)
            #expect(ClusterProcess.living(in: layout)?.processID == adopted)
            #expect(try await query(second, "SELECT 1") == "1")
            await second.stop()
            #expect(!ClusterProcess.isAlive(adopted), "the adopter stops what it adopted")
        }
    }

    @Test("an initdb that was cut short is begun again")
    func repeatsInterruptedInitialisation() async throws {
        try await withDirectory { directory in
            let layout = ClusterLayout(root: directory)
            let draft = layout.data + ".new"
            try FileManager.default.createDirectory(atPath: draft, withIntermediateDirectories: true)
            try "15\n".write(toFile: draft + "/PG_VERSION", atomically: true, encoding: .utf8)
            let cluster = EmbeddedCluster(directory: directory)
            try await cluster.start()
            #expect(try await query(cluster, "SELECT 1") == "1")
            #expect(!FileManager.default.fileExists(atPath: draft))
            await cluster.stop()
        }
    }

    @Test("a long directory puts the socket elsewhere, and the address stays valid")
    func shortensLongSockets() {
        let long = ClusterLayout(root: "/srv/" + String(repeating: "益阳", count: 30))
        #expect(long.socket.hasPrefix("/tmp/grainledger-"))
        #expect(long.socket.utf8.count < 90)
        #expect(long.socket == ClusterLayout(root: long.root + "/").socket)
        let short = ClusterLayout(root: "/srv/grain ledger")
        #expect(short.socket == "/srv/grain ledger/socket")
        #expect(
            ClusterLayout.url(socket: short.socket, database: "grainledger")
                == "postgresql://grainledger@/grainledger?host=/srv/grain%20ledger/socket")
    }

    @Test(
        "postmaster.pid counts only when it is complete",
        arguments: [
            ("4711\n/data\n1700000000\n5432\n/run/x\n\n  5432001     98304\nready   \n", true),
            ("4711\n/data\n1700000000\n5432\n", false),
            ("4711\n/data\n1700000000\n5432\n\n\n", false),
            ("", false), ("x\n/data\n1\n5432\n/run/x\n", false), ("1\n/data\n1\n5432\n/run/x\n", false),
        ])
    func readsProcessFile(_ text: String, _ complete: Bool) {
        let found = ClusterProcess(text: text)
        #expect((found != nil) == complete)
        #expect(!complete || (found?.processID == 4711 && found?.socket == "/run/x"))
    }

    /// A directory of its own for one test, short enough for a socket; removed at the end.
    private func withDirectory(_ body: (String) async throws -> Void) async throws {
        let directory = "/tmp/gl-embedded-\(String(UInt32.random(in: 0 ... .max), radix: 36))"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory)
    }

    private func query(_ cluster: EmbeddedCluster, _ sql: String) async throws -> String {
        try await ClusterPrograms.find().run("psql", ["-d", cluster.url, "-X", "-A", "-t", "-q", "-c", sql])
    }
}
