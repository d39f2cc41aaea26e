import Custody
import CustodyStore
import Foundation
import IdentityStore
public import Operations
import Postgres
import Rules

extension Bureau {
    /// The bureau's reports over the records.
    public var reports: BureauReports {
        let drawing = ReportDrawing(bureau: self)
        return BureauReports(
            now: { now },
            preview: { scope, actor throws(LedgerFault) in
                try await asked { () throws(PostgresError) in
                    guard actor.mayReport(on: scope.region) else { return nil }
                    return try await drawing.books(scope).report(of: scope.region)
                }
            },
            previewRows: { scope, figure, county, actor throws(LedgerFault) in
                try await asked { () throws(PostgresError) in
                    guard actor.mayReport(on: scope.region) else { return nil }
                    return try await drawing.books(scope).entries(of: scope.region).rows(figure, county: county)
                }
            },
            issue: { request, caller, key, isDryRun throws(LedgerFault) in
                try await asked { () throws(PostgresError) in
                    try await drawing.issue(request, as: caller, key: key, isDryRun: isDryRun)
                }
            },
            list: { region, actor, after, limit throws(LedgerFault) in
                try await asked { () throws(PostgresError) in
                    guard actor.mayReport(on: region) else { return [] }
                    return try await drawing.reads.list(region: region, after: after, limit: limit, for: actor)
                }
            },
            find: { number, actor throws(LedgerFault) in
                try await asked { () throws(PostgresError) in try await drawing.find(number, for: actor) }
            },
            rows: { number, figure, county, actor throws(LedgerFault) in
                try await asked { () throws(PostgresError) in
                    guard let frozen = try await drawing.find(number, for: actor)?.issued else { return nil }
                    let books = try await drawing.books(frozen.report.scope, through: frozen.lastRecord)
                    return books.entries(of: frozen.report.region).rows(figure, county: county)
                }
            },
            changes: { number, actor throws(LedgerFault) in
                try await asked { () throws(PostgresError) in
                    guard let frozen = try await drawing.find(number, for: actor)?.issued else { return nil }
                    return try await drawing.changes(since: frozen, in: try await drawing.books(frozen.report.scope))
                }
            })
    }
}

private func asked<Value>(_ body: () async throws(PostgresError) -> Value) async throws(LedgerFault) -> Value {
    do {
        return try await body()
    } catch {
        throw .away
    }
}

extension Actor {
    /// Reports are drawn over a region by its officers and auditors, and by the administrator.
    fileprivate func mayReport(on region: String) -> Bool {
        switch role {
        case .administrator: true
        case .officer, .auditor: region.hasPrefix(self.region)
        case .station, .laboratory, .granary, .carrier, .facility, .registrar: false
        }
    }
}

extension BureauReport {
    fileprivate var scope: BureauReportScope { BureauReportScope(region: region, period: period, asOf: asOf) }
}

/// Draws reports from the records and hands them in.
private struct ReportDrawing {
    let bureau: Bureau
    var reads: BureauReportReads { BureauReportReads(pool: bureau.pool) }

    func books(_ scope: BureauReportScope, through last: Int64? = nil, settled: Bool = false)
        async throws(PostgresError) -> PeriodBooks
    {
        try await Replay(pool: bureau.replays).books(
            of: scope.period, asOf: scope.asOf, through: last, settled: settled)
    }

    func find(_ number: BureauReportNumber, for actor: Actor) async throws(PostgresError) -> FrozenReport? {
        guard let found = try await reads.find(number, for: actor), actor.mayReport(on: found.issued.report.region)
        else {
            return nil
        }
        return found
    }

    /// What the books say that a report did not.
    func changes(since frozen: IssuedReport, in books: PeriodBooks) async throws(PostgresError) -> LaterChanges {
        let region = frozen.report.region
        let later = try await reads.records(
            after: frozen.lastRecord, through: books.lastRecord,
            happenedUntil: BureauReport.cut(of: frozen.report.period, asOf: frozen.report.asOf))
        return LaterChanges(
            differences: BureauReport.differences(frozen: frozen.report, now: books.report(of: region)),
            records: later.filter { books.closing.concerns($0.act, region: region) }.map(\.record))
    }

    /// Issues a report; a repeated request takes the figures of the first, be they issued or waiting for the second officer,
    /// so that the same key gets the same answer.
    func issue(_ request: BureauReportRequest, as caller: Caller, key: String, isDryRun: Bool)
        async throws(PostgresError) -> Answer
    {
        let actor = caller.actor
        guard actor.role == .administrator || IssueBureauReport.roles.contains(actor.role) else {
            return .refused(Refusal(.notPermitted, IssueBureauReport.name))
        }
        guard actor.role == .administrator || request.region.hasPrefix(actor.region) else {
            return .refused(Refusal(.outsideJurisdiction, request.region))
        }
        var answer = Answer.notConfirmed
        // Twice: two requests with one key may both compute before either is stored; the second then repeats the first.
        for _ in 0..<2 {
            let known = try await known(request, under: key, of: actor)
            let act = try await act(for: request, known: known, as: actor)
            answer = await bureau.submit(
                Submission(
                    actor: actor, act: Act(act), occurredAt: known?.occurredAt ?? bureau.now, key: key,
                    isDryRun: isDryRun, authority: caller.authority))
            guard known == nil, answer == .keyReused else { break }
        }
        return answer
    }

    /// Figures that were computed for a request before.
    private struct Known {
        let report: BureauReport
        let lastRecord: Int64
        let changes: LaterChanges?
        let occurredAt: Timestamp
    }

    /// The figures of the report as it was issued, or as it waits under the same key.
    private func known(_ request: BureauReportRequest, under key: String, of actor: Actor)
        async throws(PostgresError) -> Known?
    {
        if let issued = try await reads.find(request.number, for: actor)?.issued {
            return Known(
                report: issued.report, lastRecord: issued.lastRecord, changes: issued.changes,
                occurredAt: issued.issuedAt)
        }
        guard let words = try await bureau.gatehouse.pending.words(under: key, of: Submission.scope(of: actor)),
            let waiting = words.act.body as? IssueBureauReport
        else { return nil }
        return Known(
            report: waiting.report, lastRecord: waiting.lastRecord, changes: waiting.changes,
            occurredAt: words.occurredAt)
    }

    private func act(for request: BureauReportRequest, known: Known?, as actor: Actor)
        async throws(PostgresError) -> IssueBureauReport
    {
        let scope = BureauReportScope(region: request.region, period: request.period, asOf: request.asOf)
        func act(_ report: BureauReport, _ last: Int64, _ changes: LaterChanges?) -> IssueBureauReport {
            IssueBureauReport(
                report: report, version: request.version, lastRecord: last, approvedBy: request.approvedBy,
                reason: request.reason ?? "", changes: changes)
        }
        if let known, known.report.scope == scope { return act(known.report, known.lastRecord, known.changes) }
        let books = try await books(scope, settled: true)
        let before = IssueBureauReport.number(
            region: request.region, period: request.period, version: request.version - 1)
        var changes: LaterChanges?
        if let earlier = try await reads.find(before, for: actor)?.issued {
            changes = try await self.changes(since: earlier, in: books)
        }
        return act(books.report(of: request.region), books.lastRecord, changes)
    }
}
