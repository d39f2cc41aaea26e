/// A code this product issues, `B26-903-7K3M9-K`: kind, year, county tail, five free characters, check character.
///
/// The check is that of GB 32100-2015 over year, tail and free characters: (31 − Σ value × 3^i) mod 31, i from 0. The
/// kind letter stays outside it, so that a bare label `26-903-7K3M9-K` (experience.md §1) and the typed code agree.
public struct CheckedCode: Hashable, Comparable, Sendable {
    /// What a code names.
    public enum Kind: String, CaseIterable, Sendable {
        /// A sample's label, printed before it is known what it will be stuck on: no letter.
        case label = ""
        /// Batch 批次.
        case batch = "B"
        /// Sample 样品.
        case sample = "Y"
        /// Tag of a non-compliant batch 标识.
        case tag = "T"
        /// Weighing 检斤单.
        case weighing = "W"
        /// Movement 移动.
        case movement = "M"
        /// Disposal 处置.
        case disposal = "D"
        /// Overseen case 督办.
        case overseen = "C"
    }

    /// What it names.
    public let kind: Kind
    /// The ten places under the check: year 2, county tail 3, free 5.
    private let body: String
    /// The check character.
    private let check: String

    /// How many free parts a year and county have: 31⁵.
    public static let serials: Range<Int> = 0..<28_629_151

    /// A code from its parts; `nil` for a year outside 2000–2099, a tail that is not three digits, or a serial outside
    /// `serials`.
    public init?(kind: Kind, year: Int, countyTail: String, serial: Int) {
        guard (2000...2099).contains(year), countyTail.utf8.count == 3, digits(Array(countyTail.utf8)[...]) != nil,
            Self.serials.contains(serial)
        else { return nil }
        var free: [UInt8] = []
        var rest = serial
        for _ in 0..<5 {
            free.append(CodeAlphabet.characters[rest % CodeAlphabet.count])
            rest /= CodeAlphabet.count
        }
        let bytes = Array(padded(year % 100, 2).utf8) + Array(countyTail.utf8) + free.reversed()
        do throws(CodeFault) { try self.init(kind: kind, body: bytes, check: nil) } catch { return nil }
    }

    /// A code as typed or scanned, or why it is none.
    ///
    /// Small letters, spaces and hyphens of any width do not matter; I, O, S, V and Z, which the alphabet lacks, are
    /// read as 1, 0, 5, U and 2.
    public init(typed text: String) throws(CodeFault) {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars where !Self.isSeparator(scalar) {
            guard let byte = Self.tolerant(scalar) else { throw .character(place: bytes.count + 1) }
            bytes.append(byte)
        }
        guard bytes.count == 11 || bytes.count == 12 else { throw .length(expected: 12, found: bytes.count) }
        let letters = bytes.count - 11
        guard let kind = Kind(rawValue: Rules.text(bytes, 0..<letters)) else { throw .character(place: 1) }
        try requireDigits(bytes, letters..<letters + 5)
        try self.init(kind: kind, body: Array(bytes[letters..<letters + 10]), check: bytes[letters + 10])
    }

    /// A code as typed or scanned; `nil` when it is none.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(typed: text) } catch { return nil }
    }

    private init(kind: Kind, body: [UInt8], check given: UInt8?) throws(CodeFault) {
        let sum = try CodeAlphabet.weightedSum(body, at: kind == .label ? 1 : 2)
        let expected = CodeAlphabet.characters[(CodeAlphabet.count - sum) % CodeAlphabet.count]
        if let given, given != expected { throw .check }
        self.kind = kind
        self.body = String(decoding: body, as: UTF8.self)
        check = String(decoding: [expected], as: UTF8.self)
    }

    /// The code as printed: `B26-903-7K3M9-K`.
    public var text: String {
        "\(kind.rawValue)\(body.prefix(2))-\(body.dropFirst(2).prefix(3))-\(body.suffix(5))-\(check)"
    }

    /// The year of issue.
    public var year: Int { 2000 + (digits(Array(body.utf8)[0..<2]) ?? 0) }

    /// Last three digits of the county's code.
    public var countyTail: String { String(body.dropFirst(2).prefix(3)) }

    /// The same label as the code of a thing: what a bare label becomes once it is stuck on.
    public func naming(_ kind: Kind) -> CheckedCode { CheckedCode(self, kind: kind) }

    private init(_ other: CheckedCode, kind: Kind) {
        self.kind = kind
        body = other.body
        check = other.check
    }

    /// Order of the printed text.
    public static func < (left: Self, right: Self) -> Bool { left.text < right.text }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x20, 0x2D, 0xA0, 0x2010...0x2015, 0x2212, 0x3000, 0xFF0D: true
        default: false
        }
    }

    private static func tolerant(_ scalar: Unicode.Scalar) -> UInt8? {
        var value = scalar.value
        // An input method for Chinese types letters and digits in full width.
        if (0xFF10...0xFF5A).contains(value) { value -= 0xFEE0 }
        if (0x61...0x7A).contains(value) { value -= 0x20 }
        switch value {
        case 0x49: return 0x31
        case 0x4F: return 0x30
        case 0x53: return 0x35
        case 0x56: return 0x55
        case 0x5A: return 0x32
        default: return (0x30...0x39).contains(value) || (0x41...0x5A).contains(value) ? UInt8(value) : nil
        }
    }
}
