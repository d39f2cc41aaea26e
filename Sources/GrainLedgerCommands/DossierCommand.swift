import ArgumentParser
import Custody
import Evidence
import Foundation
import GrainLedgerApp
import Identity
import LogStore
import Operations

/// `dossier`.
struct DossierCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dossier", abstract: "The evidence of a batch, to be checked by anybody.",
        subcommands: [Build.self])

    /// `dossier build`.
    struct Build: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pack a batch's records with all that proves them; exit code 5 for an unknown batch.",
            discussion: "grainledger dossier build 25W-90201-H0005 -o dossier.zip --embedded var/data")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Batch code.") var code: String
        @Option(name: .shortAndLong, help: "File to write.") var output: String
        @Flag(name: .customLong("with-persons"), help: "Include the names of persons, for a reader who may see them.")
        var withPersons = false
        @Option(help: "What for, 4 to 500 characters; with --with-persons. It is noted in the audit.") var purpose = ""

        func validate() throws {
            guard !withPersons || PurposeFault.lengths.contains(purpose.count) else {
                throw ValidationError("--with-persons takes out names: say what for by --purpose, 4 to 500 characters")
            }
        }

        func run() async throws {
            let bureau = try database.bureau()
            let contents: DossierContents
            do {
                contents = try await bureau.dossierContents(of: BatchCode(code), withPersons: withPersons)
            } catch let fault as DossierBinder.Fault {
                switch fault {
                case .unknownBatch: say("no such batch: \(code)")
                case .pending(let count): say("\(count) records wait for a checkpoint; try again")
                }
                throw ExitCode(fault == .unknownBatch ? 5 : 75)
            }
            try await database.note("dossier-exported", code, detail: "zip")
            if withPersons { try await database.note("name-revealed", code, purpose: purpose, detail: "all") }
            try Data(StoredZip.bytes(of: contents.files)).write(to: URL(filePath: output), options: .atomic)
            say("\(contents.items.count) records, checkpoint of \(contents.checkpoint.checkpoint.head.size) leaves")
        }
    }
}
