import ArgumentParser
import Evidence
import Foundation
import GrainLedgerApp
import LogStore

/// `witness`.
struct WitnessCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "witness",
        abstract: "Run a witness: cosign another department's log as long as it only grows (C2SP tlog-witness).",
        discussion: """
            grainledger witness --directory /var/lib/witness --name forestry.yiyang.gov.example/witness --log VKEY
            grainledger witness --directory /var/lib/witness --log VKEY --log VKEY --listen 0.0.0.0:8090

            The first line on stdout is the witness's public key, for the policies of the logs. Keep the directory out of
            any backup that could be restored: a witness that forgets lets a log fork.
            """)

    @Option(help: "Where the key and what was cosigned are kept.") var directory: String
    @Option(help: "Name of the key, when one is made at the first start: short ASCII without space and plus.")
    var name: String?
    @Option(help: "Public key of a log to cosign; may be given again.") var log: [String] = []
    @Option(help: "Address and port.") var listen = "127.0.0.1:8090"

    func validate() throws {
        guard !log.isEmpty else { throw ValidationError("Name the logs to cosign: --log VKEY") }
        for text in log where (try? VerifierKey(text))?.type != .ed25519 {
            throw ValidationError("Not the public key of a log: \(text)")
        }
        let parts = listen.split(separator: ":")
        guard parts.count == 2, Int(parts[1]) != nil else { throw ValidationError("--listen is HOST:PORT") }
    }

    func run() async throws {
        let parts = listen.split(separator: ":")
        let store: WitnessStore
        do {
            store = try WitnessStore(
                directory: URL(filePath: directory, directoryHint: .isDirectory), name: name.map { ExactText($0) },
                logs: log.compactMap { try? VerifierKey($0) })
        } catch let fault as WitnessStore.Fault {
            say("the witness cannot run: \(fault)")
            throw ExitCode(78)
        }
        FileHandle.standardOutput.write(Data("\(store.key.text)\n".utf8))
        let server = WitnessServer(store: store, host: String(parts[0]), port: Int(parts[1]) ?? 8090)
        try await server.run { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) }
    }
}
