/// Unified social credit code (GB 32100-2015): 18 places, check character over the first 17, and an organisation code
/// (GB 11714-1997) with its own check character in places 9–17.
public struct CreditCode: Hashable, Sendable {
    /// The 18 characters.
    public let text: String

    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
    private static let weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
    private static let innerWeights = [3, 7, 9, 10, 5, 8, 4, 2]

    /// A code; `nil` when a character or a check is wrong.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 18 else { return nil }
        var sum = 0
        for (byte, weight) in zip(bytes, Self.weights) {
            guard let value = Self.alphabet.firstIndex(of: byte) else { return nil }
            sum += value * weight
        }
        guard bytes[17] == Self.alphabet[(31 - sum % 31) % 31], Self.innerCheck(bytes[8..<17]) else { return nil }
        self.text = text
    }

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
