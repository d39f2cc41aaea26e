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

    /// What speaks against the persons who sign a report: whoever measured what it says neither reviews nor approves it. The
    /// import office answers for files that laboratories have signed on paper.
    func signers(in book: Book) -> [AccessFault] {
        guard let act = act.body as? IssueReport, let approver = authority.participant else { return [] }
        let runs = act.lines.compactMap { book.testRuns[$0.run]?.measuredBy }
        return FourEyes.faults(
            compilers: Set(runs.map { PersonNumber($0) }), reviewer: second?.person.number,
            approver: approver.person.number)
    }
}
