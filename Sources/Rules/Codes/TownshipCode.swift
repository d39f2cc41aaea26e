/// Code of a township or street: the county's six digits and three of its own.
///
/// Only codes of the table are accepted: townships of Yiyang after the National Bureau of Statistics, 2023
/// (domain.md §10). Another prefecture needs its own rows first.
public struct TownshipCode: Hashable, Comparable, Sendable {
    /// The nine digits.
    public let text: String
    /// The Chinese name.
    public let name: String

    private init(text: String, name: String) {
        self.text = text
        self.name = name
    }

    /// A code, or why it is none.
    public init(checking text: String) throws(CodeFault) {
        let bytes = try places(9, of: text)
        try requireDigits(bytes, 0..<9)
        guard let known = Self.byText[text] else { throw .unknownRegion(text) }
        self = known
    }

    /// A code; `nil` when it is none or not in the table.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    /// The county's six digits.
    public var county: String { String(text.prefix(6)) }

    /// All townships of the table, by code.
    public static let known: [TownshipCode] = table.flatMap { county, rows in
        rows.map { TownshipCode(text: county + $0.0, name: $0.1) }
    }

    private static let byText: [String: TownshipCode] = {
        var byText: [String: TownshipCode] = [:]
        for township in known { byText[township.text] = township }
        return byText
    }()

    /// Order by code.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    private static let table: [(county: String, townships: [(String, String)])] = [
        (
            "430902",
            [
                ("005", "大码头街道"), ("006", "汽车路街道"), ("102", "迎风桥镇"), ("104", "沙头镇"), ("105", "茈湖口镇"),
                ("106", "长春镇"), ("107", "新桥河镇"), ("203", "张家塞乡"),
            ]
        ),
        (
            "430903",
            [
                ("001", "赫山街道"), ("008", "龙光桥街道"), ("101", "八字哨镇"), ("103", "泉交河镇"), ("104", "欧江岔镇"),
                ("105", "沧水铺镇"), ("107", "岳家桥镇"), ("110", "新市渡镇"), ("111", "兰溪镇"), ("113", "衡龙桥镇"),
                ("114", "泥江口镇"), ("209", "笔架山乡"),
            ]
        ),
        (
            "430921",
            [
                ("102", "明山头镇"), ("103", "青树嘴镇"), ("106", "厂窖镇"), ("107", "武圣宫镇"), ("125", "南洲镇"),
                ("126", "华阁镇"), ("127", "茅草街镇"), ("128", "三仙湖镇"), ("129", "麻河口镇"), ("131", "浪拔湖镇"),
                ("132", "中鱼口镇"), ("201", "乌嘴乡"),
            ]
        ),
        (
            "430922",
            [
                ("101", "修山镇"), ("103", "鸬鹚渡镇"), ("107", "石牛江镇"), ("108", "牛田镇"), ("109", "松木塘镇"),
                ("112", "桃花江镇"), ("113", "灰山港镇"), ("114", "武潭镇"), ("115", "马迹塘镇"), ("116", "三堂街镇"),
                ("117", "大栗港镇"),
            ]
        ),
        (
            "430923",
            [
                ("101", "清塘铺镇"), ("103", "仙溪镇"), ("106", "小淹镇"), ("118", "梅城镇"), ("119", "大福镇"), ("121", "东坪镇"),
                ("122", "江南镇"),
            ]
        ),
        (
            "430971",
            [
                ("121", "河坝镇"), ("123", "金盆镇"), ("124", "北洲子镇"), ("130", "千山红镇"),
            ]
        ),
        (
            "430972",
            [
                ("005", "朝阳街道"), ("109", "谢林港镇"),
            ]
        ),
        (
            "430981",
            [
                ("006", "琼湖街道"), ("105", "泗湖山镇"), ("107", "南嘴镇"), ("112", "南大膳镇"), ("113", "黄茅洲镇"),
                ("114", "草尾镇"), ("116", "共华镇"),
            ]
        ),
    ]
}
