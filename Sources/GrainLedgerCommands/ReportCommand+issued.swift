import ArgumentParser
import Custody
import Evidence
import Foundation
import GrainLedgerApp
import Identity
import Operations
import Rules

extension ReportCommand {
    /// `report issue`.
    struct Issue: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Freeze a report under a number; its figures stay as they are.",
            discussion: """
                grainledger report issue --period 2025-10 --region 4309 --compiled-by 陈明 --approved-by 刘科
                grainledger report issue --period 2025-10 --region 4309 --edition 2 --reason 补录三笔磅单 \
                --compiled-by 陈明 --approved-by 刘科
                """)
        @OptionGroup var database: DatabaseOption
        @Option(help: "yyyy-MM, yyyy-early or yyyy-late.") var period: String
        @Option(help: "Region prefix: 43, 4309, 430903.") var region: String
        @Option(help: "Version, from 1; the next one tells what changed.") var edition = 1
        @Option(name: .customLong("as-of"), help: "RFC 3339 time, not before the period's end; default: that end.")
        var asOf: String?
        @Option(name: .customLong("compiled-by"), help: "Who compiled.") var compiledBy: String
        @Option(name: .customLong("approved-by"), help: "Who approved; another person.") var approvedBy: String
        @Option(help: "Why there is another version.") var reason: String?
        @Flag(name: [.customShort("n"), .long], help: "Decide and tell; store nothing.") var dryRun = false

        func validate() throws {
            guard ReportPeriod(period) != nil else {
                throw ValidationError("--period is yyyy-MM, yyyy-early or yyyy-late")
            }
            guard edition > 0 else { throw ValidationError("--edition is 1 or more") }
            try ReportOutput.checkRegion(region)
            try ReportOutput.checkTime(asOf)
        }

        func run() async throws {
            guard let period = ReportPeriod(period) else { return }
            let request = BureauReportRequest(
                region: region, period: period, version: edition,
                asOf: asOf.flatMap { Timestamp(rfc3339: $0) } ?? period.end, approvedBy: approvedBy, reason: reason)
            // Only an administrator has the database itself; an officer issues through the service with his token.
            let actor = Actor(name: compiledBy, organization: "", role: .administrator, region: "43")
            let caller = Caller(
                actor: actor, authority: .operatorsImport, scopes: [.read, .allActs], name: "operator", role: "import")
            let reports = try database.bureau().reports
            let answer = try await asked { () throws(LedgerFault) in
                try await reports.issue(request, caller, UUID().uuidString, dryRun)
            }
            switch answer {
            case .done:
                say("\(dryRun ? "would issue" : "issued") \(request.number); next: report show \(request.number)")
            case .refused(let refusal):
                say("\(refusal.reason.code) \(refusal.reason.chinese) \(refusal.reason.english) (\(refusal.subject))")
                throw ExitCode(6)
            case .denied, .pending, .awaitsSecondPerson, .stale, .keyReused, .busy, .notConfirmed:
                say("not confirmed; look with report show \(request.number)")
                throw ExitCode(75)
            }
        }
    }

    /// `report list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Issued reports.")
        @OptionGroup var database: DatabaseOption
        @Option(help: "Region prefix.") var region = "43"

        func run() async throws {
            let reports = try database.bureau().reports
            var after = ""
            while true {
                let page = try await asked { () throws(LedgerFault) in
                    try await reports.list(region, .importer, after, 500)
                }
                for frozen in page {
                    let issued = frozen.issued
                    let state = issued.supersededBy.map { "superseded by \($0)" } ?? "in force"
                    print("\(issued.code)\t\(issued.issuedAt)\t\(issued.compiledBy)\t\(issued.approvedBy)\t\(state)")
                }
                guard page.count == 500, let last = page.last?.issued.code.text else { return }
                after = last
            }
        }
    }

    /// `report show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "An issued report.")
        @OptionGroup var database: DatabaseOption
        @OptionGroup var output: ReportOutput
        @Argument(help: "Number: BR-4309-2025-10-1.") var number: String

        func run() async throws {
            let reports = try database.bureau().reports
            let frozen = try await reportAnswer(number) { code throws(LedgerFault) in
                try await reports.find(code, .importer)
            }
            try await output.write(frozen) {
                try await reportAnswer(number) { code throws(LedgerFault) in
                    try await reports.changes(code, .importer)
                }
            }
        }
    }

    /// `report changes`.
    struct Changes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What became known of its period since it was issued.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Number: BR-4309-2025-10-1.") var number: String
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let reports = try database.bureau().reports
            let changes = try await reportAnswer(number) { code throws(LedgerFault) in
                try await reports.changes(code, .importer)
            }
            if json { return print(String(decoding: try CanonicalJSON.bytes(of: changes), as: UTF8.self)) }
            for difference in changes.differences {
                let place = difference.county.isEmpty ? "total" : difference.county
                print("\(place)\t\(difference.figure)\t\(difference.frozen)\t\(difference.now)")
            }
            for record in changes.records {
                print("\(record.occurredAt)\t\(record.kind)\t\(record.subject)\t\(record.recordedAt)\t\(record.id)")
            }
            say("\(changes.differences.count) figures differ, \(changes.records.count) later records")
        }
    }
}
