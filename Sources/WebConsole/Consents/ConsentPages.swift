import Custody
import Foundation
import Identity
import Operations

/// What waits for a second person: each act word for word, and his consent to just these words.
struct ConsentPages {
    /// The console.
    let console: Console
    /// Who may consent.
    let visit: Visit

    /// The acts he may consent to, oldest first.
    func list() async throws(LedgerFault) -> Reply { try await page(faults: [], status: 200) }

    /// Consents to one of them.
    func take() async throws(LedgerFault) -> Reply {
        let answer = try await console.doors.consents.consent(
            visit.place("number"), visit.fields["digest"] ?? "", visit.who.caller)
        switch answer {
        case .unknown: return try await page(faults: [said(.consentGone)], status: 404)
        case .otherWords: return try await page(faults: [said(.consentOtherWords)], status: 409)
        case .administered(let answer): return try await page(answer)
        case .answered(let answer):
            let faults = visit.faults(of: answer)
            guard !faults.isEmpty else { return .redirect(visit.address("/consents", after: answer)) }
            return try await page(faults: faults, status: 422)
        }
    }

    /// What came of an act of administration; the second factor it made is shown here, once.
    private func page(_ answer: AdministrativeAnswer) async throws(LedgerFault) -> Reply {
        switch answer {
        case .done(let done): SecretPage(visit: visit, back: "/consents").reply(done)
        case .denied(let faults):
            try await page(
                faults: faults.map {
                    .init(field: "", code: $0.notice.code, words: visit.wording.either($0.notice.zh, $0.notice.en))
                }, status: 422)
        default: try await page(faults: [said(.answerBusy)], status: 503)
        }
    }

    private func said(_ words: Phrase) -> ActReading.Fault { .init(field: "", code: "", words: visit.say(words)) }

    private func page(faults: [ActReading.Fault], status: Int) async throws(LedgerFault) -> Reply {
        let acts = try await console.doors.consents.list(visit.who.caller)
        let said: Markup =
            faults.isEmpty
            ? .nothing
            : """
            <div class="notice bad" role="alert"><ul>\(faults.map { "<li>\($0.words) <span class=\"code\">\($0.code)</span></li>" as Markup })</ul></div>
            """
        let waiting: Markup =
            acts.isEmpty
            ? "<p class=\"empty\">\(visit.say(.nothingWaits))</p>" : acts.map { sheet($0, faults) }.joined()
        return .page(
            Screen(
                title: visit.say(.consents), lead: Markup(text: visit.say(.consentsLead)), body: said + waiting,
                status: status))
    }

    private func sheet(_ act: PendingAct, _ faults: [ActReading.Fault]) -> Markup {
        let wording = visit.incoming.wording
        let facts: [(String, Markup)] = [
            (visit.say(.occurred), wording.time(act.occurredAt)),
            (visit.say(.handedIn), wording.time(act.handedInAt)),
            (visit.say(.organization), Links.link(.organizations, act.organization, act.organization)),
            (visit.say(.mayConsent), Markup(text: visit.names(of: act.roles.compactMap { Role(rawValue: $0) }))),
            (visit.say(.digest), "<span class=\"code\">\(act.digest)</span>"),
        ]
        let fresh = FreshFactor(faults: act.id == visit.place("number") ? faults : [], visit: visit)
        let words = report(act) ?? Tree(JSONTree(Array(act.body.utf8)), wording).markup
        let content: Markup = """
            \(Facts(pairs: facts).markup)<h3>\(visit.say(.itsWords))</h3>\(words)\
            <form action="/consents/\(Parameters.encoded(act.id))" method="post" data-once>\
            <input type="hidden" name="csrf" value="\(visit.who.csrf)"><input type="hidden" name="digest" value="\(act.digest)">\
            \(fresh.markup)<p class="buttons"><button class="main">\(visit.say(.consent))</button></p></form>
            """
        return Panel(title: wording.word("act", act.kind), content: content, anchor: act.id).markup
    }

    /// A bureau report as its page will show it; the figures that are consented to are the ones that wait.
    private func report(_ act: PendingAct) -> Markup? {
        guard act.kind == IssueBureauReport.name,
            let issue = try? JSONDecoder().decode(IssueBureauReport.self, from: Data(act.body.utf8))
        else { return nil }
        let (report, wording) = (issue.report, visit.wording)
        let pairs: [(String, Markup)] = [
            (visit.say(.number), "<span class=\"code\">\(issue.number.text)</span>"),
            (visit.say(.period), Markup(text: wording.either(report.period.chinese, report.period.english))),
            (visit.say(.region), Markup(text: wording.region(report.region))),
            (visit.say(.approvedBy), Markup(text: issue.approvedBy)),
            (visit.say(.reissueReason), Markup(text: issue.reason)),
        ]
        let facts = Facts(pairs: pairs.filter { !$0.1.isEmpty })
        let asOf: Markup = "<p class=\"soft\">\(visit.say(.dataAsOf, wording.moment(report.asOf)))</p>"
        return facts.markup + asOf + BureauReportPages(console: console, visit: visit).figures(report)
    }
}

extension Console {
    /// Acts that wait for a second person.
    var consentRoutes: [Route] {
        [
            .get("/consents") { console, visit throws(LedgerFault) in
                try await ConsentPages(console: console, visit: visit).list()
            },
            .post("/consents/{number}") { console, visit throws(LedgerFault) in
                try await ConsentPages(console: console, visit: visit).take()
            },
        ]
    }
}
