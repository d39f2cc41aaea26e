public import Rules

/// A recovery code: what opens the second factor once when the telephone is lost. `7K3M-9QTA-2XBE`.
///
/// Eleven free characters of the alphabet of GB 32100 (54 bits) and a check character, as in the product's other codes:
/// a slip of the hand is told at once and costs no try.
public struct RecoveryCode: Masked, Hashable {
    /// The twelve characters without hyphens.
    private let characters: [UInt8]

    /// A fresh code.
    public static func random(using generator: inout some RandomNumberGenerator) -> RecoveryCode {
        RecoveryCode(free: Array(RandomText.text(11, of: CodeAlphabet.characters, using: &generator).utf8))
    }

    private init(free: [UInt8]) {
        guard let check = Self.check(of: free) else { preconditionFailure("a code is drawn from its own alphabet") }
        characters = free + [check]
    }

    /// A code as typed, or why it is none. Small letters, blanks and hyphens do not matter; I, O, S, V and Z, which the
    /// alphabet lacks, are read as 1, 0, 5, U and 2.
    public init(typed text: String) throws(CodeFault) {
        let typed = text.uppercased().utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }.map(
            Self.tolerant)
        guard typed.count == 12 else { throw .length(expected: 12, found: typed.count) }
        if let place = typed.firstIndex(where: { !CodeAlphabet.characters.contains($0) }) {
            throw .character(place: place + 1)
        }
        guard Self.check(of: Array(typed.prefix(11))) == typed[11] else { throw .check }
        characters = typed
    }

    /// The code as printed, shown once.
    public var printed: String {
        stride(from: 0, to: 12, by: 4).map { String(decoding: characters[$0..<$0 + 4], as: UTF8.self) }
            .joined(separator: "-")
    }

    /// What is hashed.
    var bytes: [UInt8] { characters }

    private static func check(of free: [UInt8]) -> UInt8? {
        guard let sum = try? CodeAlphabet.weightedSum(free) else { return nil }
        return CodeAlphabet.characters[(CodeAlphabet.count - sum) % CodeAlphabet.count]
    }

    private static func tolerant(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "I"): UInt8(ascii: "1")
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "S"): UInt8(ascii: "5")
        case UInt8(ascii: "V"): UInt8(ascii: "U")
        case UInt8(ascii: "Z"): UInt8(ascii: "2")
        default: letter
        }
    }
}
