import Custody
import Identity
import Operations

extension Visit {
    /// What an answer says against an act, in the reader's language; nothing for one that was done or waits.
    func faults(of answer: Answer) -> [ActReading.Fault] {
        switch answer {
        case .done, .pending, .awaitsSecondPerson: []
        case .refused(let refusal):
            [
                .init(
                    field: "", code: refusal.reason.code,
                    words: incoming.wording.either(refusal.reason.chinese, refusal.reason.english)
                        + " (\(refusal.subject))")
            ]
        case .denied(let faults):
            faults.map {
                .init(field: "", code: $0.notice.code, words: incoming.wording.either($0.notice.zh, $0.notice.en))
            }
        case .stale: [.init(field: "", code: "GL-P-0013", words: say(.answerStale))]
        case .keyReused: [.init(field: "", code: "GL-R-0006", words: say(.answerKeyReused))]
        case .notConfirmed: [.init(field: "", code: "GL-R-0007", words: say(.answerUnconfirmed))]
        case .busy: [.init(field: "", code: "GL-R-0008", words: say(.answerBusy))]
        }
    }

    /// Where to go after an act that was done or waits: the page it came from, which then says so.
    func address(_ back: String, after answer: Answer) -> String {
        var query = Parameters([])
        switch answer {
        case .done(let receipt, let replayed):
            query = query.with("done", receipt.recordId).with("replayed", replayed ? "1" : nil)
        case .pending(let number, let roles):
            query = query.with("waits", number).with("for", roles.map(\.rawValue).sorted().joined(separator: ","))
        default: return back
        }
        return "\(back)\(back.contains("?") ? "&" : "?")\(query.encoded)"
    }

    /// Names of roles, one of which has to consent.
    func names(of roles: some Sequence<Role>) -> String {
        roles.map { incoming.wording.either($0.zh, $0.en) }.sorted().joined(
            separator: incoming.wording.either("或", " or "))
    }
}
