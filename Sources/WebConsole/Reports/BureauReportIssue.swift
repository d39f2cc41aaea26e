import Custody
import Foundation
import Operations
import Rules

/// Issuing a bureau report: its figures are the service's own, the officer says period, version and who approved.
struct BureauReportIssue {
    /// The console.
    let console: Console
    /// Who issues.
    let visit: Visit

    private var mayIssue: Bool { [.officer, .administrator].contains(visit.who.actor.role) }

    /// The form, for who may issue.
    func form(region: String, period: ReportPeriod, version: Int) -> Markup {
        guard mayIssue else { return .nothing }
        let typed = visit.fields
        let fields: [(String, Phrase, String)] = [
            ("version", .version, typed["version"] ?? "\(version)"),
            ("approvedBy", .approvedBy, typed["approvedBy"] ?? ""),
            ("reason", .reissueReason, typed["reason"] ?? ""),
        ]
        let inputs = fields.map { name, label, value -> Markup in
            let required: Markup = name == "reason" ? "" : " required"
            return """
                <p class="field"><label for="issue-\(name)">\(visit.say(label))</label>\
                <input id="issue-\(name)" name="\(name)" value="\(value)" autocomplete="off"\(required)></p>
                """
        }
        let content: Markup = """
            <p class="soft">\(visit.say(.issueLead))</p><form action="/bureau-reports" method="post" data-once>\
            <input type="hidden" name="csrf" value="\(visit.who.csrf)"><input type="hidden" name="key" value="\(typed["key"] ?? UUID().uuidString.lowercased())">\
            <input type="hidden" name="region" value="\(region)"><input type="hidden" name="period" value="\(period.text)">\
            <div class="fields">\(inputs)</div><p class="buttons"><button class="main">\(visit.say(.issueReport))</button></p></form>
            """
        return Panel(title: visit.say(.issueReport), content: content, anchor: "issue", look: "no-print").markup
    }

    /// Issues, or says why not over the form.
    func take() async throws(LedgerFault) -> Reply {
        let fields = visit.fields
        guard mayIssue, let period = fields["period"].flatMap({ ReportPeriod($0) }), let region = fields["region"],
            BureauReport.isRegion(region)
        else { return .page(visit.missing(.bureauReports)) }
        guard let version = fields["version"].flatMap({ Int(ActReading.narrowed($0)) }),
            let approver = fields["approvedBy"]
        else { return refused("\(visit.say(.faultMissing)) (GL-Q-0001)", region, period) }
        let request = BureauReportRequest(
            region: region, period: period, version: version, asOf: visit.now, approvedBy: approver,
            reason: fields["reason"])
        let answer = try await console.reports.issue(
            request, visit.who.caller, fields["key"] ?? UUID().uuidString.lowercased(), false)
        switch answer {
        case .done:
            return .redirect(
                visit.address("/bureau-reports/\(Parameters.encoded(request.number.text))", after: answer))
        case .pending: return .redirect(visit.address("/bureau-reports", after: answer))
        default:
            let words = visit.faults(of: answer).map { "\($0.words) (\($0.code))" }
            return refused(words.joined(separator: visit.wording.either("；", "; ")), region, period)
        }
    }

    private func refused(_ words: String, _ region: String, _ period: ReportPeriod) -> Reply {
        .page(
            Screen(
                title: visit.say(.issueReport),
                trail: [.init(label: visit.say(.bureauReports), address: "/bureau-reports")],
                body: "<p class=\"notice bad\" role=\"alert\">\(words)</p>"
                    + form(region: region, period: period, version: 1),
                status: 422))
    }
}
