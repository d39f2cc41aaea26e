import ArgumentParser
import Foundation
import GrainLedgerApp
import Identity
import IdentityStore
import Operations
import Postgres

/// `account`.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Accounts that persons sign in with.",
        subcommands: [Add.self, SetPassword.self, Factor.self, List.self, Link.self, Unlink.self, Links.self])

    /// `account add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Open an account for a membership; set its password next.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Name: 3 to 64 small letters, digits, dots, hyphens.") var name: String
        @Option(help: "Number of the membership it acts by.") var membership: String

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let accounts = gatehouse.accounts(try database.factorKey())
            try await reporting { () throws(PostgresError) in
                try await accounts.add(name, for: MembershipNumber(membership.lowercased()))
                try await gatehouse.audit.note(AuditNote(who: Operator.name, act: "account-added", subject: name))
            }
            say("opened \(name); next: account password \(name)")
        }
    }

    /// `account password`.
    struct SetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "password", abstract: "Set a password, read from standard input or a file; open sessions end.",
            discussion: "grainledger account password officer-heshan < password.txt")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Name.") var name: String
        @Option(help: "File whose first line is the password; default: standard input.") var file: String?

        func run() async throws {
            let typed: String? =
                if let file {
                    (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n").first.map(String.init)
                } else {
                    readLine(strippingNewline: true)
                }
            guard let typed, !typed.isEmpty else { throw ValidationError("no password was given") }
            let gatehouse = try database.bureau().gatehouse
            let accounts = gatehouse.accounts(try database.factorKey())
            guard let names = try await reporting({ () throws(PostgresError) in try await accounts.ownNames(name) })
            else {
                say("no such account: \(name)")
                throw ExitCode(5)
            }
            let password = Password(typed: typed)
            let findings = PasswordRules(ownNames: names).findings(on: password)
            guard findings.isEmpty else {
                for notice in findings.map(\.notice) { say("\(notice.code) \(notice.zh) \(notice.en)") }
                throw ExitCode(1)
            }
            let hash = try PasswordHash(password)
            _ = try await reporting { () throws(PostgresError) in
                _ = try await accounts.set(hash, for: name)
                try await gatehouse.audit.note(AuditNote(who: Operator.name, act: "password-set", subject: name))
            }
            say("set the password of \(name)")
        }
    }

    /// `account factor`.
    struct Factor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an account a new second factor; prints its address and ten recovery codes once.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Name.") var name: String

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let accounts = gatehouse.accounts(try database.factorKey())
            var generator = SystemRandomNumberGenerator()
            let authenticator = Authenticator.random(using: &generator)
            let (shown, stored) = try RecoveryCodes.issue(using: &generator)
            let found = try await reporting { () throws(PostgresError) in
                let found = try await accounts.enrol(authenticator, stored, for: name)
                if found {
                    try await gatehouse.audit.note(
                        AuditNote(who: Operator.name, act: "second-factor-reset", subject: name))
                }
                return found
            }
            guard found else {
                say("no such account: \(name)")
                throw ExitCode(5)
            }
            print(authenticator.address(issuer: "GrainLedger", account: name))
            for code in shown { print(code.printed) }
        }
    }

    /// `account list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Accounts with the membership each acts by.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let accounts = gatehouse.accounts(try database.factorKey())
            for account in try await reporting({ () throws(PostgresError) in try await accounts.list() }) {
                print("\(account.name)\t\(account.membership)")
            }
        }
    }
}
