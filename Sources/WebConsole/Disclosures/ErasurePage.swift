import Custody
import Foundation
import Identity
import Operations

/// Where an administrator erases what tells a person: a name that a record left out, or a picture of a sample. He need not be able
/// to read the record; he is told its number by who may.
struct ErasurePage {
    /// The console.
    let console: Console
    /// Who erases.
    let visit: Visit

    /// What there is to erase, once a record or sample is named.
    func reply() async throws(LedgerFault) -> Reply {
        try await page(record: visit.query["record"], sample: visit.query["sample"], faults: [])
    }

    /// Erases one name or picture.
    func take() async throws(LedgerFault) -> Reply {
        let (record, sample) = (visit.fields["record"], visit.fields["sample"])
        let (part, purpose) = (visit.fields["part"] ?? "", visit.fields["purpose"] ?? "")
        let desk = visit.unveilingDesk(console)
        let answer =
            if let sample {
                try await desk.erasePicture(part, of: SampleCode(sample), for: purpose, by: visit.who.caller)
            } else {
                try await desk.erase(
                    Unveiling(record: record ?? "", part: part, purpose: purpose), by: visit.who.caller)
            }
        if case .told = answer { return .redirect("/erasures?administered=1") }
        return try await page(record: record, sample: sample, faults: visit.faults(of: answer))
    }

    private func page(record: String?, sample: String?, faults: [ActReading.Fault])
        async throws(LedgerFault) -> Reply
    {
        guard visit.who.caller.mayErase else {
            return try await console.refused("erasures-read", .erasures, visit)
        }
        var body = visit.administered + search("record", visit.say(.record), record)
        body = body + search("sample", visit.say(.sample), sample)
        if let sample, !sample.isEmpty {
            body = body + form(try await pictures(of: sample), ["sample": sample], faults)
        } else if let record, !record.isEmpty {
            body = body + form(try await names(of: record), ["record": record], faults)
        }
        return .page(
            Screen(
                title: visit.say(.erasures), lead: Markup(text: visit.say(.erasuresLead)), body: body,
                status: faults.isEmpty ? 200 : 422))
    }

    private func search(_ name: String, _ label: String, _ value: String?) -> Markup {
        """
        <form class="no-print" action="/erasures" method="get"><div class="fields">\
        <p class="field"><label for="erasures-\(name)">\(label)</label>\
        <input id="erasures-\(name)" class="code" name="\(name)" value="\(value ?? "")" autocomplete="off" required></p></div>\
        <p class="buttons"><button>\(visit.say(.search))</button></p></form>
        """
    }

    /// The names of a record of his region that are kept.
    private func names(of record: String) async throws(LedgerFault) -> [(value: String, label: String)] {
        let answer = try await visit.unveilingDesk(console).parts(of: record, for: visit.who.caller)
        guard case .told(let parts) = answer else { return [] }
        return parts.map { ($0, visit.wording.word("field", $0)) }
    }

    /// The pictures of a sample of his region that are not erased.
    private func pictures(of sample: String) async throws(LedgerFault) -> [(value: String, label: String)] {
        let pictures =
            try await visit.unveilingDesk(console).pictures(of: SampleCode(sample), for: visit.who.caller) ?? []
        return pictures.filter { !$0.isErased }.map { picture in
            (picture.digest, "\(visit.wording.word("field", picture.kind.rawValue)) \(picture.digest.prefix(12))…")
        }
    }

    private func form(
        _ choices: [(value: String, label: String)], _ about: [String: String], _ faults: [ActReading.Fault]
    ) -> Markup {
        guard !choices.isEmpty else {
            return PeoplePages.said(faults, visit) + "<p class=\"empty\">\(visit.say(.noNamesKept))</p>"
        }
        let form = AdministrativeForm(
            visit: visit, to: "/erasures", button: visit.say(.eraseForGood),
            fields: [
                .init(name: "part", label: visit.say(.partPlayed), form: .choice(choices)), .purpose(visit),
            ], hidden: about.map { ($0.key, $0.value) }, faults: faults)
        return Panel(title: visit.say(.eraseForGood), content: form.markup).markup
    }
}
