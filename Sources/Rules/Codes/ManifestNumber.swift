/// Number of a manifest: year 4, province 2, prefecture 2, serial 6 — 14 digits.
public struct ManifestNumber: Hashable, Comparable, Sendable {
    /// The fourteen digits.
    public let text: String

    /// A number, or why it is none; the serial starts at 1.
    public init(checking text: String) throws(CodeFault) {
        let bytes = try places(14, of: text)
        try requireDigits(bytes, 0..<14)
        guard bytes[0] == 0x32, bytes[1] == 0x30 else { throw .character(place: 1) }
        guard RegionCode.isProvince(bytes[4], bytes[5]) else { throw .unknownRegion(Rules.text(bytes, 4..<8)) }
        guard bytes[8...].contains(where: { $0 != 0x30 }) else { throw .character(place: 14) }
        self.text = text
    }

    /// A number; `nil` when it is none.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    /// A number from its parts; `nil` for a year outside 2000–2099, a prefecture of no known province, or a serial
    /// outside 1–999999.
    ///
    /// - Parameter prefecture: four digits, `4309`.
    public init?(year: Int, prefecture: String, serial: Int) {
        guard (2000...2099).contains(year), (1...999_999).contains(serial) else { return nil }
        self.init("\(year)\(prefecture)\(padded(serial, 6))")
    }

    /// The year of issue.
    public var year: Int { digits(Array(text.utf8)[0..<4]) ?? 0 }

    /// The serial within year and prefecture.
    public var serial: Int { digits(Array(text.utf8)[8..<14]) ?? 0 }

    /// Order by number.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}
