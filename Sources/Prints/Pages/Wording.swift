import Custody
import Rules

/// Words and figures as they stand on paper.
enum Wording {
    /// Text without what a page cannot show or a reader could be misled by: control characters and marks that turn
    /// the order of letters become 〓, the mark of a missing letter; tabs, and line ends unless kept, become spaces. A heavy tick
    /// becomes the one that Noto CJK has.
    static func printable(_ text: String, keepsLines: Bool) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A: clean.append(keepsLines ? scalar : " ")
            case 0x09, 0x0D: clean.append(" ")
            case 0x2714: clean.append("\u{2713}")
            case 0x00..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x202A...0x202E, 0x2028, 0x2029, 0x2066...0x2069,
                0xFFF9...0xFFFB:
                clean.append("\u{3013}")
            default: clean.append(scalar)
            }
        }
        return String(clean)
    }

    /// A day on paper: `2025年10月31日` (experience.md §1.7).
    static func day(_ date: CivilDate) -> String { "\(date.year)年\(date.month)月\(date.day)日" }
    /// A day on paper.
    static func day(_ time: Timestamp) -> String { day(time.chinaDate) }
    /// A moment to the minute: `2025-10-31 14:05`.
    static func moment(_ time: Timestamp) -> String { "\(time.chinaDate) \(time.rfc3339.dropFirst(11).prefix(5))" }

    /// Kilograms with groups of three digits, exact: `19,850` or `12.5`.
    static func kilograms(_ grams: Grams) -> String {
        let text = grams.kilogramsText
        let sign = text.hasPrefix("-") ? "−" : ""
        let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        let digits = Array(parts[0])
        var grouped = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        return sign + grouped + (parts.count > 1 ? ".\(parts[1])" : "")
    }

    /// Name of a region: by its code, else the code.
    static func region(_ code: String) -> String { RegionCode(code)?.name ?? code }

    /// Township of a parcel with its county: `赫山区泉交河镇`.
    static func township(_ code: String) -> String {
        guard let township = TownshipCode(code) else { return code }
        return region(township.county) + township.name
    }

    /// The ASCII letters, digits, `-`, `_` and `.` of a code, for the name of a file.
    static func fileName(_ parts: String...) -> String {
        let name = parts.joined(separator: "-").unicodeScalars.map { scalar -> Character in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "-"
                    || scalar == "_")
                ? Character(scalar) : "_"
        }
        return String(name.prefix(80))
    }
}

extension GrainClass {
    /// Colour, sign and word of a class: never the colour alone (experience.md §2.1).
    var mark: (ink: Ink, ground: Ink, word: String) {
        switch self {
        case .pending: (Ink(0x4B5563), Ink(0xF1F3F5), "○ 待检")
        case .a: (Ink(0x00695C), Ink(0xE0F2F1), "✓ 合格 A")
        case .b: (Ink(0x9A3B00), Ink(0xFFE8D9), "▲ 超标 B")
        case .c: (Ink(0xA3161A), Ink(0xFDE7E7), "◆ 超标 C")
        case .d: (Ink(0x5B2A86), Ink(0xF0E6F8), "■ 超标 D")
        }
    }
}

extension Wording {
    /// `2025-late` as people say it.
    static func season(_ text: String) -> String {
        let parts = text.split(separator: "-")
        guard parts.count == 2, let word = ["early": "早稻", "late": "晚稻"][String(parts[1])] else { return text }
        return "\(parts[0]) 年\(word)"
    }

    /// The verdict of a report.
    static func verdict(_ verdict: SampleVerdict) -> String {
        switch verdict {
        case .pending: "未定 undecided"
        case .complies: "合格 complies"
        case .over(let grainClass): "超标 \(grainClass.rawValue) over the limit"
        }
    }

    /// Use classes of over-limit grain (domain.md §7).
    static func use(_ useClass: Int) -> String {
        switch useClass {
        case 1: "第 1 类 处理后食用 food after treatment"
        case 2: "第 2 类 饲料 feed"
        case 3: "第 3 类 非食用工业 non-food industry"
        case 4: "第 4 类 无害化处置 harmless disposal"
        default: "第 \(useClass) 类"
        }
    }

    /// The Chinese part of words in two languages: what stands before the first word in small Latin letters.
    static func chinese(_ words: String) -> String {
        words.split(separator: " ").prefix { $0.first?.isLowercase != true || $0.first?.isASCII != true }.joined(
            separator: " ")
    }

    /// What happened, by the name of the fact.
    static func fact(_ kind: String) -> String {
        [
            "grain-taken-in": "入库", "intake-corrected": "入库更正", "batch-moved": "移仓", "batches-merged": "并批",
            "batch-split": "分批",
            "batch-reduced": "损耗减量", "stock-taken": "盘点", "bulk-sample-drawn": "扦样", "manifest-dispatched": "发运",
            "manifest-arrived": "到达", "manifest-confirmed": "签收", "manifest-refused": "拒收",
            "manifest-returned": "退回", "manifest-voided": "联单作废", "receipt-corrected": "收货更正",
            "disposal-processed": "处置加工",
        ][kind] ?? kind
    }

    /// A place of a ledger in words, with its code.
    static func place(_ place: Place) -> String {
        let words = [
            "paddy": "田间", "bin": "仓房", "transit": "在途", "facility": "处置企业", "sold": "销售", "loss": "损耗",
            "sample": "扦样", "difference": "收发差异", "product": "产品", "residue": "残渣", "stocktake": "盘点差",
            "process-loss": "加工损耗", "into": "转入批次", "from": "来自批次",
        ]
        let losses = ["moisture": "水分", "impurity": "杂质", "natural": "自然损耗"]
        let code = losses[place.code] ?? place.code
        return "\(words[place.kind] ?? place.kind)\(code.isEmpty ? "" : " \(code)")"
    }

    /// How a batch came to be.
    static func origin(_ origin: String) -> String {
        ["intake": "入库 intake", "merge": "并批 merge", "split": "分批 split", "receipt": "调入 receipt"][origin] ?? origin
    }
    /// Use of a bin.
    static func use(_ use: Bin.Use) -> (zh: String, en: String) {
        switch use {
        case .ordinary: ("普通仓：只存合格粮", "ordinary: compliant grain only")
        case .segregated: ("专仓：只存同一等级超标粮", "segregated: one over-limit class")
        case .quarantine: ("隔离仓：待检或候仓，分堆存放", "quarantine: stacked apart, never mixed")
        }
    }
    /// State of a trip.
    static func state(_ state: Manifest.State) -> String {
        switch state {
        case .departed: "在途 in transit"
        case .arrived: "已到达，未签收 arrived"
        case .accepted: "已签收 accepted"
        case .refused: "已拒收 refused"
        case .returned: "已退回 returned"
        case .voided: "已作废 void"
        }
    }
    /// Purpose of a trip.
    static func purpose(_ purpose: Manifest.Purpose) -> String {
        switch purpose {
        case .disposal: "定向处置 disposal"
        case .transfer: "调运 transfer"
        case .sale: "销售（合格粮）sale"
        }
    }
}
