import Custody
import Rules

/// The languages of the console; Chinese is the source (experience.md §0.10).
enum Language: String, Sendable, CaseIterable {
    case zh, en

    /// The tag for `lang`.
    var tag: String { self == .zh ? "zh-CN" : "en" }

    /// The first of `Accept-Language` that the console speaks; Chinese without one.
    init(accepting header: String?) {
        let wanted = (header ?? "").split(separator: ",").map { $0.drop { $0 == " " }.lowercased() }
        self = wanted.lazy.compactMap { $0.hasPrefix("zh") ? .zh : $0.hasPrefix("en") ? .en : nil }.first ?? .zh
    }
}

/// Words, numbers and times as a reader of one language sees them (experience.md §1.7).
struct Wording: Sendable {
    /// The language.
    let language: Language

    /// A phrase; `{0}`, `{1}` stand for the values.
    func text(_ phrase: Phrase, _ values: [String] = []) -> String {
        Self.filled(either(phrase.chinese, phrase.english), values)
    }
    /// A phrase of the pages of persons.
    func text(_ phrase: PeoplePhrase, _ values: [String] = []) -> String {
        Self.filled(either(phrase.chinese, phrase.english), values)
    }
    /// A phrase of the pages of imports.
    func text(_ phrase: ImportPhrase, _ values: [String] = []) -> String {
        Self.filled(either(phrase.chinese, phrase.english), values)
    }
    /// A phrase of the page of papers.
    func text(_ phrase: PaperPhrase, _ values: [String] = []) -> String {
        Self.filled(either(phrase.chinese, phrase.english), values)
    }
    /// A phrase of the pages of the API.
    func text(_ phrase: ApiPhrase, _ values: [String] = []) -> String {
        Self.filled(either(phrase.chinese, phrase.english), values)
    }
    /// A phrase of the page of recalls.
    func text(_ phrase: RecallPhrase, _ values: [String] = []) -> String {
        Self.filled(either(phrase.chinese, phrase.english), values)
    }
    /// A phrase of the desks.
    func text(_ phrase: DeskPhrase, _ values: [String] = []) -> String {
        Self.filled(either(phrase.chinese, phrase.english), values)
    }
    private static func filled(_ text: String, _ values: [String]) -> String {
        var text = text
        for (at, value) in values.enumerated() { text = text.replacing("{\(at)}", with: value) }
        return text
    }
    /// A word of a vocabulary: `word("state", "departed")`; the word itself when the catalog has none.
    func word(_ vocabulary: String, _ word: String) -> String {
        Term(rawValue: "\(vocabulary) \(word)").map { language == .zh ? $0.chinese : $0.english } ?? word
    }
    /// What stands between a name and what is said of it.
    var colon: String { either("：", ": ") }
    /// One of two texts that stand in the rules.
    func either(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

    /// Tonnes with three decimals: `1 234.567`.
    func tonnes(_ grams: Int64) -> String { Self.grouped(Grams(grams).tonnesText) }
    /// Kilograms, exact: `12 345.5`.
    func kilograms(_ grams: Int64) -> String { Self.grouped(Grams(grams).kilogramsText) }
    /// Tonnes with their unit.
    func mass(_ grams: Int64) -> Markup { "<span class=\"mass\">\(tonnes(grams))</span> \(text(.tonne))" }
    /// Kilograms with their unit.
    func exactMass(_ grams: Int64) -> Markup { "<span class=\"mass\">\(kilograms(grams))</span> \(text(.kilogram))" }
    /// A whole number with groups of three.
    func count(_ number: some BinaryInteger) -> String { Self.grouped(String(number)) }

    /// A moment in China: `2025-11-26 10:37`.
    func moment(_ time: Timestamp) -> String { "\(time.chinaDate) \(time.rfc3339.dropFirst(11).prefix(5))" }
    /// A moment, to be read by machines too.
    func time(_ time: Timestamp) -> Markup { "<time datetime=\"\(time.rfc3339)\">\(moment(time))</time>" }
    /// Name of a region by its code or prefix.
    func region(_ prefix: String) -> String {
        if let township = TownshipCode(prefix) { return township.name }
        let code = prefix + String(repeating: "0", count: max(0, 6 - prefix.utf8.count))
        return RegionCode(code)?.name ?? prefix
    }
    /// Name of a class: `C 超标`.
    func name(of grainClass: GrainClass) -> String { word("class", grainClass.rawValue) }

    /// Groups of three, parted by a narrow space that does not break; a real minus.
    static func grouped(_ number: String) -> String {
        let isNegative = number.hasPrefix("-")
        let parts = number.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        guard let whole = parts.first else { return number }
        var out = ""
        for (at, digit) in whole.enumerated() {
            if at > 0, (whole.count - at).isMultiple(of: 3) { out += "\u{202F}" }
            out.append(digit)
        }
        return (isNegative ? "−" : "") + out + (parts.count > 1 ? ".\(parts[1])" : "")
    }
}

extension Wording {
    /// The tag of a class: shape, letter and word, never colour alone (experience.md §2.1).
    func badge(_ grainClass: GrainClass) -> Markup {
        let shape =
            switch grainClass {
            case .a: "✔"
            case .b: "▲"
            case .c: "◆"
            case .d: "■"
            case .pending: "○"
            }
        return """
            <span class="tag tag-\(grainClass.rawValue)"><span aria-hidden="true">\(shape)</span> \(name(of: grainClass))</span>
            """
    }
    /// A tag with a meaning of its own: `good`, `grey`, `bad`, `late`, `done`, `plain`.
    func tag(_ look: String, _ words: String) -> Markup {
        let shape: Markup =
            switch look {
            case "late": Self.clock
            case "good": "✔"
            case "grey": "◐"
            case "bad": "✘"
            case "done": "☑"
            default: "·"
            }
        return "<span class=\"tag tag-\(look)\"><span aria-hidden=\"true\">\(shape)</span> \(words)</span>"
    }

    /// A clock, drawn: no font of the country's offices is sure to have one.
    private static let clock: Markup = """
        <svg class="clock" viewBox="0 0 16 16" focusable="false"><circle cx="8" cy="8" r="6.5"/><path d="M8 4v4.300l2.800 1.700"/></svg>
        """
}
