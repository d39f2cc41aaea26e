/// A password taken apart into guessable pieces and single characters, in the way that leaves the fewest.
struct GuessablePieces {
    /// Pieces and remaining characters together.
    let unpredictableLength: Int
    /// The kinds of the pieces.
    let kinds: Set<PasswordFinding>

    /// The cheapest way through the text from one place to its end.
    private struct Way {
        var cost: Int
        var next: Int
        var kind: PasswordFinding?
    }

    init(of text: String, ownNames: [String]) {
        let reader = PieceReader(text, ownNames: ownNames)
        let end = reader.letters.count
        var ways = Array(repeating: Way(cost: 0, next: end, kind: nil), count: end + 1)
        for place in (0..<end).reversed() {
            var best = Way(cost: ways[place + 1].cost + 1, next: place + 1, kind: nil)
            for (kind, length) in reader.pieces(at: place) where ways[place + length].cost + 1 < best.cost {
                best = Way(cost: ways[place + length].cost + 1, next: place + length, kind: kind)
            }
            ways[place] = best
        }
        unpredictableLength = ways[0].cost
        var kinds: Set<PasswordFinding> = []
        var place = 0
        while place < end {
            if let kind = ways[place].kind { kinds.insert(kind) }
            place = ways[place].next
        }
        self.kinds = kinds
    }
}
