import ArgumentParser
import Evidence
import Foundation
import LogStore
import Operations

/// `verify`.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a dossier without server and database; exit code 7 on any fault.",
        discussion: """
            grainledger verify FILE.zip
            grainledger verify FILE.zip --policy POLICY --log https://host/log
            """)
    @Argument(help: "Dossier, a zip file.") var file: String
    @Option(help: "Policy file with the keys you trust; default: the dossier's own, which you have to compare.")
    var policy: String?
    @Option(help: "The published log, a server's prefix or an exported directory: count over all of it.")
    var log: String?

    func run() async throws {
        guard let data = FileManager.default.contents(atPath: file), let files = StoredZip.files(in: [UInt8](data))
        else {
            say("\(file) is no dossier that can be read")
            throw ExitCode(7)
        }
        let report = try await report(on: files, verifier: DossierVerifier(policy: try given(), kinds: RecordKinds.all))
        for fault in report.faults {
            print(
                "\(fault.kind.code) \(fault.record ?? "-") \(fault.subject) \(fault.detail): "
                    + "\(fault.kind.chinese) / \(fault.kind.english)")
        }
        explain(report)
        if !report.faults.isEmpty { throw ExitCode(7) }
    }

    private func given() throws -> WitnessPolicy? {
        guard let policy else { return nil }
        guard let data = FileManager.default.contents(atPath: policy), let read = try? WitnessPolicy([UInt8](data))
        else {
            throw ValidationError("No policy can be read from \(policy)")
        }
        return read
    }

    private func report(on files: DossierFiles, verifier: DossierVerifier) async throws -> DossierReport {
        guard let log, let signed = files["checkpoint"].flatMap({ try? SignedCheckpoint(unverified: $0) }) else {
            return verifier.report(on: files)
        }
        // Fetched first, then verified as any copy is.
        let place = LogPlace(log)
        var copy: DossierFiles = [:]
        for address in TileAddress.grown(from: 0, to: signed.checkpoint.head.size) {
            copy[address.path] = try await place.resource(at: address)
        }
        return verifier.report(on: files, over: LogSource { copy[$0] })
    }

    private func explain(_ report: DossierReport) {
        for stream in report.streams { say("\(stream.subject): \(stream.count)") }
        if let checkpoint = report.checkpoint {
            say("\(checkpoint.origin), \(checkpoint.head.size) leaves, root \(checkpoint.head.root.base64)")
        }
        for key in report.logKeys { say("log key \(key.text)") }
        for cosigner in report.cosigners { say("cosigned by \(cosigner.key.name)") }
        if report.policySource == .carried {
            say("公钥取自档案本身，请与公布的公钥核对 / the keys are the dossier's own: compare them with those published")
        }
        if !report.isCountedOverLog {
            say("没有对照公布的日志清点，末尾的缺漏查不出 / not counted over the published log: what is missing at the end does not show")
        }
        say("\(report.records.count) records, \(report.faults.count) faults")
    }
}
