import Foundation
import Identity
import Operations

/// A form of administration: its fields, what is wrong beside each, and the fresh second factor where one is asked for.
struct AdministrativeForm {
    /// One field.
    struct Input {
        /// How it is filled in.
        enum Form { case text, day, password, flag, choice([(value: String, label: String)]) }
        let name: String
        let label: String
        var form = Form.text
        var isOptional = false
        /// Characters that it has at least.
        var least = 0

        /// Why, as every act that takes something away asks.
        static func reason(_ visit: Visit) -> Input { Input(name: "reason", label: visit.say(.reason), least: 4) }
    }

    /// Who fills it in.
    let visit: Visit
    /// Where it goes, and the words of its button.
    let to: String
    let button: String
    var fields: [Input] = []
    /// What is sent along unseen.
    var hidden: [(String, String)] = []
    /// What is wrong.
    var faults: [ActReading.Fault] = []
    var isMain = true

    private var id: String { to.drop { $0 == "/" }.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined() }

    /// The form.
    var markup: Markup {
        let key = visit.fields["key"].flatMap { faults.isEmpty ? nil : $0 } ?? UUID().uuidString.lowercased()
        let kept = (hidden + [("csrf", visit.who.csrf), ("key", key), ("sheet", to)]).map { name, value -> Markup in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
        }
        let said: Markup =
            faults.isEmpty
            ? .nothing
            : """
            <div class="notice bad" role="alert" tabindex="-1"><strong>\(visit.say(.faultsTitle, "\(faults.count)"))</strong>\
            <ul>\(faults.map { "<li>\($0.words) <span class=\"code\">\($0.code)</span></li>" as Markup })</ul></div>
            """
        let main: Markup = isMain ? " class=\"main\"" : .nothing
        return """
            <form action="\(to)" method="post" class="act" data-once>\(kept)\(said)<div class="fields">\(fields.map(field))</div>\
            \(FreshFactor(faults: faults, visit: visit).markup)\
            <p class="buttons"><button\(main)>\(button)</button></p></form>
            """
    }

    private func field(_ field: Input) -> Markup {
        let place = "\(id)-\(field.name)"
        let fault = faults.first { $0.field == field.name || $0.field.hasSuffix("/\(field.name)") }
        let isMine = visit.fields["sheet"] == to
        let value = isMine ? visit.fields[field.name] ?? "" : visit.query[field.name] ?? ""
        let described: Markup = fault == nil ? .nothing : " aria-invalid=\"true\""
        let same: Markup =
            "id=\"\(place)\" name=\"\(field.name)\"\(described)\(field.isOptional ? .nothing : " required" as Markup)"
        let control: Markup
        switch field.form {
        case .text:
            let least: Markup = field.least > 0 ? " minlength=\"\(field.least)\"" : .nothing
            control = "<input autocomplete=\"off\" value=\"\(value)\" \(same)\(least)>"
        case .day: control = "<input type=\"date\" value=\"\(value)\" \(same)>"
        case .password:
            let kind = field.name == "old" ? "current-password" : "new-password"
            control = "<input type=\"password\" autocomplete=\"\(kind)\" \(same)>"
        case .flag:
            control = "<input type=\"checkbox\" value=\"true\" id=\"\(place)\" name=\"\(field.name)\">"
        case .choice(let options):
            let all = options.map { option -> Markup in
                "<option value=\"\(option.value)\"\(option.value == value ? " selected" as Markup : .nothing)>\(option.label)</option>"
            }
            control = "<select \(same)>\(all)</select>"
        }
        let optional: Markup = field.isOptional ? " <span class=\"optional\">\(visit.say(.optional))</span>" : .nothing
        let said: Markup = fault.map { "<span class=\"fault\">\($0.words)</span>" } ?? .nothing
        return """
            <div class="field\(fault == nil ? "" : " faulty")"><label for="\(place)">\(field.label)\(optional)</label>\
            \(said)\(control)</div>
            """
    }
}

extension Visit {
    /// What an answer says against an act of administration; nothing for one that was done or waits.
    func faults(of answer: AdministrativeAnswer) -> [ActReading.Fault] {
        switch answer {
        case .done, .waits: []
        case .denied(let faults):
            faults.map {
                .init(field: "", code: $0.notice.code, words: self.wording.either($0.notice.zh, $0.notice.en))
            }
        case .unfit(let faults):
            faults.map {
                .init(
                    field: $0.member, code: $0.fault.notice.code,
                    words: self.wording.either($0.fault.notice.zh, $0.fault.notice.en) + self.wording.colon
                        + self.wording.either($0.fault.remedy.zh, $0.fault.remedy.en))
            }
        case .unknown: [.init(field: "", code: "GL-P-0008", words: say(.notThere))]
        case .stale: [.init(field: "", code: "GL-P-0013", words: say(.answerStale))]
        case .keyReused: [.init(field: "", code: "GL-R-0006", words: say(.answerKeyReused))]
        case .busy: [.init(field: "", code: "GL-R-0008", words: say(.answerBusy))]
        }
    }

    /// That something was administered, after a redirect.
    var administered: Markup {
        if let roles = self.query["awaits"] {
            let names = names(of: roles.split(separator: ",").compactMap { Role(rawValue: String($0)) })
            return "<div class=\"notice good\" role=\"status\">\(say(.administeredWaits, names))</div>"
        }
        guard self.query["administered"] != nil else { return .nothing }
        return "<div class=\"notice good\" role=\"status\">\(say(.administeredDone))</div>"
    }
}
