import CustodyStore
import Evidence
import Exchange
import Foundation
import Identity
import IdentityStore
public import Operations
import Postgres

/// Takes files in and works on them beside the request that brought them, so that whoever handed them in may leave and come back.
///
/// Each act goes in by its own key, as the one who handed the files in: begun twice, broken off and gone on with, it comes to the same.
struct ImportDesk: Sendable {
    let bureau: Bureau
    let jobs: ImportJobs

    /// Acts between two words on how far it is.
    private static let step = 50
    /// How often an act is handed in again that the book had no time for, a second between.
    private static let tries = 20

    init(_ bureau: Bureau) {
        self.bureau = bureau
        jobs = ImportJobs(pool: bureau.pool)
    }

    func begin(_ files: [ImportFile], _ caller: Caller, key: String, isPreview: Bool) async throws(PostgresError)
        -> ImportAnswer
    {
        let fingerprint = Self.fingerprint(of: files, isPreview)
        let begun = try await jobs.begin(
            files, of: caller.holder, key: key, fingerprint: fingerprint, isPreview: isPreview)
        guard let begun else { return .tooMany }
        if let earlier = begun.earlier {
            return earlier.fingerprint == fingerprint ? .underWay(begun.id, isReplayed: true) : .keyReused
        }
        let note = AuditNote(
            caller, isPreview ? "import-previewed" : "import-begun", begun.id,
            detail: String(files.map(\.name).joined(separator: " ").prefix(1_000)))
        try await bureau.gatehouse.audit.note(note)
        work(begun.id, on: files, as: caller, isPreview: isPreview)
        return .underWay(begun.id, isReplayed: false)
    }

    func proceed(_ id: String, _ caller: Caller) async throws(PostgresError) -> ImportAnswer {
        guard let taken = try await jobs.takeOn(id, of: caller.holder) else {
            return try await jobs.find(id, of: caller.holder) == nil ? .unknown : .notWaiting
        }
        try await bureau.gatehouse.audit.note(AuditNote(caller, "import-begun", id))
        work(id, on: taken.files, as: caller, isPreview: taken.phase == .previewing)
        return .underWay(id, isReplayed: false)
    }

    /// Works on a job; what stops it leaves it to be gone on with.
    private func work(_ id: String, on files: [ImportFile], as caller: Caller, isPreview: Bool) {
        Task.detached {
            do {
                try await carryOut(id, files, caller, isPreview)
            } catch {
                // A database that is away is told nothing: the job stands still, which says the same.
                try? await jobs.breakOff(id)
            }
        }
    }

    private struct Stopped: Error {}

    private func carryOut(_ id: String, _ files: [ImportFile], _ caller: Caller, _ isPreview: Bool) async throws {
        let reading = SeasonFiles().read(files.map { SeasonFiles.File(name: $0.name, bytes: Data($0.bytes)) })
        var outcome = ImportOutcome()
        for file in files { outcome.kinds[file.name] = reading.kinds[file.name]?.rawValue ?? "" }
        outcome.remarks = reading.findings.map(\.remark)
        outcome.refused = reading.rejected.reduce(0) { $0 + $1.rows.count }
        var refusals: [(origin: RowOrigin, reason: String)] = []
        for (done, event) in reading.events.enumerated() {
            if done.isMultiple(of: Self.step) {
                try await jobs.move(id, acts: reading.events.count, done: done, outcome)
            }
            if let reason = try await take(event, caller, isPreview, &outcome) {
                refusals.append((event.origin, reason))
            }
        }
        let rejected = reading.rejected(with: refusals).map {
            ImportFile(name: ErrorFile.name(of: $0.file), bytes: [UInt8](ErrorFile.write($0)))
        }
        try await jobs.move(id, acts: reading.events.count, done: reading.events.count, outcome)
        try await jobs.end(id, outcome, rejected: rejected)
        // Without it reads are slower for a minute, and nothing else is amiss.
        if outcome.stored >= Bureau.manyRecords, !isPreview { try? await TableStatistics.refresh(over: bureau.replays) }
    }

    /// Hands one act in.
    ///
    /// - Returns: why it was not taken, in Chinese, for the error file; `nil` when it was.
    private func take(_ event: StreamEvent, _ caller: Caller, _ isPreview: Bool, _ outcome: inout ImportOutcome)
        async throws -> String?
    {
        let entry: SeasonStream.Entry
        do throws(SeasonStream.Fault) {
            entry = try SeasonStream.entry(event)
        } catch {
            return outcome.refuse(event.origin, code: error.code, error.chinese, error.english)
        }
        outcome.cadmium += entry.act.cadmium
        let submission = Submission(
            actor: caller.actor, act: entry.act, persons: entry.persons, occurredAt: entry.occurredAt, key: entry.key,
            isDryRun: isPreview, authority: caller.authority)
        for _ in 0..<Self.tries {
            let answer = await bureau.ledger.submit(submission)
            if answer != .busy, answer != .notConfirmed { return outcome.note(answer, at: event.origin) }
            try await Task.sleep(for: .seconds(1))
        }
        throw Stopped()
    }

    private static func fingerprint(of files: [ImportFile], _ isPreview: Bool) -> [UInt8] {
        let whole = files.reduce(into: Array((isPreview ? "preview" : "book").utf8)) { whole, file in
            whole += Array(" \(file.name.utf8.count) \(file.bytes.count) \(file.name)".utf8) + file.bytes
        }
        return CanonicalJSON.digest(of: whole)
    }
}

extension Bureau {
    /// Reading files into the book.
    public var imports: Imports {
        let desk = ImportDesk(self)
        return Imports(
            begin: { files, caller, key, isPreview throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in
                    try await desk.begin(files, caller, key: key, isPreview: isPreview)
                }
            },
            proceed: { id, caller throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await desk.proceed(id, caller) }
            },
            find: { id, caller throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in
                    try await desk.jobs.find(id, of: caller.holder)
                }
            },
            list: { caller throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await desk.jobs.list(of: caller.holder) }
            },
            rejected: { id, number, caller throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in
                    try await desk.jobs.rejected(id, number, of: caller.holder)
                }
            })
    }
}

extension Caller {
    /// Whose import jobs he sees: a person's, by whatever account, or those of his token.
    fileprivate var holder: String { authority.participant?.person.number.text ?? "token:\(name)" }
}
