/// Makes typed text comparable: full-width letters, digits, brackets and signs become half-width, every kind of
/// space becomes one kind. Chinese characters stay.
enum TextFolding {
    /// The text with full-width forms (U+FF01 to U+FF5E) and ideographic or no-break spaces folded, ends trimmed.
    static func folded(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return trimmed(text) }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000, 0xA0, 0x2007, 0x202F, 0x09: scalars.append(" ")
            case 0x200B, 0xFEFF: continue
            case 0x2212: scalars.append("-")
            case 0xB5: scalars.append("μ")
            default: scalars.append(scalar)
            }
        }
        return trimmed(String(scalars))
    }

    /// `folded`, without any space, in small letters: for comparing headers and words.
    static func key(_ text: some StringProtocol) -> String {
        folded(text).lowercased().filter { !$0.isWhitespace }
    }

    /// The text without spaces at its ends; characters inside stay as typed.
    static func trimmed(_ text: some StringProtocol) -> String {
        // Nearly every cell begins and ends with a letter or digit, Latin or Chinese: nothing to look for then.
        if let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, isPlain(first), isPlain(last) {
            return String(text)
        }
        var body = Substring(text)
        while let first = body.first, first.isWhitespace { body.removeFirst() }
        while let last = body.last, last.isWhitespace { body.removeLast() }
        return String(body)
    }

    /// True for what is no space, and makes no character with what stands before it.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x21...0x7E).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value)
    }
}
