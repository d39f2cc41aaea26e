import ArgumentParser
import Foundation
import GrainLedgerApp

/// `import`.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Import files; good rows go in, bad rows are named, the same file again changes nothing.",
        discussion: "grainledger import season DIR --dry-run\ngrainledger import events events.jsonl",
        subcommands: [Season.self, Events.self])

    /// `import season`.
    struct Season: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a season's directory, or single files of it (CSV of stations, granaries, facilities).")
        @OptionGroup var database: DatabaseOption
        @Flag(name: [.customShort("n"), .long], help: "Read, decide and report; store nothing.")
        var dryRun = false
        @Option(help: "Folder for error files, in the layout of the file; default: the current one.")
        var errors = "."
        @Argument(help: "A directory, or files.") var paths: [String]

        func run() async throws {
            let bureau = try database.bureau()
            let missing = paths.filter { !FileManager.default.fileExists(atPath: $0) }
            guard missing.isEmpty else {
                say("no such file: \(missing.joined(separator: ", "))")
                throw ExitCode(5)
            }
            let summary = try await bureau.importFiles(
                paths.map { URL(filePath: $0) }, as: .importer, isDryRun: dryRun,
                errorsInto: URL(filePath: errors, directoryHint: .isDirectory)
            ) { read in if read.isMultiple(of: 500) { say("\(read) rows") } }
            try summary.tell()
        }
    }

    /// `import events`.
    struct Events: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Import a season's stream, one JSON object a line.")
        @OptionGroup var database: DatabaseOption
        @Flag(name: [.customShort("n"), .long], help: "Decide and report, store nothing.")
        var dryRun = false
        @Argument(help: "The file.") var file: String

        func run() async throws {
            let bureau = try database.bureau()
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                say("\(file): cannot be read as UTF-8 text")
                throw ExitCode(5)
            }
            let summary = await bureau.importStream(text, as: .importer, isDryRun: dryRun) { read in
                if read.isMultiple(of: 500) { say("\(read) lines") }
            }
            try summary.tell()
        }
    }
}

extension ImportSummary {
    /// Says what was done; exit code 3 when some rows were refused.
    fileprivate func tell() throws {
        for line in refused { say(line) }
        for file in errorFiles { say("correct these rows and import the file again: \(file.path())") }
        say(
            "\(read) read, \(stored) stored, \(known) known before, \(refused.count) refused, \(findings) findings")
        if !refused.isEmpty { throw ExitCode(3) }
    }
}
