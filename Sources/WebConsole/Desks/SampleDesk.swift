import Custody
import Operations
import Rules

/// 收样台: a laboratory scans a sample, looks at its seal, and takes it in under a blind code, or refuses it.
struct SampleDesk {
    /// The console.
    let console: Console
    /// Who works there.
    let visit: Visit

    private static let address = "/desks/samples"
    private var wording: Wording { visit.wording }

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let typed = ActReading.narrowed(visit.query["code"] ?? "")
        var isOne = false
        if typed.contains(" ") { isOne = try await console.ledger.find(.samples, typed, visit.who.actor, nil) != nil }
        let scanned = isOne ? [typed] : ReceivedSheet.codes(in: typed)
        // The code of a transfer sheet holds those of all its samples.
        let sheet = try await ReceivedSheet(
            scanned.count > 1 ? scanned : ReceivedSheet.codes(in: visit.query["sheet"] ?? ""), console, visit)
        let code = scanned.count == 1 ? scanned[0] : ""
        let own = ("laboratory", [visit.who.actor.organization.text])
        let today = Timestamp(startOf: visit.now.chinaDate).rfc3339
        let waiting = try await samples([("state", ["collected"])], order: "collectedAt", descending: false)
        let taken = try await samples([own], since: today, order: "receivedAt", descending: true)
        let refused = try await samples(
            [own, ("state", ["refused"])], since: today, order: "receivedAt", descending: true)
        let scan: Markup = """
            <form method="get" action="\(Self.address)" class="desk gate">\(kept(sheet))<p class="field"><label for="code">\(visit.say(.scanSample))</label>\
            <input id="code" name="code" value="\(code)" autocomplete="off"\(code.isEmpty ? Self.focus : .nothing)></p>\
            <p><button class="main">\(visit.say(.fetchSample))</button></p></form>
            """
        let tally = visit.say(
            .sampleTally, wording.count(taken.total - refused.total), wording.count(refused.total),
            wording.count(waiting.total))
        var body = Panel(title: visit.say(.sampleAtDesk), content: "<p class=\"tally\">\(tally)</p>\(scan)").markup
        if !code.isEmpty { body = body + (try await card(code, on: sheet)) }
        body = body + sheet.markup
        body =
            body
            + "<div class=\"columns\"><div>\(Panel(title: visit.say(.samplesWaiting), content: table(waiting.shown, on: sheet)).markup)</div><div>\(Panel(title: visit.say(.samplesToday), content: table(taken.shown, on: sheet)).markup)</div></div>"
        return .page(Screen(title: visit.say(.sampleDesk), lead: Markup(text: visit.say(.sampleDeskLead)), body: body))
    }
    private static let focus: Markup = " autofocus"

    /// Keeps the sheet that is being worked through from scan to scan.
    private func kept(_ sheet: ReceivedSheet) -> Markup {
        sheet.codes.isEmpty
            ? .nothing : "<input type=\"hidden\" name=\"sheet\" value=\"\(sheet.codes.joined(separator: " "))\">"
    }

    private func samples(
        _ conditions: [(String, [String])], since: String? = nil, order: String, descending: Bool
    ) async throws(LedgerFault) -> (shown: [Sample], total: Int64) {
        var query = ListQuery(.samples).sorted(by: order, descending: descending).limited(to: 100).counted
        for (name, values) in conditions where values != [""] { query = query.filtered(name, values) }
        if let since { query = query.filtered("receivedAt", atLeast: since) }
        let page = try await console.ledger.list(query, visit.who.actor)
        return (page.documents.compactMap { $0.decoded(Sample.self) }, page.total ?? 0)
    }

    private func card(_ code: String, on list: ReceivedSheet) async throws(LedgerFault) -> Markup {
        let sample = try await console.ledger.find(.samples, code, visit.who.actor, nil)?.decoded(Sample.self)
        var facts: Markup = "<p class=\"notice\" role=\"status\">\(visit.say(.sampleNotListed, code))</p>"
        let stray: Markup =
            list.codes.isEmpty || list.codes.contains(code)
            ? .nothing : "<p class=\"notice warn\" role=\"alert\">\(visit.say(.notOnSheet, code))</p>"
        if let sample {
            facts =
                Facts(pairs: [
                    (
                        visit.say(.collectedAndSealed),
                        "\(wording.time(sample.collectedAt)) \(SampleClock(sample, visit).tag)"
                    ),
                    (visit.say(.mass), wording.exactMass(sample.grams.value)),
                    (visit.say(.state), wording.tag(sample: sample.state.rawValue)),
                ]).markup
        }
        let desk = ActDesk(console: console, visit: visit)
        guard sample.map({ $0.state == .collected }) ?? true, let form = ActForm.named(ReceiveSample.name),
            desk.permits(form)
        else {
            return Panel(title: "\(visit.say(.sample)) \(code)", content: stray + facts).markup
        }
        let own = visit.who.actor.organization.text
        var filled = Parameters([
            .init(name: "f.sample", value: code), .init(name: "f.sealIntact", value: "true"),
            .init(name: "f.accepted", value: "true"),
        ])
        if !own.isEmpty { filled = filled.with("f.laboratory", own) }
        let sheet = try await desk.sheet(
            form, filled, back: list.codes.isEmpty ? Self.address : "\(Self.address)?\(list.query)",
            fixed: own.isEmpty ? ["sample"] : ["sample", "laboratory"])
        return Panel(
            title: "\(visit.say(.sample)) \(code)",
            content: stray + facts + sheet.markup + DeskKeys(visit: visit).markup,
            look: "desk"
        ).markup
    }

    private func table(_ samples: [Sample], on sheet: ReceivedSheet) -> Markup {
        Table(
            caption: visit.say(.samples),
            columns: [
                .init(Markup(text: visit.say(.sample))), .init(Markup(text: visit.say(.blindCode))),
                .init(Markup(text: visit.say(.collectedAndSealed))), .init(Markup(text: visit.say(.state))),
            ],
            rows: samples.map { sample in
                let code = sample.code.text
                return [
                    sample.state == .collected
                        ? "<a class=\"code\" href=\"\(Self.address)?\(sheet.query)&amp;code=\(Parameters.encoded(code))\">\(code)</a>"
                        : Links.link(.samples, code),
                    Markup(text: sample.blindCode ?? "—"),
                    "\(wording.time(sample.collectedAt)) \(SampleClock(sample, visit).tag)",
                    wording.tag(sample: sample.state.rawValue),
                ]
            }, empty: visit.say(.noSamplesHere), isCaptionHidden: true
        ).markup
    }
}
