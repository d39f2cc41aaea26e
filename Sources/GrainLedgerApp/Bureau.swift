public import Custody
public import CustodyStore
import Exchange
import Foundation
import Operations
public import Postgres
public import Rules

/// The service put together over one database: what commands and routes are built on.
public struct Bureau: Sendable {
    /// Writing and reading connections.
    public let pool: PostgresPool
    /// The one way into the book.
    public let committer: Committer

    /// Opens the service on a database.
    public init(configuration: PostgresConfiguration, clock: CommitClock = .database) {
        pool = PostgresPool(configuration: configuration, size: 4)
        committer = Committer(pool: pool, clock: clock)
    }
}

/// What an import did.
public struct ImportSummary: Sendable, Codable {
    /// Lines read.
    public var read = 0
    /// Acts stored.
    public var stored = 0
    /// Acts stored by an earlier import of the same lines.
    public var known = 0
    /// Findings stored with them.
    public var findings = 0
    /// Lines refused, with line, code and words.
    public var refused: [String] = []
    /// An empty summary.
    public init() {}
}

extension Bureau {
    /// Imports a season's stream, line by line in order; good lines go in, bad lines are named.
    ///
    /// - Parameter progress: called after each line with the number of lines read.
    public func importStream(_ text: String, as actor: Actor, isDryRun: Bool, progress: @Sendable (Int) -> Void) async
        -> ImportSummary
    {
        var summary = ImportSummary()
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy(\.isWhitespace) {
            summary.read += 1
            do {
                let entry = try SeasonStream.entry(String(line), line: index + 1)
                await take(entry, as: actor, isDryRun: isDryRun, into: &summary)
            } catch {
                summary.refused.append("\(error.line): \(error.code) \(error.english)")
            }
            progress(summary.read)
        }
        return summary
    }

    private func take(
        _ entry: SeasonStream.Entry, as actor: Actor, isDryRun: Bool, into summary: inout ImportSummary
    ) async {
        let submission = Submission(
            actor: actor, act: entry.act, occurredAt: entry.occurredAt, key: entry.key, isDryRun: isDryRun)
        switch await committer.submit(submission) {
        case .done(let receipt, let replayed):
            summary.stored += replayed ? 0 : 1
            summary.known += replayed ? 1 : 0
            summary.findings += receipt.findings.count
        case .refused(let refusal):
            summary.refused.append(
                "\(entry.line): \(refusal.reason.code) \(refusal.reason.english) (\(refusal.subject))")
        case .keyReused:
            summary.refused.append("\(entry.line): GL-R-0006 the same line was imported with other words")
        case .notConfirmed:
            summary.refused.append("\(entry.line): GL-R-0007 not confirmed; import the file again")
        }
    }

    /// The season's report from the records, as of a time.
    public func seasonReport(_ season: String, asOf: Timestamp) async throws(PostgresError) -> SeasonReport {
        SeasonReport(of: try await Replay(pool: pool).book(asOf: asOf), season: season, asOf: asOf)
    }
}
