import Custody
import Operations
import Rules

/// Where over-limit grain goes in the end: the list with the season's flow, and the page of one plan.
struct DisposalPages {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var wording: Wording { visit.wording }

    /// The list, under the flow of everything that was disposed of.
    func list() async throws(LedgerFault) -> Reply {
        guard let layout = ListLayout.of(.disposals) else { return .page(visit.missing(.disposals)) }
        let reply = try await ListPage(console: console, visit: visit, layout: layout).reply()
        guard case .page(var screen) = reply else { return reply }
        let query = ListQuery(.disposals).standing(at: visit.asOf)
        let plans = try await console.ledger.everything(query, visit.who.actor).compactMap { $0.decoded(Disposal.self) }
        let batches = ListQuery(.batches).filtered("grainClass", ["B", "C", "D"]).standing(at: visit.asOf)
            .showing("grainClass")
        var classes: [String: GrainClass] = [:]
        for document in try await console.ledger.everything(batches, visit.who.actor) {
            classes[document.code] = JSONObject(document.json)["grainClass"].text.flatMap { GrainClass(rawValue: $0) }
        }
        let names = try await Names(console, visit)
        if !plans.isEmpty {
            screen.body =
                Panel(title: visit.say(.disposalFlow), content: flow(plans, classes, names)).markup + screen.body
        }
        return .page(screen)
    }

    /// Classes to facilities to what became of it.
    func flow(_ plans: [Disposal], _ classes: [String: GrainClass], _ names: Names) -> Markup {
        var sums: [Sankey.Node: [Sankey.Node: Int64]] = [:]
        func add(_ from: Sankey.Node, _ to: Sankey.Node, _ grams: Int64) {
            if grams > 0 { sums[from, default: [:]][to, default: 0] += grams }
        }
        for plan in plans {
            let grainClass = classes[plan.batch.text] ?? .pending
            let source = Sankey.Node(column: 0, label: wording.name(of: grainClass), look: "k-\(grainClass.rawValue)")
            let facility = Sankey.Node(column: 1, label: names.organization(plan.facility.text), look: "k-in")
            add(source, facility, plan.receivedGrams.value)
            let runs = plan.processings
            func end(_ phrase: Phrase, _ look: String) -> Sankey.Node {
                .init(column: 2, label: visit.say(phrase), look: look)
            }
            add(facility, end(.product, "k-stock"), runs.reduce(0) { $0 + $1.productGrams.value })
            add(facility, end(.residue, "k-out"), runs.reduce(0) { $0 + $1.residueGrams.value })
            add(facility, end(.processLoss, "k-loss"), runs.reduce(0) { $0 + $1.lossGrams.value })
            add(facility, end(.notProcessed, "k-pending"), (plan.receivedGrams - plan.processedGrams).value)
        }
        let flows = sums.flatMap { from, ends in ends.map { Sankey.Flow(from: from, to: $0.key, grams: $0.value) } }
            .sorted { ($0.from.column, $0.from.label, $0.to.label) < ($1.from.column, $1.from.label, $1.to.label) }
        guard !flows.isEmpty else { return "<p class=\"empty\">\(visit.say(.nothingReceived))</p>" }
        let title = visit.say(.disposalFlow)
        let sankey = Sankey(flows: flows, title: title, wording: wording)
        return Figure(
            caption: title, drawing: sankey.drawing, table: sankey.table, showData: visit.say(.showData)
        ).markup
    }

    /// One plan.
    func page() async throws(LedgerFault) -> Reply {
        guard
            let plan = try await console.ledger.find(.disposals, visit.place("code"), visit.who.actor, visit.asOf)?
                .decoded(Disposal.self)
        else { return .page(visit.missing(.disposals)) }
        let names = try await Names(console, visit)
        let grainClass =
            try await console.ledger.find(.batches, plan.batch.text, visit.who.actor, visit.asOf)
            .flatMap { JSONObject($0.json)["grainClass"].text }.flatMap { GrainClass(rawValue: $0) } ?? .pending
        let state =
            plan.certificate.map { wording.tag("done", visit.say(.certifiedBy, $0)) }
            ?? plan.withdrawnAt.map { wording.tag("done", "\(visit.say(.withdrawn)) \(wording.moment($0))") }
            ?? (plan.until.map { $0 < visit.now.chinaDate } == true
                ? wording.tag("late", visit.say(.overdue)) : wording.tag("grey", visit.say(.underWay)))
        let body: Markup = """
            \(facts(plan, names))\(Panel(title: visit.say(.flow), content: flow([plan], [plan.batch.text: grainClass], names)).markup)\
            <div class="columns third"><div>\(Panel(title: visit.say(.processings), content: processings(plan)).markup)</div>\
            <div>\(Panel(title: visit.say(.actsNow), content: try await forms(plan), look: "no-print").markup)</div></div>
            """
        return .page(
            Screen(
                title: "\(visit.say(.disposal)) \(plan.code)", badge: "\(wording.badge(grainClass)) \(state)",
                lead:
                    "\(wording.word("use-class", "\(plan.useClass)")) · \(Links.link(.batches, plan.batch.text)) → \(names.organization(plan.facility.text))",
                trail: [.init(label: visit.say(.disposals), address: "/disposals")], body: body, asOf: visit.asOf))
    }

    private func facts(_ plan: Disposal, _ names: Names) -> Markup {
        let tiles: [(Phrase, Grams)] = [
            (.planned, plan.plannedGrams), (.dispatchedMass, plan.dispatchedGrams), (.received, plan.receivedGrams),
            (.processed, plan.processedGrams),
        ]
        return
            "<ul class=\"tiles\">\(tiles.map { "<li class=\"tile calm\"><span class=\"tile-name\">\(visit.say($0.0))</span><span class=\"tile-value\">\(wording.mass($0.1.value))</span></li>" as Markup })</ul>"
            + Panel(
                title: visit.say(.plan),
                content: Facts(pairs: [
                    (visit.say(.county), Markup(text: wording.region(plan.county))),
                    (
                        visit.say(.facility),
                        Links.link(.organizations, plan.facility.text, names.organization(plan.facility.text))
                    ),
                    (visit.say(.approvedAt), wording.time(plan.approvedAt)),
                    (visit.say(.until), Markup(text: plan.until?.description ?? "—")),
                    (visit.say(.contract), Markup(text: plan.contract.isEmpty ? "—" : plan.contract)),
                ]).markup
            ).markup
    }

    private func processings(_ plan: Disposal) -> Markup {
        Table(
            caption: visit.say(.processings),
            columns: [
                .init(Markup(text: visit.say(.number))), .init(Markup(text: visit.say(.time))),
                .init("\(visit.say(.input)) (\(visit.say(.tonne)))", number: true),
                .init("\(visit.say(.product)) (\(visit.say(.tonne)))", number: true),
                .init("\(visit.say(.residue)) (\(visit.say(.tonne)))", number: true),
                .init("\(visit.say(.processLoss)) (\(visit.say(.tonne)))", number: true),
                .init(Markup(text: visit.say(.outputTest))),
            ],
            rows: plan.processings.map { run in
                [
                    Markup(text: run.number), wording.time(run.at), Markup(text: wording.tonnes(run.inputGrams.value)),
                    "\(wording.tonnes(run.productGrams.value)) <span class=\"soft\">\(run.product)</span>",
                    "\(wording.tonnes(run.residueGrams.value)) <span class=\"soft\">\(run.residue) → \(run.residueTo)</span>",
                    Markup(text: wording.tonnes(run.lossGrams.value)),
                    run.outputVerdict.isEmpty
                        ? "—"
                        : wording.tag(
                            run.outputVerdict == "pass" ? "good" : "bad", wording.word("output", run.outputVerdict)),
                ]
            }, empty: visit.say(.nothingProcessed), isCaptionHidden: true
        ).markup
    }

    private func forms(_ plan: Disposal) async throws(LedgerFault) -> Markup {
        guard plan.isOpen else { return "<p class=\"empty\">\(visit.say(.noActs))</p>" }
        let desk = ActDesk(console: console, visit: visit)
        var forms: [Markup] = []
        let possible =
            plan.dispatchedGrams == .zero
            ? [WithdrawDisposal.name] : [RecordProcessing.name, RetreatOutput.name, CertifyDisposal.name]
        for name in possible {
            guard let form = ActForm.named(name), desk.permits(form) else { continue }
            let filled = Parameters([.init(name: "f.disposal", value: plan.code.text)])
            let sheet = try await desk.sheet(
                form, filled, back: Links.address(.disposals, plan.code.text), fixed: ["disposal"])
            forms.append(
                "<details class=\"fold\"><summary>\(wording.word("act", name))</summary>\(sheet.markup)</details>")
        }
        return forms.isEmpty ? "<p class=\"empty\">\(visit.say(.noActs))</p>" : forms.joined()
    }
}
