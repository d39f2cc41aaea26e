import ArgumentParser
import Evidence
import Foundation
import GrainLedgerApp
import LogStore
import Operations
import Postgres

/// `log`.
struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "The evidence log: its key, its copies, its examination.",
        discussion: "grainledger log fsck --embedded var/data\ngrainledger log export --embedded var/data DIR",
        subcommands: [LogKeyCommand.self, Status.self, Export.self, Recover.self, LogExaminationCommand.self])

    /// `log status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "How the log is doing, as JSON.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let bureau = try database.bureau()
            let status = try await reporting { () throws(PostgresError) in
                try await LogReads(pool: bureau.pool).status()
            }
            print(String(decoding: try CanonicalJSON.bytes(of: status), as: UTF8.self))
        }
    }

    /// `log export`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the log as files that never change, for a static server or as a copy elsewhere.",
            discussion: "Again and again into the same directory: only what is new is written.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Directory.") var directory: String

        func run() async throws {
            let bureau = try database.bureau()
            let place = URL(filePath: directory, directoryHint: .isDirectory)
            do {
                let done = try await LogExport(pool: bureau.pool).run(into: place)
                say("\(done.size) leaves, \(done.files) files written")
            } catch let fault as LogExport.Fault {
                say("not exported: \(fault)")
                throw ExitCode(fault == .nothingSigned ? 75 : 7)
            }
        }
    }

    /// `log recover`.
    struct Recover: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "After a restore: replay the leaves the database has lost, from an export or a mirror.",
            discussion: "The log is frozen until then; records are accepted all the time and wait for their places.")
        @OptionGroup var database: DatabaseOption
        @OptionGroup var files: LogFilesOption
        @Option(help: "Exported directory, or the log's prefix on a server.") var from: String

        func run() async throws {
            let bureau = try database.bureau()
            let recovery = LogRecovery(pool: bureau.pool, files: try files.resolved(database))
            do {
                let done = try await recovery.run(from: LogPlace(from))
                say("\(done.replayed) leaves replayed, \(done.lost) of records that are lost")
            } catch let fault as LogRecovery.Fault {
                say("not recovered: \(fault)")
                throw ExitCode(fault == .busy ? 75 : 7)
            }
        }
    }
}

/// Where the log's files outside the database lie.
struct LogFilesOption: ParsableArguments {
    @Option(
        name: .customLong("log-directory"),
        help: "Directory of the log's key; default: GRAINLEDGER_LOG_DIRECTORY, or log in the embedded server's.")
    var directory: String?

    func resolved(_ database: DatabaseOption) throws -> LogFiles {
        if let directory { return LogFiles(directory: URL(filePath: directory, directoryHint: .isDirectory)) }
        if let embedded = database.embedded { return .embedded(in: embedded) }
        guard let named = LogFiles.named else { throw ValidationError("Name the log's directory: --log-directory DIR") }
        return named
    }
}

extension LogPlace {
    /// A directory, or a server when it reads like an address.
    init(_ text: String) {
        if text.hasPrefix("http://") || text.hasPrefix("https://"), let url = URL(string: text) {
            self = .server(url)
        } else {
            self = .directory(URL(filePath: text, directoryHint: .isDirectory))
        }
    }
}
