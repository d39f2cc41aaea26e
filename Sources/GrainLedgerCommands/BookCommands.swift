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
        commandName: "rebuild", abstract: "Recompute the tables from the records and compare.")
    @OptionGroup var database: DatabaseOption
    @Flag(help: "Compare only; the one thing this version does.") var check = false

    func run() async throws {
        let bureau = try database.bureau()
        let differences = try await reporting { () throws(PostgresError) in
            try await Replay(pool: bureau.pool).differences()
        }
        for line in differences { print(line) }
        say(differences.isEmpty ? "tables are what the records say" : "\(differences.count) differences")
        if !differences.isEmpty { throw ExitCode(8) }
    }
}
