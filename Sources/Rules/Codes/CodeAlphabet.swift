/// The 31 characters of GB 32100-2015: digits and capitals without I, O, S, V, Z, which hands and eyes confuse.
public enum CodeAlphabet {
    /// The characters, in order of their values.
    public static let characters = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    private static let values: [UInt8?] = {
        var values = [UInt8?](repeating: nil, count: 128)
        for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    /// How many characters there are: a prime, so that every single fault of typing shows in a sum modulo it.
    public static let count = 31

    /// The value of a character, 0–30; `nil` for one outside the alphabet.
    static func value(of character: UInt8) -> Int? {
        guard character < 128, let value = values[Int(character)] else { return nil }
        return Int(value)
    }

    /// Σ value × 3^i modulo 31 over all characters, i from 0.
    ///
    /// The powers of 3 modulo 31 differ from place to place for thirty places, hence a single wrong character and two
    /// swapped ones always change the sum.
    public static func weightedSum(_ bytes: some Sequence<UInt8>, at first: Int = 1) throws(CodeFault) -> Int {
        var sum = 0
        var weight = 1
        var place = first
        for byte in bytes {
            guard let value = value(of: byte) else { throw .character(place: place) }
            sum = (sum + value * weight) % count
            weight = weight * 3 % count
            place += 1
        }
        return sum
    }
}
