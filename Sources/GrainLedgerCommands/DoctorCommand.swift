import ArgumentParser
import CustodyStore
import Evidence
import Foundation
import GrainLedgerApp
import LogStore
import OpenID
import Operations
import Postgres
import Rules

/// `doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Examine an installation; exit code 8 when something is wrong.",
        discussion: "grainledger doctor --embedded var/data\ngrainledger doctor --json")
    @OptionGroup var database: DatabaseOption
    @Option(
        name: .customLong("config"), help: "Configuration of serve, for single sign-on; default: GRAINLEDGER_CONFIG.")
    var file: String?
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let bureau = try database.bureau()
        let signs = try await reporting { () throws(PostgresError) in
            var signs = try await HealthReads(pool: bureau.pool).signs()
            if signs.missingMigrations == 0 { signs.log = try await LogReads(pool: bureau.pool).status() }
            return signs
        }
        let checks = Doctor.examine(signs, surroundings) + (try await providerCheck())
        if json {
            print(String(decoding: try CanonicalJSON.bytes(of: checks), as: UTF8.self))
        } else {
            for check in checks { print(line(check)) }
        }
        let faults = checks.count { $0.outcome == .fault }
        say("\(checks.count) checks, \(faults) faults, \(checks.count { $0.outcome == .warning }) warnings")
        if faults > 0 { throw ExitCode(8) }
    }

    /// Whether the OpenID provider of the configuration answers, and as the settings say; nothing without one.
    private func providerCheck() async throws -> [Doctor.Check] {
        do {
            let settings = try Settings(flags: [:], file: file, environment: ProcessInfo.processInfo.environment)
            guard let provider = try settings.openIDProvider() else { return [] }
            do throws(ProviderFault) {
                try await provider.examine()
                return [Doctor.provider(provider.client.issuer, fault: nil)]
            } catch {
                let words = if case .unfit(let words) = error { words } else { "it cannot be reached" }
                return [Doctor.provider(provider.client.issuer, fault: words)]
            }
        } catch let fault as Settings.Fault {
            throw ValidationError(fault.description)
        }
    }

    private var surroundings: Doctor.Surroundings {
        let values = database.embedded.flatMap {
            try? URL(filePath: $0).resourceValues(forKeys: [.volumeAvailableCapacityKey])
        }
        return .init(
            now: Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000)),
            freeBytes: values?.volumeAvailableCapacity.map { Int64($0) }, connections: Bureau.connections)
    }

    private func line(_ check: Doctor.Check) -> String {
        let mark =
            switch check.outcome {
            case .good: "✓"
            case .warning: "!"
            case .fault: "✗"
            }
        return "\(mark) \(check.name): \(check.zh) / \(check.en)" + (check.fix.isEmpty ? "" : "\n    → \(check.fix)")
    }
}
