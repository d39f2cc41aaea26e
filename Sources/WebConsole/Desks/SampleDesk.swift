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
        let code = ActReading.narrowed(visit.query["code"] ?? "")
        let own = ("laboratory", [visit.who.actor.organization.text])
        let today = Timestamp(startOf: visit.now.chinaDate).rfc3339
        let waiting = try await samples([("state", ["collected"])], order: "collectedAt", descending: false)
        let taken = try await samples([own], since: today, order: "receivedAt", descending: true)
        let refused = try await samples(
            [own, ("state", ["refused"])], since: today, order: "receivedAt", descending: true)
        let scan: Markup = """
            <form method="get" action="\(Self.address)" class="desk gate"><p class="field"><label for="code">\(visit.say(.scanSample))</label>\
            <input id="code" name="code" value="\(code)" autocomplete="off"\(code.isEmpty ? Self.focus : .nothing)></p>\
            <p><button class="main">\(visit.say(.fetchSample))</button></p></form>
            """
        let tally = visit.say(
            .sampleTally, wording.count(taken.total - refused.total), wording.count(refused.total),
            wording.count(waiting.total))
        var body = Panel(title: visit.say(.sampleAtDesk), content: "<p class=\"tally\">\(tally)</p>\(scan)").markup
        if !code.isEmpty { body = body + (try await card(code)) }
        body =
            body
            + "<div class=\"columns\"><div>\(Panel(title: visit.say(.samplesWaiting), content: table(waiting.shown)).markup)</div><div>\(Panel(title: visit.say(.samplesToday), content: table(taken.shown)).markup)</div></div>"
        return .page(Screen(title: visit.say(.sampleDesk), lead: Markup(text: visit.say(.sampleDeskLead)), body: body))
    }
    private static let focus: Markup = " autofocus"

    private func samples(
        _ conditions: [(String, [String])], since: String? = nil, order: String, descending: Bool
    ) async throws(LedgerFault) -> (shown: [Sample], total: Int64) {
        var query = ListQuery(.samples).sorted(by: order, descending: descending).limited(to: 100).counted
        for (name, values) in conditions where values != [""] { query = query.filtered(name, values) }
        if let since { query = query.filtered("receivedAt", atLeast: since) }
        let page = try await console.ledger.list(query, visit.who.actor)
        return (page.documents.compactMap { $0.decoded(Sample.self) }, page.total ?? 0)
    }

    private func card(_ code: String) async throws(LedgerFault) -> Markup {
        let sample = try await console.ledger.find(.samples, code, visit.who.actor, nil)?.decoded(Sample.self)
        var facts: Markup = "<p class=\"notice\" role=\"status\">\(visit.say(.sampleNotListed, code))</p>"
        if let sample {
            facts =
                Facts(pairs: [
                    (visit.say(.collectedAndSealed), "\(wording.time(sample.collectedAt)) \(remaining(sample))"),
                    (visit.say(.mass), wording.exactMass(sample.grams.value)),
                    (visit.say(.state), wording.tag(sample: sample.state.rawValue)),
                ]).markup
        }
        let desk = ActDesk(console: console, visit: visit)
        guard sample.map({ $0.state == .collected }) ?? true, let form = ActForm.named(ReceiveSample.name),
            desk.permits(form)
        else {
            return Panel(title: "\(visit.say(.sample)) \(code)", content: facts).markup
        }
        let own = visit.who.actor.organization.text
        var filled = Parameters([
            .init(name: "f.sample", value: code), .init(name: "f.sealIntact", value: "true"),
            .init(name: "f.accepted", value: "true"),
        ])
        if !own.isEmpty { filled = filled.with("f.laboratory", own) }
        let sheet = try await desk.sheet(
            form, filled, back: Self.address, fixed: own.isEmpty ? ["sample"] : ["sample", "laboratory"])
        return Panel(
            title: "\(visit.say(.sample)) \(code)", content: facts + sheet.markup + DeskKeys(visit: visit).markup,
            look: "desk"
        ).markup
    }

    /// Hours that are left of the two days, or that they are over.
    private func remaining(_ sample: Sample) -> Markup {
        let end = sample.receivedAt ?? visit.now
        if end > sample.dueAtLaboratory { return wording.tag("late", visit.say(.laterThanTwoDays)) }
        func hours(_ from: Timestamp, _ to: Timestamp) -> String {
            "\((to.microseconds - from.microseconds) / 3_600_000_000)"
        }
        return sample.receivedAt == nil
            ? wording.tag("plain", visit.say(.hoursLeft, hours(end, sample.dueAtLaboratory)))
            : wording.tag("good", visit.say(.hours, hours(sample.collectedAt, end)))
    }

    private func table(_ samples: [Sample]) -> Markup {
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
                        ? "<a class=\"code\" href=\"\(Self.address)?code=\(Parameters.encoded(code))\">\(code)</a>"
                        : Links.link(.samples, code),
                    Markup(text: sample.blindCode ?? "—"),
                    "\(wording.time(sample.collectedAt)) \(remaining(sample))",
                    wording.tag(sample: sample.state.rawValue),
                ]
            }, empty: visit.say(.noSamplesHere), isCaptionHidden: true
        ).markup
    }
}
