public import Foundation

/// The encodings in which season files come.
public enum TextEncoding: String, Sendable, Hashable, CaseIterable {
    /// UTF-8, with or without byte order mark.
    case utf8 = "UTF-8"
    /// GB18030, the encoding of Chinese Windows and of many weighing systems (GB 18030-2022).
    case gb18030 = "GB18030"
    /// UTF-16, low byte first.
    case utf16LittleEndian = "UTF-16LE"
    /// UTF-16, high byte first.
    case utf16BigEndian = "UTF-16BE"

    /// Reads a text whose encoding is not known: a byte order mark decides, then well-formed UTF-8, then UTF-16 seen
    /// by its zero bytes, then GB18030. Nil when the bytes are none of these.
    public static func decode(_ bytes: Data) -> (text: String, encoding: TextEncoding)? {
        for (mark, encoding) in marks where bytes.starts(with: mark) {
            return encoding.text(of: bytes.dropFirst(mark.count)).map { ($0, encoding) }
        }
        if let wide = wideEncoding(of: bytes) { return wide.text(of: bytes).map { ($0, wide) } }
        for encoding in [TextEncoding.utf8, .gb18030] {
            if let text = encoding.text(of: bytes) { return (text, encoding) }
        }
        return nil
    }

    /// The bytes of a text in this encoding, without a byte order mark; nil when it has no form there.
    public func bytes(of text: String) -> Data? { text.data(using: foundationEncoding) }

    private static let marks: [([UInt8], TextEncoding)] = [
        ([0xEF, 0xBB, 0xBF], .utf8), ([0xFF, 0xFE], .utf16LittleEndian), ([0xFE, 0xFF], .utf16BigEndian),
    ]

    /// UTF-16 without mark: no other encoding here holds zero bytes, and separators and digits have one each.
    private static func wideEncoding(of bytes: Data) -> TextEncoding? {
        guard bytes.count >= 2, bytes.count.isMultiple(of: 2) else { return nil }
        let head = [UInt8](bytes.prefix(512))
        let even = stride(from: 0, to: head.count, by: 2).count { head[$0] == 0 }
        let odd = stride(from: 1, to: head.count, by: 2).count { head[$0] == 0 }
        if even == 0, odd == 0 { return nil }
        return odd > even ? .utf16LittleEndian : .utf16BigEndian
    }

    private func text(of bytes: Data) -> String? {
        let text = String(data: bytes, encoding: foundationEncoding)
        // Every text of the book is in Unicode's composed form, however a program wrote its file.
        return text.flatMap { $0.unicodeScalars.contains("\0") ? nil : $0.inComposedForm }
    }

    private var foundationEncoding: String.Encoding {
        switch self {
        case .utf8: .utf8
        // kCFStringEncodingGB_18030_2000 as a Foundation encoding.
        case .gb18030: String.Encoding(rawValue: 0x8000_0632)
        case .utf16LittleEndian: .utf16LittleEndian
        case .utf16BigEndian: .utf16BigEndian
        }
    }
}

extension String {
    /// The text in Unicode's composed form (NFC).
    var inComposedForm: String {
        // What no mark can stand before or be part of is composed as it is: Latin letters, Chinese ones, full-width forms.
        let isComposed = unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case ..<0x300, 0x4E00...0x9FFF, 0x2010...0x2027, 0x3000...0x3029, 0xFF01...0xFF5E: true
            default: false
            }
        }
        return isComposed ? self : precomposedStringWithCanonicalMapping
    }
}
