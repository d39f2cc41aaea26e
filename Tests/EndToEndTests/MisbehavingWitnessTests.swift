import Evidence
import Foundation
import Operations
import Testing

@Suite("Witnesses that do harm, or would like to", .serialized)
struct MisbehavingWitnessTests {
    /// How a witness goes wrong, and what the status then says of it.
    private static let wrongs: [(what: String, said: String)] = [
        ("silent", "away"), ("no HTTP", "away"), ("503", "refused"), ("an empty yes", "unverified"),
        ("garbage", "unverified"), ("another key", "unverified"), ("an old checkpoint", "unverified"),
        ("its size is 0 for ever", "conflict"), ("its size is far beyond ours", "conflict"),
        ("a size that is no number", "refused"),
    ]

    /// A cosignature's line.
    private static func line(_ key: SignerKey, _ checkpoint: SignedCheckpoint) -> [UInt8] {
        Array(key.signature(of: checkpoint.note.text, time: Int64(Date().timeIntervalSince1970)).line.utf8)
    }

    /// A stub that goes wrong in one of these ways; every time the same.
    ///
    /// - Parameter old: a checkpoint that is not the newest any more.
    private static func stub(_ what: String, _ key: SignerKey, _ old: SignedCheckpoint, _ forged: SignedCheckpoint)
        async throws -> StubWitness
    {
        let other = try SignerKey(generating: key.verifier.name, type: .cosignature)
        let (own, foreign) = (line(key, old), line(other, old))
        return try await StubWitness { request in
            // Whatever a witness shows of us counts only if our own key has signed it.
            if request.hasPrefix("GET") { return StubWitness.http(200, forged.bytes) }
            return switch what {
            case "no HTTP": [0, 1, 2, 0x0A, 0x0A]
            case "503": StubWitness.http(503)
            case "an empty yes": StubWitness.http(200)
            case "garbage": StubWitness.http(200, "\u{2014} nonsense\n\n<html>")
            case "another key": StubWitness.http(200, foreign)
            case "an old checkpoint": StubWitness.http(200, own)
            case "its size is 0 for ever": StubWitness.http(409, "0\n")
            case "its size is far beyond ours": StubWitness.http(409, "\(Int64.max)\n")
            case "a size that is no number": StubWitness.http(409, "-1\n")
            default: nil
            }
        }
    }

    @Test(
        "Silent, away, refusing, garbling, signing something else, disagreeing for ever: the log goes on with the honest one, names each and what is wrong, and publishes none of their lines"
    )
    func misbehaving() async throws {
        try await CosignedHouse.run { house in
            _ = try await house.until { $0.isSigned }
            let old = try await house.checkpoint()
            let origin = try VerifierKey(house.key).name
            let forger = try SignerKey(generating: origin, type: .ed25519)
            let forged = try Checkpoint(
                origin: origin, head: TreeHead(size: old.checkpoint.head.size, root: Hash256(of: [1]))
            ).signed(by: [forger])
            let honest = try house.witness(0)
            defer { honest.kill9() }
            var asked = [(key: honest.key, port: honest.port)]
            var stubs: [StubWitness] = []
            defer { for stub in stubs { stub.close() } }
            for (number, wrong) in Self.wrongs.enumerated() {
                let key = try SignerKey(
                    generating: ExactText("witness.example/\(number + 10)"), type: .cosignature)
                let stub = try await Self.stub(wrong.what, key, old, forged)
                stubs.append(stub)
                asked.append((key.verifier.text, stub.port))
            }
            // From here on the old checkpoint is old: no witness is asked about it.
            _ = try #require(await house.write())
            _ = try await house.until { $0.isSigned && $0.size > Int64(old.checkpoint.head.size) }
            try await house.restart(policy: CosignedHouse.policy(1, asked))
            let said: [String?] = Self.wrongs.map { $0.said }
            for _ in 0..<3 {
                let before = try await house.status().size
                let record = try #require(await house.write())
                let status = try await house.until { status in
                    guard status.size > before, status.isSigned, status.quorum == true else { return false }
                    return status.witnesses[0].cosignedSize == status.size
                        && status.witnesses.dropFirst().map(\.answer) == said
                }
                #expect(status.frozen == nil && status.witnesses.dropFirst().allSatisfy { $0.cosignedSize == nil })
                #expect(status.witnesses.map(\.name).sorted() == status.witnesses.map(\.name))
                let published = try await house.checkpoint()
                #expect(published.note.signatures.map(\.name) == [origin, "witness.example/0"])
                let proof = try #require(
                    await house.server.ask("/v1/records/\(record)/proof?wait=30", token: house.token))
                #expect(proof.status == 200)
            }
            for (name, value) in [("witnesses", 1), ("witnesses_needed", 1), ("frozen", 0)] {
                #expect(try await house.figure(name) == value, "\(name)")
            }
            #expect(try house.server.command(["log", "fsck"]).status == 0)
        }
    }

    @Test(
        "Split view: a witness holds our own signature over another root of this size: nothing more is signed, loudly; the book stays open"
    )
    func splitView() async throws {
        try await CosignedHouse.run { house in
            let before = try await house.until { $0.isSigned }
            let published = try await house.checkpoint()
            let head = published.checkpoint.head
            #expect(Int64(head.size) == before.size)
            let text = try String(contentsOfFile: "\(house.directory)/log/key-1", encoding: .utf8)
            let own = try SignerKey(text.trimmingCharacters(in: .newlines))
            let split = try Checkpoint(
                origin: published.checkpoint.origin, head: TreeHead(size: head.size, root: Hash256(of: [1]))
            ).signed(by: [own])
            let key = try SignerKey(generating: "witness.example/1", type: .cosignature)
            let stub = try await StubWitness { request in
                request.hasPrefix("GET") ? StubWitness.http(200, split.bytes) : StubWitness.http(422)
            }
            defer { stub.close() }
            try await house.restart(policy: CosignedHouse.policy(1, [(key.verifier.text, stub.port)]))
            let frozen = try await house.until { $0.frozen != nil }
            #expect(frozen.frozen == "another-history \(head.size)")
            let record = try #require(await house.write(), "the book stays open")
            let waiting = try await house.until { $0.pending == 1 }
            #expect(waiting.size == before.size && waiting.signedSize == before.signedSize)
            #expect(try await house.checkpoint().bytes == published.bytes)
            let proof = try #require(await house.server.ask("/v1/records/\(record)/proof", token: house.token))
            #expect(proof.status == 202)
            // The alarm: in the server's log at once, on the port of the house, and from the doctor, who ends with 8.
            for (name, value) in [("frozen", 1), ("pending", 1), ("witnesses", 0), ("witnesses_needed", 1)] {
                #expect(try await house.figure(name) == value, "\(name)")
            }
            let lines = try house.server.log().split(separator: "\n").filter { $0.contains("critical") }
            #expect(lines.contains { $0.contains("the evidence log is frozen") && $0.contains("another-history") })
            #expect(
                lines.contains {
                    $0.contains("a witness holds a checkpoint of ours") && $0.contains("witness.example/1")
                })
            let doctor = try house.server.command(["doctor"])
            #expect(doctor.status == 8 && doctor.output.contains("another-history \(head.size)"))
        }
    }
}
