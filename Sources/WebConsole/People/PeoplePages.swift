import Identity
import Operations
import Rules

/// Persons of a region: who is what, where, by which accounts and devices.
struct PeoplePages {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var tables: PeopleTables { PeopleTables(visit: visit) }
    private var caller: Caller { visit.who.caller }
    private static let pageSize = 50

    /// The list, with counts by role and standing.
    func list() async throws(LedgerFault) -> Reply {
        var query = PeopleQuery()
        query.role = visit.query["role"].flatMap { Role(rawValue: $0)?.rawValue }
        query.standing = visit.query["standing"].flatMap { MembershipSheet.asked.contains($0) ? $0 : nil }
        query.organization = visit.query["organization"]
        query.text = visit.query["text"]
        query.after = visit.query["after"]
        query.limit = visit.isExport ? 200 : Self.pageSize
        guard let page = try await console.doors.administration.persons(query, caller) else {
            return try await console.refused("persons-read", .people, visit)
        }
        var persons = page.persons
        query.after = visit.isExport ? page.next : nil
        while query.after != nil, let more = try await console.doors.administration.persons(query, caller) {
            persons += more.persons
            query.after = more.next
        }
        let names = try await Names(console, visit)
        let heads = [visit.say(.alias), visit.say(.personName), visit.say(.memberships)]
        let table = Table(
            caption: visit.say(.people), columns: heads.map { .init(Markup(text: $0)) },
            rows: persons.map { person in
                let held = person.memberships.map { held -> Markup in
                    "<div>\(visit.wording.word("role", held.role)) · \(names.organization(held.organization)) \(tables.tag(held.standing))</div>"
                }
                return [
                    "<a class=\"code\" href=\"/people/\(person.code)\">\(person.alias)</a>",
                    Markup(text: person.name ?? "—"), held.joined(),
                ]
            }, empty: visit.say(.nothingMatches), isCaptionHidden: true)
        let next: Markup =
            page.next.map {
                "<p class=\"pages\"><a class=\"button\" rel=\"next\" href=\"\(visit.query.with("after", $0).address("/people"))\">\(visit.say(.nextPage))</a></p>"
            } ?? .nothing
        let register: Markup =
            caller.mayAdminister
            ? "<p><a class=\"button main\" href=\"/people/new\">\(visit.say(.registerPerson))</a></p>" : .nothing
        let facets = Facets(visit: visit, path: "/people").markup([
            ("role", visit.say(.role), "role", page.roles),
            ("standing", visit.say(.standing), "standing", page.standings),
        ])
        return .page(
            Screen(
                title: visit.say(.people), lead: Markup(text: visit.say(.peopleLead)),
                body: visit.administered + register + search
                    + "<div class=\"list\"><div class=\"facets\">\(facets)</div><div class=\"rows\">\(table.markup)\(next)</div></div>",
                sheet: table))
    }

    private var search: Markup {
        """
        <form class="no-print" action="/people" method="get"><div class="fields">\
        <p class="field"><label for="people-text">\(visit.say(.findText))</label>\
        <input id="people-text" name="text" value="\(visit.query["text"] ?? "")" autocomplete="off"></p></div>\
        <p class="buttons"><button>\(visit.say(.search))</button></p></form>
        """
    }

    /// One person.
    func person(_ code: String, faults: [ActReading.Fault] = [], told: PersonDetail? = nil) async throws(LedgerFault)
        -> Reply
    {
        guard let person = try await console.doors.administration.person(code, caller) else {
            return .page(visit.missing(.people))
        }
        let back = "/people/\(person.code)"
        let facts = Facts(pairs: [
            (visit.say(.alias), "<span class=\"code\">\(person.alias)</span>"),
            (visit.say(.personName), Markup(text: told?.name ?? person.name ?? "—")),
            (visit.say(.phone), Markup(text: told?.phone ?? person.phone ?? "—")),
        ])
        let elsewhere: Markup =
            person.elsewhere == 0 ? .nothing : "<p class=\"soft\">\(visit.say(.elsewhere, "\(person.elsewhere)"))</p>"
        var body = visit.administered + Self.said(faults, visit)
        body = body + Panel(title: visit.say(.particulars), content: facts.markup + whole(person, faults)).markup
        if told == nil, person.name != nil || person.phone != nil { body = body + unveiling(person, faults) }
        let held = tables.memberships(person.memberships) { membershipActs($0, person, faults) }
        body = body + Panel(title: visit.say(.memberships), content: held.markup + elsewhere).markup
        if caller.mayAdminister {
            let grant = form(
                "/people/\(person.code)/memberships", visit.say(.grantMembership), membershipFields, faults)
            body = body + Panel(title: visit.say(.grantMembership), content: grant).markup
        }
        body = body + Panel(title: visit.say(.accounts), content: accounts(person, faults)).markup
        let devices = tables.credentials(person.credentials ?? [], mayRevoke: caller.maySuspend, back: back)
        var held2 = devices.markup
        if caller.mayAdminister {
            held2 =
                held2
                + "<p><a class=\"button\" href=\"/devices?person=\(person.code)\">\(visit.say(.grantCredential))</a></p>"
        }
        body = body + Panel(title: visit.say(.devices), content: held2).markup
        return .page(
            Screen(
                title: person.alias,
                trail: [.init(label: visit.say(.people), address: "/people")], body: body,
                status: faults.isEmpty ? 200 : 422))
    }

    /// Name and telephone number are told for a purpose.
    private func unveiling(_ person: PersonSheet, _ faults: [ActReading.Fault]) -> Markup {
        guard caller.mayAdminister || caller.mayUnveil else { return .nothing }
        let asked = form(
            "/people/\(person.code)/name", visit.say(.tellPerson), [.purpose(visit)], faults, isMain: false)
        return Panel(
            title: visit.say(.tellPerson), content: "<p class=\"soft\">\(visit.say(.tellPersonLead))</p>" + asked,
            look: "no-print"
        ).markup
    }

    /// What is wrong, above the forms: the form in question asks for the code again.
    static func said(_ faults: [ActReading.Fault], _ visit: Visit) -> Markup {
        guard !faults.isEmpty else { return .nothing }
        return """
            <div class="notice bad" role="alert"><ul>\(faults.map { "<li>\($0.words) <span class=\"code\">\($0.code)</span></li>" as Markup })</ul></div>
            """
    }

    private func form(
        _ to: String, _ button: String, _ fields: [AdministrativeForm.Input], _ faults: [ActReading.Fault],
        hidden: [(String, String)] = [], isMain: Bool = true
    ) -> Markup {
        AdministrativeForm(
            visit: visit, to: to, button: button, fields: fields, hidden: hidden,
            faults: visit.fields["sheet"] == to ? faults : [], isMain: isMain
        ).markup
    }

    private var reason: [AdministrativeForm.Input] { [.reason(visit)] }

    private func whole(_ person: PersonSheet, _ faults: [ActReading.Fault]) -> Markup {
        let owner: [(String, String)] = [("person", person.code)]
        let isOpen = person.memberships.contains { $0.standing == "valid" || $0.standing == "notYetValid" }
        let isShut = person.memberships.contains { $0.standing == "suspended" }
        var markup: Markup = .nothing
        if caller.maySuspend, isOpen {
            markup =
                markup
                + form(
                    "/people/\(person.code)/suspend", visit.say(.suspendAll), reason, faults, hidden: owner,
                    isMain: false)
        }
        if caller.mayAdminister, isShut {
            markup =
                markup
                + form(
                    "/people/\(person.code)/restore", visit.say(.restoreAll), reason, faults, hidden: owner,
                    isMain: false)
        }
        return markup
    }

    private func membershipActs(_ held: MembershipSheet, _ person: PersonSheet, _ faults: [ActReading.Fault]) -> Markup
    {
        let owner: [(String, String)] = [("person", person.code)]
        func act(_ name: String, _ button: String) -> Markup {
            form("/memberships/\(held.code)/\(name)", button, reason, faults, hidden: owner, isMain: false)
        }
        var acts: [Markup] = []
        if caller.mayAdminister, held.standing == "valid",
            !(person.accounts ?? []).contains(where: { $0.membership == held.code })
        {
            let name = AdministrativeForm.Input(name: "name", label: visit.say(.account))
            acts.append(
                form("/memberships/\(held.code)/account", visit.say(.openAccount), [name], faults, hidden: owner))
        }
        if caller.maySuspend, ["valid", "notYetValid"].contains(held.standing) {
            acts.append(act("suspend", visit.say(.suspend)))
        }
        if caller.mayAdminister, held.standing == "suspended" { acts.append(act("restore", visit.say(.restore))) }
        if caller.mayAdminister, held.standing != "ended" { acts.append(act("end", visit.say(.endForGood))) }
        return acts.joined()
    }

    private func accounts(_ person: PersonSheet, _ faults: [ActReading.Fault]) -> Markup {
        let heads = [
            visit.say(.account), visit.say(.password), visit.say(.factor), visit.say(.lastSignIn), visit.say(.act),
        ]
        return Table(
            caption: visit.say(.accounts), columns: heads.map { .init(Markup(text: $0)) },
            rows: (person.accounts ?? []).map { account in
                let password =
                    switch account.password {
                    case "first": visit.say(.firstPasswordUntil, account.firstUntil.map(visit.wording.moment) ?? "")
                    case "own": visit.say(.ownPassword)
                    default: visit.say(.noSuchPassword)
                    }
                let owner: [(String, String)] = [("person", person.code)]
                let acts: Markup =
                    caller.mayAdminister
                    ? form(
                        "/accounts/\(account.name)/password", visit.say(.resetPassword), [], faults, hidden: owner,
                        isMain: false)
                        + form(
                            "/accounts/\(account.name)/factor", visit.say(.resetFactor), [], faults, hidden: owner,
                            isMain: false)
                    : .nothing
                return [
                    "<span class=\"code\">\(account.name)</span>", Markup(text: password),
                    Markup(text: visit.say(account.hasFactor ? .hasFactor : .noFactor)),
                    account.lastSignInAt.map(visit.wording.time) ?? Markup(text: visit.say(.never)), acts,
                ]
            }, isCaptionHidden: true
        ).markup
    }

    private var membershipFields: [AdministrativeForm.Input] {
        let roles = Role.allCases.map { (value: $0.rawValue, label: visit.wording.either($0.zh, $0.en)) }
        return [
            .init(name: "role", label: visit.say(.role), form: .choice(roles)),
            .init(name: "organization", label: visit.say(.organization)),
            .init(name: "region", label: visit.say(.region), isOptional: true),
            .init(name: "validFrom", label: visit.say(.from), form: .day, isOptional: true),
            .init(name: "validTo", label: visit.say(.until), form: .day, isOptional: true),
        ]
    }

    /// The form by which a person is registered.
    func new(faults: [ActReading.Fault] = []) -> Reply {
        guard caller.mayAdminister else { return .page(visit.missing(.people)) }
        let fields: [AdministrativeForm.Input] = [
            .init(name: "alias", label: visit.say(.alias)),
            .init(name: "name", label: visit.say(.personName), isOptional: true),
            .init(name: "phone", label: visit.say(.phone), isOptional: true),
        ]
        return .page(
            Screen(
                title: visit.say(.registerPerson), lead: Markup(text: visit.say(.registerPersonLead)),
                trail: [.init(label: visit.say(.people), address: "/people")],
                body: Panel(
                    title: visit.say(.form),
                    content: form("/people", visit.say(.registerPerson), fields + membershipFields, faults)
                ).markup, status: faults.isEmpty ? 200 : 422))
    }
}

/// Values of a member with how many there are, each a link to the list of them.
struct Facets {
    /// Who looks, and at which list.
    let visit: Visit
    let path: String

    /// The facets: member, head, vocabulary, counts.
    func markup(_ facets: [(name: String, head: String, words: String, counts: [String: Int])]) -> Markup {
        facets.filter { !$0.counts.isEmpty }.map { facet -> Markup in
            let values = facet.counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
            let lines = values.map { word, count -> Markup in
                let isHere = visit.query[facet.name] == word
                let address = visit.query.with("after", nil).with(facet.name, isHere ? nil : word).address(path)
                let here: Markup = isHere ? " aria-current=\"true\"" : .nothing
                return """
                    <li><a href="\(address)"\(here)><span>\(visit.wording.word(facet.words, word))</span><span class="count">\(count)</span></a></li>
                    """
            }
            return "<section class=\"facet\"><h2>\(facet.head)</h2><ul>\(lines)</ul></section>"
        }.joined()
    }
}
