/// The secret a machine signs in with: `glp_` (API token) or `gld_` (device), forty random characters of base62 (238
/// bits), and six of a check sum over all that stands before.
///
/// The prefix lets secret scanners find one that leaked; the check lets everybody tell a damaged one from a strange one
/// without asking the database. It is shown once and stored as its digest.
public struct Credential: Masked, Hashable {
    /// What holds it.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A program.
        case token = "glp_"
        /// A telephone, a weighbridge, a laboratory's instrument.
        case device = "gld_"
    }

    /// What a text is, told without the database.
    public enum Reading: Hashable, Sendable {
        /// Nothing of ours.
        case notACredential
        /// One of ours by its prefix, yet cut, mistyped or altered.
        case damaged(Kind)
        /// One of ours by its form; whether it opens anything, its standing tells.
        case wellFormed(Credential)
    }

    /// What holds it.
    public let kind: Kind
    private let text: String

    private static let randomCount = 40
    private static let checkCount = 6

    /// A fresh one.
    public static func random(_ kind: Kind, using generator: inout some RandomNumberGenerator) -> Credential {
        Credential(kind, kind.rawValue + RandomText.base62(randomCount, using: &generator))
    }

    private init(_ kind: Kind, _ unchecked: String) {
        self.kind = kind
        text = unchecked + Self.check(of: unchecked)
    }

    /// Reads a text.
    public static func read(_ text: String) -> Reading {
        guard let kind = Kind.allCases.first(where: { text.hasPrefix($0.rawValue) }) else { return .notACredential }
        let body = text.dropFirst(kind.rawValue.count)
        guard body.utf8.count == randomCount + checkCount, RandomText.isBase62(body) else { return .damaged(kind) }
        let credential = Credential(kind, String(text.dropLast(checkCount)))
        return credential.text == text ? .wellFormed(credential) : .damaged(kind)
    }

    /// The text to hand out, once.
    public var shownOnce: String { text }

    /// What is stored.
    public var digest: SecretDigest { SecretDigest(of: text) }

    /// Equality that takes the same time wherever the first difference lies.
    public static func == (left: Self, right: Self) -> Bool {
        Sodium.areEqual(Array(left.text.utf8), Array(right.text.utf8))
    }

    /// The check sum in base62, filled up with zeros.
    private static func check(of text: String) -> String {
        var rest = Int(CRC32.sum(of: text.utf8))
        var letters: [UInt8] = []
        for _ in 0..<checkCount {
            letters.append(RandomText.base62[rest % 62])
            rest /= 62
        }
        return String(decoding: letters.reversed(), as: UTF8.self)
    }
}
