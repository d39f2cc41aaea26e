import Evidence
import Testing

@Suite("Witnesses")
struct WitnessTests {
    struct File: Decodable {
        struct Request: Decodable {
            let body: String
            let status: Int
            let answer: String?
        }
        let log_public_key_hex: String
        let requests_in_order: [Request]
    }

    @Test("Every official request in order gets the status it must get, and is written byte for byte", .withVectors)
    func vectors() throws {
        let file: File = try Vectors.json("witness/add-checkpoint.json")
        let origin = ExactText(String(file.requests_in_order[0].body.split(separator: "\n")[1]))
        let key = try VerifierKey(name: origin, type: .ed25519, publicKey: hex(file.log_public_key_hex))
        var held: TreeHead?
        for (number, vector) in file.requests_in_order.enumerated() {
            let body = [UInt8](vector.body.utf8)
            let decision = WitnessDecision(body: body) { $0 == origin ? ([key], held) : nil }
            #expect(decision.status == vector.status, "request \(number): \(decision)")
            if let answer = vector.answer {
                #expect(decision.body == answer && decision.contentType == "text/x.tlog.size")
                let read = AddCheckpointAnswer(status: decision.status, body: [UInt8](decision.body.utf8))
                #expect(read == .conflict(held: held?.size ?? 0))
            }
            #expect(AddCheckpointRequest(body: body)?.body == body)
            if case .accept(let head) = decision { held = head }
        }
        #expect(held?.size == 5)
    }

    /// A log and what a witness decides over its checkpoints.
    struct Scene {
        let log: SignerKey
        let tree = RememberedTree(size: 20)

        init() throws { log = try SignerKey(generating: "example.org/log", type: .ed25519) }

        func head(_ size: Int) -> TreeHead {
            var naive = NaiveTree(tree.leaves)
            return TreeHead(size: size, root: naive.root(0..<size))
        }

        func request(old: Int, _ head: TreeHead, hashes: [Hash256]? = nil) throws -> AddCheckpointRequest {
            let proof = try ConsistencyProof(from: min(old, head.size), to: head.size, reading: tree.hash)
            return AddCheckpointRequest(
                oldSize: old, hashes: hashes ?? proof?.hashes ?? [],
                checkpoint: try Checkpoint(origin: "example.org/log", head: head).signed(by: [log]))
        }

        func decision(_ request: AddCheckpointRequest, held: TreeHead?) -> WitnessDecision {
            WitnessDecision(body: request.body) { $0 == "example.org/log" ? ([log.verifier], held) : nil }
        }
    }

    @Test("First sight, growth, the same again: accepted; another root, an old size above the new: not")
    func decisions() throws {
        let scene = try Scene()
        #expect(scene.decision(try scene.request(old: 0, scene.head(0)), held: nil) == .accept(scene.head(0)))
        #expect(scene.decision(try scene.request(old: 0, scene.head(7)), held: nil) == .accept(scene.head(7)))
        #expect(
            scene.decision(try scene.request(old: 7, scene.head(20)), held: scene.head(7)) == .accept(scene.head(20)))
        #expect(scene.decision(try scene.request(old: 7, scene.head(7)), held: scene.head(7)) == .accept(scene.head(7)))
        let fork = TreeHead(size: 7, root: .leaf([9]))
        #expect(scene.decision(try scene.request(old: 7, fork), held: scene.head(7)) == .inconsistent)
        #expect(scene.decision(try scene.request(old: 7, scene.head(20)), held: fork) == .inconsistent)
        #expect(scene.decision(try scene.request(old: 8, scene.head(7)), held: scene.head(8)) == .malformed)
        #expect(scene.decision(try scene.request(old: 0, scene.head(7)), held: scene.head(7)) == .conflict(held: 7))
        #expect(scene.decision(try scene.request(old: 3, scene.head(7)), held: nil) == .conflict(held: 0))
        let padded = try scene.request(old: 0, scene.head(7), hashes: [.emptyTree])
        #expect(scene.decision(padded, held: nil) == .inconsistent)
        let repeated = try scene.request(old: 7, scene.head(7), hashes: [.emptyTree])
        #expect(scene.decision(repeated, held: scene.head(7)) == .inconsistent)
        let empty = TreeHead(size: 0, root: .leaf([]))
        #expect(scene.decision(try scene.request(old: 0, empty), held: nil) == .inconsistent)
    }

    @Test("A checkpoint nobody trusted signed gets 403, of an unknown log 404, a broken body 400")
    func refusals() throws {
        let scene = try Scene()
        let request = try scene.request(old: 0, scene.head(7))
        let stranger = try SignerKey(generating: "example.org/log", type: .ed25519).verifier
        #expect(WitnessDecision(body: request.body) { _ in ([stranger], nil) }.status == 403)
        #expect(WitnessDecision(body: request.body) { _ in nil }.status == 404)
        let text = String(decoding: request.body, as: UTF8.self)
        let hash = Hash256.emptyTree.base64
        for broken in [
            "", "old 0\n", text.replacing("old 0", with: "old 00"), text.replacing("old 0", with: "old -0"),
            text.replacing("old 0\n", with: "old 0\n\(hash.dropLast())\n"), text.replacing("old 0\n", with: "new 0\n"),
            text.replacing("old 0\n", with: "old 0\n" + String(repeating: "\(hash)\n", count: 64)), text + "x",
        ] {
            #expect(WitnessDecision(body: [UInt8](broken.utf8)) { _ in ([stranger], nil) } == .malformed, "\(broken)")
        }
    }

    @Test("Answers are read by their form: lines, a held size, anything else")
    func answers() throws {
        let witness = try SignerKey(generating: "witness.example.org", type: .cosignature)
        let line = witness.signature(of: [UInt8]("x\n".utf8), time: 1)
        let body = [UInt8](line.line.utf8)
        #expect(AddCheckpointAnswer(status: 200, body: body + body) == .cosigned([line, line]))
        for wrong in [[], body.dropLast(), body + [UInt8]("x\n".utf8)] as [[UInt8]] {
            #expect(AddCheckpointAnswer(status: 200, body: wrong) == .refused(status: 200))
        }
        #expect(AddCheckpointAnswer(status: 409, body: [UInt8]("12\n".utf8)) == .conflict(held: 12))
        #expect(AddCheckpointAnswer(status: 409, body: [UInt8]("12".utf8)) == .refused(status: 409))
        #expect(AddCheckpointAnswer(status: 503, body: []) == .refused(status: 503))
    }

    @Test("The policy of the log of 300 wants both witnesses", .withVectors)
    func officialPolicy() throws {
        let policy = try WitnessPolicy(Vectors.bytes("log-xmod-300/policy"))
        let keys = policy.witnesses.values.map(\.key)
        #expect(policy.logs.map(\.key.name) == ["example.org/shared-vectors"] && keys.count == 2)
        #expect(policy.isSatisfied(by: keys) && !policy.isSatisfied(by: keys.prefix(1)) && !policy.isSatisfied(by: []))
        let signed = try SignedCheckpoint(unverified: Vectors.bytes("log-xmod-300/checkpoint"))
        #expect(try policy.cosigners(of: signed).count == 2)
        let lone = try SignedNote(
            signed.note.text + [0x0A] + signed.note.signatures.prefix(2).flatMap { [UInt8]($0.line.utf8) })
        #expect(throws: PolicyFault.quorumNotMet(cosigners: ["witness0.example.org"])) {
            try policy.cosigners(of: SignedCheckpoint(unverified: lone.bytes))
        }
        let other = try SignedCheckpoint(unverified: Vectors.bytes("log-tessera-8/checkpoint"))
        #expect(throws: PolicyFault.unknownLog(origin: "example.com/log/testdata")) { try policy.cosigners(of: other) }
    }

    @Test("Groups within groups count as the specification's example says")
    func groups() throws {
        let names = ["X1", "X2", "X3", "Y1", "Y2", "Y3"]
        let keys = try names.map { try SignerKey(generating: ExactText($0), type: .cosignature).verifier }
        let witnesses = zip(names, keys).map { "witness \($0) \($1.text)\n" }
        let text =
            "# two levels\n\n" + witnesses.joined()
            + "group\tX-witnesses 2 X1 X2 X3\n  group Y-witnesses any Y1 Y2 Y3 \n"
            + "group X-and-Y all X-witnesses Y-witnesses\nquorum X-and-Y\n"
        let policy = try WitnessPolicy([UInt8](text.utf8))
        for mask in 0..<64 {
            let cosigned = (0..<6).filter { mask >> $0 & 1 == 1 }
            let expected = cosigned.count { $0 < 3 } >= 2 && cosigned.contains { $0 >= 3 }
            #expect(policy.isSatisfied(by: cosigned.map { keys[$0] }) == expected, "\(cosigned)")
        }
        #expect(try WitnessPolicy([UInt8]("quorum none\n".utf8)).isSatisfied(by: []))
        #expect(policy.fewest == 3)
        #expect(try WitnessPolicy([UInt8]("quorum none\n".utf8)).fewest == 0)
    }

    @Test("Faulty policies are refused with the line")
    func faultyPolicies() throws {
        let log = try SignerKey(generating: "example.org/log", type: .ed25519).verifier.text
        let one = try SignerKey(generating: "w1", type: .cosignature).verifier.text
        let two = try SignerKey(generating: "w2", type: .cosignature).verifier.text
        let witnesses = "witness A \(one)\nwitness B \(two)\n"
        let faults: [(String, PolicyTextFault.Kind, Int)] = [
            ("", .foreignByte, 1), ("quorum none", .foreignByte, 1), ("quorum none\r\n", .foreignByte, 1),
            ("log \(log)\n", .quorum, 2), ("quorum none\nquorum none\n", .quorum, 2), ("quorum A\n", .undefinedName, 1),
            ("log \(one)\n", .key, 1), ("witness A \(log)\n", .key, 1), ("log \(log)\nlog \(log)\n", .duplicateKey, 2),
            ("witness A \(one)\nwitness B \(one)\n", .duplicateKey, 2),
            ("witness A \(one)\nwitness A \(two)\n", .duplicateName, 2), ("witness none \(one)\n", .duplicateName, 1),
            (witnesses + "group G 3 A B\n", .threshold, 3), (witnesses + "group G 0 A B\n", .threshold, 3),
            (witnesses + "group G 01 A B\n", .threshold, 3), (witnesses + "group G all A A\n", .secondMembership, 3),
            (witnesses + "group G all A\ngroup H all A\n", .secondMembership, 4),
            (witnesses + "group G all none\n", .undefinedName, 3), (witnesses + "group G all G\n", .undefinedName, 3),
            ("watch A\n", .syntax, 1), ("quorum none none\n", .syntax, 1), ("group G all\n", .syntax, 1),
        ]
        for (text, kind, line) in faults {
            #expect(throws: PolicyTextFault.self, "\(text)") { try WitnessPolicy([UInt8](text.utf8)) }
            do throws(PolicyTextFault) { _ = try WitnessPolicy([UInt8](text.utf8)) } catch {
                #expect(error.kind == kind && error.line == line, "\(text): \(error)")
            }
        }
    }
}
