/// Code of a place of storage at any depth (domain.md §10): unit 18 places, site 21, bin 25, compartment 28, position 30.
public struct DepotCode: Hashable, Comparable, Sendable {
    /// How deep a code goes; the raw value is its number of places.
    public enum Level: Int, CaseIterable, Comparable, Sendable {
        /// Unit 单位: the organisation's credit code.
        case unit = 18
        /// Depot site 库区.
        case site = 21
        /// Bin 仓房.
        case bin = 25
        /// Compartment 廒间.
        case compartment = 28
        /// Stack position 货位.
        case position = 30

        /// Order from the whole to the part.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// The places.
    public let text: String
    /// How deep it goes.
    public let level: Level

    /// A code, or why it is none; all after the credit code is digits.
    public init(checking text: String) throws(CodeFault) {
        let found = text.unicodeScalars.count
        guard let level = Level(rawValue: found) else {
            let expected = Level.allCases.first { $0.rawValue > found } ?? .position
            throw .length(expected: expected.rawValue, found: found)
        }
        let bytes = try places(found, of: text)
        _ = try CreditCode(checking: Rules.text(bytes, 0..<18))
        try requireDigits(bytes, 18..<found)
        self.text = text
        self.level = level
    }

    /// A code; `nil` when it is none.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    private init(text: String, level: Level) {
        self.text = text
        self.level = level
    }

    /// What it lies in at a level; `nil` for a level deeper than its own.
    public func part(_ level: Level) -> DepotCode? {
        level <= self.level ? DepotCode(text: String(text.prefix(level.rawValue)), level: level) : nil
    }

    /// Order by code.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
