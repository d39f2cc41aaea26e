import Custody
import Operations
import Rules

/// A list: facets with counts, saved views as addresses, order, pages, csv, and the time of the figures.
struct ListPage {
    /// The console.
    let console: Console
    /// Who looks.
    let visit: Visit
    /// How it looks.
    let layout: ListLayout

    private var wording: Wording { visit.wording }
    private var path: String { "/\(layout.resource.rawValue)" }

    /// The question behind the address; what it does not understand is left out.
    var question: ListQuery {
        var query = ListQuery(layout.resource)
        query.isCounted = true
        query.asOf = visit.asOf
        for field in layout.resource.fields { read(field, into: &query) }
        let order = visit.query["sort"] ?? layout.order
        query.isDescending = order.hasPrefix("-")
        query.sort = layout.resource.fields.first { $0.isSortable && $0.name == order.drop { $0 == "-" } }
        if let after = visit.query["after"] {
            let halves = after.split(separator: "\u{1F}", maxSplits: 1, omittingEmptySubsequences: false)
            if halves.count == 2 { query.after = .init(key: String(halves[0]), code: String(halves[1])) }
        }
        return query
    }

    private func read(_ field: Field, into query: inout ListQuery) {
        for name in field.filters {
            guard let text = visit.query[name] else { continue }
            if name == field.name {
                let values = text.split(separator: ",").map { String($0) }.filter { field.takes($0) }
                if !values.isEmpty { query.conditions.append(.init(field, .isOneOf(values))) }
            } else if let bound = field.bound(text, isUpper: name.hasSuffix("To") || name.hasSuffix("Max")) {
                let isLower = name.hasSuffix("From") || name.hasSuffix("Min")
                query.conditions.append(.init(field, isLower ? .atLeast(bound) : .atMost(bound)))
            }
        }
    }

    /// The page.
    func reply() async throws(LedgerFault) -> Reply {
        let names = try await Names(console, visit)
        if visit.query["format"] == "csv" { return try await csv(names) }
        let query = question
        let page = try await console.ledger.list(query, visit.who.actor)
        var values: [String: Any] = [:]
        values["path"] = path
        values["words"] = [
            "filter": visit.say(.filter), "apply": visit.say(.apply), "clear": visit.say(.clear),
            "rows": visit.say(.rows), "csv": visit.say(.exportCSV), "xlsx": visit.say(.exportXLSX),
            "next": visit.say(.nextPage),
            "first": visit.say(.firstPage), "views": visit.say(.savedViews),
        ]
        values["total"] = wording.count(page.total ?? 0)
        values["asOf"] = visit.say(.dataAsOf, wording.moment(visit.asOf ?? visit.now))
        values["csv"] = visit.query.with("after", nil).with("format", "csv").address(path)
        values["xlsx"] = visit.query.with("after", nil).with("lang", nil).with("type", nil).with("format", "xlsx").with(
            "asOf", visit.asOf?.rfc3339
        )
        .address("/v1\(path)")
        values["hasFirst"] = query.after != nil
        values["first"] = visit.query.with("after", nil).address(path)
        values["hasNext"] = page.next != nil
        values["next"] = page.next.map { visit.query.with("after", "\($0.key)\u{1F}\($0.code)").address(path) } ?? ""
        values["views"] = views
        values["hasViews"] = layout.views.count > 1
        values["filters"] = filters
        values["kept"] = kept.html
        values["facets"] = try await facets(query, of: page.total ?? 0, names)
        values["table"] = table(page, names).markup.html
        values["acts"] = acts
        values["isLive"] = visit.asOf == nil && query.after == nil
        return .page(
            Screen(
                title: visit.say(layout.title), lead: Markup(text: visit.say(layout.lead)),
                body: Markup(raw: Templates.render("list", values)), asOf: visit.asOf))
    }

    /// Forms that add to the list, for whoever may.
    private var acts: [[String: Any]] {
        let desk = ActDesk(console: console, visit: visit)
        return layout.acts.compactMap { ActForm.named($0) }.filter(desk.permits).map { form in
            [
                "label": wording.word("act", form.name),
                "href": "/acts/\(form.name)?back=\(Parameters.encoded(path))",
            ]
        }
    }

    private var views: [[String: Any]] {
        let here = visit.query.with("after", nil).with("sort", nil).with("lang", nil).with("type", nil)
        return layout.views.map { name, query in
            [
                "label": visit.say(name), "href": query.isEmpty ? path : "\(path)?\(query)",
                "isHere": Parameters(encoded: query) == here,
            ]
        }
    }

    private var kept: Markup {
        let typed = Set(layout.filters + ["asOf", "after", "lang", "type", "format"])
        return visit.query.pairs.filter { !typed.contains($0.name) }.map { pair -> Markup in
            "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
        }.joined()
    }

    private var filters: [[String: Any]] {
        (layout.filters + ["asOf"]).map { name in
            let isDay = name.hasSuffix("From") || name.hasSuffix("To") || name == "asOf"
            let control: Markup = """
                <input id="f-\(name)" name="\(name)" value="\(visit.query[name] ?? "")"\(isDay ? Self.day : .nothing)>
                """
            return ["name": name, "label": wording.word("field", name), "control": control.html]
        }
    }
    private static let day: Markup = " type=\"date\""

    private func table(_ page: Page, _ names: Names) -> Table {
        let cells = layout.columns.map { Cell(resource: layout.resource, name: $0, wording: wording, names: names) }
        return Table(
            caption: visit.say(layout.title),
            columns: cells.map { Table.Column(head($0), number: $0.isNumber) },
            rows: page.documents.map { document in
                let object = JSONObject(document.json)
                return cells.map { $0.markup(document, object) }
            },
            empty: visit.say(.nothingMatches), isCaptionHidden: true)
    }

    /// A head that puts the list in its order, and turns it round.
    private func head(_ cell: Cell) -> Markup {
        guard layout.resource != .deadlines,
            let field = layout.resource.fields.first(where: { $0.name == cell.name && $0.isSortable })
        else { return Markup(text: cell.head) }
        let order = visit.query["sort"] ?? layout.order
        let next = order == "-\(field.name)" ? field.name : "-\(field.name)"
        let arrow = order == field.name ? " ▲" : order == "-\(field.name)" ? " ▼" : ""
        let address = visit.query.with("after", nil).with("sort", next).address(path)
        return "<a href=\"\(address)\" rel=\"nofollow\">\(cell.head)\(arrow)</a>"
    }

    /// A sheet of the console has so many rows at most; whoever needs more asks for a stream.
    private static let mostRows: Int64 = 100_000

    private func csv(_ names: Names) async throws(LedgerFault) -> Reply {
        var query = question
        query.limit = 1
        // A sheet that leaves rows out in silence would be taken for the whole.
        guard try await console.ledger.list(query, visit.who.actor).total ?? 0 <= Self.mostRows else {
            return .page(
                Screen(
                    title: visit.say(layout.title),
                    lead: Markup(text: visit.say(.tooManyRows, wording.count(Self.mostRows))),
                    trail: [
                        .init(label: visit.say(layout.title), address: visit.query.with("format", nil).address(path))
                    ],
                    body: .nothing, status: 422))
        }
        try await console.note("export", layout.resource.rawValue, visit)
        query.after = nil
        query.limit = 500
        query.isCounted = false
        let sheet = ListSheet(layout: layout, wording: wording, names: names)
        var lines = [sheet.head(asOf: wording.moment(visit.asOf ?? visit.now))]
        repeat {
            let page = try await console.ledger.list(query, visit.who.actor)
            lines += page.documents.map(sheet.line)
            query.after = page.next
        } while query.after != nil
        let text = "\u{FEFF}" + lines.joined(separator: "\r\n") + "\r\n"
        return .file(
            name: "\(layout.resource.rawValue).csv", type: "text/csv; charset=utf-8", bytes: Array(text.utf8))
    }
}

extension ListPage {
    /// Values of a member with how many rows each has, the other conditions kept.
    private func facets(_ query: ListQuery, of total: Int64, _ names: Names) async throws(LedgerFault) -> [[String:
        Any]]
    {
        var facets: [[String: Any]] = []
        for name in layout.facets {
            guard let field = layout.resource.fields.first(where: { $0.name == name }) else { continue }
            var asked = query
            asked.after = nil
            asked.conditions.removeAll { $0.field.name == name }
            var found = try await console.ledger.facet(field, asked, visit.who.actor)
            let chosen = (visit.query[name] ?? "").split(separator: ",").map { String($0) }
            // What was chosen stays to be taken back, also where few or none have it.
            if chosen.count == 1, !found.contains(where: { $0.value == chosen[0] }) {
                found.append(FacetValue(chosen[0], count: total))
            }
            let values = inOrder(found, of: field).map { one -> [String: Any] in
                let isHere = chosen.contains(one.value)
                let next = isHere && chosen.count == 1 ? nil : one.value
                return [
                    "value": label(field, one.value, names).html, "count": wording.count(one.count), "isHere": isHere,
                    "href": visit.query.with("after", nil).with(name, next).address(path),
                ]
            }
            if !values.isEmpty { facets.append(["facetName": wording.word("field", name), "values": values]) }
        }
        return facets
    }

    /// Words in the order of their list, counties by their code, anything else by how many rows have it.
    private func inOrder(_ values: [FacetValue], of field: Field) -> [FacetValue] {
        switch field.form {
        case .word(let words):
            values.sorted { (words.firstIndex(of: $0.value) ?? 0) < (words.firstIndex(of: $1.value) ?? 0) }
        case .region, .flag: values.sorted { $0.value < $1.value }
        default: values
        }
    }

    private func label(_ field: Field, _ word: String, _ names: Names) -> Markup {
        switch (layout.resource, field.name) {
        case (_, "grainClass"), (_, "verdict"): GrainClass(rawValue: word).map(wording.badge) ?? Markup(text: word)
        case (_, "county"): Markup(text: wording.region(word))
        case (_, "farmlandClass"): Markup(text: wording.word("farmland", word))
        case (_, "season"): Markup(text: wording.season(word))
        case (.bins, "kind"): Markup(text: word)
        case (.organizations, "kind"): Markup(text: wording.word("kind", word))
        case (_, "kind"): Markup(text: wording.word("act", word))
        case (_, "laboratory"), (_, "owner"), (_, "facility"), (_, "granary"): Markup(text: names.organization(word))
        default:
            if field.form == .flag {
                Markup(text: wording.text(word == "true" ? .yes : .no))
            } else {
                Markup(text: wording.word(field.name, word))
            }
        }
    }
}

extension Field {
    /// Whether a value can be asked for.
    func takes(_ value: String) -> Bool {
        switch form {
        case .text: !value.isEmpty && !value.contains("\0")
        case .region: value.utf8.allSatisfy { (0x30...0x39).contains($0) }
        case .word(let words): words.contains(value)
        case .integer: Int64(value) != nil
        case .time, .day: false
        case .flag: value == "true" || value == "false"
        case .nested: false
        }
    }
    /// A bound as the ledger takes it; a day stands for its beginning, or its end.
    func bound(_ text: String, isUpper: Bool) -> String? {
        switch form {
        case .integer: Int64(text).map { String($0) }
        case .day: CivilDate(iso: text)?.description
        case .time:
            CivilDate(iso: text).map { day in
                isUpper
                    ? Timestamp(Timestamp(startOf: day.adding(days: 1)).microseconds - 1).rfc3339
                    : Timestamp(startOf: day).rfc3339
            } ?? Timestamp(rfc3339: text)?.rfc3339
        default: nil
        }
    }
}

/// A list as a sheet: the columns of the screen, plain text.
struct ListSheet {
    /// How the list looks.
    let layout: ListLayout
    /// Words.
    let wording: Wording
    /// Names.
    let names: Names

    private var cells: [Cell] {
        layout.columns.filter { $0 != "urge" }.map {
            Cell(resource: layout.resource, name: $0, wording: wording, names: names)
        }
    }
    /// Heads, with the time of the figures in the last.
    func head(asOf: String) -> String {
        (cells.map(\.head) + [wording.text(.dataAsOf, [asOf])]).map(Self.quoted).joined(separator: ",")
    }
    /// One row.
    func line(_ document: Document) -> String {
        let object = JSONObject(document.json)
        return cells.map { cell in
            let text = Self.plain(cell.markup(document, object))
            return Self.quoted(cell.isNumber ? text.replacing("\u{202F}", with: "").replacing("−", with: "-") : text)
        }.joined(separator: ",")
    }

    /// Markup without its tags.
    static func plain(_ markup: Markup) -> String {
        var text = ""
        var isTag = false
        // What stands in lines of its own in a cell stays apart.
        for character in markup.html.replacing("</div><div>", with: "; ") {
            if character == "<" {
                isTag = true
            } else if character == ">" {
                isTag = false
            } else if !isTag {
                text.append(character)
            }
        }
        for (mark, sign) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")] {
            text = text.replacing(mark, with: sign)
        }
        return text == "—" ? "" : text
    }
    /// A cell of CSV; one that a spreadsheet would run is made text.
    static func quoted(_ text: String) -> String {
        let isFormula =
            text.first.map { "=+@\t\r".contains($0) || $0 == "-" && Int(text.dropFirst().prefix(1)) == nil } ?? false
        let safe = isFormula ? "'\(text)" : text
        return safe.contains { ",\"\r\n".contains($0) } ? "\"\(safe.replacing("\"", with: "\"\""))\"" : safe
    }
}
