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

    /// Between two words on how far it is.
    private static let step = Duration.seconds(1)
    /// Between two words that it is worked on at all, while an act or the reading of a file takes its time.
    private let pulse: Duration
    /// How often an act is handed in again that the book had no time for, a second between.
    private static let tries = 60

    init(_ bureau: Bureau, pulse: Duration = .seconds(5)) {
        self.bureau = bureau
        self.pulse = pulse
        jobs = ImportJobs(pool: bureau.pool)
    }

    func begin(_ files: [ImportFile], _ entitlement: Entitlement, key: String, isPreview: Bool)
        async throws(PostgresError) -> ImportAnswer
    {
        let caller = entitlement.caller
        let fingerprint = Self.fingerprint(of: files, isPreview)
        let begun = try await jobs.begin(
            files, of: caller.holder, key: key, fingerprint: fingerprint, isPreview: isPreview)
        switch begun {
        case .tooMany: return .tooMany
        case .earlier(let id, let earlier):
            return earlier == fingerprint ? .underWay(id, isReplayed: true) : .keyReused
        case .new(let run):
            let act = isPreview ? "import-previewed" : "import-begun"
            let names = String(files.map(\.name).joined(separator: " ").prefix(1_000))
            try await noted(AuditNote(caller, act, run.id, detail: names), or: run)
            work(run, on: files, as: entitlement, isPreview: isPreview)
            return .underWay(run.id, isReplayed: false)
        }
    }

    func proceed(_ id: String, _ entitlement: Entitlement) async throws(PostgresError) -> ImportAnswer {
        let caller = entitlement.caller
        guard let taken = try await jobs.takeOn(id, of: caller.holder) else {
            return try await jobs.find(id, of: caller.holder) == nil ? .unknown : .notWaiting
        }
        try await noted(AuditNote(caller, "import-begun", id), or: taken.run)
        work(taken.run, on: taken.files, as: entitlement, isPreview: taken.phase == .previewing)
        return .underWay(id, isReplayed: false)
    }

    /// Notes what is begun; a job of which that could not be said waits to be gone on with.
    private func noted(_ note: AuditNote, or run: ImportJobs.Run) async throws(PostgresError) {
        do {
            try await bureau.gatehouse.audit.note(note)
        } catch {
            try? await jobs.breakOff(run)
            throw error
        }
    }

    /// Works on a job; what stops it leaves it to be gone on with.
    private func work(_ run: ImportJobs.Run, on files: [ImportFile], as entitlement: Entitlement, isPreview: Bool) {
        Task.detached {
            do {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await beat(run) }
                    group.addTask { try await carryOut(run, files, entitlement, isPreview) }
                    try await group.next()
                    group.cancelAll()
                }
            } catch {
                if error is RightEnded { try? await noteEnd(of: entitlement.caller, run.id) }
                // A database that is away is told nothing: the job stands still, which says the same. Nor is one that somebody else has.
                try? await jobs.breakOff(run)
            }
        }
    }

    /// Says again and again that the job is worked on, until it is somebody else's; a database that is away is asked the next time.
    private func beat(_ run: ImportJobs.Run) async throws {
        while true {
            try await Task.sleep(for: pulse)
            try await tell { try await jobs.beat(run) }
        }
    }

    /// Says something of a job that can be said later as well: only that somebody else has it stops the work.
    private func tell(_ word: () async throws -> Void) async throws {
        do { try await word() } catch let error as ImportJobs.Lost { throw error } catch {}
    }

    private func noteEnd(of caller: Caller, _ id: String) async throws(PostgresError) {
        let code = AccessFault.rightEnded.notice.code
        try await bureau.gatehouse.audit.note(
            AuditNote(caller, "import-broken-off", id, outcome: .refused, detail: code))
    }

    /// The book had no time for an act, however often it was asked.
    private struct Stopped: Error {}
    /// What the holder came in by is no longer in force.
    private struct RightEnded: Error {}

    private func carryOut(
        _ run: ImportJobs.Run, _ files: [ImportFile], _ entitlement: Entitlement, _ isPreview: Bool
    ) async throws {
        let reading = SeasonFiles().read(files.map { SeasonFiles.File(name: $0.name, bytes: Data($0.bytes)) })
        var outcome = ImportOutcome()
        for file in files { outcome.kinds[file.name] = reading.kinds[file.name]?.rawValue ?? "" }
        outcome.remarks = reading.findings.map(\.remark)
        outcome.refused = reading.rejected.reduce(0) { $0 + $1.rows.count }
        var refusals: [(origin: RowOrigin, reason: String)] = []
        var saidAt: ContinuousClock.Instant?
        for (done, event) in reading.events.enumerated() {
            if saidAt.map({ $0.duration(to: .now) >= Self.step }) ?? true {
                try await tell { try await jobs.move(run, acts: reading.events.count, done: done, outcome) }
                saidAt = .now
            }
            if let reason = try await take(event, entitlement, isPreview, &outcome) {
                refusals.append((event.origin, reason))
            }
        }
        let rejected = reading.rejected(with: refusals).map {
            ImportFile(name: ErrorFile.name(of: $0.file), bytes: [UInt8](ErrorFile.write($0)))
        }
        try await jobs.move(run, acts: reading.events.count, done: reading.events.count, outcome)
        try await jobs.end(run, outcome, rejected: rejected)
        // Without it reads are slower for a minute, and nothing else is amiss.
        if outcome.stored >= Bureau.manyRecords, !isPreview { try? await TableStatistics.refresh(over: bureau.replays) }
    }

    /// Hands one act in, by the right that its holder has at this moment.
    ///
    /// - Returns: why it was not taken, in Chinese, for the error file; `nil` when it was.
    private func take(
        _ event: StreamEvent, _ entitlement: Entitlement, _ isPreview: Bool, _ outcome: inout ImportOutcome
    ) async throws -> String? {
        let entry: SeasonStream.Entry
        do throws(SeasonStream.Fault) {
            entry = try SeasonStream.entry(event)
        } catch {
            return outcome.refuse(event.origin, code: error.code, error.chinese, error.english)
        }
        outcome.cadmium += entry.act.cadmium
        for _ in 0..<Self.tries {
            try Task.checkCancellation()
            if let answer = try await submit(entry, entitlement, isPreview) {
                return outcome.note(answer, at: event.origin)
            }
            try await Task.sleep(for: .seconds(1))
        }
        throw Stopped()
    }

    /// - Returns: `nil` when there was no time for it, or nobody to ask about his right.
    private func submit(_ entry: SeasonStream.Entry, _ entitlement: Entitlement, _ isPreview: Bool) async throws
        -> Answer?
    {
        let found: Caller?
        do { found = try await entitlement.now() } catch { return nil }
        guard let caller = found else { throw RightEnded() }
        let answer = await bureau.ledger.submit(
            Submission(
                actor: caller.actor, act: entry.act, persons: entry.persons, occurredAt: entry.occurredAt,
                key: entry.key,
                isDryRun: isPreview, authority: caller.authority))
        return answer == .busy || answer == .notConfirmed ? nil : answer
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
            begin: { files, entitlement, key, isPreview throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in
                    try await desk.begin(files, entitlement, key: key, isPreview: isPreview)
                }
            },
            proceed: { id, entitlement throws(LedgerFault) in
                try await Gatehouse.asked { () throws(PostgresError) in try await desk.proceed(id, entitlement) }
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
