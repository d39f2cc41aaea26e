import ArgumentParser
import Custody
import CustodyStore
import Evidence
import Foundation
import GrainLedgerApp
import Postgres
import Rules

/// `migrate`.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "migrate", abstract: "Apply missing migrations.")
    @OptionGroup var database: DatabaseOption

    func run() async throws {
        let bureau = try database.bureau()
        let applied = try await reporting { () throws(PostgresError) in try await Migrator(pool: bureau.pool).run() }
        say(applied.isEmpty ? "nothing to do" : applied.map { "applied \($0)" }.joined(separator: "\n"))
    }
}

/// `rebuild`.
struct RebuildCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild", abstract: "Make the tables what the records say, or only compare.",
        discussion: """
            Writers wait while it runs, readers do not. It is one transaction: interrupted, it changes nothing.
            With --check nothing is written; exit code 8 when something differs.
            """)
    @OptionGroup var database: DatabaseOption
    @Flag(help: "Compare only.") var check = false

    func run() async throws {
        let replay = Replay(pool: try database.bureau().replays)
        guard check else { return try await repair(with: replay) }
        let differences = try await reporting { () throws(PostgresError) in try await replay.differences() }
        for line in differences { print(line) }
        say(differences.isEmpty ? "tables are what the records say" : "\(differences.count) differences")
        if !differences.isEmpty { throw ExitCode(8) }
    }

    private func repair(with replay: Replay) async throws {
        let outcome = try await reporting { () throws(PostgresError) in
            try await replay.repair { say("\($0) records") }
        }
        for line in outcome.differences { print(line) }
        guard outcome.left.isEmpty else {
            say("\(outcome.left.count) of \(outcome.differences.count) cannot be put right:")
            for line in outcome.left { say("  \(line)") }
            throw ExitCode(8)
        }
        say(outcome.differences.isEmpty ? "tables are what the records say" : "\(outcome.differences.count) put right")
    }
}
