/// Number of a citizen's identity card (GB 11643-1999): region 6, birthday 8, sequence 3, check 1.
///
/// It is personal data: no record and no message may carry its text (design.md §6).
public struct CitizenIdentity: Hashable, Sendable {
    /// The 18 characters; the last may be `X`.
    public let text: String
    /// The day of birth.
    public let birthday: CivilDate

    private static let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    private static let checks = Array("10X98765432".utf8)

    /// A number, or why it is none; a small `x` at the end is read as `X`.
    public init(checking text: String) throws(CodeFault) {
        var bytes = try places(18, of: text)
        try requireDigits(bytes, 0..<17)
        if bytes[17] == 0x78 { bytes[17] = 0x58 }
        guard Self.checks.contains(bytes[17]) else { throw .character(place: 18) }
        guard RegionCode.isProvince(bytes[0], bytes[1]) else { throw .unknownRegion(Rules.text(bytes, 0..<6)) }
        let day = "\(Rules.text(bytes, 6..<10))-\(Rules.text(bytes, 10..<12))-\(Rules.text(bytes, 12..<14))"
        guard let birthday = CivilDate(iso: day) else { throw .character(place: 7) }
        var sum = 0
        for (byte, weight) in zip(bytes, Self.weights) { sum += Int(byte - 0x30) * weight }
        guard bytes[17] == Self.checks[sum % 11] else { throw .check }
        self.text = String(decoding: bytes, as: UTF8.self)
        self.birthday = birthday
    }

    /// A number; `nil` when a digit, the birthday or the check is wrong.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    /// The first number that stands in a text by itself, between characters that are neither letter nor digit of ASCII; a credit
    /// code that has the form of one is none.
    public static func first(in text: [UInt8]) -> CitizenIdentity? {
        // Every act is looked through: nothing is set aside but what has the length and the digits.
        var (place, digits) = (0, 0)
        for end in 0...text.count {
            switch end < text.count ? text[end] : 0 {
            case 0x30...0x39:
                place += 1
                digits += 1
            case 0x41...0x5A, 0x61...0x7A: place += 1
            default:
                if place == 18, digits >= 17 {
                    let word = String(decoding: text[end - 18..<end], as: UTF8.self)
                    if CreditCode(word) == nil, let number = CitizenIdentity(word) { return number }
                }
                (place, digits) = (0, 0)
            }
        }
        return nil
    }

    /// What may be shown: the first six places and the last four, the birthday covered.
    public var masked: String { "\(text.prefix(6))********\(text.suffix(4))" }
}
