/// What a new password must be: long enough, and not mostly made of guessable pieces (ASVS 5.0, 6.2).
///
/// No kind of character is demanded, and none but control characters is forbidden. Pieces that a guesser tries first
/// (`GuessablePieces`) count as one character each; what then remains has to reach `leastUnpredictable`. So `abc` inside
/// a long phrase does no harm, while `Hunan@2026` is three pieces and a sign.
public struct PasswordRules: Hashable, Sendable {
    /// Length in code points of the normal form (reliability.md §8, 4).
    public let length: ClosedRange<Int>
    /// Names a guesser would try for this person: account, organisation in full and short, county and its code.
    public let ownNames: [String]

    /// What has to remain when every guessable piece counts as one.
    static let leastUnpredictable = 8

    /// Rules for one person.
    public init(length: ClosedRange<Int> = 12...128, ownNames: [String] = []) {
        self.length = length
        self.ownNames = ownNames
    }

    /// Everything that speaks against a password; empty when it may be used.
    public func findings(on password: Password) -> [PasswordFinding] {
        var found: [PasswordFinding] = []
        if password.length < length.lowerBound { found.append(.tooShort) }
        // What is too long is not taken apart: the work grows with the square of the length.
        guard password.length <= length.upperBound else { return found + [.tooLong] }
        if password.text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            found.append(.controlCharacter)
        }
        let pieces = GuessablePieces(of: password.text, ownNames: ownNames + ["grainledger", "粮食台账"])
        guard pieces.unpredictableLength < Self.leastUnpredictable else { return found }
        return found + PasswordFinding.allCases.filter(pieces.kinds.contains)
    }
}
