/// Base 64 in its one canonical form (RFC 4648 §3.5): padding as the alphabet wants it, unused bits zero, nothing else.
public enum Base64 {
    /// Which 64 letters, and whether the text is padded.
    public enum Alphabet: Sendable {
        /// `+` and `/`, padded (RFC 4648 §4): notes, checkpoints, proofs.
        case standard
        /// `-` and `_`, not padded (RFC 4648 §5): leaf entries, records, disclosures.
        case url

        fileprivate var letters: [UInt8] {
            let common = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
            return [UInt8]((common + (self == .standard ? "+/" : "-_")).utf8)
        }

        fileprivate var values: [UInt8?] {
            var values = [UInt8?](repeating: nil, count: 256)
            for (value, letter) in letters.enumerated() { values[Int(letter)] = UInt8(value) }
            return values
        }
    }

    private static let standardLetters = Alphabet.standard.letters
    private static let urlLetters = Alphabet.url.letters
    private static let values: [Alphabet: [UInt8?]] = [.standard: Alphabet.standard.values, .url: Alphabet.url.values]

    /// The text of bytes.
    public static func text(of bytes: some Sequence<UInt8>, _ alphabet: Alphabet = .standard) -> String {
        let letters = alphabet == .url ? urlLetters : standardLetters
        var text: [UInt8] = []
        text.reserveCapacity(44)
        var held = 0
        var bits = 0
        for byte in bytes {
            held = held << 8 | Int(byte)
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(letters[held >> bits & 63])
            }
            held &= 63
        }
        if bits > 0 { text.append(letters[held << (6 - bits) & 63]) }
        while alphabet == .standard, text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes of a text; `nil` when it is not the canonical text of any.
    public static func bytes(of text: some Collection<UInt8>, _ alphabet: Alphabet = .standard) -> [UInt8]? {
        bytes(of: text, alphabet, unusedBitsMayBeSet: false)
    }

    /// The same, also of a text whose last letter has more than its bytes need: other readers take it (RFC 4648 §3.5).
    static func bytes(
        of text: some Collection<UInt8>, _ alphabet: Alphabet, unusedBitsMayBeSet: Bool
    ) -> [UInt8]? {
        let values = values[alphabet] ?? []
        let unpadded = alphabet == .standard ? text.prefix { $0 != UInt8(ascii: "=") } : text[...]
        var bytes: [UInt8] = []
        var held = 0
        var bits = 0
        for letter in unpadded {
            guard let value = values[Int(letter)] else { return nil }
            held = (held << 6 | Int(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(held >> bits & 0xFF))
            }
        }
        let padding = text.count - unpadded.count
        guard bits < 6, unusedBitsMayBeSet || held & (1 << bits - 1) == 0,
            alphabet == .url || (text.count % 4 == 0 && padding <= 2),
            text.suffix(padding).allSatisfy({ $0 == UInt8(ascii: "=") })
        else { return nil }
        return bytes
    }

    /// The bytes of a text; `nil` when it is not the canonical text of any.
    public static func bytes(of text: String, _ alphabet: Alphabet = .standard) -> [UInt8]? {
        bytes(of: [UInt8](text.utf8), alphabet)
    }
}
