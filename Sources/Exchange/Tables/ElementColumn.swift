/// A column of an instrument export that holds readings of one item.
struct ElementColumn: Sendable, Hashable {
    /// Item in the words of the season stream: Cd, Pb, As, iAs, Hg, Cr.
    let item: String
    /// Place in a row.
    let place: Int
    /// The unit its head names.
    let unit: String?

    /// The element columns of a header, in their order.
    static func all(in heads: [HeaderCell]) -> [ElementColumn] {
        heads.enumerated().compactMap { place, head in
            item(of: head).map { ElementColumn(item: $0, place: place, unit: head.unit) }
        }
    }

    /// Deviations and single arsenic species stand beside the readings; they are known and not needed.
    static func isCompanion(_ head: HeaderCell) -> Bool {
        head.key.contains("rsd") || head.key.hasPrefix("as(iii)") || head.key.hasPrefix("as(v)")
    }

    private static func item(of head: HeaderCell) -> String? {
        if isCompanion(head) { return nil }
        if head.key.contains("无机砷") { return "iAs" }
        let words = head.key.split { !($0.isASCII && $0.isLetter) }
        let symbols = ["cd": "Cd", "pb": "Pb", "as": "As", "ias": "iAs", "hg": "Hg", "cr": "Cr"]
        return words.lazy.compactMap { symbols[String($0)] }.first
    }
}
