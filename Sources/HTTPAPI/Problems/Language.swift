/// The languages of words meant for people; codes are the same in all.
enum Language: String, Sendable {
    /// Simplified Chinese, the default.
    case chinese = "zh-CN"
    /// English.
    case english = "en"

    /// The language an `Accept-Language` header prefers (RFC 9110 §12.5.4): the heavier of the two it names.
    init(accepting header: String?) {
        var best: (language: Language, weight: Int) = (.chinese, 0)
        for range in (header ?? "").lowercased().split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let tag = parts.first else { continue }
            let weight = Self.weight(parts.dropFirst().first { $0.hasPrefix("q=") })
            if tag.hasPrefix("zh"), weight > best.weight { best = (.chinese, weight) }
            if tag.hasPrefix("en"), weight > best.weight { best = (.english, weight) }
        }
        self = best.language
    }

    /// A weight such as `q=0.75` in thousandths; 1000 when there is none, 0 when it cannot be read.
    private static func weight(_ text: String?) -> Int {
        guard let text else { return 1000 }
        let digits = text.dropFirst(2).split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = digits.first.flatMap({ Int($0) }) else { return 0 }
        let fraction = digits.count > 1 ? String(digits[1].prefix(3)) : ""
        let padded = fraction + String(repeating: "0", count: 3 - fraction.count)
        return min(1000, whole * 1000 + (Int(padded) ?? 0))
    }
}

/// Words in both languages.
struct Words: Hashable, Sendable {
    /// Chinese.
    let zh: String
    /// English.
    let en: String

    /// Words.
    init(_ zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }

    /// The words in one language.
    func text(in language: Language) -> String { language == .chinese ? zh : en }
}
