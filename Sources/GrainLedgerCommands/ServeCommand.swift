import ArgumentParser
import Foundation
import GrainLedgerApp
import Rules

/// `serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Run the service.",
        discussion: "grainledger serve --embedded var\ngrainledger serve --database-url postgresql://grain@db/grain")

    @Option(help: "Keep a private PostgreSQL in this directory.")
    var embedded: String?

    @Option(name: .customLong("database-url"), help: "Use this PostgreSQL 15+ instead.")
    var databaseURL: String?

    @Option(help: "Address and port.")
    var listen = "127.0.0.1:8080"

    @Option(help: "Directory of a season to load before opening.")
    var season: String?

    @Option(help: "Demo clock: the time to show at the start, RFC 3339; with --embedded only.")
    var clock: String?

    func validate() throws {
        if let clock {
            guard embedded != nil else { throw ValidationError("--clock is for the embedded database only") }
            guard Timestamp(rfc3339: clock) != nil else { throw ValidationError("--clock is an RFC 3339 time") }
        }
        guard (embedded == nil) != (databaseURL == nil) else {
            throw ValidationError("Name one of --embedded DIR and --database-url URL")
        }
        guard listen.split(separator: ":").count == 2, Int(listen.split(separator: ":")[1]) != nil else {
            throw ValidationError("--listen is HOST:PORT")
        }
    }

    func run() async throws {
        let parts = listen.split(separator: ":")
        let server = Server(
            embedded: embedded, databaseURL: databaseURL, host: String(parts[0]), port: Int(parts[1]) ?? 8080,
            season: season, factorKey: ProcessInfo.processInfo.environment[DatabaseOption.factorKeyVariable],
            clock: clock.flatMap { Timestamp(rfc3339: $0) })
        // Straight to the descriptor: whoever waits for the line `ready` reads a file or a pipe.
        try await server.run { FileHandle.standardOutput.write(Data(($0 + "\n").utf8)) }
    }
}
