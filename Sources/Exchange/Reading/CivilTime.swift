import Rules

/// A time of day in China Standard Time (UTC+8), to the second.
struct CivilTime: Sendable, Hashable {
    /// The day.
    let day: CivilDate
    /// Seconds since midnight; nil when only the day was written.
    let second: Int?

    /// RFC 3339 with `+08:00`; midnight when only the day is known.
    var text: String {
        let second = second ?? 0
        return "\(day)T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))+08:00"
    }

    /// Reads `2025-10-07 08:05`, `2025/10/7 8:05:30`, `2025年10月7日 8时5分`, `20251007`, `202510070805`, a spreadsheet's
    /// serial such as `45937.5` (days since 1899-12-30), RFC 3339 with `+08:00`. The year comes first and has four
    /// digits: `07/10/2025` is ambiguous and nil.
    init?(_ cell: String) {
        if let time = CivilTime(plain: Array(cell.utf8)) {
            self = time
            return
        }
        var text = TextFolding.folded(cell)
        if text.hasSuffix("+08:00") { text.removeLast(6) }
        // Databases write seconds with an empty fraction: 08:05:00.000
        if text.contains(":"), let dot = text.lastIndex(of: "."), text[dot...].dropFirst().allSatisfy({ $0 == "0" }) {
            text = String(text[..<dot])
        }
        let digits = text.utf8.allSatisfy { (48...57).contains($0) }
        if digits, [8, 12, 14].contains(text.count) {
            self.init(compact: text.utf8.map { Int($0) - 48 })
        } else if let serial = ExactDecimal(text), !text.contains(","), let time = CivilTime(serial: serial) {
            self = time
        } else {
            self.init(separated: text)
        }
    }

    private init(day: CivilDate, second: Int?) {
        self.day = day
        self.second = second
    }

    /// The form that nearly all files have: `2025-10-07 08:05`, with seconds or without.
    private init?(plain bytes: [UInt8]) {
        guard bytes.count == 16 || bytes.count == 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x20,
            bytes[13] == 0x3A, bytes.count == 16 || bytes[16] == 0x3A
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte) - 48
            }
            return value
        }
        guard let year = number(0..<4), (1900...2199).contains(year), let month = number(5..<7),
            let day = number(8..<10), let civil = CivilDate(year: year, month: month, day: day),
            let hour = number(11..<13), let minute = number(14..<16),
            let second = bytes.count == 16 ? 0 : number(17..<19), let time = Self.second(of: [hour, minute, second])
        else { return nil }
        self.init(day: civil, second: time)
    }

    private init?(compact digits: [Int]) {
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        guard (1900...2199).contains(number(0..<4)),
            let day = CivilDate(year: number(0..<4), month: number(4..<6), day: number(6..<8))
        else { return nil }
        let clock = stride(from: 8, to: digits.count, by: 2).map { number($0..<($0 + 2)) }
        guard digits.count > 8 else {
            self.init(day: day, second: nil)
            return
        }
        guard let second = Self.second(of: clock) else { return nil }
        self.init(day: day, second: second)
    }

    /// A serial carries the noise of a binary fraction; the nearest second is what was typed.
    private init?(serial: ExactDecimal) {
        guard serial.scale <= 12 else { return nil }
        var divisor: Int64 = 1
        for _ in 0..<serial.scale { divisor *= 10 }
        // 1927 to 2118: outside of it the number is no date of ours.
        guard (10_000 * divisor..<80_000 * divisor).contains(serial.coefficient) else { return nil }
        let seconds = (serial.coefficient % divisor * 86_400 + divisor / 2) / divisor
        let days = Int(serial.coefficient / divisor + seconds / 86_400) - 25_569
        self.init(day: CivilDate(daysSinceEpoch: days), second: serial.scale == 0 ? nil : Int(seconds % 86_400))
    }

    private init?(separated text: String) {
        var plain = ""
        for character in text {
            switch character {
            case "年", "月", "/", ".": plain.append("-")
            case "日", "T", "t": plain.append(" ")
            case "时", "点", "分": plain.append(":")
            case "秒": continue
            default: plain.append(character)
            }
        }
        let parts = plain.split(separator: " ", omittingEmptySubsequences: true)
        guard (1...2).contains(parts.count) else { return nil }
        let date = parts[0].split(separator: "-", omittingEmptySubsequences: false).map(Self.number)
        guard date.count == 3, let year = date[0], let month = date[1], let day = date[2],
            (1900...2199).contains(year), let civil = CivilDate(year: year, month: month, day: day)
        else { return nil }
        guard parts.count == 2 else {
            self.init(day: civil, second: nil)
            return
        }
        let clock = parts[1].split(separator: ":").map(Self.number)
        guard !clock.contains(nil), let second = Self.second(of: clock.compactMap { $0 }) else { return nil }
        self.init(day: civil, second: second)
    }

    private static func number(_ text: Substring) -> Int? {
        text.count <= 4 && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
    }

    private static func second(of clock: [Int]) -> Int? {
        guard (2...3).contains(clock.count), clock[0] < 24, clock[1] < 60, clock.count == 2 || clock[2] < 60 else {
            return nil
        }
        return clock[0] * 3600 + clock[1] * 60 + (clock.count == 3 ? clock[2] : 0)
    }
}

/// A number below 100 with two digits.
func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
