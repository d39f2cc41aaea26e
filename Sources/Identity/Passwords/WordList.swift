/// Words in small letters, looked up by where they begin in a text.
struct WordList: Sendable {
    private let byFirst: [Unicode.Scalar: [[Unicode.Scalar]]]

    /// A list from words with blanks between them. Longer words stand first, so that the first hit is the longest.
    init(_ text: String) {
        let words = Set(text.split(whereSeparator: \.isWhitespace).map { Array(String($0).unicodeScalars) })
        byFirst = Dictionary(grouping: words.sorted { $0.count > $1.count }) { $0[0] }
    }

    /// How many words there are.
    var count: Int { byFirst.values.reduce(0) { $0 + $1.count } }

    /// The length of the longest word that begins at a place; 0 when none does.
    func longest(in text: [Unicode.Scalar], at place: Int) -> Int {
        (byFirst[text[place]] ?? []).first { text[place...].starts(with: $0) }?.count ?? 0
    }
}
