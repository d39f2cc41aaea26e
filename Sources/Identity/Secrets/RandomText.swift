/// Random characters for secrets, each drawn evenly.
enum RandomText {
    /// Digits, capitals, small letters: a double click selects the whole secret, and no shell or URL treats one apart.
    static let base62 = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)

    /// So many characters of base62.
    static func base62(_ count: Int, using generator: inout some RandomNumberGenerator) -> String {
        text(count, of: base62, using: &generator)
    }

    /// So many characters of an alphabet.
    static func text(_ count: Int, of alphabet: [UInt8], using generator: inout some RandomNumberGenerator) -> String {
        String(
            decoding: (0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] },
            as: UTF8.self)
    }

    /// So many bytes.
    static func bytes(_ count: Int, using generator: inout some RandomNumberGenerator) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// True when every character is one of base62.
    static func isBase62(_ text: some StringProtocol) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: false
            }
        }
    }
}
