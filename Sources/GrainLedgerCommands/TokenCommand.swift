import ArgumentParser
import Custody
import CustodyStore
import GrainLedgerApp
import Postgres

/// `token`.
struct TokenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Bearer tokens.", subcommands: [Create.self, Revoke.self, List.self])

    /// `token create`.
    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Grant a token; it is shown once.")
        @OptionGroup var database: DatabaseOption
        @Option(help: "Unique name.") var name: String
        @Option(help: "administrator, station, granary, carrier, facility, officer, auditor.") var role: String
        @Option(help: "USCC of the organisation.") var organization = ""
        @Option(help: "Region prefix, such as 4309.") var region = ""

        func validate() throws {
            guard Actor.Role(rawValue: role) != nil else { throw ValidationError("no such role: \(role)") }
        }

        func run() async throws {
            guard let role = Actor.Role(rawValue: role) else { return }
            let bureau = try database.bureau()
            let actor = Actor(name: name, organization: .init(organization), role: role, region: region)
            print(try await reporting { () throws(PostgresError) in try await Tokens(pool: bureau.pool).grant(actor) })
        }
    }

    /// `token revoke`.
    struct Revoke: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Revoke a token by its name.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Name.") var name: String

        func run() async throws {
            let bureau = try database.bureau()
            try await reporting { () throws(PostgresError) in try await Tokens(pool: bureau.pool).revoke(name) }
            say("revoked \(name)")
        }
    }

    /// `token list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Tokens in force.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let bureau = try database.bureau()
            for actor in try await reporting({ () throws(PostgresError) in try await Tokens(pool: bureau.pool).list() })
            {
                print("\(actor.name)\t\(actor.role.rawValue)\t\(actor.organization)\t\(actor.region)")
            }
        }
    }
}
