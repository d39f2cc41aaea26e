import Custody
import Operations
import Rules

/// One cell of a list: what a member of a document looks like, by its name and form.
struct Cell {
    /// What is listed.
    let resource: Resource
    /// The member.
    let name: String
    /// Words.
    let wording: Wording
    /// Names.
    let names: Names

    /// Whether the column holds numbers.
    var isNumber: Bool {
        name.hasSuffix("Grams")
            || ["grams", "stock", "difference", "processed", "filled", "workingDays", "squareMetres", "seq", "rows"]
                .contains(name)
    }
    /// Head of the column, with its unit.
    var head: String {
        let label = wording.word("field", name)
        if name == "squareMetres" { return "\(label) (\(wording.text(.mu)))" }
        if name == "grams", resource == .samples { return "\(label) (\(wording.text(.kilogram)))" }
        if name == "intervalGrams" || name == "difference" { return "\(label) (\(wording.text(.kilogram)))" }
        if name == "filled" { return "\(label) (%)" }
        return isMass ? "\(label) (\(wording.text(.tonne)))" : label
    }
    private var isMass: Bool {
        name.hasSuffix("Grams") || name == "grams" || name == "stock" || name == "processed"
    }

    /// The cell of a document.
    func markup(_ document: Document, _ object: JSONObject) -> Markup {
        if let special = special(document, object) { return special }
        let member = object[name]
        if name == "code" {
            return Links.pages.contains(resource)
                ? Links.link(resource, document.code) : "<span class=\"code\">\(document.code)</span>"
        }
        if let number = member.number, isMass { return Markup(text: mass(number)) }
        guard let text = member.text, !text.isEmpty else { return "<span class=\"soft\">—</span>" }
        return markup(of: text)
    }

    private func mass(_ grams: Int64) -> String {
        name == "intervalGrams" || name == "grams" && resource == .samples
            ? wording.kilograms(grams) : wording.tonnes(grams)
    }

    private func markup(of text: String) -> Markup {
        switch name {
        case "grainClass", "sourceClass", "verdict":
            return GrainClass(rawValue: text).map(wording.badge) ?? Markup(text: text)
        case "county", "township": return Markup(text: wording.region(text))
        case "subject" where resource == .deadlines: return Markup(text: text)
        default: break
        }
        if let target = Links.target(of: name) {
            switch target {
            case .organizations: return Links.link(target, text, names.organization(text))
            case .bins: return Links.link(target, text, names.bin(text))
            case .records: return Links.link(target, text, "\(text.prefix(13))…")
            default: return Links.link(target, text)
            }
        }
        let field = resource.fields.first { $0.name == name }
        switch field?.form {
        case .time: return Timestamp(rfc3339: text).map(wording.time) ?? Markup(text: text)
        case .word: return Markup(text: wording.word(name == "kind" ? "act" : name, wordOrKind(text)))
        case .flag: return Markup(text: wording.text(text == "true" ? .yes : .no))
        default: return Markup(text: text)
        }
    }

    private func wordOrKind(_ text: String) -> String { text }
}

extension Cell {
    /// Members that are drawn from several, or look their own way.
    private func special(_ document: Document, _ object: JSONObject) -> Markup? {
        switch (resource, name) {
        case (.organizations, "name"), (.bins, "name"):
            return Links.link(resource, document.code, object["name"].text ?? document.code)
        case (.organizations, "kind"):
            return Markup(text: wording.word("kind", object["kind"].text ?? ""))
        case (.bins, "use"): return Markup(text: wording.word("use", object["use"].text ?? ""))
        case (.bins, "kind"): return Markup(text: object["kind"].text ?? "")
        case (.bins, "content"): return classes(object["content"].object)
        case (.bins, "filled"): return filled(object)
        case (.batches, "stock"): return Markup(text: wording.tonnes(Self.stock(object)))
        case (.batches, "state"): return Self.state(object, wording)
        case (.manifests, "state"): return wording.tag(state: object["state"].text ?? "")
        case (.manifests, "difference"): return difference(object)
        case (.disposals, "processed"):
            return Markup(
                text: wording.tonnes(
                    object["processings"].list.reduce(0) { $0 + ($1.object["inputGrams"].number ?? 0) }))
        case (.disposals, "useClass"): return Markup(text: wording.word("use-class", object["useClass"].text ?? ""))
        case (.parcels, "squareMetres"): return Markup(text: wording.mu(object["squareMetres"].number ?? 0))
        case (.parcels, "farmlandClass"):
            return Markup(text: wording.word("farmland", object["farmlandClass"].text ?? ""))
        case (.parcels, "classes"), (.organizations, "useClasses"), (.testRuns, _), (.reports, _), (.movements, "legs"):
            return nested(object)
        case (.deadlines, _): return deadline(object)
        case (.findings, "severity"): return wording.tag(severity: object["severity"].text ?? "")
        case (.findings, "says"):
            return Markup(text: wording.either(object["zh"].text ?? "", object["en"].text ?? ""))
        case (.records, "record"): return Links.link(.records, document.code, "\(document.code.prefix(13))…")
        case (.records, "digest"):
            return "<span class=\"code\">\(String((object["digest"].text ?? "").prefix(12)))…</span>"
        case (.weighings, "ticket"):
            let ticket = object["ticket"].text ?? object["manifest"].text ?? "—"
            return Links.link(.weighings, document.code, ticket)
        default: return nil
        }
    }

    /// Grams of a batch that still lie somewhere.
    static func stock(_ object: JSONObject) -> Int64 {
        object["ledger"].object.members.reduce(0) { sum, entry in
            Place(rawValue: entry.key).isStock ? sum + (JSONMember(value: entry.value).number ?? 0) : sum
        }
    }
    /// Whether a batch is frozen, gone or lies.
    static func state(_ object: JSONObject, _ wording: Wording) -> Markup {
        if !object["frozenBy"].list.isEmpty { return wording.tag("late", wording.text(.frozen)) }
        return stock(object) == 0
            ? wording.tag("done", wording.text(.gone)) : wording.tag("plain", wording.text(.inStock))
    }

    private func classes(_ content: JSONObject) -> Markup {
        let held = content.members.keys.sorted().compactMap { GrainClass(rawValue: $0) }
        return held.isEmpty ? "<span class=\"soft\">—</span>" : held.map(wording.badge).joined(" ")
    }
    private func filled(_ object: JSONObject) -> Markup {
        let held = object["content"].object.members.values.reduce(Int64(0)) { $0 + (JSONMember(value: $1).number ?? 0) }
        let room = object["capacityGrams"].number ?? 0
        return Markup(text: room > 0 ? "\(held / (room / 100 + 1))" : "—")
    }
    private func difference(_ object: JSONObject) -> Markup {
        guard let received = object["receivedGrams"].number, let loaded = object["loadedGrams"].number else {
            return "—"
        }
        let difference = received - loaded
        let allowed = object["toleranceGrams"].number ?? .max
        let text = wording.kilograms(difference)
        return abs(difference) > allowed
            ? "<strong>\(text)</strong> \(wording.tag("bad", wording.text(.beyond)))" : Markup(text: text)
    }
}
