import Custody
import Rules

/// The fields of a form as they were typed: members of the act, persons, and everything that is wrong at once.
struct FieldReading {
    /// Members read.
    private(set) var members: [String: JSONTree] = [:]
    /// Persons named.
    private(set) var persons: Persons = [:]
    /// What is wrong.
    private(set) var faults: [ActReading.Fault] = []
    private let typed: Parameters
    private let wording: Wording

    /// Reads fields.
    init(_ fields: [ActField], _ typed: Parameters, _ wording: Wording) {
        self.typed = typed
        self.wording = wording
        for field in fields { read(field) }
    }

    private mutating func read(_ field: ActField) {
        switch field.form {
        case .sources: readSources()
        case .rows(let inner, let most): readRows(field, inner, most)
        case .several(_, let numbers):
            let chosen = numbers.filter { typed["\(field.inputName).\($0)"] != nil }
            put(.list(chosen.map { .number(String($0)) }), field)
        case .flag: put(.flag(ActReading.narrowed(typed[field.inputName] ?? "") == "true"), field)
        default: readText(field)
        }
    }

    private mutating func readText(_ field: ActField) {
        let asTyped = typed[field.inputName] ?? ""
        // A comma between readings parts them; in a number it parts thousands.
        let text = field.name == "readings" ? ActReading.halfWidth(asTyped) : ActReading.narrowed(asTyped)
        if text.isEmpty {
            if !field.isOptional { fault(field, "GL-Q-0001", .faultMissing) }
            return
        }
        switch field.form {
        case .person:
            if let role = PersonRole(rawValue: field.name) { persons[role] = text }
        case .mass:
            let isBelow = text.hasPrefix("-") && field.name == "adjustmentGrams"
            guard let grams = Grams(kilograms: isBelow ? String(text.dropFirst()) : text) else {
                return fault(field, "GL-Q-0003", .faultMass)
            }
            put(.number(String(isBelow ? -grams.value : grams.value)), field)
        case .area:
            guard let area = SquareMetres(mu: text) else { return fault(field, "GL-Q-0003", .faultArea) }
            put(.number(String(area.value)), field)
        case .whole:
            guard let number = Int64(text) else { return fault(field, "GL-Q-0005", .faultWhole) }
            put(.number(String(number)), field)
        case .choice(let vocabulary, let words):
            guard words.contains(text) else { return fault(field, "GL-Q-0006", .faultChoice) }
            put(vocabulary == "use-class" ? .number(text) : .text(text), field)
        case .moment:
            guard let time = ActReading.moment(text) else { return fault(field, "GL-Q-0002", .faultMoment) }
            put(.text(time.rfc3339), field)
        case .day:
            guard CivilDate(iso: text) != nil else { return fault(field, "GL-Q-0002", .faultDay) }
            put(.text(text), field)
        case .text, .flag, .sources, .several, .rows: put(.text(text), field)
        }
    }

    private mutating func readSources() {
        let field = ActField(name: "sources", form: .sources)
        var sources: [String: JSONTree] = [:]
        for at in 0..<4 {
            guard let parcel = typed["f.sources.\(at).parcel"].map(ActReading.narrowed) else { continue }
            let text = typed["f.sources.\(at).mass"].map(ActReading.narrowed)
            guard let grams = text.map({ Grams(kilograms: $0) }) ?? .zero else {
                return fault(field, "GL-Q-0003", .faultMass)
            }
            sources[parcel] = .number(String(grams.value))
        }
        guard !sources.isEmpty else { return fault(field, "GL-Q-0001", .faultMissing) }
        members["sources"] = .object(sources)
    }

    /// Rows in which something was typed; what is wrong with one is said of the field, with the number of the row.
    private mutating func readRows(_ field: ActField, _ inner: [ActField], _ most: Int) {
        var rows: [JSONTree] = []
        for at in 0..<most {
            let cells = inner.map {
                Parameters.Pair(name: $0.inputName, value: typed[$0.input(in: field, row: at)] ?? "")
            }
            guard cells.contains(where: { !ActReading.narrowed($0.value).isEmpty }) else { continue }
            let row = FieldReading(inner, Parameters(cells), wording)
            for one in row.faults {
                let label = inner.first { $0.name == one.field }?.label(wording) ?? ""
                let place = wording.text(.faultInRow, ["\(at + 1)", label])
                faults.append(.init(field: field.name, code: one.code, words: place + one.words))
            }
            rows.append(.object(row.members))
        }
        if rows.isEmpty, !field.isOptional { fault(field, "GL-Q-0001", .faultMissing) }
        put(.list(rows), field)
    }

    private mutating func fault(_ field: ActField, _ code: String, _ words: Phrase) {
        faults.append(.init(field: field.name, code: code, words: wording.text(words)))
    }

    private mutating func put(_ tree: JSONTree, _ field: ActField) { Self.put(tree, at: field.name, into: &members) }

    private static func put(_ tree: JSONTree, at path: String, into members: inout [String: JSONTree]) {
        let steps = path.split(separator: ".", maxSplits: 1).map { String($0) }
        guard steps.count == 2 else { return members[path] = tree }
        var inner: [String: JSONTree] = [:]
        if case .object(let held) = members[steps[0]] { inner = held }
        put(tree, at: steps[1], into: &inner)
        members[steps[0]] = .object(inner)
    }
}
