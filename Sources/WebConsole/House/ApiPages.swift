/// The API as its own description tells it, without a network: addresses, and for each what it takes and what it answers.
struct ApiPages {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit

    private var description: ApiDescription { ApiDescription(console.house.openAPI) }
    private var trail: [Screen.Step] { [.init(label: visit.say(.apiDocs), address: "/api")] }

    /// All addresses, and all objects.
    func list() -> Reply {
        let description = description
        let addresses = description.operations.map { operation -> Markup in
            """
            <li><a class="code" href="/api/operations/\(operation.id)"><strong>\(operation.method)</strong> \(operation.path)</a> \
            <span class="soft">\(operation.words["summary"].text ?? "")</span></li>
            """
        }.joined()
        let names = description.schemas.map { "<li>\(link($0))</li>" as Markup }.joined()
        let schemas: Markup = "<p class=\"soft\">\(visit.say(.schemasLead))</p><ul class=\"names many\">\(names)</ul>"
        return .page(
            Screen(
                title: visit.say(.apiDocs), lead: "\(visit.say(.apiLead)) <a href=\"/openapi.json\">openapi.json</a>",
                body: Panel(title: visit.say(.addresses), content: "<ul class=\"names\">\(addresses)</ul>").markup
                    + Panel(title: visit.say(.schemas), content: schemas, anchor: "schemas").markup))
    }

    /// One operation: its parameters, its body, its answers.
    func operation() -> Reply {
        let description = description
        guard let operation = description.operation(visit.place("code")) else {
            return .page(visit.missing(.apiDocs))
        }
        let words = operation.words
        let parameters = words["parameters"].list.map { description.resolved($0.object) }
        let content = words["requestBody"].object["content"].object
        var body = words["description"].text.map { "<p>\($0)</p>" as Markup } ?? .nothing
        if !parameters.isEmpty {
            body = body + Panel(title: visit.say(.parameters), content: table(of: parameters)).markup
        }
        for (type, medium) in content.members.sorted(by: { $0.key < $1.key }) {
            let schema = JSONObject(medium)["schema"].object
            body =
                body
                + Panel(
                    title: "\(visit.say(.body)) · \(type)",
                    content: ApiDescription.name(of: schema).map { "<p>\(link($0))</p>" } ?? members(of: schema)
                ).markup
        }
        body = body + Panel(title: visit.say(.answers), content: answers(of: words, description)).markup
        return .page(
            Screen(
                title: words["summary"].text ?? operation.id,
                lead: "<span class=\"code\"><strong>\(operation.method)</strong> \(operation.path)</span>",
                trail: trail, body: body))
    }

    /// One object: its members, and who takes or gives it.
    func schema() -> Reply {
        let (description, name) = (description, visit.place("code"))
        guard let schema = description.schema(name) else { return .page(visit.missing(.apiDocs)) }
        let users = description.operations.filter { ApiDescription.names(in: .object($0.words.members)).contains(name) }
        let used = users.map { operation -> Markup in
            """
            <li><a class="code" href="/api/operations/\(operation.id)">\(operation.method) \(operation.path)</a></li>
            """
        }.joined()
        var body = Panel(title: visit.say(.membersOf, name), content: members(of: schema)).markup
        if !users.isEmpty {
            body = body + Panel(title: visit.say(.usedBy), content: "<ul class=\"names\">\(used)</ul>").markup
        }
        return .page(
            Screen(title: name, lead: Markup(text: schema["description"].text ?? ""), trail: trail, body: body))
    }

    private func link(_ name: String) -> Markup { "<a class=\"code\" href=\"/api/schemas/\(name)\">\(name)</a>" }

    private func table(of parameters: [JSONObject]) -> Markup {
        let heads = [visit.say(.member), visit.say(.standsIn), visit.say(.type), visit.say(.notes)]
        return Table(
            caption: visit.say(.parameters), columns: heads.map { .init(Markup(text: $0)) },
            rows: parameters.map { parameter in
                [
                    name(parameter["name"].text ?? "", isRequired: parameter["required"].text == "true"),
                    Markup(text: parameter["in"].text ?? ""), type(of: parameter["schema"].object),
                    Markup(text: parameter["description"].text ?? ""),
                ]
            }, isCaptionHidden: true
        ).markup
    }

    /// The members of an object, and what each is; of what is no object what it is itself.
    private func members(of schema: JSONObject) -> Markup {
        let members = schema["properties"].object.members
        guard !members.isEmpty else { return "<p>\(type(of: schema))</p>" }
        let required = Set(schema["required"].list.compactMap(\.text))
        // What must be given stands first.
        let names = members.keys.sorted { (required.contains($0) ? 0 : 1, $0) < (required.contains($1) ? 0 : 1, $1) }
        return Table(
            caption: visit.say(.body),
            columns: [visit.say(.member), visit.say(.type), visit.say(.notes)].map { .init(Markup(text: $0)) },
            rows: names.map { member in
                let found = schema["properties"].object[member].object
                return [
                    name(member, isRequired: required.contains(member)), type(of: found),
                    Markup(text: found["description"].text ?? ""),
                ]
            }, isCaptionHidden: true
        ).markup
    }

    private func name(_ text: String, isRequired: Bool) -> Markup {
        let words = visit.say(isRequired ? .mustBeGiven : .mayBeLeftOut)
        return "<span class=\"code\">\(text)</span> <span class=\"soft\">\(words)</span>"
    }

    /// What a value is: an object by its name, a list of something, one of some words, or a form of text or number.
    private func type(of schema: JSONObject) -> Markup {
        if let name = ApiDescription.name(of: schema) { return link(name) }
        let words = schema["enum"].list.compactMap(\.text)
        if !words.isEmpty {
            return "\(visit.say(.oneOf)) \(words.map { "<span class=\"code\">\($0)</span>" as Markup }.joined(" "))"
        }
        let kinds = schema["type"].text.map { [$0] } ?? schema["type"].list.compactMap(\.text)
        let kind = kinds.joined(separator: " | ")
        if kinds.contains("array") { return "\(kind)\u{2009}[\(type(of: schema["items"].object))]" }
        if case .object? = schema["additionalProperties"].value {
            return "\(kind)\u{2009}{\(type(of: schema["additionalProperties"].object))}"
        }
        let more = [schema["format"].text, schema["pattern"].text, schema["const"].text].compactMap(\.self)
        return "\(kind)\(more.map { " <span class=\"code soft\">\($0)</span>" as Markup }.joined())"
    }

    private func answers(of words: JSONObject, _ description: ApiDescription) -> Markup {
        let answers = words["responses"].object
        return Table(
            caption: visit.say(.answers),
            columns: [visit.say(.status), visit.say(.type), visit.say(.notes)].map { .init(Markup(text: $0)) },
            rows: answers.members.keys.sorted().map { status in
                let answer = description.resolved(answers[status].object)
                let media = answer["content"].object
                let types = media.members.keys.sorted().map { type -> Markup in
                    "<div>\(self.type(of: media[type].object["schema"].object)) <span class=\"soft\">\(type)</span></div>"
                }
                return [
                    "<span class=\"code\">\(status)</span>",
                    types.isEmpty ? Markup(text: visit.say(.noBody)) : types.joined(),
                    Markup(text: answer["description"].text ?? ""),
                ]
            }, isCaptionHidden: true
        ).markup
    }
}
