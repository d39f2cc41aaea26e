import Evidence
import Foundation
import Testing

/// The verification twice: as the command line has it, and as WebAssembly in a browser, run by Node from Debian.
@Suite("Evidence as WebAssembly")
struct EvidenceModuleTests {
    static let module: URL = {
        var root = URL(filePath: #filePath)
        for _ in 0..<3 { root = root.deletingLastPathComponent() }
        return root.appending(path: ".build/wasm/evidence.wasm")
    }()
    static let node: String? = ["/usr/bin/node", "/usr/local/bin/node"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    static var canRun: Bool { node != nil && FileManager.default.fileExists(atPath: module.path()) }

    /// A dossier packed, perhaps with a policy, and the report that native Swift makes of it.
    private struct Question: Encodable {
        let archive: Data
        let policy: Data
        let report: Data
    }

    /// Reads questions from its input and prints those whose report differs in any byte.
    static let script = """
        import fs from 'fs';
        const bytes = fs.readFileSync(process.argv[1]);
        const kinds = new TextEncoder().encode(process.argv[2]);
        const questions = JSON.parse(fs.readFileSync(0));
        const wrong = [];
        for (const [place, one] of questions.entries()) {
          const module = (await WebAssembly.instantiate(bytes, {})).instance.exports;
          const parts = [Buffer.from(one.archive, 'base64'), Buffer.from(one.policy, 'base64'), kinds];
          let at = module.room(parts.reduce((sum, part) => sum + part.length, 0));
          for (const part of parts) {
            new Uint8Array(module.memory.buffer, at, part.length).set(part);
            at += part.length;
          }
          const length = module.verify(...parts.map(part => part.length));
          const said = Buffer.from(Uint8Array.from({ length }, (_, place) => module.answer(place)));
          if (said.toString('base64') !== one.report) wrong.push([place, said.toString(), Buffer.from(one.report, 'base64').toString()]);
        }
        console.log(questions.length, JSON.stringify(wrong.slice(0, 5)));
        """

    @Test(
        "a browser finds in every dossier, whole or damaged anywhere, what the command line finds, to the byte",
        .enabled(if: canRun, "Ops/test compiles evidence.wasm, and Debian's nodejs runs it"))
    func same() throws {
        let questions = try Self.questions()
        #expect(questions.count > 150)
        let process = Process()
        process.executableURL = URL(filePath: try #require(Self.node))
        process.arguments = [
            "--input-type=module", "-e", Self.script, Self.module.path(),
            SampleLog.kinds.sorted().joined(separator: "\n"),
        ]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let bytes = try JSONEncoder().encode(questions)
        Thread.detachNewThread {
            try? input.fileHandleForWriting.write(contentsOf: bytes)
            try? input.fileHandleForWriting.close()
        }
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(said == "\(questions.count) []\n")
    }

    /// Whole dossiers, each file gone or changed in a byte here and there, a foreign policy, and what is no dossier.
    private static func questions() throws -> [Question] {
        let log = try SampleLog(records: 5)
        let files = try log.contents().files
        var archives = [StoredZip.bytes(of: files), [], [0x50, 0x4B], [UInt8](repeating: 0, count: 64)]
        for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
            archives.append(StoredZip.bytes(of: files.filter { $0.key != name }))
            for place in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 7)) {
                var changed = files
                changed[name]?[place] ^= 0x01
                archives.append(StoredZip.bytes(of: changed))
            }
        }
        archives.append(StoredZip.bytes(of: try log.contents(witnesses: 1).files))
        archives.append(StoredZip.bytes(of: try log.contents(without: ["r-3"]).files))
        var cut = archives[0]
        cut.removeLast(9)
        archives.append(cut)
        let stranger = try SampleLog(records: 2)
        let plain = try archives.map { try question($0, policy: []) }
        return try plain + [question(archives[0], policy: log.policy), question(archives[0], policy: stranger.policy)]
            + [question(archives[0], policy: [0x0A, 0x31])]
    }

    private static func question(_ archive: [UInt8], policy: [UInt8]) throws -> Question {
        let given = policy.isEmpty ? nil : try? WitnessPolicy(policy)
        let report: JSONValue =
            if !policy.isEmpty, given == nil {
                .object([JSONMember("policyUnreadable", .boolean(true))])
            } else if let files = StoredZip.files(in: archive) {
                DossierVerifier(policy: given, kinds: SampleLog.kinds).report(on: files).json
            } else {
                .object([JSONMember("unreadable", .boolean(true))])
            }
        return Question(archive: Data(archive), policy: Data(policy), report: Data(report.canonicalBytes))
    }
}
