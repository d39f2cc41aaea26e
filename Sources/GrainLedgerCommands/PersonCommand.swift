import ArgumentParser
import GrainLedgerApp
import Identity
import IdentityStore
import Operations
import Postgres
import Rules

/// `person`.
struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Persons: the first administrator and officers begin here.",
        subcommands: [Add.self, List.self, Erase.self])

    /// `person add`.
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person with a membership; prints the membership's number.",
            discussion: "grainledger person add officer-heshan --role county-officer --organization 11… --region 430903"
        )
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Alias: the person's name in records, for ever; no personal data.") var alias: String
        @Option(help: "The person's name; kept apart, and can be erased.") var name: String?
        @OptionGroup var wish: MembershipOptions

        func validate() throws { _ = try wish.wish() }

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let wish = try wish.wish()
            let membership = try await reporting { () throws(PostgresError) in
                let person = try await gatehouse.people.add(alias: alias, name: name)
                let membership = try await gatehouse.people.grant(wish, to: person, by: Operator.name)
                try await gatehouse.audit.note(
                    AuditNote(
                        who: Operator.name, region: wish.region.digits, act: "membership-granted", subject: alias,
                        detail: wish.role.rawValue))
                return membership
            }
            print(membership)
            say("added \(alias); next: account add \(alias) --membership \(membership)")
        }
    }

    /// `person list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Persons: alias, name, and one line for each membership: number, role, organisation, days, standing.")
        @OptionGroup var database: DatabaseOption

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let now = IdentityClock.system.now()
            for person in try await reporting({ () throws(PostgresError) in try await gatehouse.people.list() }) {
                print("\(person.alias)\t\(person.name ?? "-")")
                for membership in person.memberships {
                    print(
                        "\t\(membership.number)\t\(membership.role.rawValue)\t\(membership.organization.text)\t"
                            + "\(membership.validFrom)/\(membership.validTo)\t\(membership.standing(at: now).rawValue)")
                }
            }
        }
    }

    /// `person erase`.
    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a person's name and telephone number; alias, number and records stay.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Alias.") var alias: String

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let erased = try await reporting { () throws(PostgresError) in
                guard let person = try await gatehouse.people.number(ofAlias: alias) else { return false }
                let erased = try await gatehouse.people.erase(person)
                if erased {
                    try await gatehouse.audit.note(
                        AuditNote(who: Operator.name, act: "person-erased", subject: alias))
                }
                return erased
            }
            guard erased else {
                say("nobody to erase: \(alias)")
                throw ExitCode(5)
            }
            say("erased the name of \(alias)")
        }
    }
}

/// `membership`.
struct MembershipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "membership", abstract: "What a person is, where, and from when to when.",
        subcommands: [Grant.self, Suspend.self, Resume.self])

    /// `membership grant`.
    struct Grant: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Grant a person one more membership.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Alias of the person.") var alias: String
        @OptionGroup var wish: MembershipOptions

        func validate() throws { _ = try wish.wish() }

        func run() async throws {
            let gatehouse = try database.bureau().gatehouse
            let wish = try wish.wish()
            let membership = try await reporting { () throws(PostgresError) -> MembershipNumber? in
                guard let person = try await gatehouse.people.number(ofAlias: alias) else { return nil }
                let membership = try await gatehouse.people.grant(wish, to: person, by: Operator.name)
                try await gatehouse.audit.note(
                    AuditNote(
                        who: Operator.name, region: wish.region.digits, act: "membership-granted", subject: alias,
                        detail: wish.role.rawValue))
                return membership
            }
            guard let membership else {
                say("no such person: \(alias)")
                throw ExitCode(5)
            }
            print(membership)
        }
    }

    /// `membership suspend`.
    struct Suspend: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Suspend a membership: its sessions end at once, its tokens open nothing within a second.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Number of the membership.") var membership: String
        @Option(help: "Why.") var reason: String

        func run() async throws { try await MembershipCommand.change(membership, true, reason, database) }
    }

    /// `membership resume`.
    struct Resume: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End the suspension of a membership.")
        @OptionGroup var database: DatabaseOption
        @Argument(help: "Number of the membership.") var membership: String
        @Option(help: "Why.") var reason: String

        func run() async throws { try await MembershipCommand.change(membership, false, reason, database) }
    }

    fileprivate static func change(
        _ membership: String, _ isSuspended: Bool, _ reason: String, _ database: DatabaseOption
    ) async throws {
        let gatehouse = try database.bureau().gatehouse
        let number = MembershipNumber(membership.lowercased())
        let found = try await reporting { () throws(PostgresError) in
            guard try await gatehouse.people.holder(of: number) != nil else { return false }
            try await gatehouse.people.suspend(number, isSuspended, by: Operator.name, reason: reason)
            try await gatehouse.audit.note(
                AuditNote(
                    who: Operator.name, act: isSuspended ? "membership-suspended" : "membership-resumed",
                    subject: membership, purpose: reason))
            return true
        }
        guard found else {
            say("no such membership: \(membership)")
            throw ExitCode(5)
        }
        say("\(isSuspended ? "suspended" : "resumed") \(membership)")
    }
}
