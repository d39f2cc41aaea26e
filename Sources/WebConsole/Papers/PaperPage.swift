import Foundation
import Operations
import Prints
import Rules

/// Holds a paper against the book by the seal that is printed on it: what the QR code of a paper leads to, and who types the seal comes to.
struct PaperPage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var paper: PrintKind? {
        visit.query["paper"].flatMap { PrintKind(rawValue: $0) }.flatMap { PrintKind.sealed.contains($0) ? $0 : nil }
    }
    private var code: String { visit.query["code"]?.trimmingCharacters(in: .whitespaces).uppercased() ?? "" }

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        guard let typed = visit.query["seal"], let paper, !code.isEmpty else { return page(.nothing) }
        guard let seal = Self.seal(typed) else {
            return page("<p class=\"notice bad\" role=\"alert\">\(visit.say(.sealForm))</p>", status: 422)
        }
        let found: Seal?
        do {
            found = try await PrintDesk(ledger: console.ledger, address: nil)
                .seal(of: paper, code, visit.who.actor, asOf: visit.asOf)
        } catch {
            throw .away
        }
        guard let found else {
            return page("<p class=\"notice bad\" role=\"alert\">\(visit.say(.noSuchObject, code))</p>", status: 404)
        }
        return page(outcome(paper, typed: seal, found: found.code))
    }

    /// What was typed in the form it is printed in; `nil` when it can be no seal.
    static func seal(_ typed: String) -> String? {
        let letters = typed.uppercased().filter { $0 != "-" && $0 != " " }
        guard letters.wholeMatch(of: #/[0-9A-F]{16}/#) != nil else { return nil }
        let all = Array(letters)
        return stride(from: 0, to: 16, by: 4).map { String(all[$0..<$0 + 4]) }.joined(separator: "-")
    }

    private func outcome(_ paper: PrintKind, typed: String, found: String) -> Markup {
        let isSame = typed == found
        let notice: Markup =
            isSame
            ? "<p class=\"notice good\" role=\"status\">\(visit.say(.same))</p>"
            : "<p class=\"notice bad\" role=\"alert\">\(visit.say(.differs))</p>"
        let facts = Facts(pairs: [
            (visit.say(.paper), Markup(text: name(paper))), (visit.say(.paperCode), Links.link(paper.resource, code)),
            (visit.say(.onThePaper), "<span class=\"code\">\(typed)</span>"),
            (visit.say(.inTheBook), "<span class=\"code\">\(found)</span>"),
        ])
        let address = Parameters([]).with("asOf", visit.asOf?.rfc3339)
            .address("/v1/\(paper.resource.rawValue)/\(Parameters.encoded(code))/\(paper.rawValue).pdf")
        return notice
            + Panel(
                title: name(paper),
                content: facts.markup + "<p><a href=\"\(address)\">\(visit.say(.printAnew)) PDF</a></p>"
            ).markup
    }

    private func name(_ paper: PrintKind) -> String { visit.wording.word("print", paper.rawValue) }

    private func page(_ outcome: Markup, status: Int = 200) -> Reply {
        .page(
            Screen(
                title: visit.say(.paperTitle), lead: Markup(text: visit.say(.paperLead)), body: outcome + form,
                asOf: visit.asOf,
                status: status))
    }

    private var form: Markup {
        let kinds = PrintKind.sealed.map { one -> Markup in
            "<option value=\"\(one.rawValue)\"\(one == paper ? " selected" as Markup : .nothing)>\(name(one))</option>"
        }
        let day = visit.asOf?.chinaDate.description ?? ""
        let content: Markup = """
            <form action="/papers" method="get"><div class="fields">\
            <p class="field"><label for="paper">\(visit.say(.paper))</label><select id="paper" name="paper">\(kinds)</select></p>\
            <p class="field"><label for="code">\(visit.say(.paperCode))</label><input id="code" name="code" value="\(code)" required></p>\
            <p class="field"><label for="seal">\(visit.say(.seal))</label><input id="seal" name="seal" class="code" \
            value="\(visit.query["seal"] ?? "")" required autocomplete="off"><span class="hint">\(visit.say(.sealHint))</span></p>\
            <p class="field"><label for="asOf">\(visit.say(.day))</label><input id="asOf" type="date" name="asOf" value="\(day)">\
            <span class="hint">\(visit.say(.dayHint))</span></p></div><p class="buttons"><button class="main">\(visit.say(.checkIt))</button></p></form>
            """
        return Panel(title: visit.say(.paperTitle), content: content).markup
    }
}
