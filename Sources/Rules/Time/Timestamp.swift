/// An instant, in microseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Microseconds since 1970 UTC.
    public let microseconds: Int64

    /// An instant.
    public init(_ microseconds: Int64) { self.microseconds = microseconds }

    /// From RFC 3339 with an offset or `Z`; seconds may carry up to six decimals.
    ///
    /// `nil` also for the few hours that fall outside the years 1–9999 in China: their printed form could not be read.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let date = CivilDate(iso: String(decoding: bytes[0..<10], as: UTF8.self)),
            bytes[10] == 0x54 || bytes[10] == 0x74, bytes[13] == 0x3A, bytes[16] == 0x3A,
            let hour = digits(bytes[11..<13]), let minute = digits(bytes[14..<16]),
            let second = digits(bytes[17..<19]), hour < 24, minute < 60, second < 60
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == 0x2E {
            let places = rest.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
            guard (1...6).contains(places.count), let value = digits(places) else { return nil }
            fraction = (places.count..<6).reduce(Int64(value)) { total, _ in total * 10 }
            rest = rest.dropFirst(places.count + 1)
        }
        guard let offset = Self.offset(Array(rest)) else { return nil }
        let seconds = Int64(date.daysSinceEpoch) * 86400 + Int64(hour * 3600 + minute * 60 + second - offset * 60)
        microseconds = seconds * 1_000_000 + fraction
        guard (1...9999).contains(chinaDate.year) else { return nil }
    }

    private static func offset(_ bytes: [UInt8]) -> Int? {
        if bytes == [0x5A] || bytes == [0x7A] { return 0 }
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
            let hours = digits(bytes[1..<3]),
            let minutes = digits(bytes[4..<6]), hours < 24, minutes < 60
        else { return nil }
        return (bytes[0] == 0x2B ? 1 : -1) * (hours * 60 + minutes)
    }

    /// The day in China (UTC+8).
    public var chinaDate: CivilDate {
        CivilDate(daysSinceEpoch: Int((microseconds + 28_800_000_000).quotientFloored(by: 86_400_000_000)))
    }
    /// RFC 3339 in China time; a fraction only when there is one.
    public var rfc3339: String {
        let day = chinaDate
        let ofDay = Int(microseconds + 28_800_000_000 - Int64(day.daysSinceEpoch) * 86_400_000_000)
        let (seconds, fraction) = (ofDay / 1_000_000, ofDay % 1_000_000)
        var text: [UInt8] = []
        text.reserveCapacity(32)
        day.write(to: &text)
        text.append(0x54)
        write(seconds / 3600, 2, to: &text)
        text.append(0x3A)
        write(seconds / 60 % 60, 2, to: &text)
        text.append(0x3A)
        write(seconds % 60, 2, to: &text)
        if fraction != 0 {
            text.append(0x2E)
            write(fraction, 6, to: &text)
        }
        return String(decoding: text, as: UTF8.self) + "+08:00"
    }
    /// RFC 3339 in China time.
    public var description: String { rfc3339 }
    /// So many minutes later.
    public func adding(minutes: Int64) -> Timestamp { Timestamp(microseconds + minutes * 60_000_000) }
    /// So many hours later.
    public func adding(hours: Int64) -> Timestamp { adding(minutes: hours * 60) }
    /// So many days of 24 hours later; China keeps one offset all year, so the clock shows the same time.
    public func adding(days: Int64) -> Timestamp { adding(hours: days * 24) }
    /// The first instant of a day in China.
    public init(startOf day: CivilDate) {
        microseconds = (Int64(day.daysSinceEpoch) * 86_400 - 28_800) * 1_000_000
    }
    /// Order in time.
    public static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }
}
