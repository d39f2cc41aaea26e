import Evidence
import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

@Suite("A witness, the real program, over HTTP", .serialized)
struct WitnessEndToEndTests {
    struct File: Decodable {
        struct Request: Decodable {
            let body: String
            let status: Int
            let answer: String?
        }
        let log_public_key_hex: String
        let requests_in_order: [Request]

        /// `GRAINLEDGER_TLOG_VECTORS`, or `../shared/vectors/tlog` beside the checkout.
        static let path: String = {
            let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .deletingLastPathComponent()
            let named = ProcessInfo.processInfo.environment["GRAINLEDGER_TLOG_VECTORS"].map { URL(filePath: $0) }
            let directory = named ?? root.deletingLastPathComponent().appending(path: "shared/vectors/tlog")
            return directory.appending(path: "witness/add-checkpoint.json").path()
        }()

        static func read() throws -> File {
            try JSONDecoder().decode(File.self, from: Data(contentsOf: URL(filePath: path)))
        }
    }

    /// The key of the vectors' log, or of another log of that name.
    private func log(_ file: File) throws -> VerifierKey {
        let digits = Array(file.log_public_key_hex)
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(digits[$0...$0 + 1]), radix: 16)
        }
        let origin = ExactText(String(file.requests_in_order[0].body.split(separator: "\n")[1]))
        return try VerifierKey(name: origin, type: .ed25519, publicKey: bytes)
    }

    private func inScratch(_ body: (String) async throws -> Void) async throws {
        let directory = "/tmp/gl-witness-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try await body(directory)
    }

    @Test(
        "Every official request gets its status, though the witness is killed before each: what it signed it remembers",
        .enabled(if: FileManager.default.fileExists(atPath: File.path), "the vectors lie beside the checkout"))
    func vectors() async throws {
        let file = try File.read()
        let log = try log(file)
        try await inScratch { directory in
            var keys: Set<String> = []
            var last: [UInt8] = []
            for (number, vector) in file.requests_in_order.enumerated() {
                let witness = try RunningWitness(directory: directory, logs: [log.text])
                defer { witness.kill9() }
                keys.insert(witness.key)
                let answer = try await witness.add(vector.body)
                #expect(answer.status == vector.status, "request \(number)")
                if let wanted = vector.answer {
                    #expect(answer.text == wanted && answer.type == "text/x.tlog.size")
                }
                guard answer.status == 200 else { continue }
                let checkpoint = try SignedCheckpoint(
                    unverified: Array(
                        try #require(vector.body.range(of: "\n\n").map { vector.body[$0.upperBound...] }).utf8))
                guard case .cosigned(let lines) = AddCheckpointAnswer(status: 200, body: [UInt8](answer.text.utf8))
                else {
                    Issue.record("no cosignature: \(answer.text)")
                    continue
                }
                let key = try VerifierKey(witness.key)
                last = try checkpoint.adding(try #require(lines.first), of: key).bytes
                let kept = try await witness.get(
                    "/\(Hash256(of: log.name.bytes).bytes.map { String(format: "%02x", $0) }.joined())/checkpoint")
                #expect(kept.status == 200 && [UInt8](kept.text.utf8) == last)
            }
            #expect(keys.count == 1 && !last.isEmpty)
        }
    }

    @Test("Damaged memory, or a second witness in the same directory: it does not start, rather than forget")
    func memory() async throws {
        let file = try File.read()
        let log = try log(file)
        try await inScratch { directory in
            let witness = try RunningWitness(directory: directory, logs: [log.text])
            #expect(try await witness.add(file.requests_in_order[0].body).status == 200)
            #expect(throws: RunningWitness.Ended(status: 78)) {
                try RunningWitness(directory: directory, logs: [log.text])
            }
            witness.kill9()
            let address = Hash256(of: log.name.bytes).bytes.map { String(format: "%02x", $0) }.joined()
            try Data().write(to: URL(filePath: "\(directory)/\(address)"))
            #expect(throws: RunningWitness.Ended(status: 78)) {
                try RunningWitness(directory: directory, logs: [log.text])
            }
        }
    }
}

/// The program as a witness.
final class RunningWitness: Sendable {
    let key: String
    let port: Int
    private let process: Process

    struct Ended: Error, Equatable { let status: Int32 }

    init(directory: String, logs: [String], name: String = "witness.example/w", port: Int = FreePort.next()) throws {
        self.port = port
        process = Process()
        process.executableURL = RunningServer.products.appending(path: "grainledger")
        process.arguments =
            [
                "witness", "--directory", directory, "--name", name, "--listen", "127.0.0.1:\(port)",
            ] + logs.flatMap { ["--log", $0] }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        while !text.contains("\nready") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty {
                process.waitUntilExit()
                throw Ended(status: process.terminationStatus)
            }
            text += String(decoding: data, as: UTF8.self)
        }
        key = String(text.prefix { $0 != "\n" })
    }

    func kill9() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func add(_ body: String) async throws -> (status: Int, text: String, type: String) {
        try await send("/add-checkpoint", body)
    }

    func get(_ path: String) async throws -> (status: Int, text: String, type: String) { try await send(path, nil) }

    private func send(_ path: String, _ body: String?) async throws -> (status: Int, text: String, type: String) {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        if let body {
            request.httpMethod = "POST"
            request.httpBody = Data(body.utf8)
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let answer = try #require(response as? HTTPURLResponse)
        return (
            answer.statusCode, String(decoding: data, as: UTF8.self),
            answer.value(forHTTPHeaderField: "Content-Type") ?? ""
        )
    }
}
