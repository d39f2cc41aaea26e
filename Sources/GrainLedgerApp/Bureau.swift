public import Custody
public import CustodyStore
import Exchange
public import Foundation
public import IdentityStore
public import Operations
public import Postgres
public import Rules

/// The service put together over one database: what commands and routes are built on.
public struct Bureau: Sendable {
    /// Connections of ordinary reads; the committer has its own.
    public let pool: PostgresPool
    /// Connections of whatever reads all records: the past, reports, dossiers, rebuilds. Few, and waited for longer, so that
    /// they never keep ordinary reads waiting (reliability.md R7).
    public let replays: PostgresPool
    /// The one way into the book.
    public let committer: Committer
    /// What time it is for the book.
    public let clock: BookClock
    /// Persons, credentials, audit.
    public let gatehouse: Gatehouse
    /// Wakes who waits for a proof.
    let checkpoints = CheckpointBell()

    private static let readers = 4
    private static let replayers = 2
    /// Connections the service opens.
    public static let connections = readers + replayers

    /// Opens the service on a database.
    public init(configuration: PostgresConfiguration, clock: BookClock = .database) {
        self.clock = clock
        pool = PostgresPool(configuration: configuration, size: Self.readers)
        var patient = configuration
        patient.statementTimeoutMilliseconds = max(60_000, configuration.statementTimeoutMilliseconds)
        patient.idleInTransactionTimeoutMilliseconds = max(60_000, configuration.idleInTransactionTimeoutMilliseconds)
        replays = PostgresPool(configuration: patient, size: Self.replayers, longestWait: .seconds(60))
        gatehouse = Gatehouse(pool: pool)
        committer = Committer(configuration: configuration, clock: clock)
    }

    /// Now, by the book's clock as this machine reads it.
    public var now: Timestamp { clock.time(at: Timestamp(Int64(Date().timeIntervalSince1970 * 1_000_000))) }

    /// Answers what is under way and closes the connections.
    public func shutdown() async {
        await committer.shutdown()
        await replays.shutdown()
        await pool.shutdown()
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
    /// Files written with the rows that did not go in, in the layout of their files.
    public var errorFiles: [URL] = []
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
                summary.refused.append("\(error.line) \(error.code) \(error.english)")
            }
            progress(summary.read)
        }
        return summary
    }

    /// Imports files of stations, granaries and facilities: all are read first and put into one order of time; good
    /// rows go in, bad rows are named by file and row and written to error files in the same layout.
    ///
    /// - Parameter files: season files; a directory stands for all files in it.
    public func importFiles(
        _ files: [URL], as actor: Actor, isDryRun: Bool, errorsInto folder: URL?, progress: @Sendable (Int) -> Void
    ) async throws -> ImportSummary {
        var places: [URL] = []
        for file in files {
            if file.hasDirectoryPath || Self.isDirectory(file) {
                let inside = try FileManager.default.contentsOfDirectory(at: file, includingPropertiesForKeys: nil)
                places += inside.filter { ["csv", "tsv", "txt"].contains($0.pathExtension.lowercased()) }
            } else {
                places.append(file)
            }
        }
        let reading = SeasonFiles().read(contentsOf: places.sorted { $0.lastPathComponent < $1.lastPathComponent })
        var summary = ImportSummary()
        for finding in reading.findings where finding.severity == .reject {
            summary.refused.append(
                "\(finding.file):\(finding.row) \(finding.column) \(finding.code) \(finding.en); \(finding.hint)")
        }
        summary.findings = reading.findings.count { $0.severity != .reject }
        var refusals: [(origin: RowOrigin, reason: String)] = []
        for event in reading.events {
            summary.read += 1
            do throws(SeasonStream.Fault) {
                let entry = try SeasonStream.entry(event)
                let refusal = await take(
                    entry, from: "\(event.origin.file):", as: actor, isDryRun: isDryRun, into: &summary)
                if let refusal { refusals.append((event.origin, refusal)) }
            } catch {
                summary.refused.append("\(event.origin.file):\(error.line) \(error.code) \(error.english)")
                refusals.append((event.origin, error.chinese))
            }
            progress(summary.read)
        }
        if let folder, !isDryRun {
            summary.errorFiles = try ErrorFile.write(reading.rejected(with: refusals), into: folder)
        }
        return summary
    }

    private static func isDirectory(_ file: URL) -> Bool {
        (try? file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    /// Hands one entry in; the reason in Chinese when it was not taken.
    @discardableResult
    private func take(
        _ entry: SeasonStream.Entry, from file: String = "", as actor: Actor, isDryRun: Bool,
        into summary: inout ImportSummary
    ) async -> String? {
        let place = "\(file)\(entry.line)"
        let submission = Submission(
            actor: actor, act: entry.act, persons: entry.persons, occurredAt: entry.occurredAt, key: entry.key,
            isDryRun: isDryRun, authority: .operatorsImport)
        switch await committer.submit(submission) {
        case .done(let receipt, let replayed):
            summary.stored += replayed || isDryRun ? 0 : 1
            summary.known += replayed ? 1 : 0
            summary.findings += receipt.findings.count
            return nil
        case .refused(let refusal) where refusal.reason == .nothingChanges:
            summary.known += 1
            return nil
        case .refused(let refusal):
            let reason = refusal.reason
            summary.refused.append("\(place) \(reason.code) \(reason.english) (\(refusal.subject))")
            return "\(reason.chinese)（\(refusal.subject)，\(reason.code)）"
        case .stale:
            summary.refused.append("\(place) GL-P-0013 the object has changed")
            return "对象已经变了（GL-P-0013）"
        case .keyReused:
            summary.refused.append("\(place) GL-R-0006 the same row was imported with other words")
            return "同一行曾以别的内容导入（GL-R-0006）"
        case .denied, .awaitsSecondPerson, .pending:
            summary.refused.append("\(place) GL-I-0602 not permitted")
            return "无权办理（GL-I-0602）"
        case .notConfirmed, .busy:
            summary.refused.append("\(place) GL-R-0007 not confirmed; import the file again")
            return "没有得到确认，再导入一次（GL-R-0007）"
        }
    }

    /// The season's report from the records, as of a time.
    public func seasonReport(_ season: String, asOf: Timestamp) async throws(PostgresError) -> SeasonReport {
        SeasonReport(of: try await Replay(pool: replays).book(asOf: asOf), season: season, asOf: asOf)
    }
}
