/// Code of a parcel: its township's nine digits and five of its own, without a check digit (domain.md §10).
public struct ParcelCode: Hashable, Comparable, Sendable {
    /// The fourteen digits.
    public let text: String
    /// The township, which has to be known.
    public let township: TownshipCode

    /// A code, or why it is none.
    public init(checking text: String) throws(CodeFault) {
        let bytes = try places(14, of: text)
        try requireDigits(bytes, 0..<14)
        township = try TownshipCode(checking: Rules.text(bytes, 0..<9))
        self.text = text
    }

    /// A code; `nil` when it is none or its township is not in the table.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    /// Order by code.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
