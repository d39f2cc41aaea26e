import ArgumentParser
import Custody
import Evidence
import Foundation
import GrainLedgerApp
import Operations
import Rules

/// `report`.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Reports of the bureau: a month or season by county, issued with a number, and what changed since.",
        discussion: """
            grainledger report month --month 2025-10 --region 4309 --html -o october.html
            grainledger report issue --period 2025-10 --region 4309 --compiled-by 陈明 --approved-by 刘科
            """,
        subcommands: [Month.self, Season.self, Issue.self, List.self, Show.self, Changes.self, Rows.self])

    /// `report month`.
    struct Month: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "A calendar month by county; nothing is stored.")
        @OptionGroup var database: DatabaseOption
        @OptionGroup var output: ReportOutput
        @Option(help: "yyyy-MM.") var month: String
        @Option(help: "Region prefix: 43, 4309, 430903.") var region: String
        @Option(name: .customLong("as-of"), help: "RFC 3339 time; default: now.") var asOf: String?

        func validate() throws {
            guard case .month = ReportPeriod(month) else { throw ValidationError("--month is yyyy-MM") }
            try ReportOutput.checkRegion(region)
            try ReportOutput.checkTime(asOf)
        }

        func run() async throws {
            guard let period = ReportPeriod(month) else { return }
            let bureau = try database.bureau()
            let time = asOf.flatMap { Timestamp(rfc3339: $0) } ?? bureau.now
            try await output.writePreview(
                of: BureauReportScope(region: region, period: period, asOf: time), in: bureau)
        }
    }

    /// `report rows`.
    struct Rows: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The objects behind a figure of an issued report.",
            discussion: "grainledger report rows BR-4309-2025-10-1 intakeGrams.B --county 430903")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Number of the report.") var number: String
        @Argument(help: "Name of the figure, as in JSON.") var figure: String
        @Option(help: "County, six digits; default: all.") var county: String?

        func run() async throws {
            guard let figure = BureauFigure(name: figure) else {
                say("no such figure: \(figure)")
                throw ExitCode(5)
            }
            let reports = try database.bureau().reports
            let rows = try await reportAnswer(number) { code throws(LedgerFault) in
                try await reports.rows(code, figure, county, .importer)
            }
            for row in rows { print("\(row.county)\t\(row.code)\t\(row.amount)") }
        }
    }
}

/// Where a report goes, and in which form.
struct ReportOutput: ParsableArguments {
    @Flag(help: "Print JSON, the default.") var json = false
    @Flag(help: "Print CSV.") var csv = false
    @Flag(help: "Print a page to read and to print.") var html = false
    @Option(help: "zh or en, for CSV and page.") var lang: ReportOutput.Wording = .zh
    @Option(name: .shortAndLong, help: "Write to a file.") var output: String?

    /// Language of a print.
    enum Wording: String, ExpressibleByArgument, CaseIterable { case zh, en }

    func validate() throws {
        guard [json, csv, html].count(where: { $0 }) <= 1 else {
            throw ValidationError("Choose one of --json, --csv and --html")
        }
    }

    static func checkRegion(_ text: String) throws {
        guard BureauReport.isRegion(text) else { throw ValidationError("--region is 2, 4 or 6 digits") }
    }
    static func checkTime(_ text: String?) throws {
        if let text, Timestamp(rfc3339: text) == nil { throw ValidationError("--as-of is an RFC 3339 time") }
    }

    /// Draws a report and writes it.
    func writePreview(of scope: BureauReportScope, in bureau: Bureau) async throws {
        let report = try await asked { () throws(LedgerFault) in try await bureau.reports.preview(scope, .importer) }
        guard let report else { throw ExitCode(5) }
        if csv { return try write(report.csv(number: "", inEnglish: lang == .en)) }
        if html { return try write(report.previewPage(inEnglish: lang == .en)) }
        try write(String(decoding: try CanonicalJSON.bytes(of: report), as: UTF8.self) + "\n")
    }

    /// Writes an issued report.
    func write(_ frozen: FrozenReport, later: () async throws -> LaterChanges) async throws {
        if csv { return try write(frozen.issued.report.csv(number: frozen.issued.code.text, inEnglish: lang == .en)) }
        if html { return try write(frozen.page(later: try await later(), inEnglish: lang == .en)) }
        try write(String(decoding: try CanonicalJSON.bytes(of: frozen), as: UTF8.self) + "\n")
    }

    private func write(_ text: String) throws {
        guard let output else { return FileHandle.standardOutput.write(Data(text.utf8)) }
        do {
            try Data(text.utf8).write(to: URL(filePath: output))
        } catch {
            say("\(output): \(error.localizedDescription)")
            throw ExitCode(1)
        }
    }
}

/// Answers of the reports on the command line; exit code 69 when the database is away.
func asked<Value>(_ body: () async throws(LedgerFault) -> Value) async throws -> Value {
    do {
        return try await body()
    } catch {
        say("the database is away or too slow")
        throw ExitCode(69)
    }
}

/// What concerns an issued report; exit code 5 when there is none of the number.
func reportAnswer<Value>(
    _ number: String, _ body: (BureauReportNumber) async throws(LedgerFault) -> Value?
) async throws -> Value {
    let found = try await asked { () throws(LedgerFault) in try await body(BureauReportNumber(number)) }
    guard let found else {
        say("no such report: \(number)")
        throw ExitCode(5)
    }
    return found
}
