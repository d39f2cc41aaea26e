/// Code of a bin: the granary's credit code (18), its site (3 digits), the bin (4 digits) — 25 places (domain.md §10).
public struct BinCode: Hashable, Comparable, Sendable {
    /// The 25 places.
    public let text: String
    /// The granary.
    public let granary: CreditCode

    /// A code, or why it is none.
    public init(checking text: String) throws(CodeFault) {
        let bytes = try places(25, of: text)
        granary = try CreditCode(checking: Rules.text(bytes, 0..<18))
        try requireDigits(bytes, 18..<25)
        self.text = text
    }

    /// A code; `nil` when it is none.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    /// The depot site, 21 places.
    public var site: String { String(text.prefix(21)) }

    /// Order by code.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
