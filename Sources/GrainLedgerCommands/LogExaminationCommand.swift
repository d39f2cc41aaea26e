import ArgumentParser
import Evidence
import Foundation
import GrainLedgerApp
import LogStore
import Operations
import Postgres

/// `log fsck`.
struct LogExaminationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fsck",
        abstract: "Recompute the whole log from its entries; exit code 7 when something does not hold.",
        discussion: """
            grainledger log fsck --embedded var/data
            grainledger log fsck --dir EXPORT --vkey KEY
            grainledger log fsck --url https://host/log --vkey KEY
            """)
    @OptionGroup var database: DatabaseOption
    @Option(help: "The log's prefix on a server.") var url: String?
    @Option(help: "Exported directory.") var dir: String?
    @Option(help: "Public key of the log, as published elsewhere; may be given twice.") var vkey: [String] = []
    @Flag(help: "Print JSON.") var json = false

    func validate() throws {
        guard url == nil || dir == nil else { throw ValidationError("Name one of --url and --dir") }
        if url != nil || dir != nil, vkey.isEmpty { throw ValidationError("Name the log's key: --vkey KEY") }
        for text in vkey where (try? VerifierKey(text)) == nil { throw ValidationError("No verifier key: \(text)") }
    }

    func run() async throws {
        let (size, faults) = try await examined()
        for fault in faults {
            if json {
                print(String(decoding: try CanonicalJSON.bytes(of: fault), as: UTF8.self))
            } else {
                print("\(fault.code) \(fault.record ?? "-") \(fault.place): \(fault.zh) / \(fault.en)")
            }
        }
        say("\(size) leaves, \(faults.count) faults")
        if !faults.isEmpty { throw ExitCode(7) }
    }

    private func examined() async throws -> (Int, [LogFinding]) {
        if let place = url ?? dir { return try await published(LogPlace(place)) }
        let bureau = try database.bureau()
        let keys = vkey
        return try await reporting { () throws(PostgresError) in
            let examination = Examination(pool: bureau.pool)
            let result = try await examination.run(trusting: keys)
            try await examination.keep(result)
            return result
        }
    }

    private func published(_ place: LogPlace) async throws -> (Int, [LogFinding]) {
        let policy = WitnessPolicy(logs: vkey.compactMap { try? VerifierKey($0) })
        guard let signed = try await place.checkpoint() else { return (0, [LogFinding(AuditFault.checkpoint(nil))]) }
        do throws(PolicyFault) { _ = try policy.cosigners(of: signed) } catch {
            return (0, [LogFinding(AuditFault.checkpoint(error))])
        }
        var unknown: [LogFinding] = []
        let faults = try await place.faults(at: signed.checkpoint.head) { index, bytes in
            if let finding = LogFinding(entry: bytes, at: index, kinds: RecordKinds.all) { unknown.append(finding) }
        }
        return (signed.checkpoint.head.size, faults.map { LogFinding($0) } + unknown)
    }
}
