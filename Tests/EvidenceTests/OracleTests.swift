import Evidence
import Foundation
import Testing

/// Foreign software on our logs: a verifier of its own (evidence.md §5.16 warns of a log only its product can check).
@Suite("The log checked by golang.org/x/mod")
struct OracleTests {
    /// Debian's golang-golang-x-mod-dev.
    static let library = "/usr/share/gocode"

    static let go: String? = {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/go" }
        guard FileManager.default.fileExists(atPath: "\(library)/src/golang.org/x/mod/sumdb/tlog") else { return nil }
        return paths.first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// A directory for one test: the compiled oracle and a published log.
    final class Workplace {
        let directory = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID().uuidString)")

        init() throws {
            let source = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Oracle/oracle.go")
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            let arguments = ["build", "-o", directory.appending(path: "oracle").path(), source.path()]
            let built = try run(URL(filePath: try #require(go)), arguments)
            try #require(built.status == 0, "\(built.output)")
        }

        deinit { try? FileManager.default.removeItem(at: directory) }

        func run(_ program: URL, _ arguments: [String]) throws -> (status: Int32, output: String) {
            let process = Process()
            process.executableURL = program
            process.arguments = arguments
            let own = [
                "GOFLAGS": "-mod=mod", "GO111MODULE": "off", "GOPATH": library, "GOPROXY": "off",
                "GOCACHE": directory.appending(path: "cache").path(),
            ]
            process.environment = ProcessInfo.processInfo.environment.merging(own) { $1 }
            let output = Pipe()
            process.standardOutput = output
            process.standardError = output
            try process.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            return (process.terminationStatus, text)
        }

        /// What the oracle says of the files of a log.
        func verdict(_ files: DossierFiles, _ log: SampleLog) throws -> (status: Int32, output: String) {
            let root = directory.appending(path: UUID().uuidString)
            for (name, bytes) in files {
                let file = root.appending(path: name)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(bytes).write(to: file)
            }
            let keys = [log.key.verifier.text] + log.witnesses.map(\.verifier.text)
            return try run(directory.appending(path: "oracle"), [root.path()] + keys)
        }
    }

    /// The published log with a proof of every 40th entry and of the last, and a consistency proof from each size.
    static func files(of log: SampleLog, from sizes: [Int]) throws -> DossierFiles {
        var files = try log.published()
        let checkpoint = try log.checkpoint()
        let size = log.tree.frontier.size
        for index in Set(stride(from: 0, to: size, by: 40)).union([size - 1]) {
            let proof = try #require(try InclusionProof(of: index, in: size, reading: log.tree.hash))
            let text = LogProof(index: index, hashes: proof.hashes, checkpoint: checkpoint)
            files["proofs/\(index).tlog-proof"] = text.bytes
        }
        var naive = NaiveTree(log.tree.leaves)
        for old in sizes {
            let proof = try #require(try ConsistencyProof(from: old, to: size, reading: log.tree.hash))
            let lines = [naive.root(0..<old)] + proof.hashes
            files["consistency/\(old)"] = lines.flatMap { [UInt8]("\($0.base64)\n".utf8) }
        }
        return files
    }

    @Test(
        "Checkpoint, cosignatures, every entry and tile, proofs: Go agrees; and it refuses what was changed",
        .enabled(if: go != nil, "Go and golang.org/x/mod are not installed (golang-go, golang-golang-x-mod-dev)"))
    func oracle() throws {
        let place = try Workplace()
        for (size, old) in [
            (1, [1]), (255, [1, 100, 254]), (256, [255]), (257, [1, 255, 256]), (600, [1, 256, 512, 599]),
        ] {
            let log = try SampleLog(records: size)
            let files = try Self.files(of: log, from: old)
            let proofs = files.keys.count { $0.hasSuffix(".tlog-proof") }
            let good = try place.verdict(files, log)
            #expect(
                good.status == 0 && good.output == "\(size) entries, \(proofs) proofs, \(old.count) steps\n", "\(good)")
            guard size == 600 else { continue }
            let changes = [
                "checkpoint", "tile/0/001", "tile/1/000.p/2", "tile/entries/002.p/88", "proofs/40.tlog-proof",
                "consistency/512",
            ]
            for name in changes {
                var changed = files
                changed[name]?[60] ^= 1
                let bad = try place.verdict(changed, log)
                #expect(bad.status == 1, "\(name): \(bad)")
            }
        }
    }
}
