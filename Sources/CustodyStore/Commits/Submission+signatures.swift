import Custody
import Identity
import Operations

extension Submission {
    /// The persons who answer for the act, as its record holds them.
    var signatures: [RecordBody.Signature] {
        [(authority.participant, "acts"), (second, "consents")].compactMap { participant, meaning in
            participant.map {
                RecordBody.Signature(
                    person: $0.person.number.text, membership: $0.acting.number.text, role: $0.acting.role.rawValue,
                    presence: $0.presence.rawValue, meaning: meaning)
            }
        }
    }

    /// What speaks against the persons who sign a report, or the outcome of a re-inspection: whoever measured what it says neither
    /// reviews nor approves it. A value that names no run of its laboratory has no compiler, and is signed by nobody; the import
    /// office alone answers for files that laboratories have signed on paper.
    func signers(in book: Book) -> [AccessFault] {
        guard let approver = authority.participant else { return [] }
        let (cited, laboratory, blindCode): ([TestRunNumber], OrganizationCode?, String?)
        switch act.body {
        case let act as IssueReport:
            let sample = book.samples[act.sample]
            // What is refused for its sample is refused by the book.
            guard let sample else { return [] }
            (cited, laboratory, blindCode) = (act.lines.map(\.run), sample.laboratory, sample.blindCode)
        case let act as ReportReinspection:
            guard let known = book.reinspections[act.reinspection] else { return [] }
            (cited, laboratory, blindCode) = ([act.run ?? ""], known.laboratory, known.code.text)
        default: return []
        }
        let runs = cited.compactMap { book.testRuns[$0] }
        let areAllMeasured =
            runs.count == cited.count
            && runs.allSatisfy { run in
                run.laboratory == laboratory
                    && (blindCode.map { code in run.rows.contains { $0.kind == "sample" && $0.name == code } } ?? true)
            }
        let faults = FourEyes.faults(
            compilers: Set(runs.compactMap { $0.measuredBy.map { PersonNumber($0) } }),
            reviewer: second?.person.number, approver: approver.person.number)
        return faults + (areAllMeasured ? [] : [.runNotCited])
    }
}
