import ArgumentParser
import Custody
import CustodyStore
import Evidence
import Foundation
import GrainLedgerApp
import Postgres
import Rules

/// `migrate`.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "migrate", abstract: "Apply missing migrations.")
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let bureau = try database.bureau()
        let applied = try await reporting { () throws(PostgresError) in try await Migrator(pool: bureau.pool).run() }
        say(applied.isEmpty ? "nothing to do" : applied.map { "applied \($0)" }.joined(separator: "\n"))
    }
}

/// `report`.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Reports of the bureau.", subcommands: [Season.self])

    /// `report season`.
    struct Season: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What a season comes to.",
            discussion: "grainledger report season --year 2025 --crop late --as-of 2025-12-31T23:59:00+08:00 --json")
        @OptionGroup var database: DatabaseOption
        @Option(help: "Harvest year.") var year: Int
        @Option(help: "early or late.") var crop: String
        @Option(name: .customLong("as-of"), help: "RFC 3339 time.") var asOf: String
        @Flag(help: "Print JSON.") var json = false

        func validate() throws {
            guard crop == "early" || crop == "late" else { throw ValidationError("--crop is early or late") }
            guard Timestamp(rfc3339: asOf) != nil else { throw ValidationError("--as-of is an RFC 3339 time") }
        }

        func run() async throws {
            guard let time = Timestamp(rfc3339: asOf) else { return }
            let bureau = try database.bureau()
            let report = try await reporting { () throws(PostgresError) in
                try await bureau.seasonReport("\(year)-\(crop)", asOf: time)
            }
            if json {
                print(String(decoding: try CanonicalJSON.bytes(of: report), as: UTF8.self))
            } else {
                print("samples   \(words(report.samplesByGrade))\nparcels   \(words(report.parcelsByGrade))")
                print(
                    "stock g   \(words(report.stockGramsByClass))\nintake g  \(words(report.intakeGramsByFinalClass))")
                print("tags      \(report.tagsTotal), open \(report.tagsOpen)\nresidual  \(report.residualGrams) g")
            }
        }

        private func words<Value>(_ figures: [String: Value]) -> String {
            figures.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: "  ")
        }
    }
}

/// `rebuild`.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Recompute the tables from the records and compare.")
    @OptionGroup var database: DatabaseOption
    @Flag(help: "Compare only; the one thing this version does.") var check = false

    func run() async throws {
        let bureau = try database.bureau()
        let differences = try await reporting { () throws(PostgresError) in
            try await Replay(pool: bureau.pool).differences()
        }
        for line in differences { print(line) }
        say(differences.isEmpty ? "tables are what the records say" : "\(differences.count) differences")
        if !differences.isEmpty { throw ExitCode(8) }
    }
}
