import ArgumentParser
import Foundation
import GrainLedgerApp
import IdentityStore
import Postgres
import Rules

/// `retention`.
struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Take personal data out once its time is over; records and proofs stay.",
        discussion: """
            Run it once a month. An interrupted run goes on where it was.
            grainledger retention --dry-run
            grainledger retention --years 10
            """)
    @OptionGroup var database: DatabaseOption
    @Option(help: "Years to keep names after the record; not below the term of the papers of over-limit grain.")
    var years = 10
    @Flag(name: .customLong("dry-run"), help: "Say what is due; erase nothing.") var dryRun = false

    func validate() throws {
        let least = Retention.overLimitSale.years(from: .init(daysSinceEpoch: 0))
        guard years >= least else { throw ValidationError("--years is \(least) or more: the papers are kept as long") }
    }

    func run() async throws {
        let now = Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))
        guard let day = now.chinaDate.adding(months: -12 * years), let end = Timestamp(rfc3339: "\(day)T00:00:00+08:00")
        else { throw ValidationError("--years reaches before the calendar") }
        let retention = try database.bureau().gatehouse.retention(before: end)
        guard !dryRun else {
            let due = try await reporting { () throws(PostgresError) in try await retention.due() }
            say("due before \(day): \(due.names) names in records, \(due.persons) persons")
            return
        }
        let gone = try await reporting { () throws(PostgresError) in
            try await retention.apply { say("erased \($0) names") }
        }
        say("erased what was recorded before \(day): \(gone.names) names in records, \(gone.persons) persons")
    }
}
