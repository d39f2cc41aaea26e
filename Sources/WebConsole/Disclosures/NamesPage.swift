import Custody
import Identity
import Operations

/// The names that a record left out: each is told for a purpose, and noted.
struct NamesPage {
    /// The console.
    let console: Console
    /// Who asks.
    let visit: Visit

    private var record: String { visit.place("code") }
    private var address: String { "/records/\(Parameters.encoded(record))/names" }

    /// The parts that somebody played, each to be asked for.
    func reply() async throws(LedgerFault) -> Reply { try await page(faults: []) }

    /// Tells one.
    func take() async throws(LedgerFault) -> Reply {
        let part = visit.fields["part"] ?? ""
        let asked = Unveiling(record: record, part: part, purpose: visit.fields["purpose"] ?? "")
        let answer = try await visit.unveilingDesk(console).reveal(asked, to: visit.who.caller)
        if case .told(let name) = answer { return try await page(told: (part, name), faults: []) }
        return try await page(faults: visit.faults(of: answer))
    }

    private func page(told: (part: String, name: String)? = nil, faults: [ActReading.Fault])
        async throws(LedgerFault) -> Reply
    {
        guard visit.who.caller.mayUnveil,
            case .told(let parts) = try await visit.unveilingDesk(console).parts(of: record, for: visit.who.caller)
        else { return .page(visit.missing(.objects)) }
        let answer: Markup =
            told.map { told in
                """
                <div class="notice good" role="status">\(visit.wording.word("field", told.part))\(visit.wording.colon)<strong>\(told.name)</strong></div>
                """
            } ?? .nothing
        let form: Markup =
            parts.isEmpty
            ? "<p class=\"empty\">\(visit.say(.noNamesKept))</p>"
            : AdministrativeForm(
                visit: visit, to: address, button: visit.say(.tellName),
                fields: [.parts(parts, visit), .purpose(visit)], faults: faults
            ).markup
        return .page(
            Screen(
                title: visit.say(.namesLeftOut), lead: Markup(text: visit.say(.namesLeftOutLead)),
                trail: [
                    .init(label: visit.say(.audit), address: "/records"),
                    .init(label: String(record.prefix(13)) + "…", address: "/records/\(Parameters.encoded(record))"),
                ], body: answer + Panel(title: visit.say(.tellName), content: form).markup,
                status: faults.isEmpty ? 200 : 422))
    }
}

extension AdministrativeForm.Input {
    /// What for, as everything asks that tells a person or erases him.
    static func purpose(_ visit: Visit) -> Self {
        Self(name: "purpose", label: visit.say(.purpose), least: PurposeFault.lengths.lowerBound)
    }

    /// One of the parts that somebody played.
    static func parts(_ parts: [String], _ visit: Visit) -> Self {
        Self(
            name: "part", label: visit.say(.partPlayed),
            form: .choice(parts.map { (value: $0, label: visit.wording.word("field", $0)) }))
    }
}

extension Visit {
    /// Where what tells a person is asked for.
    func unveilingDesk(_ console: Console) -> UnveilingDesk {
        UnveilingDesk(ledger: console.ledger, doors: console.doors)
    }

    /// What speaks against a question for what tells a person; nothing where it was told.
    func faults<Value: Sendable>(of answer: Unveiled<Value>) -> [ActReading.Fault] {
        switch answer {
        case .told: []
        case .unfit(let fault):
            [
                .init(
                    field: "purpose", code: fault.notice.code,
                    words: self.wording.either(fault.notice.zh, fault.notice.en))
            ]
        case .denied(let faults): self.faults(of: AdministrativeAnswer.denied(faults))
        case .unknown: self.faults(of: AdministrativeAnswer.unknown)
        }
    }
}

extension Console {
    /// What tells a person: told, and erased.
    var disclosureRoutes: [Route] {
        [
            .get("/records/{code}/names") { console, visit throws(LedgerFault) in
                try await NamesPage(console: console, visit: visit).reply()
            },
            .post("/records/{code}/names") { console, visit throws(LedgerFault) in
                try await NamesPage(console: console, visit: visit).take()
            },
            .post("/samples/{code}/signatures/{digest}") { console, visit throws(LedgerFault) in
                try await SignaturePicture(console: console, visit: visit).take()
            },
            .get("/erasures") { console, visit throws(LedgerFault) in
                try await ErasurePage(console: console, visit: visit).reply()
            },
            .post("/erasures") { console, visit throws(LedgerFault) in
                try await ErasurePage(console: console, visit: visit).take()
            },
        ]
    }
}
