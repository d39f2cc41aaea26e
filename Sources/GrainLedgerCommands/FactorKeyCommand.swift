import ArgumentParser
import GrainLedgerApp
import IdentityStore
import Operations
import Postgres

/// `factor-key`.
struct FactorKeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "factor-key", abstract: "Renew the key that seals second factors, while servers run.",
        discussion: """
            Three steps, and none of them restarts a server. With several machines: copy the file .next to each after add, and
            run use and drop on each.
            grainledger factor-key add
            grainledger factor-key use
            grainledger factor-key drop
            """,
        subcommands: [Add.self, Use.self, Drop.self])

    /// `factor-key add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the next key beside the key; it opens, and does not seal yet.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let file = try database.factorKeyFile()
            try database.readingKeys { () throws(FactorKey.Fault) in try file.add() }
            try await database.note("factor-key-added")
            say("made \(file.path).next; next: factor-key use")
        }
    }

    /// `factor-key use`.
    struct Use: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the next key in the place of the key, and seal every second factor anew by it.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let file = try database.factorKeyFile()
            guard file.hasNext else {
                say("there is no \(file.path).next; first: factor-key add")
                throw ExitCode(1)
            }
            try database.readingKeys { () throws(FactorKey.Fault) in try file.useNext() }
            let accounts = try database.bureau().gatehouse.accounts(try database.factorKey())
            let result = try await reporting { () throws(PostgresError) in try await accounts.reseal() }
            try await database.note("factor-key-used", detail: "\(result.renewed)")
            for account in result.closed { say("no key opens the factor of \(account): account factor \(account)") }
            say("sealed \(result.renewed) anew; next: factor-key drop")
        }
    }

    /// `factor-key drop`.
    struct Drop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove the former key; not while a second factor is sealed by it.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let file = try database.factorKeyFile()
            let accounts = try database.bureau().gatehouse.accounts(try database.factorKey())
            let others = try await reporting { () throws(PostgresError) in try await accounts.sealedByOthers() }
            guard others.isEmpty else {
                say("sealed by another key: \(others.joined(separator: ", ")); first: factor-key use")
                throw ExitCode(1)
            }
            try database.readingKeys { () throws(FactorKey.Fault) in try file.dropFormer() }
            try await database.note("factor-key-dropped")
            say("removed \(file.path).former")
        }
    }
}
