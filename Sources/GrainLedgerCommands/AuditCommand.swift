import ArgumentParser
import Custody
import Foundation
import GrainLedgerApp
import IdentityStore
import Operations
import Postgres

/// `audit`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Who did what beside the book, or was refused.", subcommands: [List.self])

    /// `audit list`.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Notes, newest first, as JSON lines.")
        @OptionGroup var database: DatabaseOption
        @Option(help: "Alias, credential or operator.") var who: String?
        @Option(help: "What: sign-in, act:batch-moved, dossier-read.") var act: String?
        @Option(help: "Object.") var subject: String?
        @Option(help: "done or refused.") var result: String?
        @Option(help: "Most notes.") var limit = 100

        func run() async throws {
            var query = AuditQuery()
            query.who = who
            query.act = act
            query.subject = subject
            query.result = result
            query.limit = limit
            let asked = query
            let audit = try database.bureau().gatehouse.audit
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            for entry in try await reporting({ () throws(PostgresError) in
                try await audit.list(asked, for: .machineOperator)
            }) {
                print(String(decoding: try encoder.encode(entry), as: UTF8.self))
            }
        }
    }
}
