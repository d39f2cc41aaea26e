import ArgumentParser
import Evidence
import Foundation
import GrainLedgerApp
import LogStore

/// `log key`.
struct LogKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The key that signs the log; it is in no database and in no backup of one.",
        subcommands: [New.self, Show.self, Rotate.self, Retire.self])

    /// `log key new`.
    struct New: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the key of a new log.",
            discussion: "grainledger log key new --origin grainledger.yiyang.gov.example/log --log-directory /etc/…/log"
        )
        @Option(help: "The log's name: short ASCII without space and plus, for ever.") var origin: String
        @Option(name: .customLong("log-directory"), help: "Directory for the key.") var directory: String

        func run() async throws {
            let files = LogFiles(directory: URL(filePath: directory, directoryHint: .isDirectory))
            guard try files.keys().isEmpty else {
                say("there is a key already")
                throw ExitCode(73)
            }
            try files.found(ExactText(origin))
            for key in try files.keys() { print(key.verifier.text) }
        }
    }

    /// `log key show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The public keys, the newest first.")
        @OptionGroup var database: DatabaseOption
        @OptionGroup var files: LogFilesOption

        func run() async throws {
            for key in try files.resolved(database).keys() { print(key.verifier.text) }
        }
    }

    /// `log key rotate`.
    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key that signs beside the old one, and write that into the log.",
            discussion: "Both sign until `log key retire`, 90 days later, when every policy lists the new one.")
        @OptionGroup var database: DatabaseOption
        @OptionGroup var files: LogFilesOption

        func run() async throws {
            let files = try files.resolved(database)
            let bureau = try database.bureau()
            let keys = try files.rotate()
            let record = try await LogRecord(pool: bureau.pool).keyChanged(from: keys.old, to: keys.new)
            say("record \(record)")
            print(keys.new.text)
        }
    }

    /// `log key retire`.
    struct Retire: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Let only the newest key go on signing.")
        @OptionGroup var database: DatabaseOption
        @OptionGroup var files: LogFilesOption

        func run() async throws { try files.resolved(database).retire() }
    }
}
