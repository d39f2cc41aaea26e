public import Custody
import CustodyStore
import Exchange
public import Foundation
import Operations

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
    /// What stands at one place of a file: an entry, or why there is none.
    private typealias Row = (place: String, entry: Result<SeasonStream.Entry, SeasonStream.Fault>)

    /// Rows that are handed in together; while they are, the next ones are read.
    private static let chainLength = 2048
    /// So many new records change what PostgreSQL has to expect of the tables.
    static let manyRecords = 500

    /// Imports a season's stream, line by line in order; good lines go in, bad lines are named.
    ///
    /// - Parameter progress: called after each line with the number of lines read.
    public func importStream(_ text: String, as actor: Actor, isDryRun: Bool, progress: @Sendable (Int) -> Void) async
        -> ImportSummary
    {
        var summary = ImportSummary()
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { !$0.element.allSatisfy(\.isWhitespace) }
        _ = await take(lines.count, as: actor, isDryRun: isDryRun, into: &summary, progress) { index in
            let line = lines[index].offset + 1
            return (
                "\(line)",
                Self.entry { () throws(SeasonStream.Fault) in
                    try SeasonStream.entry(String(lines[index].element), line: line)
                }
            )
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
        let reading = await SeasonFiles().readTogether(contentsOf: try Self.places(of: files))
        var summary = ImportSummary()
        for finding in reading.findings where finding.severity == .reject {
            summary.refused.append(
                "\(finding.file):\(finding.row) \(finding.column) \(finding.code) \(finding.en); \(finding.hint)")
        }
        summary.findings = reading.findings.count { $0.severity != .reject }
        let events = reading.events
        let refusals = await take(events.count, as: actor, isDryRun: isDryRun, into: &summary, progress) { index in
            let event = events[index]
            return (
                "\(event.origin.file):\(event.origin.row)",
                Self.entry { () throws(SeasonStream.Fault) in try SeasonStream.entry(event) }
            )
        }
        if let folder, !isDryRun {
            let refused = refusals.map { (origin: events[$0.index].origin, reason: $0.reason) }
            summary.errorFiles = try ErrorFile.write(reading.rejected(with: refused), into: folder)
        }
        return summary
    }

    /// The files, those in directories among them, by name.
    private static func places(of files: [URL]) throws -> [URL] {
        var places: [URL] = []
        for file in files {
            if file.hasDirectoryPath || isDirectory(file) {
                let inside = try FileManager.default.contentsOfDirectory(at: file, includingPropertiesForKeys: nil)
                places += inside.filter { ["csv", "tsv", "txt"].contains($0.pathExtension.lowercased()) }
            } else {
                places.append(file)
            }
        }
        return places.sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private static func isDirectory(_ file: URL) -> Bool {
        (try? file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
    }

    private static func entry(
        _ read: () throws(SeasonStream.Fault) -> SeasonStream.Entry
    ) -> Result<SeasonStream.Entry, SeasonStream.Fault> {
        Result { () throws(SeasonStream.Fault) in try read() }
    }

    @concurrent
    private static func rows(_ range: Range<Int>, _ row: @Sendable (Int) -> Row) async -> [Row] { range.map(row) }

    /// Hands rows in, in their order; the next ones are read while the database works on those before.
    ///
    /// - Returns: which rows were not taken, and why, in Chinese.
    private func take(
        _ count: Int, as actor: Actor, isDryRun: Bool, into summary: inout ImportSummary,
        _ progress: @Sendable (Int) -> Void, reading row: @escaping @Sendable (Int) -> Row
    ) async -> [(index: Int, reason: String)] {
        var refusals: [(index: Int, reason: String)] = []
        var start = 0
        var current = await Self.rows(0..<min(Self.chainLength, count), row)
        while !current.isEmpty {
            let end = start + current.count
            let range = end..<min(end + Self.chainLength, count)
            async let following = Self.rows(range, row)
            let chain = current.compactMap { try? $0.entry.get() }.map { submission($0, as: actor, isDryRun: isDryRun) }
            var answers = await committer.submit(chain: chain)[...]
            for (offset, row) in current.enumerated() {
                summary.read += 1
                switch row.entry {
                case .failure(let fault):
                    summary.refused.append("\(row.place) \(fault.code) \(fault.english)")
                    refusals.append((start + offset, fault.chinese))
                case .success:
                    guard let answer = answers.popFirst() else { continue }
                    if let reason = summary.note(answer, at: row.place, isDryRun: isDryRun) {
                        refusals.append((start + offset, reason))
                    }
                }
                progress(summary.read)
            }
            start = end
            current = await following
        }
        // Without it reads are slower for a minute, and nothing else is amiss.
        if summary.stored >= Self.manyRecords { try? await TableStatistics.refresh(over: replays) }
        return refusals
    }

    private func submission(_ entry: SeasonStream.Entry, as actor: Actor, isDryRun: Bool) -> Submission {
        Submission(
            actor: actor, act: entry.act, persons: entry.persons, occurredAt: entry.occurredAt, key: entry.key,
            isDryRun: isDryRun, authority: .operatorsImport)
    }
}

extension ImportSummary {
    /// Counts an answer; the reason in Chinese when the row was not taken.
    fileprivate mutating func note(_ answer: Answer, at place: String, isDryRun: Bool) -> String? {
        switch answer {
        case .done(let receipt, let replayed):
            stored += replayed || isDryRun ? 0 : 1
            known += replayed ? 1 : 0
            findings += receipt.findings.count
            return nil
        case .refused(let refusal) where refusal.reason == .nothingChanges:
            known += 1
            return nil
        case .refused(let refusal):
            let reason = refusal.reason
            refused.append("\(place) \(reason.code) \(reason.english) (\(refusal.subject))")
            return "\(reason.chinese)（\(refusal.subject)，\(reason.code)）"
        case .stale:
            refused.append("\(place) GL-P-0013 the object has changed")
            return "对象已经变了（GL-P-0013）"
        case .keyReused:
            refused.append("\(place) GL-R-0006 the same row was imported with other words")
            return "同一行曾以别的内容导入（GL-R-0006）"
        case .denied, .awaitsSecondPerson, .pending:
            refused.append("\(place) GL-I-0602 not permitted")
            return "无权办理（GL-I-0602）"
        case .notConfirmed, .busy:
            refused.append("\(place) GL-R-0007 not confirmed; import the file again")
            return "没有得到确认，再导入一次（GL-R-0007）"
        }
    }
}
