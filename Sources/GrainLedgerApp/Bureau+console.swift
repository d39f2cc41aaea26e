import Custody
import CustodyStore
import Exchange
import Foundation
import HTTPAPI
import Identity
import LogStore
public import Operations
import Postgres
import Rules
import WebConsole

extension Bureau {
    /// The web console over this service.
    func console(_ doors: Doors) -> Console {
        Console(
            ledger: ledger, reports: reports, doors: doors,
            house: .init(
                examine: { () throws(LedgerFault) in try await examine() }, imports: imports,
                openAPI: API.description, rulesModule: Installation.module("rules"),
                evidenceModule: Installation.module("evidence"), now: { now }))
    }

    private func examine() async throws(LedgerFault) -> [Doctor.Check] {
        do {
            var signs = try await HealthReads(pool: pool).signs()
            signs.log = try await LogReads(pool: pool).status()
            return Doctor.examine(signs, .init(now: now, freeBytes: nil, connections: Self.connections))
        } catch {
            throw .away
        }
    }

    /// Files read into the book, act by act.
    ///
    /// A dry run asks the book as it is for each act alone: what rests on another act of the same files is refused then,
    /// and goes in when the files do.
    public var imports: Imports {
        Imports { files, caller, isDryRun in
            let reading = SeasonFiles().read(files.map { SeasonFiles.File(name: $0.name, bytes: Data($0.bytes)) })
            var outcome = ImportOutcome()
            for file in files { outcome.kinds[file.name] = reading.kinds[file.name]?.rawValue ?? "" }
            outcome.remarks = reading.findings.map(\.remark)
            outcome.refused = reading.rejected.reduce(0) { $0 + $1.rows.count }
            for event in reading.events { await take(event, as: caller, isDryRun: isDryRun, into: &outcome) }
            return outcome
        }
    }

    private func take(_ event: StreamEvent, as caller: Caller, isDryRun: Bool, into outcome: inout ImportOutcome) async
    {
        outcome.read += 1
        let entry: SeasonStream.Entry
        do throws(SeasonStream.Fault) {
            entry = try SeasonStream.entry(event)
        } catch {
            return outcome.refuse(event.origin, code: error.code, error.chinese, error.english)
        }
        outcome.cadmium += entry.act.cadmium
        let answer = await ledger.submit(
            Submission(
                actor: caller.actor, act: entry.act, persons: entry.persons, occurredAt: entry.occurredAt,
                key: entry.key,
                isDryRun: isDryRun, authority: caller.authority))
        switch answer {
        case .done(let receipt, let replayed):
            outcome.stored += replayed ? 0 : 1
            outcome.known += replayed ? 1 : 0
            outcome.findings += receipt.findings.count
            for finding in receipt.findings { outcome.remarks.append(finding.remark(at: event.origin)) }
        case .refused(let refusal) where refusal.reason == .nothingChanges: outcome.known += 1
        case .refused(let refusal):
            let reason = refusal.reason
            outcome.refuse(
                event.origin, code: reason.code, "\(reason.chinese)（\(refusal.subject)）",
                "\(reason.english) (\(refusal.subject))")
        case .awaitsSecondPerson, .pending: outcome.waiting += 1
        case .denied(let faults):
            for fault in faults {
                outcome.refuse(event.origin, code: fault.notice.code, fault.notice.zh, fault.notice.en)
            }
        case .stale: outcome.refuse(event.origin, code: "GL-P-0013", "对象已经变了", "The object has changed")
        case .keyReused:
            outcome.refuse(
                event.origin, code: "GL-R-0006", "同一行曾以别的内容导入", "The same row was imported with other words")
        case .notConfirmed, .busy:
            outcome.refuse(event.origin, code: "GL-R-0007", "没有得到确认，再导入一次", "Not confirmed; import the file again")
        }
    }
}

extension RowFinding {
    fileprivate var remark: ImportOutcome.Remark {
        .init(
            file: file, row: row, column: column, code: code, isRejected: severity == .reject, zh: zh, en: en,
            hint: hint)
    }
}

extension Finding {
    fileprivate func remark(at origin: RowOrigin) -> ImportOutcome.Remark {
        .init(
            file: origin.file, row: origin.row, column: "", code: kind.code, isRejected: false, zh: kind.chinese,
            en: kind.english, hint: detail)
    }
}

extension ImportOutcome {
    fileprivate mutating func refuse(_ origin: RowOrigin, code: String, _ zh: String, _ en: String) {
        refused += 1
        remarks.append(
            Remark(
                file: origin.file, row: origin.row, column: "", code: code, isRejected: true, zh: zh, en: en, hint: ""))
    }
}

extension Act {
    /// Cadmium of an act's samples in ng/kg; what was not detected has no value.
    fileprivate var cadmium: [Int64] {
        let texts: [String] =
            switch body {
            case let run as RecordTestRun:
                run.rows.filter { $0.kind == "sample" }.flatMap { $0.readings[Item.cadmium.rawValue] ?? [] }
            case let report as IssueReport: report.lines.filter { $0.item == .cadmium }.map(\.value)
            default: []
            }
        return texts.compactMap { ReportedValue($0)?.value?.value }
    }
}
