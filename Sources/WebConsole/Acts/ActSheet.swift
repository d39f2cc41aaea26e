import Operations
import Custody
import Rules

/// The form of an act on a page: what is filled in, what can be chosen, what is wrong.
struct ActSheet {
    /// The form.
    let form: ActForm
    /// Who fills it in.
    let visit: Visit
    /// What stands in it.
    var fields: Parameters
    /// What can be chosen, by field: value and label.
    var choices: [String: [(value: String, label: String)]] = [:]
    /// What is set and not shown.
    var fixed: Set<String> = []
    /// What is wrong.
    var faults: [ActReading.Fault] = []
    /// What the check said.
    var preview: Markup = .nothing
    /// How a load that is weighed again differs from what left.
    var comparison: Markup = .nothing
    /// Where to go afterwards.
    var back: String
    /// Whether it may be checked before it is booked.
    var canCheck = true
    /// The key by which the same act is known again.
    var key: String

    /// The form.
    var markup: Markup {
        var values: [String: Any] = ["kind": form.name, "csrf": visit.who.csrf, "key": key, "back": back]
        values["fixed"] = hidden.html
        values["hasErrors"] = !faults.isEmpty
        values["errorTitle"] = visit.say(.faultsTitle, "\(faults.count)")
        values["errors"] = faults.map { fault -> [String: Any] in
            let label = label(of: fault.field).map { $0 + visit.wording.colon } ?? ""
            var error: [String: Any] = ["message": "\(label)\(fault.words)(\(fault.code))", "anchor": false]
            if shown.contains(where: { $0.name == fault.field }) {
                error["anchor"] = controlID(form.fields.first { $0.name == fault.field } ?? ActField(name: fault.field))
            }
            return error
        }
        values["preview"] = preview.html
        values["factor"] = FreshFactor(faults: faults, visit: visit).markup.html
        values["fields"] = (shown + [ActField(name: "occurredAt", form: .moment, isOptional: true)]).map(view)
        values["optional"] = visit.say(.optional)
        values["button"] = visit.wording.word("act", form.name)
        values["canCheck"] = canCheck
        values["checkWord"] = visit.say(.checkFirst)
        return Markup(raw: Templates.render("act", values))
    }

    private func label(of field: String) -> String? {
        guard !field.isEmpty else { return nil }
        return (form.fields.first { $0.name == field } ?? ActField(name: field)).label(visit.wording)
    }
    /// Id of its first control, which the label and what is wrong lead to.
    private func controlID(_ field: ActField) -> String { field.isOfMany ? "\(id(field.name))-0" : id(field.name) }
    private func id(_ field: String) -> String { "\(form.name)-\(field.replacing(".", with: "-"))" }
    private var shown: [ActField] { form.fields.filter { !fixed.contains($0.name) } }
    private var hidden: Markup {
        form.fields.filter { fixed.contains($0.name) }.map { field -> Markup in
            "<input type=\"hidden\" name=\"\(field.inputName)\" value=\"\(fields[field.inputName] ?? "")\">"
        }.joined() + "<input type=\"hidden\" name=\"fixed\" value=\"\(fixed.sorted().joined(separator: ","))\">"
    }

    private func view(_ field: ActField) -> [String: Any] {
        let fault = faults.first { $0.field == field.name }
        let isMass = field.form == .mass || field.form == .sources
        var view: [String: Any] = [
            "id": controlID(field),
            "label": field.label(visit.wording), "isFaulty": fault != nil,
            "faultText": fault.map { "\($0.words)(\($0.code))" } ?? "", "isOptional": field.isOptional,
            "control": control(field, fault != nil).html, "isWide": field.isOfMany,
        ]
        view["unit"] = isMass ? visit.say(.kilogram) : field.name == "moisture" || field.name == "impurity" ? "%" : nil
        if field.form == .area { view["unit"] = visit.say(.mu) }
        if view["unit"] == nil { view["unit"] = field.form == .moment ? visit.say(.chinaTime) : false }
        return view
    }

    private func control(_ field: ActField, _ isFaulty: Bool) -> Markup {
        let name = field.name == "occurredAt" ? "occurredAt" : field.inputName
        let value = fields[name] ?? ""
        let described: Markup = isFaulty ? " aria-invalid=\"true\" aria-describedby=\"\(controlID(field))-fault\"" : ""
        let required: Markup = field.isOptional ? "" : " required"
        let same: Markup = "id=\"\(id(field.name))\" name=\"\(name)\"\(described)"
        if let options = choices[field.name] { return select(same + required, options, value, field) }
        switch field.form {
        case .choice(let vocabulary, let words):
            return select(same + required, words.map { ($0, visit.wording.word(vocabulary, $0)) }, value, field)
        case .flag:
            let mark: Markup = value == "true" ? " checked" : ""
            return "<input type=\"checkbox\" value=\"true\" \(same)\(mark)>"
        case .mass: return "<input inputmode=\"decimal\" autocomplete=\"off\" value=\"\(value)\" \(same)\(required)>"
        case .whole: return "<input inputmode=\"numeric\" value=\"\(value)\" \(same)\(required)>"
        case .day: return "<input type=\"date\" value=\"\(value)\" \(same)\(required)>"
        case .moment: return "<input type=\"datetime-local\" value=\"\(value)\" \(same)\(required)>"
        case .sources: return sources(described)
        case .rows(let inner, let most): return rows(field, inner, most, described)
        case .several(let vocabulary, let numbers):
            return numbers.map { number -> Markup in
                let mark: Markup = fields["\(name).\(number)"] == nil ? "" : " checked"
                return
                    "<label class=\"mark\"><input type=\"checkbox\" id=\"\(id(field.name))-\(number == numbers.first ? "0" : "\(number)")\" name=\"\(name).\(number)\" value=\"true\"\(mark)> \(visit.wording.word(vocabulary, "\(number)"))</label>"
            }.joined()
        case .area: return "<input inputmode=\"decimal\" autocomplete=\"off\" value=\"\(value)\" \(same)\(required)>"
        case .text, .person: return "<input autocomplete=\"off\" value=\"\(value)\" \(same)\(required)>"
        }
    }

    private func select(
        _ same: Markup, _ options: [(value: String, label: String)], _ value: String, _ field: ActField
    ) -> Markup {
        let empty: Markup = field.isOptional || value.isEmpty ? "<option value=\"\">\(visit.say(.choose))</option>" : ""
        let known = options.contains { $0.value == value }
        let all = value.isEmpty || known ? options : options + [(value, value)]
        return """
            <select \(same)>\(empty)\(all.map { option -> Markup in
                let mark: Markup = option.value == value ? " selected" : ""
                return "<option value=\"\(option.value)\"\(mark)>\(option.label)</option>"
            })</select>
            """
    }

    private func sources(_ described: Markup) -> Markup {
        (0..<4).map { at -> Markup in
            let parcel = "f.sources.\(at).parcel"
            let mass = "f.sources.\(at).mass"
            return """
                <span class="source"><input id="\(id("sources"))-\(at)" name="\(parcel)" value="\(fields[parcel] ?? "")" \
                aria-label="\(visit.say(.parcelNumber, "\(at + 1)"))" placeholder="\(visit.say(.parcelNumber, "\(at + 1)"))"\(described)> \
                <input name="\(mass)" inputmode="decimal" value="\(fields[mass] ?? "")" \
                aria-label="\(visit.say(.massOfParcel, "\(at + 1)"))" placeholder="\(visit.say(.kilogram))"></span>
                """
        }.joined()
    }

    /// A table to type in: its heads are the labels; rows that stay empty count for nothing.
    private func rows(_ field: ActField, _ inner: [ActField], _ most: Int, _ described: Markup) -> Markup {
        let heads = inner.map { one -> Markup in
            let unit: Markup = one.form == .mass ? " <span class=\"unit\">(\(visit.say(.kilogram)))</span>" : .nothing
            return "<th scope=\"col\">\(one.label(visit.wording))\(unit)</th>"
        }
        let body = (0..<most).map { at -> Markup in
            let cells = inner.map { one -> Markup in "<td>\(cell(one, of: field, row: at))</td>" }
            return "<tr><th scope=\"row\">\(at + 1)</th>\(cells)</tr>"
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="\(field.label(visit.wording))"\(described)><table class="typed"><thead><tr><td></td>\(heads)</tr></thead>\
            <tbody>\(body)</tbody></table></div>
            """
    }

    private func cell(_ one: ActField, of field: ActField, row at: Int) -> Markup {
        let name = one.input(in: field, row: at)
        let value = fields[name] ?? ""
        let isFirst = at == 0 && field.isFirst(one)
        let place: Markup = isFirst ? " id=\"\(id(field.name))-0\"" : .nothing
        let same: Markup = "name=\"\(name)\" aria-label=\"\(one.label(visit.wording)) \(at + 1)\"\(place)"
        let options: [(value: String, label: String)]? =
            if case .choice(let vocabulary, let words) = one.form {
                words.map { ($0, visit.wording.word(vocabulary, $0)) }
            } else { choices[one.name] }
        guard let options else {
            let keys: Markup = one.form == .mass ? " inputmode=\"decimal\"" : .nothing
            return "<input autocomplete=\"off\" value=\"\(value)\" \(same)\(keys)>"
        }
        return select(same, options, value, ActField(name: one.name, isOptional: true))
    }
}

extension ActField {
    /// Whether it has more than one control.
    var isOfMany: Bool {
        switch form {
        case .sources, .rows, .several: true
        default: false
        }
    }
    /// Whether a field of its rows is the first of them.
    func isFirst(_ one: ActField) -> Bool {
        guard case .rows(let inner, _) = form else { return false }
        return inner.first?.name == one.name
    }
}
