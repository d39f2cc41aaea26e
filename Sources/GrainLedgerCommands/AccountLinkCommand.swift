import ArgumentParser
import Foundation
import GrainLedgerApp
import Identity
import IdentityStore
import Operations
import Postgres

extension AccountCommand {
    /// `account link`.
    struct Link: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let a person of an OpenID provider in by an account.",
            discussion: """
                grainledger account link officer-heshan --issuer https://sso.example.gov.cn --subject 8c1f20
                The subject is what the door shows to who is not bound yet, and what the audit holds.
                """)
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Name of the account.") var name: String
        @Option(help: "Issuer of the provider, letter by letter.") var issuer: String
        @Option(help: "The person's subject (sub) there; never an e-mail address.") var subject: String

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let accounts = gatehouse.accounts(try database.factorKey())
            try await reporting { () throws(PostgresError) in
                try await accounts.link(issuer, subject, to: name, by: Operator.name)
                try await gatehouse.audit.note(
                    AuditNote(who: Operator.name, act: "account-linked", subject: name, detail: "\(issuer) \(subject)"))
            }
            say("bound \(name)")
        }
    }

    /// `account unlink`.
    struct Unlink: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End the bond of an account with a provider; its open sessions end.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Name of the account.") var name: String
        @Option(help: "Issuer of the provider.") var issuer: String

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let accounts = gatehouse.accounts(try database.factorKey())
            let found = try await reporting { () throws(PostgresError) in
                let found = try await accounts.unlink(issuer, from: name)
                if found {
                    try await gatehouse.audit.note(
                        AuditNote(who: Operator.name, act: "account-unlinked", subject: name, detail: issuer))
                }
                return found
            }
            guard found else {
                say("\(name) is not bound to \(issuer)")
                throw ExitCode(5)
            }
            say("ended the bond of \(name)")
        }
    }

    /// `account links`.
    struct Links: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Accounts with whom of which provider they let in.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let accounts = gatehouse.accounts(try database.factorKey())
            for link in try await reporting({ () throws(PostgresError) in try await accounts.links() }) {
                print("\(link.account)\t\(link.issuer)\t\(link.subject)")
            }
        }
    }
}
