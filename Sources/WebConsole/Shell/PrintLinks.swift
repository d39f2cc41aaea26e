import Operations
import Prints
import Rules

/// What can be printed of the object a page is about: PDF made by the service, the same on every printer.
struct PrintLinks {
    /// Who looks.
    let visit: Visit

    /// The links; nothing where nothing is printed.
    var markup: Markup {
        let parts = visit.path.split(separator: "/")
        guard parts.count == 2 else { return .nothing }
        if parts[0] == "bureau-reports", parts[1] != "rows" { return bureauReport(visit.place("number")) }
        guard let resource = Resource(rawValue: String(parts[0])) else { return .nothing }
        let kinds = PrintKind.allCases.filter { $0.resource == resource }
        guard !kinds.isEmpty else { return .nothing }
        let query = Parameters([]).with("asOf", visit.asOf?.rfc3339)
        let links = kinds.map { kind -> Markup in
            let address = query.address(
                "/v1/\(resource.rawValue)/\(Parameters.encoded(visit.place("code")))/\(kind.rawValue).pdf")
            return "<a href=\"\(address)\">\(visit.incoming.wording.word("print", kind.rawValue)) PDF</a>"
        }
        return "<span class=\"prints no-print\">\(links.joined(" "))</span>"
    }

    /// An issued report, in the reader's language.
    private func bureauReport(_ number: String) -> Markup {
        guard !number.isEmpty else { return .nothing }
        let address = "/v1/bureau-reports/\(Parameters.encoded(number))"
        let language = visit.wording.language.rawValue
        return """
            <span class="prints no-print"><a href="\(address)/report.pdf?lang=\(language)">\(visit.say(.bureauReport)) PDF</a> \
            <a href="\(address)?format=xlsx&amp;lang=\(language)">xlsx</a></span>
            """
    }
}
