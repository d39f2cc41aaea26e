import Custody
import Exchange
import Identity
import Operations
import Rules

extension ImportOutcome {
    /// Counts an answer.
    ///
    /// - Returns: why the act was not taken, in Chinese; `nil` when it was.
    mutating func note(_ answer: Answer, at origin: RowOrigin) -> String? {
        switch answer {
        case .done(let receipt, let replayed):
            stored += replayed ? 0 : 1
            known += replayed ? 1 : 0
            findings += receipt.findings.count
            for finding in receipt.findings { remarks.append(finding.remark(at: origin)) }
            return nil
        case .refused(let refusal) where refusal.reason == .nothingChanges:
            known += 1
            return nil
        case .refused(let refusal):
            let reason = refusal.reason
            return refuse(
                origin, code: reason.code, "\(reason.chinese)（\(refusal.subject)）",
                "\(reason.english) (\(refusal.subject))")
        case .awaitsSecondPerson, .pending:
            waiting += 1
            return nil
        case .denied(let faults):
            var words: [String] = []
            for fault in faults {
                remarks.append(remark(origin, code: fault.notice.code, fault.notice.zh, fault.notice.en))
                words.append("\(fault.notice.zh)（\(fault.notice.code)）")
            }
            refused += 1
            return words.joined(separator: "；")
        case .stale: return refuse(origin, code: "GL-P-0013", "对象已经变了", "The object has changed")
        case .keyReused:
            return refuse(origin, code: "GL-R-0006", "同一行曾以别的内容导入", "The same row was imported with other words")
        case .notConfirmed, .busy:
            return refuse(origin, code: "GL-R-0007", "没有得到确认，再导入一次", "Not confirmed; import the file again")
        }
    }

    /// Counts a row that does not go in, and says why.
    mutating func refuse(_ origin: RowOrigin, code: String, _ zh: String, _ en: String) -> String {
        refused += 1
        remarks.append(remark(origin, code: code, zh, en))
        return "\(zh)（\(code)）"
    }

    private func remark(_ origin: RowOrigin, code: String, _ zh: String, _ en: String) -> Remark {
        Remark(
            file: origin.file, row: origin.row, column: "", code: code, isRejected: true, zh: zh, en: en, hint: "")
    }
}

extension RowFinding {
    /// The finding as it is kept with a job.
    var remark: ImportOutcome.Remark {
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

extension Act {
    /// Cadmium of an act's samples in ng/kg; what was not detected has no value.
    var cadmium: [Int64] {
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
