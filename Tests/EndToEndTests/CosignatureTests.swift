import Evidence
import Foundation
import NIOCore
import NIOPosix
import Operations
import Testing

@Suite("Witnesses of other departments cosign the log of a running server", .serialized)
struct CosignatureTests {
    @Test(
        "Two of three are enough; one that is away holds nobody up, and cosigns when it is back; one that forgot is told"
    )
    func quorum() async throws {
        try await CosignedHouse.run { house in
            let first = try house.witness(1)
            var second = try house.witness(2)
            let third = try house.witness(3)
            third.kill9()
            defer { [first, second, third].forEach { $0.kill9() } }
            let text = CosignedHouse.policy(2, [first, second, third].map { ($0.key, $0.port) })
            try await house.restart(policy: text)
            let record = try #require(await house.write())
            let met = try await house.until { $0.quorum == true && $0.isSigned }
            #expect(met.witnesses.map(\.name) == ["witness.example/1", "witness.example/2", "witness.example/3"])
            #expect(met.witnesses[2].cosignedSize == nil)

            // Whoever has the policy and the log's key checks checkpoint, proof and dossier without us.
            let whole = try WitnessPolicy(Array("log \(house.key)\n\(text)".utf8))
            #expect(try whole.cosigners(of: await house.checkpoint()).count == 2)
            let answer = try #require(
                await house.server.ask("/v1/records/\(record)/proof?wait=30", token: house.token))
            let proof = try #require(LogProof(Array(answer.body)))
            #expect(try whole.cosigners(of: proof.checkpoint).count == 2)
            let dossier = "\(house.directory)/dossier.zip"
            #expect(try house.server.command(["dossier", "build", "C-1", "-o", dossier]).status == 0)
            #expect(try RunningServer.run(["verify", dossier]).status == 0)

            // The third comes back with all it knows, the second with nothing.
            let returned = try house.witness(3, port: third.port)
            defer { returned.kill9() }
            _ = try await house.until { $0.witnesses[2].cosignedSize == $0.signedSize }
            second.kill9()
            let kept = Hash256(of: try VerifierKey(house.key).name.bytes).bytes
            try FileManager.default.removeItem(
                atPath: "\(house.directory)/witness-2/\(kept.map { String(format: "%02x", $0) }.joined())")
            second = try house.witness(2, port: second.port)
            _ = try #require(await house.write())
            _ = try await house.until { $0.size > met.size && $0.isSigned && $0.witnesses[1].cosignedSize == $0.size }
            #expect(try whole.cosigners(of: await house.checkpoint()).count == 3)
        }
    }

    @Test(
        "A witness that never answers, and one that signs with another key: publication goes on, nothing of theirs is published"
    )
    func misbehaving() async throws {
        try await CosignedHouse.run { house in
            let honest = try house.witness(1)
            let stranger = try house.witness(2)
            let silent = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .bind(host: "127.0.0.1", port: FreePort.next()).get()
            defer {
                honest.kill9()
                stranger.kill9()
                silent.close(promise: nil)
            }
            let expected = try SignerKey(generating: "witness.example/2", type: .cosignature).verifier
            let other = try SignerKey(generating: "witness.example/3", type: .cosignature).verifier
            let silentPort = try #require(silent.localAddress?.port)
            let asked = [(honest.key, honest.port), (expected.text, stranger.port), (other.text, silentPort)]
            try await house.restart(policy: CosignedHouse.policy(2, asked))
            _ = try #require(await house.write())
            let status = try await house.until { status in
                status.signedSize == status.size
                    && status.witnesses.map(\.answer) == ["cosigned", "unverified", "away"]
                    && status.witnesses[0].cosignedSize == status.size
            }
            #expect(status.quorum == false && status.frozen == nil)
            let names = try await house.checkpoint().note.signatures.map(\.name.description)
            #expect(names.count == 2 && names[1] == "witness.example/1")
            // The dossier is there, and says that the quorum is not.
            let dossier = "\(house.directory)/dossier.zip"
            #expect(try house.server.command(["dossier", "build", "C-1", "-o", dossier]).status == 0)
            let verdict = try RunningServer.run(["verify", dossier])
            #expect(verdict.status == 7, "\(verdict.output)")
        }
    }

    @Test(
        "A backup of everything is restored, keys and notes too: the witnesses know better, nothing is signed until it is replayed"
    )
    func restored() async throws {
        try await CosignedHouse.run { house in
            let witness = try house.witness(1)
            defer { witness.kill9() }
            let text = CosignedHouse.policy(1, [(witness.key, witness.port)])
            try await house.restart(policy: text)
            _ = try await house.until { $0.quorum == true && $0.isSigned }
            house.server.stop()
            let backup = "\(house.directory)-backup"
            defer { try? FileManager.default.removeItem(atPath: backup) }
            try RunningServer.copy(["cluster", "log"], from: house.directory, to: backup)

            try await house.restart(policy: text)
            _ = try #require(await house.write())
            let later = try await house.until { $0.quorum == true && $0.isSigned }
            let export = "\(house.directory)/export"
            #expect(try house.server.command(["log", "export", export]).status == 0)
            let published = try await house.checkpoint().checkpoint.head
            house.server.stop()
            try RunningServer.copy(["cluster", "log"], from: backup, to: house.directory)

            try await house.restart(policy: text)
            let frozen = try await house.until { $0.frozen != nil }
            #expect(frozen.size < later.size)
            let record = try #require(await house.write(), "the book stays open")
            #expect(try await house.status().signedSize == frozen.signedSize)
            #expect(
                try #require(await house.server.ask("/v1/records/\(record)/proof", token: house.token)).status == 202)

            // 75: the sequencer was just looking whether it may go on.
            var recovered = (status: Int32(75), output: "")
            while recovered.status == 75 {
                recovered = try house.server.command(["log", "recover", "--from", export])
            }
            #expect(recovered.status == 0, "\(recovered.output)")
            let mended = try await house.until { $0.frozen == nil && $0.quorum == true && $0.isSigned }
            #expect(mended.size > later.size)
            let now = try await house.checkpoint().checkpoint.head
            #expect(now.size > published.size)
            #expect(
                try #require(await house.server.ask("/v1/records/\(record)/proof?wait=30", token: house.token)).status
                    == 200)
        }
    }
}

extension RunningServer {
    /// Runs the program without a database.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let run = Process()
        run.executableURL = products.appending(path: "grainledger")
        run.arguments = arguments
        let output = Pipe()
        run.standardOutput = output
        run.standardError = output
        try run.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        run.waitUntilExit()
        return (run.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// Copies directories with owners and modes, in the place of what is there.
    static func copy(_ names: [String], from: String, to: String) throws {
        try FileManager.default.createDirectory(atPath: to, withIntermediateDirectories: true)
        for name in names {
            try? FileManager.default.removeItem(atPath: "\(to)/\(name)")
            let copy = Process()
            copy.executableURL = URL(filePath: "/bin/cp")
            copy.arguments = ["-a", "\(from)/\(name)", "\(to)/\(name)"]
            try copy.run()
            copy.waitUntilExit()
            #expect(copy.terminationStatus == 0)
        }
    }
}
