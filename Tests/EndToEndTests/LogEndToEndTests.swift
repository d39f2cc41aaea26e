import Evidence
import Foundation
import Testing

@Suite("The published log of the real program", .serialized)
struct LogEndToEndTests {
    /// A server with so many intakes in its book.
    private func withLog(_ intakes: Int, _ body: (RunningServer, String, [String]) async throws -> Void) async throws {
        try await RunningServer.inScratch { server in
            let token = try server.grant("administrator", "clerk")
            let writers = LogWriters([server], token: token)
            await writers.found()
            await writers.run(clients: 8, most: intakes / 8)
            try await body(server, token, writers.records)
        }
    }

    private func key(of server: RunningServer) throws -> String {
        try server.command(["log", "key", "show"]).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(
        "Checkpoint, tiles and proofs of a running server, fetched and exported: golang.org/x/mod agrees",
        .enabled(if: GoOracle.go != nil, GoOracle.reason))
    func oracle() async throws {
        try await withLog(320) { server, token, records in
            let export = "\(server.directory)/export"
            let last = try #require(
                await server.ask("/v1/records/\(records[records.count - 1])/proof?wait=30", token: token))
            try #require(last.status == 200)
            let made = try server.command(["log", "export", export])
            #expect(made.status == 0)
            let checkpoint = try Data(contentsOf: URL(filePath: "\(export)/checkpoint"))
            let proofs = "\(export)/proofs"
            try FileManager.default.createDirectory(atPath: proofs, withIntermediateDirectories: true)
            var asked = 0
            for id in records.prefix(40) {
                let proof = try #require(await server.ask("/v1/records/\(id)/proof?wait=30", token: token))
                try #require(proof.status == 200 && proof.type == "text/plain; charset=utf-8")
                // The oracle wants one checkpoint for all.
                guard proof.text.hasSuffix(String(decoding: checkpoint, as: UTF8.self)) else { continue }
                try proof.body.write(to: URL(filePath: "\(proofs)/\(id).tlog-proof"))
                asked += 1
            }
            #expect(asked == 40)
            let verdict = try GoOracle.verdict(on: export, key: try key(of: server))
            #expect(verdict.status == 0 && verdict.output == "327 entries, 40 proofs, 0 steps\n", "\(verdict)")
        }
    }

    @Test(
        "Headers, strict paths, receipts; fsck from the database, over HTTP and from files; damage is named with exit code 7"
    )
    func published() async throws {
        try await withLog(16) { server, token, records in
            let proof = try #require(await server.ask("/v1/records/\(records[15])/proof?wait=30", token: token))
            #expect(proof.status == 200 && LogProof(Array(proof.body)) != nil)
            #expect(
                try #require(await server.ask("/v1/records/\(records[15])/proof?wait=31", token: token)).status == 400)
            #expect(try #require(await server.ask("/v1/records/\(records[15])/proof")).status == 401)
            let checkpoint = try #require(await server.ask("/log/checkpoint"))
            #expect(checkpoint.status == 200 && checkpoint.type == "text/plain; charset=utf-8")
            #expect(checkpoint.header("Cache-Control") == "no-cache")
            for path in ["/log/tile/0/000.p/16", "/log/tile/entries/000.p/16"] {
                let tile = try #require(await server.ask(path))
                #expect(tile.status == 200 && tile.type == "application/octet-stream", "\(path)")
                #expect(tile.header("Cache-Control") == "public, max-age=31536000, immutable")
            }
            for path in [
                "/log", "/log/", "/log/tile/0/000", "/log/tile/00/000.p/1", "/log/tile/0/%30%30%30.p/1",
                "/log//checkpoint",
            ] {
                #expect(try #require(await server.ask(path)).status == 404, "\(path)")
            }
            let status = try #require(await server.ask("/v1/log", token: token)).object
            #expect(status["recordsWithoutLeaf"] as? Int == 0 && status["size"] as? Int == 23)

            let key = try key(of: server)
            let url = "http://127.0.0.1:\(server.port)/log"
            #expect(try server.command(["log", "fsck"]).status == 0)
            #expect(try server.command(["log", "fsck", "--url", url, "--vkey", key]).status == 0)
            let export = "\(server.directory)/export"
            #expect(try server.command(["log", "export", export]).status == 0)
            #expect(try server.command(["log", "fsck", "--dir", export, "--vkey", key]).status == 0)
            let bundle = URL(filePath: "\(export)/tile/entries/000.p/23")
            var bytes = try Data(contentsOf: bundle)
            bytes[40] ^= 1
            try bytes.write(to: bundle)
            let damaged = try server.command(["log", "fsck", "--dir", export, "--vkey", key])
            #expect(damaged.status == 7 && damaged.output.hasPrefix("GL-E-0203 - 0: "))
            let foreign = try SignerKey(generating: "other.example", type: .ed25519).verifier.text
            #expect(try server.command(["log", "fsck", "--url", url, "--vkey", foreign]).status == 7)
        }
    }

    @Test("A dossier built by the command verifies offline, over the server's log, and not when something was changed")
    func dossier() async throws {
        try await withLog(16) { server, token, records in
            _ = await server.ask("/v1/records/\(records[15])/proof?wait=30", token: token)
            let file = "\(server.directory)/B0-0.zip"
            #expect(try server.command(["dossier", "build", "none", "-o", file]).status == 5)
            #expect(try server.command(["dossier", "build", "B0-0", "-o", file]).status == 0)
            let policy = "\(server.directory)/policy"
            try "log \(try key(of: server))\nquorum none\n".write(toFile: policy, atomically: true, encoding: .utf8)
            let url = "http://127.0.0.1:\(server.port)/log"
            #expect(try verify([file]) == 0)
            #expect(try verify([file, "--policy", policy, "--log", url]) == 0)
            let archive = [UInt8](try Data(contentsOf: URL(filePath: file)))
            var files = try #require(StoredZip.files(in: archive))
            #expect(
                Set(files.keys).isSuperset(of: ["batch.html", "HOW-TO-CHECK.txt", "HOW-TO-CHECK.zh.txt", "policy"]))
            files["policy"] = Array(
                "log \(try SignerKey(generating: "other.example", type: .ed25519).verifier.text)\n".utf8)
            try Data(StoredZip.bytes(of: files)).write(to: URL(filePath: file))
            #expect(try verify([file]) == 7)
            try Data(archive.dropLast(9)).write(to: URL(filePath: file))
            #expect(try verify([file]) == 7)
        }
    }

    private func verify(_ arguments: [String]) throws -> Int32 {
        let run = Process()
        run.executableURL = RunningServer.products.appending(path: "grainledger")
        run.arguments = ["verify"] + arguments
        run.standardOutput = FileHandle.nullDevice
        run.standardError = FileHandle.nullDevice
        try run.run()
        run.waitUntilExit()
        return run.terminationStatus
    }
}
