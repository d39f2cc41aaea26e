import Identity
import Operations

/// Takes the forms of administration: the act goes to the operation, and what it answers comes back beside the fields.
struct PeopleDesk {
    /// The console.
    let console: Console
    /// Who acts.
    let visit: Visit

    private func text(_ name: String) -> String { visit.fields[name] ?? "" }
    private var code: String { visit.place("code") }

    private var membership: MembershipEntry {
        MembershipEntry(
            organization: text("organization"), role: text("role"), region: visit.fields["region"],
            validFrom: visit.fields["validFrom"], validTo: visit.fields["validTo"])
    }

    /// Registers a person, and goes to his page.
    func register() async throws(LedgerFault) -> Reply {
        let entry = PersonEntry(
            alias: text("alias"), name: visit.fields["name"], phone: visit.fields["phone"], membership: membership)
        let answer = try await perform(.registerPerson(entry))
        switch answer {
        case .done(let done): return .redirect("/people/\(done.subject)?administered=1")
        case .waits(_, let subject, let roles):
            return .redirect("/people/\(subject)?awaits=\(roles.map(\.rawValue).sorted().joined(separator: ","))")
        default: return PeoplePages(console: console, visit: visit).new(faults: visit.faults(of: answer))
        }
    }

    /// Does something with a person or what he holds, and comes back to his page.
    func act(_ kind: String) async throws(LedgerFault) -> Reply {
        let act: AdministrativeAct
        switch kind {
        case "grant": act = .grantMembership(person: code, membership)
        case "suspend": act = .suspendPerson(code, reason: text("reason"))
        case "restore": act = .restorePerson(code, reason: text("reason"))
        case "suspend-membership": act = .suspendMembership(code, reason: text("reason"))
        case "restore-membership": act = .restoreMembership(code, reason: text("reason"))
        case "end": act = .endMembership(code, reason: text("reason"))
        case "account": act = .openAccount(membership: code, name: text("name"))
        case "password": act = .resetPassword(account: code)
        default: act = .resetFactor(account: code)
        }
        let person = kind == "grant" ? code : text("person")
        let back = "/people/\(Parameters.encoded(person))"
        let answer = try await perform(act)
        switch answer {
        case .done(let done): return SecretPage(visit: visit, back: back).reply(done)
        case .waits(_, _, let roles):
            return .redirect("\(back)?awaits=\(roles.map(\.rawValue).sorted().joined(separator: ","))")
        default:
            return try await PeoplePages(console: console, visit: visit)
                .person(person, faults: visit.faults(of: answer))
        }
    }

    /// Tells name and telephone number of a person on his page, this once.
    func tell() async throws(LedgerFault) -> Reply {
        let answer = try await visit.unveilingDesk(console).person(
            code, for: text("purpose"), to: visit.who.caller)
        let pages = PeoplePages(console: console, visit: visit)
        if case .told(let detail) = answer { return try await pages.person(code, told: detail) }
        return try await pages.person(code, faults: visit.faults(of: answer))
    }

    /// Grants a credential; its secret is shown on the page that answers, and nowhere else.
    func grant() async throws(LedgerFault) -> Reply {
        let entry = CredentialEntry(
            name: text("name"), kind: text("kind"), membership: text("membership"),
            scopes: text("scopes").split(separator: " ").map { String($0) }, days: Int(text("days")),
            certificate: visit.fields["certificate"], unbound: visit.fields["unbound"] == "true")
        let answer = try await perform(.grantCredential(entry))
        if case .done(let done) = answer { return SecretPage(visit: visit, back: "/devices").reply(done) }
        return try await DevicePage(console: console, visit: visit).reply(faults: visit.faults(of: answer))
    }

    /// Revokes one.
    func revoke() async throws(LedgerFault) -> Reply {
        let answer = try await perform(.revokeCredential(code))
        let wanted = text("back")
        let back = SignInPage.isLocal(wanted) ? wanted : "/devices"
        if case .done(let done) = answer { return SecretPage(visit: visit, back: back).reply(done) }
        return try await DevicePage(console: console, visit: visit).reply(faults: visit.faults(of: answer))
    }

    private func perform(_ act: AdministrativeAct) async throws(LedgerFault) -> AdministrativeAnswer {
        try await console.doors.administration.perform(act, visit.who.caller, String(text("key").prefix(200)), nil)
    }
}

/// Tokens and devices within reach, and the form that grants one.
struct DevicePage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    /// The page.
    func reply(faults: [ActReading.Fault] = []) async throws(LedgerFault) -> Reply {
        var query = CredentialQuery()
        query.person = visit.query["person"]
        query.kind = visit.query["kind"].flatMap { ["token", "device"].contains($0) ? $0 : nil }
        query.standing = visit.query["standing"].flatMap { CredentialSheet.standings.contains($0) ? $0 : nil }
        query.after = visit.query["after"]
        let caller = visit.who.caller
        guard let page = try await console.doors.administration.credentials(query, caller) else {
            return .page(visit.missing(.devices))
        }
        var credentials = page.credentials
        query.after = visit.isExport ? page.next : nil
        while query.after != nil, let more = try await console.doors.administration.credentials(query, caller) {
            credentials += more.credentials
            query.after = more.next
        }
        let mayRevoke = !visit.isExport && (caller.maySuspend || !caller.mayReadPeople)
        let table = PeopleTables(visit: visit).credentials(credentials, mayRevoke: mayRevoke, back: "/devices")
        let facets = Facets(visit: visit, path: "/devices").markup([
            ("kind", visit.say(.kindOfCredential), "credential", page.kinds),
            ("standing", visit.say(.standing), "standing", page.standings),
        ])
        let next: Markup =
            page.next.map {
                "<p class=\"pages\"><a class=\"button\" rel=\"next\" href=\"\(visit.query.with("after", $0).address("/devices"))\">\(visit.say(.nextPage))</a></p>"
            } ?? .nothing
        var body =
            visit.administered
            + "<div class=\"list\"><div class=\"facets\">\(facets)</div><div class=\"rows\">\(table.markup)\(next)</div></div>"
        if caller.mayAdminister, let form = try await form(faults) {
            body = body + Panel(title: visit.say(.grantCredential), content: form).markup
        } else {
            body = PeoplePages.said(faults, visit) + body
        }
        return .page(
            Screen(
                title: visit.say(.devices), lead: Markup(text: visit.say(.devicesLead)), body: body, sheet: table,
                status: faults.isEmpty ? 200 : 422))
    }

    /// The form for the memberships of a person, or of the first persons in reach.
    private func form(_ faults: [ActReading.Fault]) async throws(LedgerFault) -> Markup? {
        let administration = console.doors.administration
        let caller = visit.who.caller
        var persons: [PersonSheet] = []
        if let code = visit.query["person"] {
            persons = try await administration.person(code, caller).map { [$0] } ?? []
        } else {
            var query = PeopleQuery()
            query.standing = "valid"
            query.limit = 200
            persons = try await administration.persons(query, caller)?.persons ?? []
        }
        let memberships = persons.flatMap { person in
            person.memberships.filter { $0.standing == "valid" }.map { held in
                (value: held.code, label: "\(person.alias) · \(visit.wording.word("role", held.role))")
            }
        }
        guard !memberships.isEmpty else { return nil }
        let kinds = ["device", "token"].map { (value: $0, label: visit.wording.word("credential", $0)) }
        let scopes = ["read act", "read", "act"].map { (value: $0, label: $0) }
        return AdministrativeForm(
            visit: visit, to: "/devices", button: visit.say(.grantCredential),
            fields: [
                .init(name: "name", label: visit.say(.name)),
                .init(name: "kind", label: visit.say(.kindOfCredential), form: .choice(kinds)),
                .init(name: "membership", label: visit.say(.holder), form: .choice(memberships)),
                .init(name: "scopes", label: visit.say(.scopes), form: .choice(scopes)),
                .init(name: "days", label: visit.say(.days), isOptional: true),
                .init(name: "certificate", label: visit.say(.boundCertificate), isOptional: true),
                .init(name: "unbound", label: visit.say(.unboundDevice), form: .flag, isOptional: true),
            ], faults: faults
        ).markup
    }
}

extension Console {
    /// Persons, devices, and one's own account.
    var peopleRoutes: [Route] {
        let acts = [
            ("/people/{code}/memberships", "grant"), ("/people/{code}/suspend", "suspend"),
            ("/people/{code}/restore", "restore"), ("/memberships/{code}/suspend", "suspend-membership"),
            ("/memberships/{code}/restore", "restore-membership"), ("/memberships/{code}/end", "end"),
            ("/memberships/{code}/account", "account"), ("/accounts/{code}/password", "password"),
            ("/accounts/{code}/factor", "factor"),
        ]
        return acts.map { path, kind in
            Route.post(path) { console, visit throws(LedgerFault) in
                try await PeopleDesk(console: console, visit: visit).act(kind)
            }
        } + personRoutes + deviceRoutes
    }

    private var personRoutes: [Route] {
        [
            .get("/people") { console, visit throws(LedgerFault) in
                try await PeoplePages(console: console, visit: visit).list()
            },
            .post("/people") { console, visit throws(LedgerFault) in
                try await PeopleDesk(console: console, visit: visit).register()
            },
            .get("/people/new") { console, visit throws(LedgerFault) in
                PeoplePages(console: console, visit: visit).new()
            },
            .post("/people/{code}/name") { console, visit throws(LedgerFault) in
                try await PeopleDesk(console: console, visit: visit).tell()
            },
            .get("/people/{code}") { console, visit throws(LedgerFault) in
                try await PeoplePages(console: console, visit: visit).person(visit.place("code"))
            },
        ]
    }

    private var deviceRoutes: [Route] {
        [
            .get("/devices") { console, visit throws(LedgerFault) in
                try await DevicePage(console: console, visit: visit).reply()
            },
            .post("/devices") { console, visit throws(LedgerFault) in
                try await PeopleDesk(console: console, visit: visit).grant()
            },
            .post("/devices/{code}/revoke") { console, visit throws(LedgerFault) in
                try await PeopleDesk(console: console, visit: visit).revoke()
            },
            .get("/account") { console, visit throws(LedgerFault) in
                try await OwnAccountPage(console: console, visit: visit).reply()
            },
            .post("/account/password") { console, visit throws(LedgerFault) in
                try await OwnAccountPage(console: console, visit: visit).change()
            },
            .post("/account/sessions/{code}") { console, visit throws(LedgerFault) in
                try await OwnAccountPage(console: console, visit: visit).end()
            },
        ]
    }
}
