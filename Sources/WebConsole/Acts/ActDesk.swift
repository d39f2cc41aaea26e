import Custody
import Foundation
import Identity
import Operations
import Rules

/// Takes acts from forms: reads them, checks or books them, and says what happened beside the fields.
struct ActDesk {
    /// The console.
    let console: Console
    /// Who acts.
    let visit: Visit

    /// The form of an act, filled from the address: `?f.batch=…`.
    func show() async throws(LedgerFault) -> Reply {
        guard let form = ActForm.named(visit.place("kind")), permits(form) else { return missing }
        let prefix = Parameters(visit.query.pairs.filter { $0.name.hasPrefix("f.") || $0.name.hasPrefix("p.") })
        let fixed = Set((visit.query["fixed"] ?? "").split(separator: ",").map { String($0) })
        let sheet = try await sheet(form, prefix, back: back(visit.query["back"]), fixed: fixed)
        return page(sheet, status: 200)
    }

    /// Books or checks an act.
    func take() async throws(LedgerFault) -> Reply {
        guard let form = ActForm.named(visit.place("kind")) else { return missing }
        let key = visit.fields["key"] ?? ""
        let fixed = Set((visit.fields["fixed"] ?? "").split(separator: ",").map { String($0) })
        let reading = ActReading(form, visit.fields, visit.wording, now: visit.now)
        var sheet = try await sheet(form, visit.fields, back: back(visit.fields["back"]), fixed: fixed)
        sheet.key = key.isEmpty ? sheet.key : key
        guard let act = reading.act else {
            sheet.faults = reading.faults
            return page(sheet, status: 422)
        }
        let isCheck = visit.fields["check"] != nil
        let answer = await console.ledger.submit(
            Submission(
                actor: visit.who.actor, act: act, persons: reading.persons, occurredAt: reading.occurredAt,
                key: sheet.key, isDryRun: isCheck, authority: visit.who.authority))
        if isCheck, case .done = answer { sheet.comparison = try await comparison(sheet.fields) }
        return reply(answer, to: sheet, isCheck: isCheck)
    }

    /// Where a load is weighed again: how it differs from what left, before anything is booked.
    private func comparison(_ fields: Parameters) async throws(LedgerFault) -> Markup {
        guard let code = fields["f.manifest"], let scale = fields["f.scale"],
            let gross = Grams(kilograms: ActReading.narrowed(fields["f.grossGrams"] ?? "")),
            let tare = Grams(kilograms: ActReading.narrowed(fields["f.tareGrams"] ?? "")),
            let trip = try await console.ledger.find(.manifests, code, visit.who.actor, nil)?.decoded(Manifest.self)
        else { return .nothing }
        return try await ToleranceSheet(trip, weighed: (scale, gross, tare), console, visit).comparison
    }

    private func reply(_ answer: Answer, to sheet: ActSheet, isCheck: Bool) -> Reply {
        var sheet = sheet
        switch answer {
        case .done(let receipt, _) where isCheck:
            sheet.preview =
                CheckNotice(
                    visit: visit, receipt: receipt, fields: sheet.fields, comparison: sheet.comparison
                ).markup
            return page(sheet, status: 200)
        case .awaitsSecondPerson(let roles, _):
            sheet.preview = CheckNotice.second(visit, roles)
            return page(sheet, status: 200)
        case .done, .pending: return .redirect(visit.address(sheet.back, after: answer))
        case .refused(let refusal): sheet.faults = [fault(refusal, in: sheet)]
        case .denied, .stale, .keyReused, .notConfirmed, .busy: sheet.faults = visit.faults(of: answer)
        }
        return page(sheet, status: 422)
    }

    /// A refusal stands beside the field that holds what it is about.
    private func fault(_ refusal: Refusal, in sheet: ActSheet) -> ActReading.Fault {
        let reason = refusal.reason
        let field = sheet.form.fields.first {
            sheet.fields[$0.inputName] == refusal.subject || $0.name == refusal.subject
        }
        let words = visit.wording.either(reason.chinese, reason.english)
        let subject = refusal.subject.isEmpty ? "" : " (\(refusal.subject))"
        return .init(field: field?.name ?? "", code: reason.code, words: words + subject)
    }

    /// Whether a role may do an act at all; the book asks again.
    func permits(_ form: ActForm) -> Bool {
        if let role = visit.who.authority.participant?.acting.role {
            return Permission.of(role, to: form.name, relations: Set(Relation.allCases)) != .denied
        }
        return visit.who.actor.role == .administrator || form.kind.roles.contains(visit.who.actor.role)
    }

    private func back(_ wanted: String?) -> String { wanted.flatMap { SignInPage.isLocal($0) ? $0 : nil } ?? "/" }
    private var missing: Reply { .page(Screen(title: visit.say(.noSuchPage), body: .nothing, status: 404)) }

    private func page(_ sheet: ActSheet, status: Int) -> Reply {
        .page(
            Screen(
                title: visit.wording.word("act", sheet.form.name),
                lead: Markup(text: visit.say(.actLead)),
                trail: [.init(label: visit.say(.back), address: sheet.back)],
                body: Panel(
                    title: visit.say(.form), content: sheet.markup + DeskKeys(visit: visit).markup, look: "desk-sheet"
                ).markup, status: status))
    }

    /// A form with its choices and a number of its own.
    func sheet(
        _ form: ActForm, _ filled: Parameters, back: String, fixed: Set<String> = []
    ) async throws(LedgerFault) -> ActSheet {
        let choices = try await ActChoices(console: console, visit: visit).of(form, filled)
        var fields = filled
        for (name, value) in ActNumbers(now: visit.now, actor: visit.who.actor).suggestions(for: form)
        where fields["f.\(name)"] == nil {
            fields = fields.with("f.\(name)", value)
        }
        return ActSheet(
            form: form, visit: visit, fields: fields, choices: choices, fixed: fixed, back: back,
            key: UUID().uuidString.lowercased())
    }
}

/// What a check found: nothing was booked yet.
struct CheckNotice {
    /// Who checks.
    let visit: Visit
    /// What the book would say.
    let receipt: Receipt
    /// What was filled in.
    let fields: Parameters
    /// How a load differs from what left.
    var comparison: Markup = .nothing

    /// That the act could be done once another person consents.
    static func second(_ visit: Visit, _ roles: Set<Role>) -> Markup {
        "<div class=\"notice good\" role=\"status\"><strong>\(visit.say(.checkPassed))</strong> \(visit.say(.awaitsSecond, visit.names(of: roles)))</div>"
    }

    /// The notice.
    var markup: Markup {
        let net = fields["f.grossGrams"].flatMap { gross -> Markup? in
            guard let high = Grams(kilograms: ActReading.narrowed(gross)),
                let low = Grams(kilograms: ActReading.narrowed(fields["f.tareGrams"] ?? ""))
            else { return nil }
            return
                "<p>\(visit.say(.netWeight)) <span class=\"result\">\(visit.wording.kilograms((high - low).value))</span> \(visit.say(.kilogram))</p>"
        }
        let findings = receipt.findings.map { finding -> Markup in
            "<li>\(visit.wording.tag(severity: finding.kind.severity.rawValue)) \(visit.wording.either(finding.kind.chinese, finding.kind.english))\(visit.wording.colon)\(finding.detail) <span class=\"code\">\(finding.kind.code)</span></li>"
        }
        let list: Markup = findings.isEmpty ? "<p>\(visit.say(.noFindings))</p>" : "<ul>\(findings)</ul>"
        return
            "<div class=\"notice good\" role=\"status\"><strong>\(visit.say(.checkPassed))</strong>\(net)\(comparison)\(list)</div>"
    }
}
