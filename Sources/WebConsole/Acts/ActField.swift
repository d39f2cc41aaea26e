import Custody

/// One thing an act asks for.
struct ActField: Sendable, Equatable {
    /// What may be put in.
    enum Form: Sendable, Equatable {
        /// Words.
        case text
        /// A mass, typed in kilograms, kept in grams.
        case mass
        /// A whole number.
        case whole
        /// One of these words of a vocabulary.
        case choice(vocabulary: String, words: [String])
        /// Yes or no.
        case flag
        /// A day.
        case day
        /// A moment, China time.
        case moment
        /// Parcels with kilograms, up to four.
        case sources
        /// An area, typed in mu, kept in square metres.
        case area
        /// Any of these whole numbers, by the words of a vocabulary.
        case several(vocabulary: String, numbers: [Int])
        /// Several things of the same members, each in a row of its own; rows that stay empty count for nothing.
        case rows([ActField], most: Int)
        /// A name of a person.
        case person
    }
    /// Path in the act's data: `papers.contract`.
    let name: String
    /// What may be put in.
    var form: Form = .text
    /// Whether it may stay empty.
    var isOptional = false

    /// Name in a form.
    var inputName: String { form == .person ? "p.\(name)" : "f.\(name)" }
    /// The field in a row of another: `f.lines.0.item`.
    func input(in field: ActField, row: Int) -> String { "f.\(field.name).\(row).\(name)" }
    /// Its word: that of the path, or of its last member where the path has none.
    func label(_ wording: Wording) -> String {
        guard Term(rawValue: "field \(name)") == nil, let last = name.split(separator: ".").last else {
            return wording.word("field", name)
        }
        return wording.word("field", String(last))
    }
}
