import ArgumentParser
import Custody
import CustodyStore
import Evidence
import Foundation
import GrainLedgerApp
import Operations
import Postgres
import Rules

extension ReportCommand {
    /// `report season`.
    struct Season: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What a season comes to: its grain as a whole, or by county as the sum of its months.",
            discussion: """
                grainledger report season --year 2025 --crop late --as-of 2025-12-31T23:59:00+08:00 --json
                grainledger report season --year 2025 --crop late --as-of 2026-01-01T00:00:00+08:00 --by-county --csv
                """)
        @OptionGroup var database: DatabaseOption
        @OptionGroup var output: ReportOutput
        @Option(help: "Harvest year.") var year: Int
        @Option(help: "early or late.") var crop: String
        @Option(name: .customLong("as-of"), help: "RFC 3339 time.") var asOf: String
        @Flag(name: .customLong("by-county"), help: "The bureau report of the season, by county.") var byCounty = false
        @Option(help: "Region prefix, with --by-county.") var region = "43"

        func validate() throws {
            guard crop == "early" || crop == "late" else { throw ValidationError("--crop is early or late") }
            guard ReportPeriod("\(year)-\(crop)") != nil else { throw ValidationError("--year is a year from 2000") }
            try ReportOutput.checkTime(asOf)
            try ReportOutput.checkRegion(region)
            guard byCounty || !(output.csv || output.html || output.output != nil) else {
                throw ValidationError("--csv, --html and --output need --by-county")
            }
        }

        func run() async throws {
            guard let time = Timestamp(rfc3339: asOf), let period = ReportPeriod("\(year)-\(crop)") else { return }
            let bureau = try database.bureau()
            guard !byCounty else {
                return try await output.writePreview(
                    of: BureauReportScope(region: region, period: period, asOf: time), in: bureau)
            }
            let report = try await reporting { () throws(PostgresError) in
                try await bureau.seasonReport("\(year)-\(crop)", asOf: time)
            }
            if output.json {
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
