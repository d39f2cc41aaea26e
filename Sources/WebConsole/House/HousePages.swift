import Operations
import Rules

/// What the house says of itself: the doctor's checks, and the addresses of the API.
struct HousePages {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    /// The doctor's checks.
    func status() async throws(LedgerFault) -> Reply {
        let checks = try await console.house.examine()
        let faults = checks.count { $0.outcome == .fault }
        let warnings = checks.count { $0.outcome == .warning }
        let table = Table(
            caption: visit.say(.checks),
            columns: [
                .init(Markup(text: visit.say(.check))), .init(Markup(text: visit.say(.outcome))),
                .init(Markup(text: visit.say(.found))),
                .init(Markup(text: visit.say(.remedy))),
            ],
            rows: checks.map { check in
                let look = ["good": "good", "warning": "grey", "fault": "bad"][check.outcome.rawValue] ?? "plain"
                return [
                    "<span class=\"code\">\(check.name)</span>",
                    visit.wording.tag(look, visit.wording.word("outcome", check.outcome.rawValue)),
                    Markup(text: visit.wording.either(check.zh, check.en)),
                    Markup(text: check.fix.isEmpty ? "—" : check.fix),
                ]
            }, isCaptionHidden: true)
        let badge =
            faults > 0
            ? visit.wording.tag("bad", visit.say(.faultCount, "\(faults)"))
            : warnings > 0
                ? visit.wording.tag("grey", visit.say(.warningCount, "\(warnings)"))
                : visit.wording.tag("good", visit.say(.allGood))
        return .page(
            Screen(
                title: visit.say(.systemStatus), badge: badge, lead: Markup(text: visit.say(.statusLead)),
                body: Panel(title: visit.say(.checks), content: table.markup).markup))
    }

    /// The API's addresses, from its own description.
    func api() -> Reply {
        let paths = JSONObject(console.house.openAPI)["paths"].object
        let rows = paths.members.keys.sorted().flatMap { path -> [[Markup]] in
            let methods = paths[path].object
            return ["get", "post", "put", "delete"].compactMap { method in
                let operation = methods[method].object
                guard !operation.members.isEmpty else { return nil }
                let parameters = operation["parameters"].list.compactMap {
                    $0.object["name"].text ?? $0.object["$ref"].text?.split(separator: "/").last.map { String($0) }
                }
                let more: Markup =
                    parameters.isEmpty
                    ? .nothing
                    : "<details><summary>\(visit.say(.parameters)) (\(parameters.count))</summary><span class=\"code\">\(parameters.joined(separator: ", "))</span></details>"
                return [
                    "<span class=\"code\"><strong>\(method.uppercased())</strong> \(path)</span>",
                    "\(operation["summary"].text ?? "")\(more)", Markup(text: operation["description"].text ?? ""),
                ]
            }
        }
        let table = Table(
            caption: visit.say(.addresses),
            columns: [
                .init(Markup(text: visit.say(.address))), .init(Markup(text: visit.say(.whatItDoes))),
                .init(Markup(text: visit.say(.notes))),
            ],
            rows: rows, isCaptionHidden: true)
        return .page(
            Screen(
                title: visit.say(.apiDocs), lead: "\(visit.say(.apiLead)) <a href=\"/openapi.json\">openapi.json</a>",
                body: Panel(title: visit.say(.addresses), content: table.markup).markup))
    }
}
