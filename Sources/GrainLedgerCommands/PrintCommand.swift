import ArgumentParser
import Custody
import Foundation
import GrainLedgerApp
import Operations
import Prints
import Rules

/// `print`.
struct PrintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "print",
        abstract: "Paper: labels, tags, signs, tickets, manifests, undertakings, reports, dossiers, as PDF.",
        discussion: """
            grainledger print dossier 25W-90201-H0005 -o dossier.pdf
            grainledger print manifest 20254309000006 -o manifest.pdf
            grainledger print bureau-report BR-4309-2025-12-1 -o december.pdf
            """)

    /// What is printed: the kinds of an object, and the bureau's reports.
    enum Paper: Hashable, ExpressibleByArgument, CaseIterable {
        case of(PrintKind), bureauReport
        static var allCases: [Paper] { PrintKind.allCases.map { .of($0) } + [.bureauReport] }
        var name: String { if case .of(let kind) = self { kind.rawValue } else { "bureau-report" } }
        init?(argument: String) {
            guard let found = Self.allCases.first(where: { $0.name == argument }) else { return nil }
            self = found
        }
        static var allValueStrings: [String] { allCases.map(\.name) }
        var defaultValueDescription: String { name }
    }

    @OptionGroup var database: DatabaseOption
    @Argument(help: "What to print.") var paper: Paper
    @Argument(help: "Code of the object: sample, batch, bin, weighing, manifest, report.") var code: String
    @Option(name: .shortAndLong, help: "Write to a file; - is standard output.") var output: String
    @Option(name: .customLong("as-of"), help: "The book as it stood: RFC 3339 time.") var asOf: String?
    @Flag(help: "A bureau report in English.") var english = false

    func validate() throws { try ReportOutput.checkTime(asOf) }

    func run() async throws {
        let bureau = try database.bureau()
        let time = asOf.flatMap { Timestamp(rfc3339: $0) }
        let file: PrintedFile?
        do {
            switch paper {
            case .of(let kind): file = try await bureau.print(kind, code, .importer, asOf: time)
            case .bureauReport:
                file = try await bureau.printReport(BureauReportNumber(code), .importer, inEnglish: english)
            }
        } catch is LedgerFault {
            say("the database is away or too slow")
            throw ExitCode(69)
        } catch let fault as PrintFault {
            say(fault == .fontsMissing ? "fonts are missing: apt-get install fonts-noto-cjk" : "cannot print: \(fault)")
            throw ExitCode(78)
        }
        guard let file else {
            say("nothing to print: no \(paper.name) of \(code)")
            throw ExitCode(5)
        }
        try await database.note(
            paper == .of(.dossier) ? "dossier-exported" : "export", code, detail: "\(paper.name).pdf")
        try write(file)
    }

    private func write(_ file: PrintedFile) throws {
        if output == "-" { return FileHandle.standardOutput.write(Data(file.bytes)) }
        do {
            try Data(file.bytes).write(to: URL(filePath: output))
        } catch {
            say("\(output): \(error.localizedDescription)")
            throw ExitCode(1)
        }
        say("wrote \(output), \(file.bytes.count) bytes")
    }
}
