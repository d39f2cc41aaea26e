import ArgumentParser
import Foundation
import GrainLedgerApp
import Logging
import Rules

/// `serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the service.",
        discussion: """
            grainledger serve --embedded var
            grainledger serve --database-url postgresql://grain@db/grain --tls-certificate chain.pem --tls-key key.pem
            Every flag is a key of the configuration file too, and GRAINLEDGER_… in the environment: grainledger config show
            """)

    @OptionGroup var options: SettingsOptions

    @Option(help: "Directory of a season to load before opening.")
    var season: String?

    @Option(help: "Demo clock: the time to show at the start, RFC 3339; with --embedded only.")
    var clock: String?

    func validate() throws {
        guard clock == nil || clock.flatMap({ Timestamp(rfc3339: $0) }) != nil else {
            throw ValidationError("--clock is an RFC 3339 time")
        }
    }

    func run() async throws {
        let settings = try options.settings()
        guard settings[.embedded] != nil || settings[.databaseURL] != nil else {
            throw ValidationError("Name one of --embedded DIR and --database-url URL")
        }
        guard clock == nil || settings[.embedded] != nil else {
            throw ValidationError("--clock is for the embedded database only")
        }
        JSONLog.begin(at: settings[.logLevel].flatMap { Logger.Level(rawValue: $0) } ?? .info)
        let server = Server(
            settings, season: season,
            factorKey: ProcessInfo.processInfo.environment[DatabaseOption.factorKeyVariable],
            clock: clock.flatMap { Timestamp(rfc3339: $0) })
        // Straight to the descriptor: whoever waits for the line `ready` reads a file or a pipe.
        try await server.run { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) }
    }
}
