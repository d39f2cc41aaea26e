/// Finds the guessable pieces that begin at a place of a password.
struct PieceReader {
    /// The password in small letters, one code point each.
    let letters: [Unicode.Scalar]
    /// The same with the usual disguises taken off: `p@ssw0rd` as `password`. `1` stands for both i and l.
    private let readings: [[Unicode.Scalar]]
    private let ownNames: [[Unicode.Scalar]]

    init(_ text: String, ownNames: [String]) {
        letters = Self.folded(text)
        readings = [
            letters, letters.map { Self.undisguised($0, one: "l") }, letters.map { Self.undisguised($0, one: "i") },
        ]
        self.ownNames = ownNames.map(Self.folded)
    }

    /// Small letters, one code point for each of the text's own, so that places agree.
    static func folded(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.map { scalar in
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            return lower.count == 1 ? lower[lower.startIndex] : scalar
        }
    }

    private static func undisguised(_ letter: Unicode.Scalar, one: Unicode.Scalar) -> Unicode.Scalar {
        switch letter {
        case "0": "o"
        case "1", "!": one
        case "3": "e"
        case "4", "@": "a"
        case "5", "$": "s"
        case "7": "t"
        default: letter
        }
    }

    /// The longest piece of each kind that begins at a place.
    func pieces(at place: Int) -> [(PasswordFinding, Int)] {
        [
            (.commonPassword, word(of: CommonPasswords.list, at: place)),
            (.commonWord, word(of: CommonPasswords.words, at: place)),
            (.ownName, ownName(at: place)),
            (.date, date(at: place)),
            (.sequence, sequence(at: place)),
            (.keyboardRow, keyboardRow(at: place)),
            (.repetition, repetition(at: place)),
        ].filter { $0.1 > 0 }
    }

    private func word(of list: WordList, at place: Int) -> Int {
        readings.map { list.longest(in: $0, at: place) }.max() ?? 0
    }

    /// A stretch of an own name: four Latin letters or digits, or two Chinese characters, at least.
    private func ownName(at place: Int) -> Int {
        var longest = 0
        for name in ownNames {
            for start in name.indices {
                for reading in readings {
                    let length = zip(reading[place...], name[start...]).prefix { $0 == $1 }.count
                    let isLong =
                        length >= 4 || (length >= 2 && reading[place..<place + length].allSatisfy { $0.value > 0x2E80 })
                    if isLong { longest = max(longest, length) }
                }
            }
        }
        return longest
    }

    /// Three or more that go up or down by one, all digits or all letters.
    private func sequence(at place: Int) -> Int {
        var longest = 0
        for step in [1, -1] {
            var end = place
            while end + 1 < letters.count, Self.isPlain(letters[end]), Self.isPlain(letters[end + 1]),
                Int(letters[end + 1].value) - Int(letters[end].value) == step
            {
                end += 1
            }
            longest = max(longest, end - place + 1)
        }
        return longest >= 3 ? longest : 0
    }

    private static func isPlain(_ letter: Unicode.Scalar) -> Bool {
        ("0"..."9").contains(letter) || ("a"..."z").contains(letter)
    }

    /// One character three times or more, or a block twice or more (blocks of two: three times).
    private func repetition(at place: Int) -> Int {
        var longest = 0
        let rest = letters.count - place
        guard rest >= 3 else { return 0 }
        for block in 1...max(1, rest / 2) {
            var length = block
            while length < rest, letters[place + length] == letters[place + length - block] { length += 1 }
            let times = length / block
            if times >= (block <= 2 ? 3 : 2) { longest = max(longest, times * block) }
        }
        return longest
    }

    /// Four or more neighbouring keys, forwards or backwards.
    private func keyboardRow(at place: Int) -> Int {
        var longest = 0
        for row in Self.keyboardRows {
            for start in row.indices where row[start] == letters[place] {
                longest = max(longest, zip(letters[place...], row[start...]).prefix { $0 == $1 }.count)
            }
        }
        return longest >= 4 ? longest : 0
    }

    private static let keyboardRows: [[Unicode.Scalar]] = [
        "1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+", "qwertyuiopasdfghjklzxcvbnm",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "qazwsxedcrfvtgbyhnujmikolp", "!qaz@wsx#edc$rfv%tgb",
        "q1w2e3r4t5y6u7i8o9p0",
        "1q2w3e4r5t6y7u8i9o0p", "a1s2d3f4g5h6", "147258369", "741852963", "159357", "789456123", "7894561230",
    ].flatMap { row in [Array(row.unicodeScalars), Array(row.unicodeScalars.reversed())] }

    /// A year 1900–2099, a day as `yyyyMMdd`, or one as `yyMMdd`.
    private func date(at place: Int) -> Int {
        let digits = letters[place...].prefix(8).prefix { ("0"..."9").contains($0) }.map { Int($0.value) - 48 }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        func isDay(at start: Int) -> Bool {
            (1...12).contains(number(start..<start + 2)) && (1...31).contains(number(start + 2..<start + 4))
        }
        let startsWithYear = digits.count >= 4 && (1900...2099).contains(number(0..<4))
        if startsWithYear, digits.count == 8, isDay(at: 4) { return 8 }
        if digits.count >= 6, isDay(at: 2) { return 6 }
        return startsWithYear ? 4 : 0
    }
}
