/// Unified social credit code (GB 32100-2015): 18 places, check character over the first 17, and an organisation code
/// (GB 11714-1997) with its own check character in places 9–17. Places 3–8 are digits: the region of registration.
public struct CreditCode: Hashable, Sendable {
    /// The 18 characters.
    public let text: String

    private static let innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]

    /// A code, or why it is none.
    public init(checking text: String) throws(CodeFault) {
        let bytes = try places(18, of: text)
        // 3^i modulo 31 are the standard's weights 1 3 9 27 19 26 16 17 20 29 25 13 8 24 10 30 28.
        let sum = try CodeAlphabet.weightedSum(bytes[..<17])
        try requireDigits(bytes, 2..<8)
        guard let check = CodeAlphabet.value(of: bytes[17]) else { throw .character(place: 18) }
        guard check == (31 - sum) % 31, Self.innerCheck(bytes[8..<17]) else { throw .check }
        self.text = text
    }

    /// A code; `nil` when a character or a check is wrong.
    public init?(_ text: String) {
        do throws(CodeFault) { try self.init(checking: text) } catch { return nil }
    }

    /// The region where the organisation is registered, places 3–8.
    public var region: String { Rules.text(Array(text.utf8), 2..<8) }

    /// The organisation code of GB 11714, places 9–17.
    public var organizationCode: String { Rules.text(Array(text.utf8), 8..<17) }

    private static func innerCheck(_ bytes: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (byte, weight) in zip(bytes, innerWeights) {
            switch byte {
            case 0x30...0x39: sum += Int(byte - 0x30) * weight
            case 0x41...0x5A: sum += Int(byte - 0x41 + 10) * weight
            default: return false
            }
        }
        let check = 11 - sum % 11
        return bytes.last == (check == 10 ? 0x58 : check == 11 ? 0x30 : UInt8(0x30 + check))
    }
}
