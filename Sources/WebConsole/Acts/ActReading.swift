import Custody
import Foundation
import Rules

/// An act read from a form: the act itself, or everything that is wrong with it at once.
struct ActReading {
    /// Something wrong with one field, or with the whole.
    struct Fault: Equatable {
        /// Field; empty for the whole.
        let field: String
        /// Stable code.
        let code: String
        /// What to do.
        let words: String
    }
    /// The act.
    private(set) var act: Act?
    /// Persons named in the form.
    private(set) var persons: Persons = [:]
    /// When it happened.
    private(set) var occurredAt: Timestamp
    /// What is wrong.
    private(set) var faults: [Fault] = []

    /// Reads a form.
    init(_ form: ActForm, _ fields: Parameters, _ wording: Wording, now: Timestamp) {
        occurredAt = now
        var members: [String: JSONTree] = [:]
        for field in form.fields { read(field, fields, wording, into: &members) }
        if form.kind == TakeIn.self { members = Self.completed(intake: members) }
        if form.kind == RecordProcessing.self, members["outputValues"] == nil { members["outputValues"] = .object([:]) }
        if let text = fields["occurredAt"] {
            if let time = Self.moment(text) {
                occurredAt = time
            } else {
                faults.append(Fault(field: "occurredAt", code: "GL-Q-0002", words: wording.text(.faultMoment)))
            }
        }
        guard faults.isEmpty else { return }
        act = Self.decoded(form.kind, JSONTree.object(members).json)
        if act == nil { faults.append(Fault(field: "", code: "GL-R-0001", words: wording.text(.faultForm))) }
    }

    private static func decoded<Body: ActBody>(_ kind: Body.Type, _ json: String) -> Act? {
        (try? JSONDecoder().decode(kind, from: Data(json.utf8))).map { Act($0) }
    }

    /// Net weight and source grams follow from the weighing: a single parcel takes all of it.
    private static func completed(intake members: [String: JSONTree]) -> [String: JSONTree] {
        var members = members
        guard case .number(let gross) = members["grossGrams"], case .number(let tare) = members["tareGrams"],
            let high = Int64(gross), let low = Int64(tare)
        else { return members }
        members["netGrams"] = .number(String(high - low))
        if case .object(let sources) = members["sources"], sources.count == 1, let only = sources.first,
            only.value == .number("0")
        {
            members["sources"] = .object([only.key: .number(String(high - low))])
        }
        return members
    }

    private mutating func read(
        _ field: ActField, _ fields: Parameters, _ wording: Wording, into members: inout [String: JSONTree]
    ) {
        if field.form == .sources { return readSources(fields, wording, into: &members) }
        let text = Self.narrowed(fields[field.inputName] ?? "")
        if field.form == .flag { return Self.put(.flag(text == "true"), at: field.name, into: &members) }
        if text.isEmpty {
            if !field.isOptional { fault(field.name, "GL-Q-0001", wording.text(.faultMissing)) }
            return
        }
        switch field.form {
        case .person:
            if let role = PersonRole(rawValue: field.name) { persons[role] = text }
        case .mass:
            let isBelow = text.hasPrefix("-") && field.name == "adjustmentGrams"
            guard let grams = Grams(kilograms: isBelow ? String(text.dropFirst()) : text) else {
                return fault(field.name, "GL-Q-0003", wording.text(.faultMass))
            }
            Self.put(.number(String(isBelow ? -grams.value : grams.value)), at: field.name, into: &members)
        case .whole:
            guard let number = Int64(text) else { return fault(field.name, "GL-Q-0005", wording.text(.faultWhole)) }
            Self.put(.number(String(number)), at: field.name, into: &members)
        case .choice(let vocabulary, let words):
            guard words.contains(text) else { return fault(field.name, "GL-Q-0006", wording.text(.faultChoice)) }
            Self.put(vocabulary == "use-class" ? .number(text) : .text(text), at: field.name, into: &members)
        case .moment:
            guard let time = Self.moment(text) else {
                return fault(field.name, "GL-Q-0002", wording.text(.faultMoment))
            }
            Self.put(.text(time.rfc3339), at: field.name, into: &members)
        case .day:
            guard CivilDate(iso: text) != nil else { return fault(field.name, "GL-Q-0002", wording.text(.faultDay)) }
            Self.put(.text(text), at: field.name, into: &members)
        case .text, .flag, .sources: Self.put(.text(text), at: field.name, into: &members)
        }
    }

    private mutating func fault(_ field: String, _ code: String, _ words: String) {
        faults.append(Fault(field: field, code: code, words: words))
    }

    private mutating func readSources(
        _ fields: Parameters, _ wording: Wording, into members: inout [String: JSONTree]
    ) {
        var sources: [String: JSONTree] = [:]
        for at in 0..<4 {
            guard let parcel = fields["f.sources.\(at).parcel"].map(Self.narrowed) else { continue }
            let text = fields["f.sources.\(at).mass"].map(Self.narrowed)
            guard let grams = text.map({ Grams(kilograms: $0) }) ?? .zero else {
                return fault("sources", "GL-Q-0003", wording.text(.faultMass))
            }
            sources[parcel] = .number(String(grams.value))
        }
        guard !sources.isEmpty else { return fault("sources", "GL-Q-0001", wording.text(.faultMissing)) }
        members["sources"] = .object(sources)
    }

    private static func put(_ tree: JSONTree, at path: String, into members: inout [String: JSONTree]) {
        let steps = path.split(separator: ".", maxSplits: 1).map { String($0) }
        guard steps.count == 2 else { return members[path] = tree }
        var inner: [String: JSONTree] = [:]
        if case .object(let held) = members[steps[0]] { inner = held }
        put(tree, at: steps[1], into: &inner)
        members[steps[0]] = .object(inner)
    }

    /// Full-width digits and signs made narrow, thousands signs and spaces around taken out: `２，５００` is `2500`.
    static func narrowed(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: out.unicodeScalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000: out += " "
            default: out.unicodeScalars.append(scalar)
            }
        }
        let trimmed = out.trimmingCharacters(in: .whitespacesAndNewlines)
        let isNumber = trimmed.allSatisfy { $0.isNumber || ".,-\u{202F} ".contains($0) } && trimmed.contains(",")
        return isNumber ? trimmed.filter { $0 != "," && $0 != " " && $0 != "\u{202F}" } : trimmed
    }

    /// A moment as a browser sends it, China time: `2025-11-26T10:37`.
    static func moment(_ text: String) -> Timestamp? {
        Timestamp(rfc3339: text) ?? Timestamp(rfc3339: "\(text.replacing(" ", with: "T")):00+08:00")
            ?? Timestamp(rfc3339: "\(text)+08:00")
    }
}

extension JSONTree {
    /// As JSON.
    var json: String {
        switch self {
        case .null: "null"
        case .flag(let flag): flag ? "true" : "false"
        case .number(let digits): digits
        case .text(let text): Self.quoted(text)
        case .list(let values): "[\(values.map(\.json).joined(separator: ","))]"
        case .object(let members):
            "{\(members.sorted { $0.key < $1.key }.map { "\(Self.quoted($0.key)):\($0.value.json)" }.joined(separator: ","))}"
        }
    }
    private static func quoted(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }
}
