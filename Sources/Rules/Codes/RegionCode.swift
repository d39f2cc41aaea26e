/// Code of a province, prefecture or county (GB/T 2260), or a statistical code such as 430971: 6 digits.
public struct RegionCode: Hashable, Comparable, Sendable {
    /// The six digits.
    public let text: String

    /// First two digits of the provinces, autonomous regions, municipalities and special regions (GB/T 2260-2007).
    private static let provinces = [
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62,
        63, 64, 65, 71, 81, 82,
    ]

    /// The regions this product knows by name (NBS 2023); 430971 and 430972 are statistical codes only.
    private static let names = [
        ("430000", "湖南省"), ("430900", "益阳市"), ("430902", "资阳区"), ("430903", "赫山区"), ("430921", "南县"),
        ("430922", "桃江县"), ("430923", "安化县"), ("430971", "大通湖区"), ("430972", "高新区"), ("430981", "沅江市"),
    ]

    /// A code, or why it is none: six digits of a province of the country.
    public init(checking text: String) throws(CodeFault) {
        let bytes = try places(6, of: text)
        try requireDigits(bytes, 0..<6)
        guard Self.isProvince(bytes[0], bytes[1]) else { throw .unknownRegion(text) }
        self.text = text
    }

    /// A code; `nil` when it is none.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    /// The region's Chinese name, for those of the table.
    public var name: String? { Self.names.first { $0.0 == text }?.1 }

    /// True when the last two digits name a county, not a province or prefecture as a whole.
    public var isCounty: Bool { !text.hasSuffix("00") }

    /// The counties of the table, by code.
    public static let knownCounties: [RegionCode] = names.compactMap { RegionCode($0.0) }.filter { $0.isCounty }

    /// Order by code.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    static func isProvince(_ first: UInt8, _ second: UInt8) -> Bool {
        guard let code = digits([first, second][...]) else { return false }
        return provinces.contains(code)
    }
}
