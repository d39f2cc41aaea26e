import Foundation

/// The title line of an instrument export: names and values one after another, such as
/// `ICP-MS 数据导出  机构代码:…  上机批号:…  采集时间:…  结果单位:μg/kg`.
struct RunTitle {
    /// Number of the run.
    let run: String?
    /// Laboratory, as organisation code.
    let lab: String?
    /// When it was measured, as typed.
    let at: String?
    /// Unit of the results, as typed.
    let unit: String?

    /// Takes a title line apart; what it does not name stays nil.
    init(_ line: String) {
        let text = TextFolding.folded(line)
        func value(_ names: [String]) -> String? {
            for name in names {
                guard let range = text.range(of: name + ":") else { continue }
                let rest = text[range.upperBound...]
                // A value ends where two spaces stand or the next name begins; a time holds one space.
                let words = rest.split(separator: " ", omittingEmptySubsequences: false)
                var taken: [Substring] = []
                for word in words.drop(while: \.isEmpty) {
                    if word.isEmpty || Self.names.contains(where: { word.hasPrefix($0 + ":") }) { break }
                    taken.append(word)
                }
                let value = taken.joined(separator: " ")
                if !value.isEmpty { return value }
            }
            return nil
        }
        run = value(["上机批号", "检测批号", "仪器批次"])
        lab = value(["机构代码", "检测机构代码", "机构信用代码"])
        at = value(["采集时间", "测定时间", "检测时间"])
        unit = value(["结果单位", "单位"])
    }

    private static let names = [
        "上机批号", "检测批号", "仪器批次", "机构代码", "检测机构代码", "机构信用代码", "采集时间", "测定时间", "检测时间", "结果单位", "单位",
    ]
}
