import ArgumentParser
import Evidence
import Foundation
import GrainLedgerApp

/// `config`.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "The configuration of serve.", subcommands: [Show.self, Check.self])

    /// `config show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every key with its value and who said so; no secret is shown.",
            discussion: "grainledger config show\ngrainledger config show --config grainledger.yaml --json")
        @OptionGroup var options: SettingsOptions
        @Flag(help: "Print JSON.") var json = false

        func run() async throws {
            let lines = try options.settings().lines
            if json {
                print(String(decoding: try CanonicalJSON.bytes(of: lines), as: UTF8.self))
            } else {
                for line in lines { print("\(line.key)\t\(line.value.isEmpty ? "-" : line.value)\t\(line.origin)") }
            }
        }
    }

    /// `config check`.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Read the configuration; needs no database.")
        @OptionGroup var options: SettingsOptions

        func run() async throws {
            _ = try options.settings()
            say("the configuration can be used")
        }
    }
}
