import ArgumentParser
import CustodyStore
import Evidence
import Foundation
import GrainLedgerApp
import LogStore
import Operations
import Postgres
import Rules

/// `doctor`.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Examine an installation; exit code 8 when something is wrong.",
        discussion: "grainledger doctor --embedded var/data\ngrainledger doctor --json")
    @OptionGroup var database: DatabaseOption
    @Flag(help: "Print JSON.") var json = false

    func run() async throws {
        let bureau = try database.bureau()
        let signs = try await reporting { () throws(PostgresError) in
            var signs = try await HealthReads(pool: bureau.pool).signs()
            if signs.missingMigrations == 0 { signs.log = try await LogReads(pool: bureau.pool).status() }
            return signs
        }
        let checks = Doctor.examine(signs, surroundings)
        if json {
            print(String(decoding: try CanonicalJSON.bytes(of: checks), as: UTF8.self))
        } else {
            for check in checks { print(line(check)) }
        }
        let faults = checks.count { $0.outcome == .fault }
        say("\(checks.count) checks, \(faults) faults, \(checks.count { $0.outcome == .warning }) warnings")
        if faults > 0 { throw ExitCode(8) }
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
